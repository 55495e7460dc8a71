import CRM
import MetaLeads

extension GraphFailure {
    /// The code that stands with an event for it.
    var reason: EventReason {
        switch kind {
        case .tokenRefused: .tokenRefused
        case .permissionMissing: .permissionMissing
        case .proofRefused: .proofRefused
        case .rateLimited: .rateLimited
        case .blockedAsAbusive: .blockedAsAbusive
        case .objectMissing: .leadMissing
        case .fieldRefused, .badRequest: .requestRefused
        case .versionDead: .versionDead
        case .transient: .metaTrouble
        case .unreachable: .metaUnreachable
        case .unreadable, .tooLarge: .answerUnreadable
        }
    }

    /// Meta's own words, with the number that its support asks for.
    var words: String { traceID.map { "\(message) fbtrace_id \($0)" } ?? message }
}
