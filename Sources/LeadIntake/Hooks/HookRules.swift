import CRM
import Foundation

/// Runs the hook: a program of the user's, which is told of a lead.
public protocol HookRunning: Sendable {
    /// Runs it with `input` on its standard input, and returns when it has ended, or was ended because it took too long. Cancelling the
    /// task ends it.
    func run(_ input: String) async -> HookResult
}

/// The result of one run of the hook.
public enum HookResult: Hashable, Sendable {
    case done
    /// `reason` is ours, such as "exit status 3"; `said` the beginning of what it wrote to standard error, as it came.
    case failed(reason: String, said: String)
    /// The task was cancelled.
    case calledOff
}

/// When the hook is run again. Pure: a result and a clock in, how the run ended out.
enum HookRules {
    /// Seconds after each failure until the next run: a quick one, then 1 and 10 minutes, 1 and 6 hours. After that it is given up.
    static let pauses: [Double] = [10, 60, 600, 3600, 21600]
    /// The same after the store could not note how a run ended.
    static let storePause: Double = 60

    /// How a run ended, by what came of it; nil when it was called off, and is as if it had not been. `tries`: failures before this run.
    static func end(_ result: HookResult, tries: Int, at now: Date) -> HookEnd? {
        switch result {
        case .done: .done
        case .calledOff: nil
        case .failed(let reason, let said):
            pauses.indices.contains(tries)
                ? .again(at: now.addingTimeInterval(pauses[tries]), error: sentence(reason, said))
                : .failed(error: sentence(reason, said))
        }
    }

    private static func sentence(_ reason: String, _ said: String) -> String {
        let line = PlainLine.of(said).trimmingCharacters(in: .whitespaces)
        return line.isEmpty ? reason : "\(reason): \(line)"
    }
}
