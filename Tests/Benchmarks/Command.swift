import Foundation

/// Another program, run to its end.
enum Command {
    struct Result {
        var seconds: Double
        var output: String
    }

    /// Gives what it wrote to standard output and how long it took; throws when it is not there, fails, or takes longer than `limit`
    /// seconds.
    @discardableResult
    static func run(_ words: [String], limit: Double) throws -> Result {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let start = Latencies.now
        try process.run()
        let id = process.processIdentifier
        let limiter = DispatchWorkItem { kill(id, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + limit, execute: limiter)
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        limiter.cancel()
        guard process.terminationStatus == 0 else { throw Trouble("\(words.first ?? "") ended with status \(process.terminationStatus).") }
        return Result(seconds: Double(Latencies.now - start) / 1e9, output: String(decoding: said, as: UTF8.self))
    }
}
