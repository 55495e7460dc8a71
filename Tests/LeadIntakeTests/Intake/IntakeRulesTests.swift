import CRM
import Foundation
import LeadIntake
import MetaLeads
import Testing

@Suite struct IntakeRulesTests {
    static let now = Date(timeIntervalSince1970: 1_790_000_000)

    static func event(_ plan: RetryPlan? = nil, tries: Int = 0) -> WebhookEvent {
        WebhookEvent(
            id: 1, kind: .lead, receivedAt: now, pageID: "page_1", leadgenID: "lead_1", state: .fetching, attempts: 100, plan: plan,
            tries: tries)
    }

    /// `attempts` counts the failures of the same kind, this one included.
    static func step(_ outcome: IntakeOutcome, attempts: Int = 1, jitter: Double = 0.5) -> IntakeDecision {
        var plan = RetryPlan.passing
        if case .failed(let failure, _) = outcome, failure.kind == .objectMissing { plan = .missing }
        return IntakeRules.step(for: event(plan, tries: max(0, attempts - 1)), after: outcome, now: now, jitter: jitter)
    }

    static func failed(_ kind: GraphFailure.Kind, retryAfter: Duration? = nil, asked: LeadFields = .full) -> IntakeOutcome {
        .failed(GraphFailure(kind: kind, message: "Meta's words", retryAfter: retryAfter), asked: asked)
    }

    static func settlement(_ step: IntakeDecision) -> AttemptResult? {
        switch step {
        case .settle(let settlement), .blockPage(let settlement, _, _), .pause(let settlement, _, _): settlement
        case .save, .retryMinimal: nil
        }
    }

    @Test("a lead that was read is saved")
    func read() { #expect(Self.step(.read) == .save) }

    @Test(
        "the mission's sentences are said word for word",
        arguments: [
            (IntakeOutcome.noUser, EventState.blocked, "No user found for page_id: page_1"),
            (.noToken, .blocked, "Invalid Meta Page Access Token"),
            (failed(.tokenRefused), .blocked, "Invalid Meta Page Access Token"),
            (failed(.permissionMissing), .blocked, "Failed to fetch lead details"),
            (failed(.proofRefused), .blocked, "Failed to fetch lead details"),
            (failed(.rateLimited), .waiting, "Failed to fetch lead details"),
            (failed(.objectMissing), .waiting, "Failed to fetch lead details"),
            (failed(.badRequest), .waiting, "Failed to fetch lead details"),
            (failed(.transient), .waiting, "Failed to fetch lead details"),
            (failed(.blockedAsAbusive), .waiting, "Failed to fetch lead details"),
            (failed(.versionDead), .waiting, "Failed to fetch lead details"),
            (failed(.unreachable), .waiting, "Failed to fetch lead details"),
            (failed(.unreadable), .waiting, "Failed to fetch lead details"),
            (failed(.fieldRefused, asked: .minimal), .waiting, "Failed to fetch lead details"),
            (.alreadyHere, .saved, "same lead again, already here"),
        ])
    func sentences(_ outcome: IntakeOutcome, _ state: EventState, _ error: String) throws {
        let settlement = try #require(Self.settlement(Self.step(outcome)))
        #expect(settlement.state == state)
        #expect(settlement.error == error)
        #expect((settlement.nextAttemptAt != nil) == (state == .waiting))
        if state != .saved { #expect(settlement.remedy?.isEmpty == false) }
    }

    @Test(
        "a passing trouble is tried again after 5 s, 1 min, 5 min, 15 min, 1 h and then every 6 h",
        arguments: [
            (1, 5.0), (2, 60), (3, 300), (4, 900), (5, 3600), (6, 21600), (7, 21600), (500, 21600), (0, 5),
        ])
    func backoff(_ attempts: Int, _ seconds: Double) throws {
        for kind in [GraphFailure.Kind.transient, .unreachable, .unreadable] {
            let middle = try #require(Self.settlement(Self.step(Self.failed(kind), attempts: attempts))?.nextAttemptAt)
            #expect(middle.timeIntervalSince(Self.now) == seconds)
            let early = try #require(Self.settlement(Self.step(Self.failed(kind), attempts: attempts, jitter: 0))?.nextAttemptAt)
            let late = try #require(Self.settlement(Self.step(Self.failed(kind), attempts: attempts, jitter: 1))?.nextAttemptAt)
            #expect(abs(early.timeIntervalSince(Self.now) - seconds * 0.8) < 0.01)
            #expect(abs(late.timeIntervalSince(Self.now) - seconds * 1.2) < 0.01)
        }
    }

    @Test("a server that says when it wants to be asked again is not asked before", arguments: [(1, 600.0), (6, 21600)])
    func retryAfter(_ attempts: Int, _ seconds: Double) throws {
        let step = Self.step(Self.failed(.transient, retryAfter: .seconds(600)), attempts: attempts, jitter: 0)
        let next = try #require(Self.settlement(step)?.nextAttemptAt)
        #expect(next.timeIntervalSince(Self.now) == max(600, 0.8 * seconds))
        let late = try #require(Self.settlement(Self.step(Self.failed(.transient, retryAfter: .seconds(600)), jitter: 1))?.nextAttemptAt)
        #expect(late.timeIntervalSince(Self.now) == 720)
    }

    @Test("a lead that Meta does not find is tried slowly and then given up, with both causes named")
    func missing() throws {
        for (attempts, seconds) in [(1, 300.0), (2, 3600), (3, 21600), (4, 86400)] {
            let next = Self.settlement(Self.step(Self.failed(.objectMissing), attempts: attempts))?.nextAttemptAt
            #expect(next?.timeIntervalSince(Self.now) == seconds)
        }
        let end = try #require(Self.settlement(Self.step(Self.failed(.objectMissing), attempts: 5)))
        #expect(end.state == .failed)
        #expect(end.nextAttemptAt == nil)
        let remedy = try #require(end.remedy)
        #expect(remedy.contains("deleted"))
        #expect(remedy.contains("Leads access"))
    }

    @Test("a lead whose answers are too long to be read is given up after its plan, and does not wait for ever")
    func tooLarge() throws {
        for attempt in 1...6 { #expect(Self.settlement(Self.step(Self.failed(.tooLarge), attempts: attempt))?.state == .waiting) }
        let end = try #require(Self.settlement(Self.step(Self.failed(.tooLarge), attempts: 7)))
        #expect(end.state == .failed && end.nextAttemptAt == nil)
        #expect(end.remedy?.contains("Leads Center") == true)
    }

    @Test("a lead that Meta does not find is tried slowly, whatever failed before; so is a passing trouble quickly")
    func otherPlan() {
        for (before, failure, seconds) in [(RetryPlan.passing, Self.failed(.objectMissing), 300.0), (.missing, Self.failed(.transient), 5)]
        {
            let step = IntakeRules.step(for: Self.event(before, tries: 9), after: failure, now: Self.now, jitter: 0.5)
            #expect(Self.settlement(step)?.nextAttemptAt?.timeIntervalSince(Self.now) == seconds)
        }
    }

    @Test("an app's quota that is used up holds the app, a page's does not")
    func appUsage() {
        #expect(IntakeRules.appPause(after: GraphUsage(percent: 100)) == nil)
        #expect(IntakeRules.appPause(after: GraphUsage(percent: 99, appPercent: 99)) == nil)
        #expect(IntakeRules.appPause(after: GraphUsage(percent: 100, appPercent: 100)) == 300)
    }

    @Test(
        "a used-up quota holds the whole page for as long as Meta says, and a minute at least",
        arguments: [
            (Duration.seconds(1140), 1140.0), (.seconds(5), 60), (nil, 300),
        ] as [(Duration?, Double)])
    func rate(_ said: Duration?, _ seconds: Double) {
        guard case .pause(let settlement, _, let until) = Self.step(Self.failed(.rateLimited, retryAfter: said)) else {
            Issue.record("The page is not held.")
            return
        }
        #expect(until.timeIntervalSince(Self.now) == seconds)
        #expect(settlement.nextAttemptAt == until)
    }

    @Test("what only a person can mend blocks the page, and the remedy says what to mend")
    func blocks() {
        for (kind, word) in [
            (GraphFailure.Kind.tokenRefused, "token"), (.permissionMissing, "leads_retrieval"), (.proofRefused, "App Secret"),
        ] {
            guard case .blockPage(_, let reason, let remedy) = Self.step(Self.failed(kind)) else {
                Issue.record("\(kind) does not block the page.")
                continue
            }
            #expect(!reason.isEmpty)
            #expect(remedy.contains(word))
        }
    }

    @Test("each cause has a code, and Meta's own words stand apart from what to do")
    func reasons() throws {
        for (kind, reason) in [
            (GraphFailure.Kind.tokenRefused, EventReason.tokenRefused), (.permissionMissing, .permissionMissing),
            (.proofRefused, .proofRefused),
            (.rateLimited, .rateLimited), (.blockedAsAbusive, .blockedAsAbusive), (.objectMissing, .leadMissing),
            (.badRequest, .requestRefused),
            (.versionDead, .versionDead), (.transient, .metaTrouble), (.unreachable, .metaUnreachable), (.unreadable, .answerUnreadable),
        ] {
            let failure = GraphFailure(kind: kind, message: "Meta says so.", traceID: "AbC1")
            let settlement = try #require(Self.settlement(Self.step(.failed(failure, asked: .minimal))))
            #expect(settlement.reason == reason)
            #expect(settlement.message == "Meta says so. fbtrace_id AbC1")
            #expect(settlement.remedy == failure.remedy)
        }
        #expect(Self.settlement(Self.step(.noUser))?.reason == .noUser)
        #expect(Self.settlement(Self.step(.noToken))?.reason == .noToken)
        #expect(Self.settlement(Self.step(.alreadyHere))?.reason == .duplicate)
        for reason in EventReason.pauses {
            #expect(Self.settlement(Self.step(.pageOnHold(.init(until: .distantFuture, reason: reason))))?.reason == reason)
        }
    }

    @Test("a refused field is asked again without, once")
    func minimal() {
        #expect(Self.step(Self.failed(.fieldRefused)) == .retryMinimal)
        #expect(Self.step(Self.failed(.fieldRefused, asked: .minimal)) != .retryMinimal)
        let ads = GraphFailure(kind: .permissionMissing, message: "(#200) Requires ads_management permission")
        #expect(Self.step(.failed(ads, asked: .full)) == .retryMinimal)
    }

    @Test("whatever fails ends somewhere where it is seen or tried again")
    func total() {
        for kind in GraphFailure.Kind.allCases {
            for asked in LeadFields.allCases {
                for attempts in 0...8 {
                    let step = Self.step(Self.failed(kind, asked: asked), attempts: attempts)
                    guard let settlement = Self.settlement(step) else {
                        #expect(step == .retryMinimal && asked == .full)
                        continue
                    }
                    #expect([.waiting, .blocked, .failed].contains(settlement.state))
                    #expect(settlement.error?.isEmpty == false)
                    if settlement.state == .waiting { #expect((settlement.nextAttemptAt ?? .distantPast) > Self.now) }
                }
            }
        }
    }

    @Test("a quota that is used up pauses the page even after an answer")
    func usage() {
        #expect(IntakeRules.pause(after: nil) == nil)
        #expect(IntakeRules.pause(after: GraphUsage(percent: 90)) == nil)
        #expect(IntakeRules.pause(after: GraphUsage(percent: 101, minutesToRegainAccess: 19)) == 1140)
    }
}
