import Base
import Foundation
import TestSupport

/// A person's machine for one test: a home folder of its own, the program, and everything that the test starts there.
package final class Workbench {
    /// The private folder, which is gone when the test is over.
    package let folder: String
    /// The settings of the program, beside those in the home folder's file.
    package var environment: [String: String]
    /// A port that was free a moment ago, for the webhooks.
    package private(set) var port: UInt16
    private var children: [Child] = []
    private var terminals: [Tmux] = []
    private var catchers: [LeadCatcher] = []
    private var count = 0

    /// One in which it is about noon, so that no test meets midnight.
    package static let zone: String = {
        let ahead = 12 - Int(Date().timeIntervalSince1970) / 3600 % 24
        return ahead >= 0 ? "Etc/GMT-\(ahead)" : "Etc/GMT+\(-ahead)"
    }()

    package var home: String { "\(folder)/home" }
    package var temporary: String { "\(folder)/tmp" }
    package var data: String { "\(home)/.local/share/leadsheet" }
    package var log: String { (try? String(contentsOfFile: "\(home)/.local/state/leadsheet/leadsheet.log", encoding: .utf8)) ?? "" }

    /// Waits until the log has a text: a line of it may come behind what is seen of the program elsewhere.
    package func logs(_ text: String, line: Int = #line) async throws {
        try await Waiting.until {
            log.contains(text) ? true : nil
        } missing: {
            "The log was to say \"\(text)\" (line \(line)).\n\(log)"
        }
    }

    /// Hands a fresh workbench to a test, and clears everything away afterwards, whatever happens.
    package static func use<Result>(_ test: (Workbench) async throws -> Result) async throws -> Result {
        // The threads that all tests share come back to a task only when they have gone round all others, and what the test is about to see has
        // gone from the screen by then.
        let thread = QueueExecutor("bench")
        defer { withExtendedLifetime(thread) {} }
        return try await withTaskExecutorPreference(thread) {
            let bench = try Workbench()
            let result: Result
            do {
                result = try await test(bench)
            } catch {
                await bench.clear()
                throw error
            }
            await bench.clear()
            return result
        }
    }

    private init() throws {
        var template = Array("\(FileManager.default.temporaryDirectory.path)/leadsheet-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Waiting.NotSeen(description: "No temporary folder could be made.") }
        folder = String(decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        port = try Wire.freePort()
        let program = URL(filePath: try Product.leadsheet()).deletingLastPathComponent().path
        environment = [
            "HOME": "\(folder)/home", "TMPDIR": "\(folder)/tmp", "LANG": "C.UTF-8", "PATH": "\(program):/usr/local/bin:/usr/bin:/bin",
            "LEADSHEET_LISTEN": "127.0.0.1:\(port)", "LEADSHEET_TIME_ZONE": Workbench.zone, "LEADSHEET_THEME": "dark",
            // Nothing may ever ask the real one.
            "LEADSHEET_GRAPH_URL": "http://127.0.0.1:9",
        ]
        // The library of a sanitizer or another toolchain is found as the tests themselves find it, and reports go where theirs go.
        for name in ["LD_LIBRARY_PATH", "LD_PRELOAD", "ASAN_OPTIONS", "TSAN_OPTIONS"] {
            if let value = ProcessInfo.processInfo.environment[name] { environment[name] = value }
        }
        for path in [home, temporary] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
    }

    private func clear() async {
        for terminal in terminals { await terminal.kill() }
        for child in children { child.signal(SIGKILL) }
        // Killed just now; whoever hangs beyond that cannot be helped, and the folder goes all the same.
        for child in children { _ = try? await child.end() }
        for catcher in catchers { catcher.close() }
        try? FileManager.default.removeItem(atPath: folder)
    }

    // MARK: The program

    /// What a command did.
    package struct Outcome: CustomStringConvertible {
        package let status: Int32
        package let out: String
        package let err: String
        package var description: String { "status \(status)\n--- out\n\(out)--- err\n\(err)" }
        /// The lines of standard error.
        package var complaints: [Substring] { err.split(separator: "\n") }
    }

    /// Runs a command of the program to its end.
    @discardableResult
    package func leadsheet(_ arguments: String..., input: String = "", with more: [String: String] = [:]) async throws -> Outcome {
        try await outcome(of: begin(arguments, input: input, with: more))
    }

    package func leadsheet(_ arguments: [String]) async throws -> Outcome { try await outcome(of: begin(arguments, input: "", with: [:])) }

    /// What a command did that was started before; waits for its end.
    package func outcome(of child: Child, within patience: Duration = Waiting.patience) async throws -> Outcome {
        let status = try await child.end(within: patience)
        return Outcome(status: status, out: child.out, err: child.err)
    }

    /// Starts a command that goes on until it is stopped.
    package func start(_ arguments: String..., with more: [String: String] = [:]) throws -> Child {
        try begin(arguments, input: "", with: more)
    }

    /// The same with the arguments in an array.
    package func start(_ arguments: [String]) throws -> Child { try begin(arguments, input: "", with: [:]) }

    /// Runs another program to its end, such as a script that finds `leadsheet` in PATH.
    package func run(_ program: String, with more: [String: String] = [:]) async throws -> Outcome {
        try await outcome(of: begin([], of: program, input: "", with: more))
    }

    /// Starts a line of the shell that goes on until it is stopped.
    package func shell(_ line: String) throws -> Child { try begin(["-c", line], of: "/bin/sh", input: "", with: [:]) }

    private func begin(_ arguments: [String], of program: String? = nil, input: String, with more: [String: String]) throws -> Child {
        count += 1
        let child = try Child(
            try program ?? Product.leadsheet(), arguments, input: input, environment: environment.merging(more) { $1 },
            output: "\(folder)/\(count)")
        children.append(child)
        return child
    }

    /// A terminal with a shell in it.
    package func terminal(columns: Int = 110, rows: Int = 30, type: String = "xterm-256color") async throws -> Tmux {
        let terminal = try Tmux(socket: "\(folder)/t\(terminals.count)", folder: folder, environment: environment)
        terminals.append(terminal)
        try await terminal.open(columns: columns, rows: rows, type: type)
        return terminal
    }

    /// A webhook that keeps what it gets.
    package func catcher() throws -> LeadCatcher {
        let catcher = try LeadCatcher()
        catchers.append(catcher)
        return catcher
    }

    // MARK: What is in the data

    /// The customers as `export --format json` gives them.
    package func customers() async throws -> [[String: Any]] {
        let outcome = try await leadsheet("export", "--format", "json")
        guard outcome.status == 0, let rows = try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [[String: Any]] else {
            throw Waiting.NotSeen(description: "export gave no array of objects: \(outcome)")
        }
        return rows
    }

    /// The journal as `feed --json` gives it, newest first.
    package func events() async throws -> [[String: Any]] {
        let outcome = try await leadsheet("feed", "--json")
        return try outcome.out.split(separator: "\n").compactMap { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    }

    /// Waits until every event of the journal is in a state, and gives them.
    @discardableResult
    package func events(_ count: Int, all state: String, line: Int = #line) async throws -> [[String: Any]] {
        var last: [[String: Any]] = []
        return try await Waiting.until {
            last = try await events()
            return last.count == count && last.allSatisfy { $0["state"] as? String == state } ? last : nil
        } missing: {
            "The journal was to hold \(count) events, all \(state) (line \(line)). It holds:\n\(last)\n\(self.log)"
        }
    }
}
