import CRM
import Foundation
import MetaLeads

/// The consequences of Meta's answers for a page: whether its leads can be read, and the state noted with it until the next check.
extension PageDiagnostics {
    /// The block that a refusal means; nil when it means none.
    static func blocked(_ failure: GraphFailure) -> PageState? {
        PageBlock.reason(failure).map { .blocked(reason: $0, remedy: failure.remedy, code: failure.reason) }
    }

    /// The block that follows from what Meta knows about the token; nil when none does.
    func blocked(_ facts: TokenFacts) -> PageState? {
        guard facts.isValid else {
            return .blocked(
                reason: PageBlock.token, remedy: "Make a new page access token and save it in the Meta settings.", code: .tokenRefused)
        }
        // The one permission without which no lead can be read.
        let name = "leads_retrieval"
        guard missing(facts).contains(name) else { return nil }
        return .blocked(
            reason: PageBlock.permission([name]), remedy: "Grant the app \(name) for this page, make a new page access token and save it.",
            code: .permissionMissing)
    }

    /// `ok` when all that reading leads needs was found in order; nil where that cannot be said.
    func readable(_ facts: TokenFacts?, _ report: PageCheckReport) -> PageState? {
        guard let facts, facts.isValid, blocked(facts) == nil else { return nil }
        if let end = facts.dataAccessExpiresAt, end <= now { return nil }
        let isIll = report.lines.contains { $0.verdict == .fault && ($0.topic == .token || $0.topic == .leadsAccess) }
        return isIll ? nil : .ok
    }

    /// The problems that are kept with the page: faults, and what Meta did not tell. What was not entered and when the token ends is known without Meta.
    func problems(_ report: PageCheckReport) -> [Problem] {
        var known: Set<Problem.Topic> = [.verifyToken, .tokenExpiry, .dataAccess]
        if settings.metaAppSecret.isEmpty { known.insert(.appSecret) }
        return report.lines.filter { ($0.verdict == .fault || $0.isKept) && !$0.isUnanswered && !known.contains($0.topic) }
            .map { Problem($0.topic, $0.finding, remedy: $0.remedy ?? "", severity: $0.verdict == .fault ? .fault : .warning) }
    }
}
