import Foundation

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
        id = try Self.spawn([path] + arguments, environment: environment, input: inFile, output: outFile, errors: errFile)
    }

    private static func spawn(_ command: [String], environment: [String: String], input: String, output: String, errors: String) throws
        -> Int32
    {
        #if os(Linux)
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        // Sockets of other tests, above all: one that a child still holds is not closed for its peer, however it was closed here.
        #if os(Linux)
            // By name: the header shows it to GNU's C alone.
            typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
            guard let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map({ unsafeBitCast($0, to: CloseFrom.self) })
            else {
                throw Waiting.NotSeen(description: "This C library cannot close what a child is not to have; glibc 2.34 or newer can.")
            }
            _ = closeFrom(&actions, 3)
            let closing: Int32 = 0
        #else
            let closing = POSIX_SPAWN_CLOEXEC_DEFAULT
        #endif
        // The threads of the tests block signals and ignore some; the program is to find them as from a shell.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(closing))

        var words = command.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var id: pid_t = 0
        let problem = posix_spawn(&id, command[0], &actions, &attributes, &words, &variables)
        guard problem == 0 else {
            throw Waiting.NotSeen(description: "\(command[0]) cannot be started: \(String(cString: strerror(problem)))")
        }
        return id
    }

    /// Nil while it runs. A signal that ended it counts as negative.
    private func ended() -> Int32? {
        if let status { return status }
        var word: Int32 = 0
        guard waitpid(id, &word, WNOHANG) == id else { return nil }
        status = word & 0x7F == 0 ? word >> 8 & 0xFF : -(word & 0x7F)
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
