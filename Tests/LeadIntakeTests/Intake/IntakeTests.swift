import Base
import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaLeads
import TestSupport
import Testing

@Suite struct IntakeTests {
    @Test("a signed delivery becomes a customer with the mission's defaults, and the screen hears of it")
    func arrives() async throws {
        let world = try World()
        try world.savePage("page_1")
        world.intake.start()
        #expect(await world.post([("page_1", "lead_1")]) == .accepted(1))
        try await eventually("the lead arrived") { world.news.arrivals.count == 1 }
        let customer = try #require(world.news.arrivals.first)
        #expect(customer.customerName == "John Doe")
        #expect(customer.companyName == "Meta Ads")
        #expect(customer.phoneNumber == "+12345678901")
        #expect(customer.email == "john@example.com")
        #expect(customer.remark == "Meta Lead ID: lead_1")
        #expect(customer.status == "new")
        #expect(customer.nextCall == NextCall(CalendarDay(world.clock.now, in: TimeZone(secondsFromGMT: 0) ?? .current)))
        let lead = try #require(try world.store.lead(of: customer.id))
        #expect(lead.formName == "Kitchen form")
        #expect(lead.answers.first { $0.name == "budget" } == Answer(name: "budget", label: "Your budget?", values: ["10-20,000 €"]))
        #expect(lead.answers.first { $0.name.hasPrefix("which") }?.label == "Which city are you from")
        #expect(try world.events().map(\.state) == [.saved])
        #expect(world.intake.figures.saved == 1)
        await world.intake.stop()
    }

    @Test("a thousand leads of three pages all become customers, each form read once")
    func thousand() async throws {
        let world = try World(parallel: 8)
        for page in 1...3 { try world.savePage("page_\(page)") }
        world.intake.start()
        for start in stride(from: 0, to: 1000, by: 250) {
            _ = await world.post((start..<(start + 250)).map { ("page_\($0 % 3 + 1)", "lead_\($0)") })
        }
        try await eventually("all are here") { try world.customers().count == 1000 }
        #expect(world.graph.questions.count == 1000)
        #expect(world.graph.formsAsked == 1)
        await world.intake.stop()
    }

    @Test("one page's many leads do not hold up another page's first")
    func fair() async throws {
        let world = try World(parallel: 2)
        try world.savePage("page_1")
        try world.savePage("page_2")
        _ = await world.post((0..<200).map { ("page_1", "many_\($0)") } + [("page_2", "one")])
        world.intake.start()
        try await eventually("all are here") { try world.customers().count == 201 }
        let place = try #require(world.graph.questions.firstIndex { $0.lead == "one" })
        #expect(place < 100)
        await world.intake.stop()
    }

    @Test(
        "the same lead in any order and number makes one customer and is never asked twice at once", arguments: 1...6 as ClosedRange<UInt64>
    )
    func duplicates(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let world = try World()
        try world.savePage("page_1")
        world.graph.shut()
        world.intake.start()
        var posts = (0..<5).flatMap { lead in Array(repeating: "lead_\(lead)", count: 1 + Int.random(in: 0...8, using: &random)) }
        posts.shuffle(using: &random)
        let early = Int.random(in: 0..<posts.count, using: &random)
        for (index, lead) in posts.enumerated() {
            if index == early { world.graph.open() }
            _ = await world.post([("page_1", lead)])
        }
        world.graph.open()
        try await eventually("every event is at its end") { try world.events().allSatisfy { $0.state == .saved } }
        #expect(try world.customers().count == 5)
        #expect(Set(try world.customers().map(\.remark)) == Set((0..<5).map { "Meta Lead ID: lead_\($0)" }))
        #expect(world.graph.largestOverlap == 1)
        #expect(Set(world.news.arrivals.map(\.id)).count == world.news.arrivals.count)
        await world.intake.stop()
    }

    @Test("two intakes on the same data make one customer of a lead that both received")
    func twoListeners() async throws {
        let world = try World()
        try world.savePage("page_1")
        let other = Intake(
            store: world.store, graph: world.graph, channel: world.channel, zone: .gmt, clock: world.clock.read)
        world.graph.shut()
        world.intake.start()
        _ = await world.post([("page_1", "lead_1")])
        try await eventually("the first asks") { world.graph.questions.count == 1 }
        other.start()
        _ = await world.post([("page_1", "lead_1")])
        other.wake()
        world.graph.open()
        try await eventually("every event is at its end") { try world.events().allSatisfy { $0.state == .saved } }
        #expect(try world.customers().count == 1)
        await world.intake.stop()
        await other.stop()
    }

    @Test("an unknown page's lead waits until the page is added")
    func unknownPage() async throws {
        let world = try World()
        world.intake.start()
        _ = await world.post([("page_9", "lead_1")])
        try await eventually("it is blocked") { try world.events().first?.state == .blocked }
        #expect(try world.events().first?.error == "No user found for page_id: page_9")
        #expect(world.graph.questions.isEmpty)
        try world.savePage("page_9")
        world.intake.wake()
        try await eventually("it is here") { try world.customers().count == 1 }
        await world.intake.stop()
    }

    @Test("a refused token blocks its page alone, asks Meta no more, and new settings set it going")
    func refusedToken() async throws {
        let world = try World(
            FakeGraph { question, _ in
                question.token == "old"
                    ? .failure(GraphFailure(kind: .tokenRefused, code: 190, message: "expired"))
                    : .success(FakeGraph.lead(question.lead))
            }, parallel: 1)
        try world.savePage("page_1", token: "old")
        try world.savePage("page_2", token: "good")
        _ = await world.post((0..<20).map { ("page_1", "stuck_\($0)") } + [("page_2", "free")])
        world.intake.start()
        try await eventually("the page is blocked") { try world.events().filter { $0.state == .blocked }.count == 20 }
        try await eventually("the other page goes on") { try world.customers().count == 1 }
        #expect(Set(try world.events().filter { $0.state == .blocked }.map(\.error)) == ["Invalid Meta Page Access Token"])
        #expect(world.graph.questions.count { $0.token == "old" } == 1)
        guard case .blocked(let reason, let remedy, _)? = try world.store.page("page_1")?.state else {
            Issue.record("The page is not blocked.")
            return
        }
        #expect(reason == "Invalid Meta Page Access Token")
        #expect(!remedy.isEmpty)
        _ = await world.post([("page_1", "later")])
        try await eventually("a later lead is blocked too") { try world.events().filter { $0.state == .blocked }.count == 21 }
        #expect(world.graph.questions.count { $0.token == "old" } == 1)
        // Without the page nobody can mend its token.
        _ = try world.store.apply(.removePage("page_1"), by: world.user.id, at: world.clock.now)
        world.intake.wake()
        try await eventually("they say that nobody has the page") {
            try world.events().count { $0.state == .blocked && $0.error == "No user found for page_id: page_1" } == 21
        }
        try world.savePage("page_1", token: "new")
        world.intake.wake()
        try await eventually("all are here") { try world.customers().count == 22 }
        await world.intake.stop()
    }

    @Test("settings saved while the old token is being refused are tried, not blocked")
    func savedMeanwhile() async throws {
        let world = try World(
            FakeGraph { question, _ in
                question.token == "old"
                    ? .failure(GraphFailure(kind: .tokenRefused, message: "expired")) : .success(FakeGraph.lead(question.lead))
            })
        try world.savePage("page_1", token: "old")
        world.graph.shut()
        world.intake.start()
        _ = await world.post([("page_1", "lead_1")])
        try await eventually("the old token is on its way") { world.graph.questions.count == 1 }
        try world.savePage("page_1", token: "new")
        world.graph.open()
        try await eventually("it is here") { try world.customers().count == 1 }
        #expect(try world.store.page("page_1")?.state == .ok)
        await world.intake.stop()
    }

    @Test("a page without a token waits for one")
    func noToken() async throws {
        let world = try World()
        try world.savePage("page_1", token: "")
        world.intake.start()
        _ = await world.post([("page_1", "lead_1")])
        try await eventually("it is blocked") { try world.events().first?.state == .blocked }
        #expect(world.graph.questions.isEmpty)
        try world.savePage("page_1", token: "token")
        world.intake.wake()
        try await eventually("it is here") { try world.customers().count == 1 }
        await world.intake.stop()
    }

    @Test("a lead whose ad fields are refused is read without them")
    func minimalFields() async throws {
        let world = try World(
            FakeGraph { question, _ in
                question.fields == .full
                    ? .failure(GraphFailure(kind: .fieldRefused, message: "no")) : .success(FakeGraph.lead(question.lead))
            })
        try world.savePage("page_1")
        world.intake.start()
        _ = await world.post([("page_1", "lead_1")])
        try await eventually("it is here") { try world.customers().count == 1 }
        #expect(world.graph.questions.map(\.fields) == [.full, .minimal])
        await world.intake.stop()
    }

    @Test("a form that cannot be read holds up no lead")
    func noForm() async throws {
        let world = try World()
        world.graph.set(form: .failure(GraphFailure(kind: .permissionMissing, message: "no")))
        try world.savePage("page_1")
        world.intake.start()
        for number in 1...3 { _ = await world.post([("page_1", "lead_\(number)")]) }
        try await eventually("all are here") { try world.customers().count == 3 }
        #expect(try world.customers().allSatisfy { $0.lead?.formName == nil })
        #expect(world.graph.formsAsked == 1)
        await world.intake.stop()
    }
}
