import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaLeads
import SQLiteEngine
import TestSupport
import Testing

@Suite("Mapping a form") struct FormMappingServiceTests {
    private static let questions = [
        FormQuestion(key: "full_name", label: "Full name", type: "FULL_NAME"),
        FormQuestion(key: "question1", label: "Where do we reach you?", type: "CUSTOM"),
        FormQuestion(key: "budget", label: "Your budget?", type: "CUSTOM", options: [.init(key: "b1", value: "10-20,000 €")]),
    ]

    /// A lead whose number is an answer that no rule takes for one.
    private static func lead(_ id: String, name: String = "John Doe") -> GraphLead {
        let body = """
            {"id":"\(id)","created_time":"2023-11-14T22:13:20+0000","form_id":"form_1","field_data":[{"name":"full_name","values":["\(name)"]},\
            {"name":"question1","values":["ext. 12 of 555 0100"]},{"name":"budget","values":["b1"]},{"name":"inbox_url"}]}
            """
        return (try? GraphLead.parse(Array(body.utf8))) ?? GraphLead(id: id)
    }

    /// An intake at work on a page whose form asks these questions.
    private func world(leads: [String], formIsRead: Bool = true) async throws -> World {
        let world = try World(FakeGraph { question, _ in .success(Self.lead(question.lead)) })
        world.graph.set(
            form: formIsRead
                ? .success(GraphForm(id: "form_1", name: "Kitchen form", questions: Self.questions))
                : .failure(GraphFailure(kind: .permissionMissing, message: "no")))
        try world.savePage("page_1")
        world.intake.start()
        try await arrive(leads, world)
        return world
    }

    private func arrive(_ leads: [String], _ world: World) async throws {
        _ = await world.post(leads.map { ("page_1", $0) })
        try await eventually("they are here") { try leads.allSatisfy { try world.store.customer(ofLead: $0) != nil } }
    }

    private func customer(_ lead: String, _ world: World) throws -> Customer { try #require(try world.store.customer(ofLead: lead)) }

    @discardableResult
    private func map(_ world: World, _ targets: [String: FormTarget]) throws -> RemapResult {
        try FormMappingService(store: world.store).map(form: "form_1", FormMapping(targets), by: world.user.id, at: World.morning)
    }

    @Test("an answer stands under its question in the words of its choice, once, also where its key is written in another way")
    func words() async throws {
        // One choice's words are another's key.
        let options = [FormQuestion.Option(key: "b1", value: "b2"), .init(key: "b2", value: "20,000 €")]
        let world = try World(
            FakeGraph { question, _ in
                let body = #"{"id":"\#(question.lead)","form_id":"form_1","field_data":[{"name":"your_budget","values":["b1"]}]}"#
                return .success((try? GraphLead.parse(Array(body.utf8))) ?? GraphLead(id: question.lead))
            })
        let question = FormQuestion(key: "Your Budget", label: "Your budget?", type: "CUSTOM", options: options)
        world.graph.set(form: .success(GraphForm(id: "form_1", name: "Kitchen form", questions: [question])))
        try world.savePage("page_1")
        world.intake.start()
        try await arrive(["l1"], world)
        try map(world, ["Your Budget": .remark])
        try await arrive(["l2"], world)
        for lead in ["l1", "l2"] {
            #expect(try customer(lead, world).remark == "Meta Lead ID: \(lead) · Your budget?: b2")
            #expect(try world.store.lead(lead)?.answers == [Answer(name: "your_budget", label: "Your budget?", values: ["b2"])])
        }
        await world.intake.stop()
    }

    @Test("old leads are filled from what Meta sent with them, and new ones follow at once, also in another process's intake")
    func oldAndNew() async throws {
        let world = try await world(leads: ["l1", "l2"])
        #expect(try customer("l1", world).phoneNumber == "N/A")
        // By another opening of the data, as a command does it while `serve` runs.
        let other = try CRMStore(path: world.store.location, sealer: .random())
        let mapping = FormMapping(["question1": .phoneNumber, "budget": .remark])
        let result = try FormMappingService(store: other).map(form: "form_1", mapping, by: world.user.id, at: World.morning)
        #expect(result == RemapResult(changed: 2, isNewMapping: true))
        try await arrive(["l3"], world)
        for lead in ["l1", "l2", "l3"] {
            let made = try customer(lead, world)
            #expect(made.phoneNumber == "ext. 12 of 555 0100" && made.customerName == "John Doe")
            #expect(made.remark == "Meta Lead ID: \(lead) · Your budget?: 10-20,000 €")
        }
        #expect(try world.store.lead("l1")?.raw == Self.lead("l1").raw)
        await world.intake.stop()
    }

    @Test("the same mapping again changes nothing, another one changes what the first had put there, and automatic goes back")
    func again() async throws {
        let world = try await world(leads: ["l1"])
        try map(world, ["question1": .phoneNumber])
        #expect(try map(world, ["question1": .phoneNumber]) == RemapResult())
        try map(world, ["question1": .companyName])
        #expect(try customer("l1", world).phoneNumber == "N/A" && customer("l1", world).companyName == "ext. 12 of 555 0100")
        #expect(try map(world, [:]) == RemapResult(changed: 1, isNewMapping: true))
        #expect(try customer("l1", world).companyName == "Meta Ads" && customer("l1", world).version == 4)
        await world.intake.stop()
    }

    @Test("a mapping that broke off half-way is ended by giving it again, whatever the form was mapped to before")
    func halfWay() async throws {
        let world = try await world(leads: ["l1", "l2"])
        try map(world, ["question1": .companyName])
        // The process ended here: the mapping was set, and no lead was reached yet.
        _ = try world.store.beginRemap(ofForm: "form_1", FormMapping(["question1": .phoneNumber]), by: world.user.id, at: World.morning)
        #expect(try map(world, ["question1": .phoneNumber]).changed == 2)
        #expect(try customer("l2", world).companyName == "Meta Ads" && customer("l2", world).phoneNumber == "ext. 12 of 555 0100")
        await world.intake.stop()
    }

    @Test("what a person wrote stays, and is told; a trial tells the same and writes nothing")
    func edited() async throws {
        let world = try await world(leads: ["l1", "l2"])
        let edit = FieldEdit(.phoneNumber, from: "N/A", to: "555")
        _ = try world.store.apply(.editCustomer(customer("l2", world).id, [edit]), by: world.user.id, at: World.morning)
        let mapping = FormMapping(["question1": .phoneNumber])
        let told = RemapResult(changed: 1, kept: 1, isNewMapping: true)
        #expect(try FormMappingService(store: world.store).tryMapping(form: "form_1", mapping, by: world.user.id) == told)
        #expect(try customer("l1", world).phoneNumber == "N/A" && world.store.form("form_1")?.mapping == FormMapping())
        #expect(try map(world, mapping.targets) == told)
        #expect(try customer("l2", world).phoneNumber == "555")
        await world.intake.stop()
    }

    @Test(
        "a form that could not be read when its leads came gives them labels and its name when it is applied later, all undone by one step")
    func labelsLater() async throws {
        let world = try await world(leads: ["l1"], formIsRead: false)
        #expect(try world.store.lead("l1")?.answers.map(\.label) == ["Full name", "Question1", "Budget", "Inbox url"])
        let blind = try #require(try FormMappingService(store: world.store).form("form_1", example: nil))
        #expect(!blind.isRead && blind.questions.map(\.key) == ["full_name", "question1", "budget", "inbox_url"])
        world.graph.set(form: .success(GraphForm(id: "form_1", name: "Kitchen form", questions: Self.questions)))
        world.clock.advance(3601)
        try await arrive(["l2"], world)
        try await eventually("the form is kept") { try world.store.form("form_1") != nil }
        #expect(try map(world, [:]).relabelled >= 1)
        let lead = try #require(try world.store.lead("l1"))
        #expect(lead.answers.map(\.label) == ["Full name", "Where do we reach you?", "Your budget?", "Inbox url"])
        #expect(lead.answers[2].values == ["10-20,000 €"] && lead.formName == "Kitchen form")
        #expect(try customer("l1", world).lead?.formName == "Kitchen form")
        await world.intake.stop()
    }

    @Test("a form whose questions were read later fills what was not recognised before")
    func recognisedLater() async throws {
        let typed = [FormQuestion(key: "question1", label: "Where do we reach you?", type: "PHONE")]
        let world = try await world(leads: ["l1"], formIsRead: false)
        #expect(try customer("l1", world).phoneNumber == "N/A")
        world.graph.set(form: .success(GraphForm(id: "form_1", name: "Kitchen form", questions: typed)))
        world.clock.advance(3601)
        try await arrive(["l2"], world)
        try await eventually("the form is kept") { try world.store.form("form_1") != nil }
        #expect(try map(world, [:]).changed >= 1)
        #expect(try customer("l1", world).phoneNumber == "ext. 12 of 555 0100")
        await world.intake.stop()
    }

    @Test("a form shows its questions with where they go, by themselves and by choice, and what one lead answered")
    func described() async throws {
        let world = try await world(leads: ["l1"])
        try map(world, ["question1": .phoneNumber])
        let receiver = FormMappingService(store: world.store)
        let form = try #require(try receiver.form("form_1", example: "l1"))
        #expect(form.name == "Kitchen form" && form.pageID == "page_1" && form.isRead && form.leads == 1)
        #expect(
            form.questions == [
                .init(key: "full_name", label: "Full name", automatic: .customerName, example: "John Doe"),
                .init(
                    key: "question1", label: "Where do we reach you?", automatic: .nothing, chosen: .phoneNumber,
                    example: "ext. 12 of 555 0100"),
                .init(key: "budget", label: "Your budget?", automatic: .nothing, example: "10-20,000 €"),
                .init(key: "inbox_url", label: "Inbox url", automatic: .nothing, example: ""),
            ])
        #expect(try receiver.forms(of: world.user.id) == [form])
        try map(world, ["question1": .phoneNumber, "gone_since": .remark])
        #expect(
            try receiver.form("form_1", example: nil)?.questions.last
                == .init(key: "gone_since", label: "Gone since", automatic: .nothing, chosen: .remark))
        #expect(try receiver.forms(of: world.user.id + 1) == [])
        #expect(try receiver.form("form_9", example: nil) == nil)
        #expect(throws: StoreError.formUnknown("form_9")) {
            try receiver.map(form: "form_9", FormMapping(), by: world.user.id, at: World.morning)
        }
        await world.intake.stop()
    }

    @Test("a question that mapped an answer away from where its type sends it fills it no more")
    func nothing() async throws {
        let world = try await world(leads: ["l1"])
        try map(world, ["full_name": .nothing])
        #expect(try customer("l1", world).customerName == "Meta Lead")
        #expect(try world.store.lead("l1")?.answers.first?.values == ["John Doe"], "the answer is still shown")
        await world.intake.stop()
    }

    @Test("a lead that was read just before its form was mapped follows the new mapping all the same")
    func justBefore() async throws {
        let world = try World(FakeGraph { question, _ in .success(Self.lead(question.lead)) })
        world.graph.set(form: .success(GraphForm(id: "form_1", name: "Kitchen form", questions: Self.questions)))
        try world.savePage("page_1")
        let store = FullDisk(world.store)
        let (data, user) = (world.store, world.user.id)
        store.meanwhile {
            let step = try data.beginRemap(ofForm: "form_1", FormMapping(["question1": .phoneNumber]), by: user, at: World.morning)
            try data.endRemap(step, ofForm: "form_1", RemapResult(isNewMapping: true))
        }
        let intake = Intake(
            store: store, graph: world.graph, channel: world.channel, zone: .gmt, clock: world.clock.read, logger: world.quiet)
        intake.start()
        _ = await world.post([("page_1", "l1")])
        intake.wake()
        try await eventually("it is here") { try world.store.customer(ofLead: "l1") != nil }
        #expect(try customer("l1", world).phoneNumber == "ext. 12 of 555 0100")
        #expect(try world.events().map(\.state) == [.saved])
        await intake.stop()
    }
}
