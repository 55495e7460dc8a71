import CRM
import Foundation
import MetaLeads

/// The intake's rules: an event of the journal, what happened to it and a clock give the next step. Pure.
public enum IntakeRules {
    /// `jitter` is 0..<1.
    public static func step(
        for event: WebhookEvent, after outcome: IntakeOutcome, now: Date, jitter: Double
    ) -> IntakeStep {
        switch outcome {
        case .read:
            return .save
        case .alreadyHere:
            return .settle(Settlement(state: .saved, error: "same lead again, already here"))
        case .noLead:
            return .settle(
                Settlement(
                    state: .failed, error: "The event names no lead, so there is nothing to fetch.",
                    remedy: "Look at the raw event; the lead itself is in Meta's Leads Center."))
        case .noUser:
            return .settle(noUser(event.pageID))
        case .noToken:
            return .settle(
                Settlement(
                    state: .blocked, error: "Invalid Meta Page Access Token",
                    remedy: "The page has no access token yet: enter it under Meta settings, or with leadsheet page set \(event.pageID) --access-token-file FILE"))
        case .pageBlocked(let reason, let remedy):
            return .settle(Settlement(state: .blocked, error: reason, remedy: remedy))
        case .pageOnHold(let seconds):
            return .settle(
                wait(seconds, now, "Failed to fetch lead details", "Nothing to do: Meta asked for a pause, and the lead is read after it."))
        case .failed(let failure, let asked):
            return step(for: event, after: failure, asked, now, jitter)
        }
    }

    /// An event of a page that no user has waits until one has it.
    static func noUser(_ page: String) -> Settlement {
        // Anybody can post any id, and a command is there to be copied into a shell.
        let isPlain = page.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return Settlement(
            state: .blocked, error: "No user found for page_id: \(page)",
            remedy: "Add the page under Meta settings, or with: leadsheet page set \(isPlain && !page.isEmpty ? page : "PAGE_ID")")
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
    ) -> IntakeStep {
        let error = failure.missionSentence
        let remedy = "\(failure.remedy) (\(failure.message))"
        // Which of its kind in a row this failure is.
        func count(_ plan: RetryPlan) -> Int { (event.plan == plan ? event.tries : 0) + 1 }
        func waiting(_ plan: RetryPlan) -> Settlement {
            // An overloaded server may say when it wants to be asked again (RFC 9110, 10.2.3): not before, and not all at once.
            let wished = failure.retryAfter.map { Double($0.components.seconds) * (1 + 0.2 * jitter) } ?? 0
            let delay = max(wished, Backoff.delay(Backoff.times(plan), attempt: count(plan), jitter: jitter))
            var settlement = wait(delay, now, error, remedy)
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
                Settlement(state: .blocked, error: error, remedy: remedy), reason: PageBlock.reason(failure) ?? error,
                remedy: failure.remedy)
        case .rateLimited, .blockedAsAbusive:
            let seconds = pause(after: failure) ?? 60
            return .hold(wait(seconds, now, error, remedy), .of(failure), until: now.addingTimeInterval(seconds))
        case .objectMissing:
            guard count(.missing) <= Backoff.missing.count else {
                return .settle(Settlement(state: .failed, error: error, remedy: remedy))
            }
            return .settle(waiting(.missing))
        case .badRequest, .versionDead, .fieldRefused:
            return .settle(wait(Backoff.spread(Backoff.sixHours, jitter), now, error, remedy))
        case .tooLarge where count(.passing) > Backoff.passing.count:
            return .settle(
                Settlement(
                    state: .failed, error: error,
                    remedy: "Its answers are too long to be read here; the lead itself is in Meta's Leads Center. (\(failure.message))"))
        case .transient, .unreachable, .unreadable, .tooLarge:
            return .settle(waiting(.passing))
        }
    }

    private static func wait(_ seconds: Double, _ now: Date, _ error: String, _ remedy: String) -> Settlement {
        Settlement(state: .waiting, nextAttemptAt: now.addingTimeInterval(seconds), error: error, remedy: remedy)
    }

    /// The names of ad and campaign need rights on the ad account; the lead's answers do not.
    private static func concernsTheAd(_ failure: GraphFailure) -> Bool {
        ["ads_management", "ads_read", "ad account"].contains { failure.message.contains($0) }
            && !failure.message.contains("leads_retrieval")
    }
}
