import Foundation

/// A process that a test started. Its output goes to files, so that nothing blocks on a pipe that nobody reads.
final class Child {
    private let process = Process()
    private let outFile: String
    private let errFile: String

    /// The process id.
    var id: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }
    /// What it has written to standard output so far.
    var out: String { text(of: outFile) }
    /// What it has written to standard error so far.
    var err: String { text(of: errFile) }

    /// Starts it. `output` is the beginning of the paths of the files for its output.
    init(_ path: String, _ arguments: [String], input: String = "", environment: [String: String], folder: String, output: String) throws {
        outFile = "\(output).out"
        errFile = "\(output).err"
        let inFile = "\(output).in"
        for (file, text) in [(inFile, input), (outFile, ""), (errFile, "")] { try Data(text.utf8).write(to: URL(filePath: file)) }
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: inFile))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: outFile))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: errFile))
        try process.run()
    }

    /// Sends it a signal.
    func signal(_ number: Int32) {
        if process.isRunning { kill(id, number) }
    }

    /// Waits for its end and gives its status; a signal that ended it counts as negative.
    @discardableResult
    func end(line: Int = #line) async throws -> Int32 {
        try await Waiting.until {
            process.isRunning ? nil : true
        } missing: {
            "\(self.name) did not end in time (line \(line)). It said:\n\(self.out)\(self.err)"
        }
        return process.terminationReason == .uncaughtSignal ? -process.terminationStatus : process.terminationStatus
    }

    /// Waits until its standard output holds a text.
    func says(_ text: String, line: Int = #line) async throws {
        _ = try await Waiting.until {
            // A process that has ended has nothing more to say, so its last words are read after the end was seen.
            let isOver = !process.isRunning
            if out.contains(text) { return true }
            if isOver { throw Waiting.NotSeen(description: "\(name) ended without saying \"\(text)\" (line \(line)). It said:\n\(out)\(err)") }
            return nil as Bool?
        } missing: {
            "\(self.name) did not say \"\(text)\" in time (line \(line)). It said:\n\(self.out)\(self.err)"
        }
    }

    private var name: String { ([process.executableURL?.lastPathComponent ?? ""] + (process.arguments ?? []).prefix(2)).joined(separator: " ") }

    private func text(of file: String) -> String {
        (try? Data(contentsOf: URL(filePath: file))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
