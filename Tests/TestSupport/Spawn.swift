import Foundation

/// Starts a program as a shell would, with three files of its own and no other.
///
/// Not Foundation's `Process`: in Swift 6.3 it reads the list of the files that are open past its end now and then, which ends the tests by a
/// signal.
public enum Spawn {
    public struct Refused: Error, CustomStringConvertible {
        public let description: String
    }

    /// - Parameters:
    ///   - command: the path of the program and its arguments.
    ///   - input: an open file, as are the other two; they stay open here.
    /// - Returns: the process id.
    public static func start(
        _ command: [String], environment: [String: String] = ProcessInfo.processInfo.environment, input: Int32, output: Int32,
        errors: Int32
    ) throws(Refused) -> pid_t {
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
        for (file, place) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO)] {
            posix_spawn_file_actions_adddup2(&actions, file, place)
        }
        // Sockets of other tests, above all: one that a child still holds is not closed for its peer, however it was closed here.
        #if os(Linux)
            // By name: the header shows it to GNU's C alone.
            typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
            guard let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map({ unsafeBitCast($0, to: CloseFrom.self) })
            else {
                throw Refused(description: "This C library cannot close what a child is not to have; glibc 2.34 or newer can.")
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
        guard problem == 0 else { throw Refused(description: "\(command[0]) cannot be started: \(String(cString: strerror(problem)))") }
        return id
    }

    /// The status of a process that has ended, as ``waitpid`` gives it; a signal that ended it counts as negative.
    public static func status(of word: Int32) -> Int32 { word & 0x7F == 0 ? word >> 8 & 0xFF : -(word & 0x7F) }
}
