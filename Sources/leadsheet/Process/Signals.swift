import Dispatch
import Foundation
import TerminalKit

/// The signals that the commands without screens care for. The screens have their own.
enum Signals {
    /// A reader that goes away is an error of the write, not the end of the program.
    static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    private enum Heard {
        case ready
        case reload
        case end
    }

    /// Calls `announce` once SIGTERM, SIGINT, SIGHUP and SIGQUIT are heard, so that none that it invites is missed, and waits for one of them.
    /// When it came, the program ends within ``EndLimit``, whatever it is doing.
    ///
    /// With `reload` SIGHUP calls that instead, one call after the other, as a service is used to; it ends the program still when it says
    /// that the terminal is gone at which it was started.
    static func untilStopped(after announce: () throws -> Void, reload: (() async -> Void)? = nil) async rethrows {
        let numbers = [SIGTERM, SIGINT, SIGHUP, SIGQUIT]
        let (stream, continuation) = AsyncStream.makeStream(of: Heard.self)
        let (reloads, hadTerminal) = (reload != nil, hasTerminal)
        let sources = SignalHearing.start(numbers, on: DispatchQueue(label: "signals")) {
            continuation.yield(.ready)
        } hear: { number in
            guard number != SIGHUP || !reloads || hadTerminal && !hasTerminal else {
                continuation.yield(.reload)
                return
            }
            EndLimit.start()
            continuation.yield(.end)
        }
        // A second signal ends the program at once.
        defer {
            for source in sources { source.cancel() }
            for number in numbers { signal(number, SIG_DFL) }
        }
        for await heard in stream {
            switch heard {
            case .ready: try announce()
            case .reload: await reload?()
            case .end: return
            }
        }
    }

    /// Whether this process has a terminal that could say goodbye: a service has none, and one that was closed is none any more.
    private static var hasTerminal: Bool {
        let descriptor = open("/dev/tty", O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        return true
    }
}
