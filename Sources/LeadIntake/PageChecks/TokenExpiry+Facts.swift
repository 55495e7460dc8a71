import CRM
import Foundation
import MetaLeads

extension TokenExpiry {
    /// A valid token that ends within a day.
    static func isShort(_ facts: TokenFacts, at now: Date) -> Bool {
        guard facts.isValid, let end = facts.expiresAt else { return false }
        return end.timeIntervalSince(now) < shortest
    }
}
