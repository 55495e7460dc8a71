import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaLeads
import Testing

@Suite("Leads of erased people") struct ErasedLeadTests {
    @Test("a lead whose person is erased while it is fetched does not come back, and the intake goes on")
    func underWay() async throws {
        let world = try World()
        try world.savePage("100")
        world.graph.shut()
        world.intake.start()
        await world.post([("100", "lead_1")])
        try await eventually("Meta is asked") { !world.graph.questions.isEmpty }
        // Another program brings the lead in, and its person is erased there.
        let event = try #require(try world.events().first)
        let lead = Lead(leadgenID: "lead_1", pageID: "100", isTest: false, createdTime: World.morning)
        let arrival = IncomingLead(lead: lead, contact: LeadContact(name: "John Doe"), today: CalendarDay(number: 20_000))
        let saved = try #require(try world.store.record([(event.id, .read(arrival))], at: World.morning)[0].get())
        _ = try world.store.erase(customer: saved.customer.id, by: "ana", at: World.morning)
        world.graph.open()
        await world.post([("100", "lead_1"), ("100", "lead_2")])
        try await eventually("the next lead arrives") { try world.customers().count == 1 }
        try await eventually("nothing is under way") { world.intake.figures.underWay == 0 }
        #expect(try world.customers().map(\.remark) == ["Meta Lead ID: lead_2"])
        #expect(try world.events().map(\.state).filter { $0 == .ignored }.count == 2)
        #expect(world.intake.figures.trouble == nil)
        await world.intake.stop()
    }
}
