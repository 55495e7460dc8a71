import CRM
import Foundation
import MetaLeads

/// The facts of a page that the rules need to say when it is compared next.
public struct CatchUpFacts: Hashable, Sendable {
    public struct Run: Hashable, Sendable {
        public var began: Date
        /// When to try again after a trouble; nil when there was none.
        public var again: Date?

        public init(began: Date, again: Date? = nil) {
            self.began = began
            self.again = again
        }
    }

    /// It has a token and is not blocked.
    public var canBeAsked: Bool
    public var hasLeads: Bool
    /// The last comparison with these settings since the program started.
    public var lastRun: Run?
    /// When Meta last told of leads without saying which.
    public var wantedAt: Date?
    /// Meta wants the page to be left alone until then.
    public var pausedUntil: Date?

    public init(
        canBeAsked: Bool = true, hasLeads: Bool = true, lastRun: Run? = nil, wantedAt: Date? = nil, pausedUntil: Date? = nil
    ) {
        self.canBeAsked = canBeAsked
        self.hasLeads = hasLeads
        self.lastRun = lastRun
        self.wantedAt = wantedAt
        self.pausedUntil = pausedUntil
    }
}

/// The next step when a page could not be compared.
public enum CatchUpDecision: Hashable, Sendable {
    /// Try again after so many seconds.
    case again(seconds: Double)
    /// Ask Meta nothing about the page, or about all pages of its app, for so many seconds.
    case pause(RateLimits.Reach, seconds: Double)
    /// Only a person can help: the page waits for new settings.
    case blockPage(reason: String)
}

/// When a page is compared with Meta's lists, from when its leads are asked, and how far it has come. Pure.
public enum CatchUpRules {
    /// From so long ago leads are asked for, in seconds.
    public static let horizon = Lead.keptAtMeta
    /// Leads appear in the lists a little late, so those of the last minutes before the mark are asked again, in seconds.
    public static let overlap: Double = 15 * 60
    /// Between two looks at a page, in seconds. A page's quota at Meta grows with its leads, so one without any is asked seldom.
    static let withLeads: Double = 3600
    static let withoutLeads: Double = 86400
    /// Notifications without a lead's id may come by the thousand.
    static let leastPause: Double = 60
    /// After a trouble that should pass by itself, in seconds, by the number of tries.
    static let passing: [Double] = [60, 300, 900, 3600]

    /// From when the leads of a form are asked: a little before the mark, which a clock that went back may have left in the future.
    public static func since(mark: Date?, now: Date) -> Date {
        let oldest = now.addingTimeInterval(-horizon)
        guard let mark else { return oldest }
        return max(oldest, min(mark, now).addingTimeInterval(-overlap))
    }

    /// The mark after a whole list was stored: the newest time that was seen, never an earlier one and never one to come, and not the
    /// clock's, for a lead may appear late. Nil when there is nothing to move it to.
    public static func mark(after old: Date?, seen: Date?, now: Date) -> Date? {
        guard let seen = seen.map({ min($0, now) }) else { return nil }
        return old.map { seen > $0 } ?? true ? seen : nil
    }

    /// When the page is to be compared next; nil while it need not be: it has no token, or it waits for new settings.
    public static func due(_ page: CatchUpFacts) -> Date? {
        guard page.canBeAsked else { return nil }
        // At start, after new settings, and when it is no longer blocked.
        guard let last = page.lastRun else { return page.pausedUntil ?? .distantPast }
        var due = last.began.addingTimeInterval(page.hasLeads ? withLeads : withoutLeads)
        if let again = last.again { due = min(due, again) }
        if let wanted = page.wantedAt, wanted >= last.began { due = min(due, last.began.addingTimeInterval(leastPause)) }
        return max(due, page.pausedUntil ?? due)
    }

    /// The next step after a trouble with Meta. `attempt` counts from 1, `jitter` is 0..<1.
    public static func step(after failure: GraphFailure, attempt: Int, jitter: Double) -> CatchUpDecision {
        switch failure.kind {
        case .tokenRefused: .blockPage(reason: PageBlock.token)
        case .proofRefused: .blockPage(reason: PageBlock.proof)
        case .rateLimited, .blockedAsAbusive: .pause(.init(failure), seconds: IntakeRules.pause(after: failure) ?? 60)
        case .permissionMissing, .objectMissing, .fieldRefused, .badRequest, .versionDead:
            // Single leads may be readable all the same, so the page is not blocked.
            .again(seconds: Backoff.spread(Backoff.sixHours, jitter))
        case .transient, .unreachable, .unreadable, .tooLarge:
            .again(seconds: Backoff.delay(passing, attempt: attempt, jitter: jitter))
        }
    }

    /// The number of forms in a row whose failed listing is Meta's trouble and no form's.
    static let mostInARow = 3

    /// Whether the page's other forms are still to be read: one that fails again and again must not keep those behind it from ever
    /// being compared.
    static func leavesOthers(_ failure: GraphFailure) -> Bool {
        concernsOneForm(failure) || failure.kind == .transient || failure.kind == .permissionMissing
    }

    /// Whether a failure concerns one form alone, so that the page's other forms are still to be read.
    static func concernsOneForm(_ failure: GraphFailure) -> Bool {
        switch failure.kind {
        case .objectMissing, .fieldRefused, .badRequest, .unreadable, .tooLarge: true
        default: false
        }
    }
}
