import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaLeads
import MetaSimulator
import TestSupport
import Testing

@Suite("Pages checked daily, over HTTP")
struct PageChecksTests {
    /// Longer than the day of any page.
    private static let day: Double = 86_401

    private func isBlocked(_ page: MetaPage?) -> Bool { if case .blocked? = page?.state { true } else { false } }

    @Test("a permission that is granted again sets the blocked page free without a hand: waiting leads come, and those that were missed")
    func permission() async throws {
        try await CheckWorld.run { world in
            world.meta.faults.permissionMissing = true
            let leads = world.meta.makeLeads(3)
            world.intake.start()
            await world.announce(leads[0])
            try await eventually("the page is blocked") { try isBlocked(world.kitchens()) }
            world.checks.start()
            try await eventually("the page was checked") { world.checked == 1 }
            #expect(
                try world.kitchens()?.state
                    == .blocked(
                        reason: "The page access token lacks the permission leads_retrieval, so Meta does not tell the leads.",
                        remedy: "Grant the app leads_retrieval for this page, make a new page access token and save it.",
                        code: .permissionMissing))
            world.catchUp.start()
            world.meta.faults.permissionMissing = false
            world.clock.advance(Self.day)
            // What the timer does at that moment.
            let next = world.restarted()
            next.start()
            try await eventually("all leads are customers") { try world.customers() == 3 }
            #expect(try world.kitchens()?.state == .ok)
            #expect(try world.kitchens()?.problems(at: world.clock.now) == [])
            await next.stop()
        }
    }

    @Test("a token that Meta refuses blocks the page before any lead comes, and one that works again sets it free")
    func token() async throws {
        try await CheckWorld.run { world in
            world.meta.faults.expiredToken = true
            world.checks.start()
            try await eventually("the page is blocked") { try isBlocked(world.kitchens()) }
            guard case .blocked(let reason, let remedy, _)? = try world.kitchens()?.state else { return }
            #expect(reason == "Invalid Meta Page Access Token" && remedy.contains("make a new page access token"))
            world.meta.faults.expiredToken = false
            world.clock.advance(Self.day)
            let next = world.restarted()
            next.start()
            try await eventually("it is free") { try world.kitchens()?.state == .ok }
            await next.stop()
        }
    }

    @Test("a restart asks nothing of a page that was checked today; new settings are checked at once, the same ones again are not")
    func settings() async throws {
        try await CheckWorld.run { world in
            world.checks.start()
            try await eventually("it was checked") { try world.checked == 1 && world.kitchens()?.token?.isValid == true }
            await world.checks.stop()
            world.clock.advance(3600)
            let next = world.restarted()
            next.start()
            next.wake()
            try world.save(CheckWorld.page)
            next.wake()
            try world.save(CheckWorld.page, token: "EAAwrong")
            #expect(try world.kitchens()?.token == nil)
            next.wake()
            try await eventually("the new token is refused") {
                try world.checked >= 2 && isBlocked(world.kitchens()) && world.kitchens()?.token?.isValid == false
            }
            try world.save(CheckWorld.page)
            next.wake()
            try await eventually("the old one is good") { try world.checked >= 3 && world.kitchens()?.token?.isValid == true }
            #expect(try world.kitchens()?.state == .ok)
            await next.stop()
            // One for each of the settings, and none for the restart.
            #expect(world.checked == 3)
        }
    }

    @Test("a lost subscription, a callback of somebody else, and Leads Access stand with the page and do not block it")
    func troubles() async throws {
        try await CheckWorld.run { world in
            world.meta.faults.leadsAccessDenied = true
            world.meta.faults.appUnsubscribed = true
            world.meta.setSubscribedFields([], of: CheckWorld.page.id)
            world.checks.start()
            try await eventually("they are known") { try world.kitchens()?.token?.problems.count == 3 }
            let page = try #require(try world.kitchens())
            #expect(page.state == .ok)
            #expect(page.problems(at: world.clock.now).map(\.topic) == [.pageSubscription, .appSubscription, .leadsAccess])
            #expect(page.problems(at: world.clock.now).allSatisfy { !$0.remedy.isEmpty && $0.isFault })
            // Subscribing takes its own trouble away at once.
            let checker = GraphPageChecker(graph: world.client, subscriptions: world.client, pages: world.store)
            _ = await checker.subscribe(try #require(try world.store.settings(of: page.id)), at: world.clock.now)
            #expect(try world.kitchens()?.token?.problems.map(\.topic) == [.appSubscription, .leadsAccess])
        }
    }

    @Test("a token that ends soon is said, by both clocks, and so is its end, before anybody asks again")
    func ending() async throws {
        try await CheckWorld.run { world in
            world.meta.faults.tokenExpiresAt = world.clock.now.addingTimeInterval(5 * 86_400 + 60)
            world.meta.faults.dataAccessExpiresAt = world.clock.now.addingTimeInterval(9 * 86_400 + 60)
            world.checks.start()
            try await eventually("they are known") { try world.kitchens()?.token?.expiresAt != nil }
            let page = try #require(try world.kitchens())
            let said = page.problems(at: world.clock.now)
            #expect(said.map(\.sentence) == ["The token expires in 5 days.", "The access to people's data expires in 9 days."])
            #expect(said.allSatisfy { !$0.isFault })
            #expect(page.problems(at: world.clock.now.addingTimeInterval(6 * 86_400)).first?.sentence == "The token has expired.")
        }
    }

    @Test("Meta's silence changes nothing about a page, and it is not asked over and over")
    func silence() async throws {
        try await CheckWorld.run { world in
            world.meta.setSubscribedFields([], of: CheckWorld.page.id)
            world.checks.start()
            try await eventually("it was checked") { try world.kitchens()?.token?.problems.count == 1 }
            await world.checks.stop()
            let before = try world.kitchens()
            for faults in [SimulatorFaults(down: true), SimulatorFaults(garbage: true), SimulatorFaults(rateLimited: true)] {
                let asked = world.checked
                world.meta.faults = faults
                world.clock.advance(2 * Self.day)
                let next = world.restarted()
                next.start()
                try await eventually("it was asked") { world.checked == asked + 1 }
                await next.stop()
                #expect(world.checked == asked + 1)
                #expect(try world.kitchens()?.state == .ok)
                #expect(try world.kitchens()?.token?.problems == before?.token?.problems)
            }
        }
    }

    @Test("a test of settings that are only typed says nothing of the saved page")
    func typed() async throws {
        try await CheckWorld.run { world in
            let checker = GraphPageChecker(graph: world.client, subscriptions: world.client, pages: world.store)
            var typed = try #require(try world.store.settings(of: CheckWorld.page.id))
            typed.metaPageAccessToken = Secret("EAAtyped")
            let report = await checker.check(typed, at: world.clock.now)
            #expect(!report.isWell)
            #expect(try world.kitchens()?.state == .ok && world.kitchens()?.token == nil)
        }
    }
}
