import CRM
import Foundation
import LeadIntake
import Synchronization

/// Counts the questions on their way to a checker.
final class CountingChecker: PageChecking {
    private let checker: GraphPageChecker
    private let asked = Mutex(0)

    init(_ checker: GraphPageChecker) {
        self.checker = checker
    }

    var count: Int { asked.withLock { $0 } }

    func check(_ settings: PageSettings, at now: Date) async -> PageCheckReport {
        let report = await checker.check(settings, at: now)
        // Counted when it has ended, so that what it notes is there when it is counted.
        asked.withLock { $0 += 1 }
        return report
    }
}
