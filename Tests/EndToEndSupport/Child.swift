import Foundation
import TestSupport

/// A process that a test started. Its output goes to files, so that nothing blocks on a pipe that nobody reads.
///
/// Not Foundation's `Process`: that takes a process for running as long as one that it left in the background does, as tmux leaves
/// its server.
package final class Child {
    /// The process id.
    package let id: Int32
    private let name: String
    private let outFile: String
    private let errFile: String
    private var status: Int32?

    /// What it has written to standard output so far.
    package var out: String { Self.text(of: outFile) }
    /// What it has written to standard error so far.
    package var err: String { Self.text(of: errFile) }

    /// Starts it. `output` is the beginning of the paths of the files for its output.
    package init(_ path: String, _ arguments: [String], input: String = "", environment: [String: String], output: String) throws {
        outFile = "\(output).out"
        errFile = "\(output).err"
        name = ([URL(filePath: path).lastPathComponent] + arguments).prefix(4).joined(separator: " ")
        let inFile = "\(output).in"
        try Data(input.utf8).write(to: URL(filePath: inFile))
        let (given, said, complained) = try (Self.open(inFile), Self.open(outFile, writing: true), Self.open(errFile, writing: true))
        id = try withExtendedLifetime((given, said, complained)) {
            try Spawn.start(
                [path] + arguments, environment: environment, input: given.fileDescriptor, output: said.fileDescriptor,
                errors: complained.fileDescriptor)
        }
    }

    private static func open(_ file: String, writing: Bool = false) throws -> FileHandle {
        let flags = writing ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY
        let descriptor = Foundation.open(file, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Waiting.NotSeen(description: "\(file) cannot be opened: \(String(cString: strerror(errno)))") }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Nil while it runs. A signal that ended it counts as negative.
    private func ended() -> Int32? {
        if let status { return status }
        var word: Int32 = 0
        guard waitpid(id, &word, WNOHANG) == id else { return nil }
        status = Spawn.status(of: word)
        return status
    }

    /// Sends it a signal.
    package func signal(_ number: Int32) {
        if ended() == nil { kill(id, number) }
    }

    /// True while it runs.
    package var isRunning: Bool { ended() == nil }

    /// Waits for its end and gives its status; a signal that ended it counts as negative.
    @discardableResult
    package func end(within patience: Duration = Waiting.patience, beat: Duration = .milliseconds(20), line: Int = #line) async throws
        -> Int32
    {
        try await Waiting.until(within: patience, beat: beat) {
            ended()
        } missing: {
            "\(name) did not end in time (line \(line)). It said:\n\(out)\(err)"
        }
    }

    /// Waits until its standard output holds a text.
    package func says(_ text: String, line: Int = #line) async throws {
        try await Waiting.until {
            // A process that has ended has nothing more to say, so its last words are read after the end was seen.
            let isOver = ended() != nil
            if out.contains(text) { return true }
            if isOver {
                throw Waiting.NotSeen(description: "\(name) ended without saying \"\(text)\" (line \(line)). It said:\n\(out)\(err)")
            }
            return nil as Bool?
        } missing: {
            "\(name) did not say \"\(text)\" in time (line \(line)). It said:\n\(out)\(err)"
        }
    }

    private static func text(of file: String) -> String {
        (try? Data(contentsOf: URL(filePath: file))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
