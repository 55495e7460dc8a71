import CRM
import Foundation

/// What the rules need to know of a page to say when Meta is asked about it next.
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
    /// What the last check of these settings has noted; nil: there was none.
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
