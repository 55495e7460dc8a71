import Foundation

/// What a child process is to measure. Each benchmark runs in a fresh one, so that memory and processor time are its own.
struct Job: Codable, Sendable {
    enum Kind: String, Codable, Sendable {
        case seed, durableEvents, load, postToRow, firstScreen, keys, idle, importing, callList, bulk, caller
    }

    /// What the screens are drawn on: nothing, or curses on a pseudo-terminal.
    enum Screen: String, Codable, Sendable {
        case memory, curses
    }

    var kind: Kind
    /// The database's file, or its address on a server; for `durableEvents` and `importing` a new file.
    var database: String
    /// Milliseconds to the server and back; 0 for a file.
    var roundTrip = 0
    /// What is imported.
    var file = ""
    var rows = 0
    /// Spreadsheets of so many rows each, for `seed` and `caller`.
    var spreadsheets = 1
    /// How long to measure, where the time decides.
    var seconds = 5.0
    var screen = Screen.memory
    /// Another program's port, for `load`.
    var port = 0
    /// Whether the intake makes customers of the events meanwhile, for `durableEvents`.
    var isIntakeAtWork = false
    /// When the child was made, by the monotonic clock.
    var began: UInt64 = 0

    /// Runs it here.
    func perform() async throws -> Outcome {
        switch kind {
        case .seed: try Seeding.run(self)
        case .durableEvents: try await DurableEvents.run(self)
        case .load: try await DurableEvents.load(self)
        case .postToRow: try await PostToRow.run(self)
        case .firstScreen: try await FirstScreen.run(self)
        case .keys: try await KeyToScreen.run(self)
        case .idle: try await IdleMinute.run(self)
        case .importing: try Importing.run(self)
        case .callList: try await CallListTimes.run(self)
        case .caller: try await CallerSearch.run(self)
        case .bulk: try BulkTimes.run(self)
        }
    }

    /// Runs it in a fresh process of this program, with at most `limit` seconds.
    func inChild(limit: Double = 300) throws -> Outcome {
        guard let program = Bundle.main.executableURL else { throw Trouble("This program's own file was not found.") }
        let child = Process()
        let output = Pipe()
        var job = self
        child.executableURL = program
        child.standardOutput = output
        job.began = Latencies.now
        child.arguments = ["--job", String(decoding: try JSONEncoder().encode(job), as: UTF8.self)]
        let lifeline = Lifeline.attach(to: child)
        defer { try? lifeline.close() }
        try child.run()
        let id = child.processIdentifier
        let limiter = DispatchWorkItem { kill(id, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + limit, execute: limiter)
        let said = output.fileHandleForReading.readDataToEndOfFile()
        child.waitUntilExit()
        limiter.cancel()
        guard child.terminationStatus == 0 else {
            throw Trouble("It ended with status \(child.terminationStatus) (or took longer than \(Int(limit)) s).")
        }
        return try JSONDecoder().decode(Outcome.self, from: said)
    }
}
