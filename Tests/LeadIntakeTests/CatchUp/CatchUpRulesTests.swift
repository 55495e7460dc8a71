import Foundation
import LeadIntake
import MetaLeads
import Testing

@Suite("When the catch-up asks Meta, and from when")
struct CatchUpRulesTests {
    static let now = Date(timeIntervalSince1970: 1_790_000_000)
    static func ago(_ seconds: Double) -> Date { now.addingTimeInterval(-seconds) }

    struct Since: Sendable {
        var title: String
        var mark: Date?
        var since: Date
    }

    @Test(
        "a form is asked from a little before its mark, never further back than Meta keeps leads",
        arguments: [
            Since(title: "never read", mark: nil, since: ago(90 * 86400)),
            Since(title: "read an hour ago", mark: ago(3600), since: ago(3600 + 900)),
            Since(title: "not read for half a year", mark: ago(180 * 86400), since: ago(90 * 86400)),
            Since(title: "just inside what Meta keeps", mark: ago(90 * 86400 - 60), since: ago(90 * 86400)),
            Since(title: "our clock went back", mark: ago(-86400), since: ago(900)),
        ])
    func since(_ row: Since) {
        #expect(CatchUpRules.since(mark: row.mark, now: Self.now) == row.since, "\(row.title)")
    }

    struct Mark: Sendable {
        var title: String
        var old: Date?
        var seen: Date?
        var new: Date?
    }

    @Test(
        "a mark moves to the newest lead seen, never back, never to the clock, never into the future",
        arguments: [
            Mark(title: "first leads", old: nil, seen: ago(500), new: ago(500)),
            Mark(title: "nothing was seen", old: ago(500), seen: nil, new: nil),
            Mark(title: "nothing was ever seen", old: nil, seen: nil, new: nil),
            Mark(title: "newer leads", old: ago(500), seen: ago(20), new: ago(20)),
            Mark(title: "only the overlap again", old: ago(500), seen: ago(700), new: nil),
            Mark(title: "the same lead again", old: ago(500), seen: ago(500), new: nil),
            Mark(title: "an absurd time", old: ago(500), seen: ago(-1e9), new: now),
        ])
    func mark(_ row: Mark) {
        #expect(CatchUpRules.mark(after: row.old, seen: row.seen, now: Self.now) == row.new, "\(row.title)")
    }

    struct Due: Sendable {
        var title: String
        var facts: CatchUpFacts
        var due: Date?
    }

    @Test(
        "a page is asked at start, when it is wanted, and otherwise gently",
        arguments: [
            Due(title: "at start, also without leads", facts: .init(hasLeads: false), due: .distantPast),
            Due(title: "blocked, or without a token", facts: .init(canBeAsked: false), due: nil),
            Due(title: "with leads: in an hour", facts: .init(lastRun: .init(began: now)), due: ago(-3600)),
            Due(title: "without leads: tomorrow", facts: .init(hasLeads: false, lastRun: .init(began: now)), due: ago(-86400)),
            Due(title: "Meta told of a lead without its id", facts: .init(lastRun: .init(began: ago(600)), wantedAt: now), due: ago(540)),
            Due(title: "many of them: once a minute", facts: .init(lastRun: .init(began: now), wantedAt: now), due: ago(-60)),
            Due(title: "told before it was asked", facts: .init(lastRun: .init(began: now), wantedAt: ago(5)), due: ago(-3600)),
            Due(title: "after a trouble", facts: .init(lastRun: .init(began: now, again: ago(-60))), due: ago(-60)),
            Due(
                title: "never while Meta wants to be left alone",
                facts: .init(lastRun: .init(began: ago(600), again: ago(-60)), wantedAt: now, pausedUntil: ago(-7200)), due: ago(-7200)),
            Due(title: "a pause that is over", facts: .init(lastRun: .init(began: now), pausedUntil: ago(60)), due: ago(-3600)),
        ])
    func due(_ row: Due) {
        #expect(CatchUpRules.due(row.facts) == row.due, "\(row.title)")
    }

    struct Trouble: Sendable {
        var kind: GraphFailure.Kind
        var retryAfter: Duration?
        var attempt = 1
        var step: CatchUpDecision
    }

    @Test(
        "a trouble is tried again, waited out, or is a person's to mend",
        arguments: [
            Trouble(kind: .tokenRefused, step: .blockPage(reason: "Invalid Meta Page Access Token")),
            Trouble(kind: .rateLimited, retryAfter: .seconds(1140), step: .pause(.page, seconds: 1140)),
            Trouble(kind: .rateLimited, step: .pause(.page, seconds: 300)),
            Trouble(kind: .blockedAsAbusive, step: .pause(.app, seconds: 21600)),
            Trouble(kind: .unreachable, step: .again(seconds: 60)),
            Trouble(kind: .transient, attempt: 3, step: .again(seconds: 900)),
            Trouble(kind: .unreadable, attempt: 99, step: .again(seconds: 3600)),
            Trouble(kind: .permissionMissing, step: .again(seconds: 21600)),
            Trouble(kind: .badRequest, step: .again(seconds: 21600)),
        ])
    func trouble(_ row: Trouble) {
        let failure = GraphFailure(kind: row.kind, message: "no", retryAfter: row.retryAfter)
        #expect(CatchUpRules.step(after: failure, attempt: row.attempt, jitter: 0.5) == row.step)
    }

    @Test("a list that leads in a circle ends")
    func circle() throws {
        var walk = Pager()
        try walk.advance(to: "a")
        try walk.advance(to: "b")
        #expect(throws: GraphFailure.self) { try walk.advance(to: "a") }
    }

    @Test("a smaller part is asked for until it is a single item")
    func halves() {
        var walk = Pager()
        var sizes = [walk.limit]
        while walk.halve() { sizes.append(walk.limit) }
        #expect(sizes == [100, 50, 25, 12, 6, 3, 1])
    }
}
