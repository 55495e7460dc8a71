import CRM
import Foundation
import MetaLeads

/// The outcome for an event, as the rules need to know it.
public enum IntakeOutcome: Hashable, Sendable {
    /// The lead is a customer already.
    case alreadyHere
    /// The event names no lead.
    case noLead
    /// No user has the event's page.
    case noUser
    /// The page has no access token.
    case noToken
    /// The page was blocked while the event waited for its turn.
    case pageBlocked(reason: String, remedy: String, code: EventReason)
    /// The page is to be left alone; Meta was not asked.
    case pageOnHold(RateLimits.Pause)
    /// Meta told a lead, and not the one that was asked for.
    case otherLead
    /// Meta told the lead.
    case read
    /// Meta was asked for these fields and did not tell the lead.
    case failed(GraphFailure, asked: LeadFields)
}

/// The next step of the intake with an event.
public enum IntakeDecision: Hashable, Sendable {
    /// Make the customer.
    case save
    /// Ask once more at once, for the fields that any page token may read.
    case retryMinimal
    /// Record this and be done.
    case settle(AttemptResult)
    /// Record this, and let the page's events wait until its settings change.
    case blockPage(AttemptResult, reason: String, remedy: String)
    /// Record this, and ask Meta nothing more for the page, or for all pages of its app, until then.
    case pause(AttemptResult, RateLimits.Reach, until: Date)
}

/// The intake's rules: an event of the journal, what happened to it and a clock give the next step. Pure.
public enum IntakeRules {
    /// `jitter` is 0..<1.
    public static func step(
        for event: WebhookEvent, after outcome: IntakeOutcome, now: Date, jitter: Double
    ) -> IntakeDecision {
        switch outcome {
        case .read:
            return .save
        case .alreadyHere:
            return .settle(AttemptResult(state: .saved, error: "same lead again, already here", reason: .duplicate))
        case .noLead:
            return .settle(
                AttemptResult(
                    state: .failed, error: "The event names no lead, so there is nothing to fetch.", reason: .noLead,
                    remedy: "Look at the raw event; the lead itself is in Meta's Leads Center."))
        case .noUser:
            return .settle(noUser(event.pageID))
        case .noToken:
            return .settle(
                AttemptResult(
                    state: .blocked, error: "Invalid Meta Page Access Token", reason: .noToken,
                    remedy: "The page has no access token yet: enter it under Meta settings, or with: leadsheet page set \(event.pageID)"))
        case .pageBlocked(let reason, let remedy, let code):
            return .settle(AttemptResult(state: .blocked, error: reason, reason: code, remedy: remedy))
        case .otherLead:
            return .settle(
                AttemptResult(
                    state: .failed, error: "Meta answered with another lead than the one that the event names.", reason: .otherLead,
                    remedy:
                        "Nothing to do: the lead that Meta knows is read under its own number. If it is missed here, look for it in Meta's Leads Center."
                ))
        case .pageOnHold(let pause):
            return .settle(
                wait(pause.until.timeIntervalSince(now), now, "Failed to fetch lead details", pause.reason, remedy(pause)))
        case .failed(let failure, let asked):
            return step(for: event, after: failure, asked, now, jitter)
        }
    }

    /// An event of a page that no user has waits until one has it.
    static func noUser(_ page: String) -> AttemptResult {
        // Anybody can post any id, and a command is there to be copied into a shell.
        let isPlain = page.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return AttemptResult(
            state: .blocked, error: "No user found for page_id: \(page)", reason: .noUser,
            remedy: "Add the page under Meta settings, or with: leadsheet page set \(isPlain && !page.isEmpty ? page : "PAGE_ID")")
    }

    static func remedy(_ pause: RateLimits.Pause) -> String {
        pause.reason == .blockedAsAbusive
            ? GraphFailure(kind: .blockedAsAbusive, message: "").remedy
            : "Nothing to do: Meta asked for a pause, and the lead is read after it."
    }

    /// How long a page must be left alone after an answer that told its quota, in seconds; nil when it need not.
    public static func pause(after usage: GraphUsage?) -> Double? {
        guard let minutes = usage?.minutesToRegainAccess, minutes > 0 else { return nil }
        return Double(min(minutes, 24 * 60)) * 60
    }

    /// How long all pages of an app must be left alone after an answer that told the app's quota, in seconds; nil when they need not.
    /// Meta does not say when it is whole again: it counts the calls of the last hour (Meta: Graph API, rate limiting).
    public static func appPause(after usage: GraphUsage?) -> Double? {
        (usage?.appPercent ?? 0) >= 100 ? 300 : nil
    }

    /// How long Meta must be left alone after a refusal, in seconds; nil when it is none of that kind.
    static func pause(after failure: GraphFailure) -> Double? {
        switch failure.kind {
        case .rateLimited: max(60, failure.retryAfter.map { Double($0.components.seconds) } ?? 300)
        case .blockedAsAbusive: Backoff.sixHours
        default: nil
        }
    }

    private static func step(
        for event: WebhookEvent, after failure: GraphFailure, _ asked: LeadFields, _ now: Date, _ jitter: Double
    ) -> IntakeDecision {
        let error = failure.missionSentence
        let (reason, remedy, message) = (failure.reason, failure.remedy, failure.words)
        // Which of its kind in a row this failure is.
        func count(_ plan: RetryPlan) -> Int { (event.plan == plan ? event.tries : 0) + 1 }
        func waiting(_ plan: RetryPlan) -> AttemptResult {
            // An overloaded server may say when it wants to be asked again (RFC 9110, 10.2.3): not before, and not all at once.
            let wished = failure.retryAfter.map { Double($0.components.seconds) * (1 + 0.2 * jitter) } ?? 0
            let delay = max(wished, Backoff.delay(Backoff.times(plan), attempt: count(plan), jitter: jitter))
            var settlement = wait(delay, now, error, reason, remedy, message)
            settlement.plan = plan
            return settlement
        }
        switch failure.kind {
        case .fieldRefused where asked == .full:
            return .retryMinimal
        case .permissionMissing where asked == .full && concernsTheAd(failure):
            return .retryMinimal
        case .tokenRefused, .permissionMissing, .proofRefused:
            return .blockPage(
                AttemptResult(state: .blocked, error: error, reason: reason, remedy: remedy, message: message),
                reason: PageBlock.reason(failure) ?? error, remedy: remedy)
        case .rateLimited, .blockedAsAbusive:
            let seconds = pause(after: failure) ?? 60
            return .pause(wait(seconds, now, error, reason, remedy, message), .init(failure), until: now.addingTimeInterval(seconds))
        case .objectMissing:
            guard count(.missing) <= Backoff.missing.count else {
                return .settle(AttemptResult(state: .failed, error: error, reason: reason, remedy: remedy, message: message))
            }
            return .settle(waiting(.missing))
        case .badRequest, .versionDead, .fieldRefused:
            return .settle(wait(Backoff.spread(Backoff.sixHours, jitter), now, error, reason, remedy, message))
        case .tooLarge where count(.passing) > Backoff.passing.count:
            return .settle(
                AttemptResult(
                    state: .failed, error: error, reason: reason,
                    remedy: "Its answers are too long to be read here; the lead itself is in Meta's Leads Center.", message: message))
        case .transient, .unreachable, .unreadable, .tooLarge:
            return .settle(waiting(.passing))
        }
    }

    private static func wait(
        _ seconds: Double, _ now: Date, _ error: String, _ reason: EventReason, _ remedy: String, _ message: String? = nil
    ) -> AttemptResult {
        AttemptResult(
            state: .waiting, nextAttemptAt: now.addingTimeInterval(seconds), error: error, reason: reason, remedy: remedy,
            message: message)
    }

    /// The names of ad and campaign need rights on the ad account; the lead's answers do not.
    private static func concernsTheAd(_ failure: GraphFailure) -> Bool {
        ["ads_management", "ads_read", "ad account"].contains { failure.message.contains($0) }
            && !failure.message.contains("leads_retrieval")
    }
}
