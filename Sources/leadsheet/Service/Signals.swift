import Dispatch
import Foundation
import TerminalKit

/// The signals that the commands without screens care for. The screens have their own.
enum Signals {
    /// A reader that goes away is an error of the write, not the end of the program.
    static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// When one came, the program ends within ``EndLimit``, whatever it is doing.
    ///
    /// Calls `announce` once SIGTERM, SIGINT, SIGHUP and SIGQUIT are heard, so that none that it invites is missed, and waits for one of them.
    static func untilStopped(after announce: () throws -> Void) async rethrows {
        let numbers = [SIGTERM, SIGINT, SIGHUP, SIGQUIT]
        let (stream, continuation) = AsyncStream.makeStream(of: Int32?.self)
        let sources = SignalHearing.start(numbers, on: DispatchQueue(label: "signals")) {
            continuation.yield(nil)
        } hear: { number in
            EndLimit.start()
            continuation.yield(number)
        }
        // A second signal ends the program at once.
        defer {
            for source in sources { source.cancel() }
            for number in numbers { signal(number, SIG_DFL) }
        }
        for await heard in stream {
            guard heard == nil else { return }
            try announce()
        }
    }
}
