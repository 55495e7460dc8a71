import Foundation

/// Why Meta tells none of a page's leads now, as the latest of those that wait says.
public struct HeldLeads: Hashable, Sendable {
    /// Those that end only when somebody does something.
    public static let lasting: Set<EventReason> = [.versionDead, .blockedAsAbusive]
    /// All that a page's other leads would meet as well. A question that Meta refuses may be about one lead alone, and then is worth a remark.
    public static let reasons: Set<EventReason> = lasting.union([
        .requestRefused, .metaTrouble, .metaUnreachable, .answerUnreadable, .rateLimited,
    ])
    /// Those that may be over once another lead of the page is read. A pause ends at its time.
    public static let passing: Set<EventReason> = reasons.subtracting(EventReason.pauses)
    /// Those that other settings of the program may have ended.
    public static let ofQuestions: Set<EventReason> = [.versionDead, .requestRefused]
    /// A trouble that may pass by itself is worth a remark once a lead has waited for so long, in seconds.
    static let patience: TimeInterval = 600

    public var reason: EventReason
    public var remedy: String
    /// When the oldest of them came.
    public var since: Date

    public init(reason: EventReason, remedy: String, since: Date) {
        self.reason = reason
        self.remedy = remedy
        self.since = since
    }

    /// Nil while nobody need know.
    func problem(at now: Date) -> Problem? {
        let isLasting = HeldLeads.lasting.contains(reason)
        guard isLasting || now.timeIntervalSince(since) >= HeldLeads.patience else { return nil }
        return Problem(
            .leads, "Meta does not tell its leads.", brief: "leads not read", remedy: remedy, severity: isLasting ? .fault : .warning)
    }
}
