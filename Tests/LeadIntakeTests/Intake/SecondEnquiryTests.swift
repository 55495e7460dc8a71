import CRM
import CRMStore
import Foundation
import LeadIntake
import Testing

@Suite struct SecondEnquiryTests {
    private func world(mergesEnquiries: Bool) async throws -> World {
        let graph = FakeGraph { question, _ in
            .success(FakeGraph.lead(question.lead, name: question.lead == "lead_1" ? "John Doe" : "J. Doe"))
        }
        let world = try World(graph, mergesEnquiries: mergesEnquiries)
        try world.savePage("page_1")
        world.intake.start()
        _ = await world.post([("page_1", "lead_1")])
        try await eventually("the first is saved") { try world.events().map(\.state) == [.saved] }
        _ = await world.post([("page_1", "lead_2")])
        try await eventually("the second is saved") { try world.events().allSatisfy { $0.state == .saved } }
        return world
    }

    @Test("two leads of one person make two rows, and both say that there is a 2nd enquiry")
    func twoRows() async throws {
        let world = try await world(mergesEnquiries: false)
        #expect(
            try world.customers().map { "\($0.customerName): \($0.enquiry?.words ?? "")" } == [
                "J. Doe: 2nd enquiry", "John Doe: has 2nd enquiry",
            ])
        try await eventually("the screen hears of both") { world.news.arrivals.count == 2 }
        #expect(world.news.arrivals.map(\.enquiry) == [nil, Enquiry(number: 2, count: 2)])
        await world.intake.stop()
    }

    @Test("with the setting they make one row, the screen hears which, and the same lead again changes nothing")
    func oneRow() async throws {
        let world = try await world(mergesEnquiries: true)
        let rows = try world.customers()
        #expect(rows.map(\.customerName) == ["John Doe"] && rows[0].enquiry?.words == "2 enquiries")
        let joined = { world.news.all.compactMap { if case .leadJoined(let lead, world.user.id) = $0 { lead } else { nil } } }
        try await eventually("the screen hears of it") { joined().count == 1 }
        #expect(joined()[0].into == rows[0].id && joined()[0].customer.customerName == "J. Doe")
        #expect(world.news.arrivals.count == 1)
        _ = await world.post([("page_1", "lead_2")])
        try await eventually("it is known") { try world.events().count == 3 && world.events().allSatisfy { $0.state == .saved } }
        #expect(try world.customers() == rows)
        let feed = try world.store.events(before: nil, state: nil, user: nil, limit: 9)
        #expect(feed.map(\.event.customerID) == [rows[0].id, rows[0].id, rows[0].id])
        #expect(world.intake.figures.saved == 2)
        await world.intake.stop()
    }
}
