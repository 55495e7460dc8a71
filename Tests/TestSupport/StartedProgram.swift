import Foundation
import Synchronization

/// A program with which a test talks by two pipes, and that ends when its input does, with this object at the latest.
public final class StartedProgram: Sendable {
    public struct Failed: Error, CustomStringConvertible {
        public let description: String
    }

    /// The process id.
    public let id: pid_t
    /// What it reads.
    public let input: FileHandle
    /// What it writes to standard output.
    public let output: FileHandle
    private let status = Mutex<Int32?>(nil)

    /// - Parameters:
    ///   - command: the path of the program and its arguments.
    ///   - isQuiet: whether its standard error goes nowhere, and not to this process's.
    public init(_ command: [String], isQuiet: Bool = false) throws(Spawn.Refused) {
        let (orders, answers) = (Pipe(), Pipe())
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer { close(nowhere) }
        id = try Spawn.start(
            command, input: orders.fileHandleForReading.fileDescriptor, output: answers.fileHandleForWriting.fileDescriptor,
            errors: isQuiet ? nowhere : STDERR_FILENO)
        // Theirs alone now: otherwise none of them would ever see the other's end.
        try? orders.fileHandleForReading.close()
        try? answers.fileHandleForWriting.close()
        input = orders.fileHandleForWriting
        output = answers.fileHandleForReading
    }

    deinit { end() }

    /// Closes its input and waits until it has ended. Gives its status; a signal that ended it counts as negative.
    @discardableResult
    public func end() -> Int32 {
        status.withLock { status in
            if let status { return status }
            try? input.close()
            var word: Int32 = 0
            while waitpid(id, &word, 0) < 0, errno == EINTR {}
            let ended = Spawn.status(of: word)
            status = ended
            return ended
        }
    }

    /// Runs one without input to its end and gives what it wrote to standard output. Throws where its status is not 0.
    @discardableResult
    public static func run(_ command: [String], isQuiet: Bool = false) throws -> String {
        let program = try StartedProgram(command, isQuiet: isQuiet)
        try program.input.close()
        let said = program.output.readDataToEndOfFile()
        let status = program.end()
        guard status == 0 else { throw Failed(description: "\(command.joined(separator: " ")) ended with \(status)") }
        return String(decoding: said, as: UTF8.self)
    }
}
