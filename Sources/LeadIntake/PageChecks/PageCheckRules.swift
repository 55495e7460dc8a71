import CRM
import Foundation

/// The facts of a page that the rules need to say when Meta is asked about it next.
public struct PageCheckFacts: Hashable, Sendable {
    /// Checks since the last one that brought an answer.
    public struct Tries: Hashable, Sendable {
        public var count: Int
        public var last: Date

        public init(count: Int, last: Date) {
            self.count = count
            self.last = last
        }
    }

    public var pageID: String
    public var hasToken: Bool
    /// The notes of the last check of these settings; nil: there was none.
    public var health: TokenHealth?
    public var tries: Tries?
    /// Meta wants the page to be left alone until then.
    public var pausedUntil: Date?

    public init(pageID: String, hasToken: Bool = true, health: TokenHealth? = nil, tries: Tries? = nil, pausedUntil: Date? = nil) {
        self.pageID = pageID
        self.hasToken = hasToken
        self.health = health
        self.tries = tries
        self.pausedUntil = pausedUntil
    }
}

/// When Meta is asked whether a page's token, permissions and subscriptions are still right. Pure.
public enum PageCheckRules {
    static let day: Double = 86_400
    /// Each page has a day of its own, up to a tenth shorter, so that pages that were checked together drift apart.
    static let spread = 0.1
    /// After a check that brought no answer, in seconds, by the number of tries.
    static let passing: [Double] = [300, 900, 3600, Backoff.sixHours]

    /// When the page is due, long ago for one that was never checked with these settings; nil while it has no token to be asked with.
    public static func due(_ page: PageCheckFacts, now: Date) -> Date? {
        guard page.hasToken else { return nil }
        let place = place(of: page.pageID)
        var due = Date.distantPast
        if let health = page.health {
            // A clock that went back must not put the next time off.
            let last = min(health.checkedAt, now)
            due = last.addingTimeInterval(day * (1 - spread * place))
            // The end of a token is known before; it is looked at when it comes.
            for end in [health.expiresAt, health.dataAccessExpiresAt].compactMap(\.self) where health.isValid && end >= last {
                due = min(due, end.addingTimeInterval(60))
            }
        }
        if let tries = page.tries {
            due = max(due, min(tries.last, now).addingTimeInterval(Backoff.delay(passing, attempt: tries.count, jitter: place)))
        }
        return max(due, page.pausedUntil ?? due)
    }

    /// A page's place among all pages, 0..<1: the same after a restart, so that its day stays what it was.
    static func place(of page: String) -> Double {
        // FNV-1a: Swift's own hashes differ from run to run.
        let hash = page.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 }
        return Double((hash ^ hash >> 32) & 0xFFFF) / 65_536
    }
}
