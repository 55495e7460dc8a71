import Dispatch
import Foundation

/// The signals that the commands without screens care for. The screens have their own.
enum Signals {
    /// A reader that goes away is an error of the write, not the end of the program.
    static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Waits for SIGTERM, SIGINT or SIGHUP, and gives the signal's number.
    static func untilStopped() async -> Int32 {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        let sources = [SIGTERM, SIGINT, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
        // A second signal ends the program at once.
        defer {
            sources.forEach { $0.cancel() }
            for number in [SIGTERM, SIGINT, SIGHUP] { signal(number, SIG_DFL) }
        }
        for await number in stream { return number }
        return SIGTERM
    }
}
