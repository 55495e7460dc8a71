import Dispatch
import Foundation
import Synchronization
import TerminalKit

/// SIGINT and SIGTERM for a command that works in portions: it stops between two of them, and says how far it has come. A second signal ends it
/// at once. One that is ignored, as in the background of a script, stays so.
final class Interruption: Sendable {
    private let number = Atomic<Int32>(0)
    // Held for as long as this is, and touched by nobody.
    private nonisolated(unsafe) var sources: [any DispatchSourceProtocol] = []

    init() {
        let numbers = [SIGINT, SIGTERM].filter { !Self.isIgnored($0) }
        sources = SignalHearing.start(numbers, on: DispatchQueue(label: "interruption")) {
        } hear: { [weak self] number in
            guard let self, self.number.exchange(number, ordering: .relaxed) == 0 else { _exit(128 + number) }
        }
    }

    /// The status of a program that the signal has ended; nil while none came.
    var status: Int32? {
        let number = number.load(ordering: .relaxed)
        return number == 0 ? nil : 128 + number
    }

    /// Throws `CancellationError` once one has come.
    func check() throws {
        if status != nil { throw CancellationError() }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        let action = signal(number, SIG_IGN)
        signal(number, action)
        return unsafeBitCast(action, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
