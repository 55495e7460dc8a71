import CRM
import Foundation
import MetaLeads
import MetaSimulator
import TestSupport
import Testing

@testable import LeadIntake

@Suite("Limits of Meta's, for all that ask it")
struct RateLimitsTests {
    private static let now = Date(timeIntervalSince1970: 1_790_000_000)
    private static let kitchens = PageAccess(accessToken: "t1", appSecret: "app one")
    private static let bathrooms = PageAccess(accessToken: "t2", appSecret: "app one")
    private static let gardens = PageAccess(accessToken: "t3", appSecret: "app two")
    private let hour = RateLimitsTests.now.addingTimeInterval(3600)

    @Test("a page's limit holds that page alone, an app's limit every page of the app and no other")
    func reach() {
        let rateLimits = RateLimits()
        rateLimits.pause("1", Self.kitchens, .page, until: hour)
        #expect(rateLimits.pausedUntil("1", Self.kitchens, at: Self.now) == hour)
        #expect(rateLimits.pausedUntil("2", Self.bathrooms, at: Self.now) == nil)
        rateLimits.pause("1", Self.kitchens, .app, until: hour.addingTimeInterval(60))
        #expect(rateLimits.pausedUntil("1", Self.kitchens, at: Self.now) == hour.addingTimeInterval(60))
        #expect(rateLimits.pausedUntil("2", Self.bathrooms, at: Self.now) == hour.addingTimeInterval(60))
        #expect(rateLimits.pausedUntil("3", Self.gardens, at: Self.now) == nil)
        #expect(rateLimits.pausedUntil("2", Self.bathrooms, at: hour.addingTimeInterval(60)) == nil)
    }

    @Test("why a page is held is that of the longer pause")
    func reason() {
        let rateLimits = RateLimits()
        rateLimits.pause("1", Self.kitchens, .app, until: hour, reason: .blockedAsAbusive)
        rateLimits.pause("2", Self.bathrooms, .page, until: Self.now.addingTimeInterval(60))
        #expect(rateLimits.pause(of: "2", Self.bathrooms, at: Self.now) == RateLimits.Pause(until: hour, reason: .blockedAsAbusive))
        #expect(IntakeRules.remedy(.init(until: hour, reason: .blockedAsAbusive)).contains("alerts in the App Dashboard"))
    }

    @Test("of an app that nobody knows, only the page itself is held")
    func unknownApp() {
        let rateLimits = RateLimits()
        rateLimits.pause("1", PageAccess(accessToken: "t1"), .app, until: hour)
        #expect(rateLimits.pausedUntil("1", PageAccess(accessToken: "t1"), at: Self.now) == hour)
        #expect(rateLimits.pausedUntil("2", PageAccess(accessToken: "t2"), at: Self.now) == nil)
    }

    @Test("new settings of a page end its own pause, a longer pause is not shortened")
    func settings() {
        let rateLimits = RateLimits()
        rateLimits.pause("1", Self.kitchens, .page, until: hour)
        rateLimits.pause("1", Self.kitchens, .page, until: Self.now.addingTimeInterval(60))
        #expect(rateLimits.pausedUntil("1", Self.kitchens, at: Self.now) == hour)
        #expect(rateLimits.pausedUntil("1", PageAccess(accessToken: "new", appSecret: "app one"), at: Self.now) == nil)
    }

    @Test(
        "whom a refusal holds", arguments: [(4, RateLimits.Reach.app), (341, .app), (17, .page), (32, .page), (613, .page), (80005, .page)])
    func codes(code: Int, reach: RateLimits.Reach) {
        let failure = GraphErrorClass.classify(status: 400, body: Array("{\"error\":{\"message\":\"limit\",\"code\":\(code)}}".utf8))
        #expect(failure.kind == .rateLimited)
        #expect(RateLimits.Reach(failure) == reach)
    }

    @Test("a limit that the catch-up meets holds the page's leads too, and no other page's")
    func fromCatchUp() async throws {
        let other = SimulatedPage(
            id: "998877665544332", name: "Bathrooms", accessToken: "EAAbathrooms", appSecret: "secret", verifyToken: "verify")
        try await CheckWorld.run([CheckWorld.page, other]) { world in
            let leads = world.meta.makeLeads(4)
            world.meta.faults.rateLimited = true
            world.meta.faults.minutesToRegainAccess = 10
            try world.save(other, token: "")
            world.catchUp.start()
            try await eventually("the limit is met") { world.catchUp.figures.failed == 1 }
            world.meta.faults.rateLimited = false
            try world.save(other)
            world.intake.start()
            for lead in leads { await world.announce(lead) }
            try await eventually("the other page's leads are here") { try world.customers() == 2 }
            #expect(world.intake.figures.fetches == 2)
            world.clock.advance(601)
            world.intake.wake()
            try await eventually("all are here") { try world.customers() == 4 }
        }
    }

    @Test("a limit that a check meets holds the page's leads too")
    func fromCheck() async throws {
        try await CheckWorld.run { world in
            world.meta.faults.appLimited = true
            world.checks.start()
            try await eventually("the limit is met") { world.checked == 1 }
            world.meta.faults.appLimited = false
            let access = PageAccess(accessToken: CheckWorld.page.accessToken, appSecret: CheckWorld.page.appSecret)
            #expect(
                world.rateLimits.pausedUntil(CheckWorld.page.id, access, at: world.clock.now) == world.clock.now.addingTimeInterval(300))
        }
    }

    @Test("an app's limit that the intake meets keeps the catch-up of the app's other page from asking, and ends by itself")
    func fromIntake() async throws {
        let other = SimulatedPage(
            id: "998877665544332", name: "Bathrooms", accessToken: "EAAbathrooms", appSecret: "secret", verifyToken: "verify")
        try await CheckWorld.run([CheckWorld.page, other]) { world in
            let leads = world.meta.makeLeads(4)
            let first = try #require(leads.first { $0.pageID == CheckWorld.page.id })
            world.meta.faults.appLimited = true
            world.intake.start()
            // One question, one refusal: a second would begin the pause anew.
            await world.announce(first, withForm: false)
            let access = PageAccess(accessToken: other.accessToken, appSecret: other.appSecret)
            try await eventually("the limit is met") {
                world.rateLimits.pausedUntil(other.id, access, at: world.clock.now) != nil
            }
            #expect(world.rateLimits.pausedUntil(other.id, access, at: world.clock.now) == world.clock.now.addingTimeInterval(300))
            world.catchUp.start()
            world.catchUp.wake()
            world.meta.faults.appLimited = false
            world.clock.advance(301)
            world.catchUp.wake()
            world.intake.wake()
            try await eventually("all are here") { try world.customers() == 4 }
            #expect(world.catchUp.figures.failed == 0)
        }
    }
}
