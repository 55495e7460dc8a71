import CRM
import Foundation

/// How long an event waits after its nth attempt.
public enum Backoff {
    /// Seconds after a trouble that should pass by itself: one quick try, then 1 min, 5 min, 15 min, 1 h and every 6 h.
    static let passing: [Double] = [5, 60, 300, 900, 3600, 21600]
    /// Seconds after Meta says that the lead does not exist: it may appear, or a person may grant access.
    static let missing: [Double] = [300, 3600, 21600, 86400]
    static func times(_ plan: RetryPlan) -> [Double] {
        switch plan {
        case .passing: passing
        case .missing: missing
        }
    }

    static let sixHours: Double = 21600
    /// Beyond what any plan reaches, in seconds: a day and a fifth of it.
    static let longest: Double = 1.25 * 86400

    /// `attempt` counts from 1, `jitter` is 0..<1 and spreads the delay by a fifth to both sides, so that leads that failed
    /// together do not come again together.
    static func delay(_ plan: [Double], attempt: Int, jitter: Double) -> Double {
        spread(plan[min(max(attempt, 1), plan.count) - 1], jitter)
    }

    static func spread(_ seconds: Double, _ jitter: Double) -> Double {
        seconds * (0.8 + 0.4 * min(max(jitter, 0), 1))
    }
}
