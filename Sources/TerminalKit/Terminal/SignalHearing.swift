import Dispatch
import Foundation

/// Hears signals in place of what they do by default.
public enum SignalHearing {
    /// Calls `hear` on the queue with each of these signals that comes, until the sources are cancelled. `whenReady` is called there
    /// once, when no signal is missed any more; until then a signal does what it does by default.
    public static func start(
        _ numbers: [Int32], on queue: DispatchQueue, whenReady: @escaping @Sendable () -> Void, hear: @escaping @Sendable (Int32) -> Void
    ) -> [any DispatchSourceProtocol] {
        let registrations = DispatchGroup()
        let sources = numbers.map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            registrations.enter()
            source.setRegistrationHandler { registrations.leave() }
            source.setEventHandler { hear(number) }
            #if !os(Linux)
                // Elsewhere Dispatch sees a signal only beside its action. On Linux it sets an action of its own as it registers, and one that
                // is ignored before that is lost.
                signal(number, SIG_IGN)
            #endif
            source.resume()
            return source
        }
        registrations.notify(queue: queue, execute: whenReady)
        return sources
    }
}
