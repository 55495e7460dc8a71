import CRM
import TerminalKit

/// The letters and words of the feed.
enum FeedPresentation {
    struct Filter: Hashable, Sendable {
        let key: Character
        let state: EventState
    }

    /// The filters that `f` offers.
    static let filters = [
        Filter(key: "r", state: .received), Filter(key: "g", state: .fetching), Filter(key: "s", state: .saved),
        Filter(key: "w", state: .waiting), Filter(key: "b", state: .blocked), Filter(key: "i", state: .ignored),
        Filter(key: "f", state: .failed),
    ]

    /// Why a page's leads cannot be read, in a word or two where the reason is a usual one.
    static func brief(_ code: EventReason, _ reason: String) -> String {
        switch code {
        case .tokenRefused: "token refused"
        case .permissionMissing: "permission missing"
        case .proofRefused: "app secret refused"
        case .noToken: "no access token"
        default: reason
        }
    }

    /// The same of what is wrong with a page that is not blocked.
    static func brief(_ problem: Problem) -> String {
        // The usual fault of each; what is only not known is none.
        guard problem.isFault else { return problem.brief }
        return switch problem.topic {
        case .pageSubscription: "not subscribed to leadgen"
        case .appSubscription: "the app's webhooks do not come here"
        case .leadsAccess: "Leads Access keeps the app out"
        case .permissions: "permission missing"
        case .tokenExpiry, .dataAccess, .general, .appSecret, .verifyToken, .token, .testLead, .catchUp, .leads: problem.brief
        }
    }

    /// The person, lead or page that an event speaks of.
    static func who(_ row: FeedRow) -> String {
        if let name = row.customerName, !name.isEmpty { return row.offeredTo.map { "\(name), offered to \($0)" } ?? name }
        switch row.event.kind {
        case .test: return "Meta test"
        case .other: return row.pageName == nil ? "page \(row.event.pageID)" : "notification"
        case .lead:
            if isOfNobody(row) { return "page \(row.event.pageID)" }
            return row.event.leadgenID.map(lead) ?? (row.event.reason == .erased ? "erased person" : "lead without id")
        }
    }

    /// A lead that has no name yet by the end of its id, where ids differ: `lead …769224`.
    private static func lead(_ id: String) -> String { id.count > 7 ? "lead …\(id.suffix(6))" : "lead \(id)" }

    /// The person, lead or page that a line speaks of; several leads by their number.
    static func who(_ entry: FeedEntry) -> String {
        entry.count > 1 && entry.row.event.kind == .lead && !isOfNobody(entry.row) ? Numbers.count(entry.count, "lead") : who(entry.row)
    }

    static func page(_ row: FeedRow) -> String {
        row.pageName ?? (who(row) == "page \(row.event.pageID)" ? "" : row.event.pageID)
    }

    static func form(_ row: FeedRow) -> String { row.formName ?? row.event.formID ?? "" }

    /// `212 ms`, `4.1 s`, `3 min`; empty for an event that made no customer.
    static func took(_ row: FeedRow) -> String {
        guard let milliseconds = row.event.milliseconds else { return "" }
        switch milliseconds {
        case ..<1000: return "\(milliseconds) ms"
        case ..<60_000: return "\(milliseconds / 1000).\(milliseconds / 100 % 10) s"
        case ..<3_600_000: return "\(milliseconds / 60_000) min"
        default: return "\(milliseconds / 3_600_000) h"
        }
    }

    /// A lead of a page that no user here has.
    static func isOfNobody(_ row: FeedRow) -> Bool { row.event.reason == .noUser }

    /// The same lead came before and has its customer.
    static func isDuplicate(_ row: FeedRow) -> Bool { row.event.reason == .duplicate }
}
