import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaLeads
import MetaSimulator
import TestSupport
import Testing

@Suite("Catching up with Meta, over HTTP")
struct CatchUpTests {
    @Test("leads made while nothing listened are all there after the start, each once")
    func missedLeads() async throws {
        try await CatchUpWorld.run { world in
            let made = world.meta.makeLeads(150).map(\.id).sorted()
            world.start()
            try await eventually("every lead is a customer") { try world.leads().count >= made.count }
            #expect(try world.leads() == made)
            #expect(try world.ledger() == (150, 0, 150, 0, 0))
            #expect(try world.events().allSatisfy { $0.source == .catchUp && $0.state == .saved })
            let page = try #require(try world.store.page(CatchUpWorld.kitchens.id))
            #expect(page.leads == LedgerTotals(meta: 150, here: 150, missing: 0))
            #expect(page.lastEventAt == nil)
        }
    }

    @Test("leads that are here already are not journalled again, however often Meta's lists are read")
    func readAgain() async throws {
        try await CatchUpWorld.run { world in
            let first = world.meta.makeLeads(20).map(\.id)
            world.start()
            try await eventually("the first are here") { try world.leads().count == 20 }
            try await eventually("the page is compared") { world.catchUp.figures.completed == 1 }
            world.clock.advance(3600)
            let second = world.meta.makeLeads(5).map(\.id)
            world.catchUp.wake()
            try await eventually("the new ones are here") { try world.leads().count == 25 }
            try await eventually("the page is compared again") { world.catchUp.figures.completed == 2 }
            #expect(try world.leads() == (first + second).sorted())
            #expect(try world.events().count == 25)
        }
    }

    @Test("a lead that comes by webhook and by catch-up at once is one customer, and counts as announced")
    func bothWays() async throws {
        try await CatchUpWorld.run { world in
            let leads = world.meta.makeLeads(30)
            world.start()
            await withTaskGroup(of: Void.self) { group in
                for lead in leads { group.addTask { await world.announce(lead) } }
            }
            try await eventually("all are here, and no event waits") {
                try world.leads().count == 30 && world.events().allSatisfy { $0.state == .saved }
            }
            try await eventually("the page is compared") { world.catchUp.figures.completed == 1 }
            #expect(try world.leads() == leads.map(\.id).sorted())
            #expect(try world.ledger() == (30, 30, 0, 0, 0))
        }
    }

    @Test("with a token that is mended later, the leads are there then, and the page says why they were not")
    func mendedToken() async throws {
        try await CatchUpWorld.run { world in
            let made = world.meta.makeLeads(12).map(\.id).sorted()
            try world.save(CatchUpWorld.kitchens, token: "EAAwrong")
            world.start()
            try await eventually("the page is blocked") {
                if case .blocked = try world.store.page(CatchUpWorld.kitchens.id)?.state { true } else { false }
            }
            #expect(try world.leads().isEmpty)
            try world.save(CatchUpWorld.kitchens)
            world.catchUp.wake()
            world.intake.wake()
            try await eventually("every lead is a customer") { try world.leads() == made }
            try await eventually("the page is well") {
                try world.store.page(CatchUpWorld.kitchens.id).map { $0.state == .ok && $0.catchUpProblem == nil } ?? false
            }
        }
    }

    @Test("one page's trouble does not keep another's leads away")
    func oneIll() async throws {
        try await CatchUpWorld.run([CatchUpWorld.kitchens, CatchUpWorld.bathrooms]) { world in
            world.meta.faults.expiredPages = [CatchUpWorld.kitchens.id]
            let made = world.meta.makeLeads(40).filter { $0.pageID == CatchUpWorld.bathrooms.id }.map(\.id).sorted()
            world.start()
            try await eventually("the other page's leads are here") { try world.leads() == made }
            try await eventually("the ill page says so") {
                try world.store.page(CatchUpWorld.kitchens.id)?.catchUpProblem?.sentence == "Invalid Meta Page Access Token"
            }
        }
    }

    @Test("after an outage of Meta's, its leads are found without a hand")
    func outage() async throws {
        try await CatchUpWorld.run { world in
            world.meta.faults.down = true
            let made = world.meta.makeLeads(8).map(\.id).sorted()
            world.start()
            try await eventually("it is known that Meta does not answer") {
                try world.store.page(CatchUpWorld.kitchens.id)?.catchUpProblem != nil
            }
            world.meta.faults.down = false
            world.clock.advance(75)
            world.catchUp.wake()
            try await eventually("every lead is a customer") { try world.leads() == made }
            try await eventually("the trouble is over") {
                try world.store.page(CatchUpWorld.kitchens.id)?.catchUpProblem == nil
            }
        }
    }

    @Test("when the pause that Meta wanted is over, the leads come")
    func limited() async throws {
        try await CatchUpWorld.run { world in
            world.meta.faults.rateLimited = true
            world.meta.faults.minutesToRegainAccess = 19
            let made = world.meta.makeLeads(8).map(\.id).sorted()
            world.start()
            try await eventually("the limit is met") { world.catchUp.figures.failed == 1 }
            world.meta.faults.rateLimited = false
            world.clock.advance(18 * 60)
            world.clock.advance(61)
            world.catchUp.wake()
            try await eventually("every lead is a customer") { try world.leads() == made }
        }
    }

    @Test("leads older than Meta keeps them are not asked for")
    func horizon() async throws {
        try await CatchUpWorld.run { world in
            _ = world.meta.makeLeads(6)
            world.clock.advance(91 * 86400)
            let fresh = world.meta.makeLeads(4).map(\.id).sorted()
            world.start()
            try await eventually("the page is compared") { world.catchUp.figures.completed == 1 }
            try await eventually("the newer leads are here") { try world.leads() == fresh }
        }
    }

    @Test("a notification without the lead's id brings the lead all the same")
    func valuesOff() async throws {
        try await CatchUpWorld.run { world in
            world.start()
            try await eventually("the page is compared at the start") { world.catchUp.figures.completed == 1 }
            world.clock.advance(120)
            let lead = try #require(world.meta.makeLeads(1).first)
            let page = CatchUpWorld.kitchens.id
            await world.post(
                Array("{\"object\":\"page\",\"entry\":[{\"id\":\"\(page)\",\"time\":1790000000,\"changed_fields\":[\"leadgen\"]}]}".utf8))
            try await eventually("the lead is a customer") { try world.leads() == [lead.id] }
        }
    }

    @Test("a lead that was found and not read yet is waiting in the ledger, and missing until it is here")
    func waiting() async throws {
        try await CatchUpWorld.run { world in
            _ = world.meta.makeLeads(3)
            world.catchUp.start()
            try await eventually("they are in the journal") { try world.events().count == 3 }
            #expect(try world.ledger() == (3, 0, 0, 3, 0))
            #expect(try world.store.page(CatchUpWorld.kitchens.id)?.leads.missing == 3)
            world.intake.start()
            try await eventually("they are customers") { try world.ledger() == (3, 0, 3, 0, 0) }
        }
    }
}
