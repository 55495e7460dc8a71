import CRM
import CRMStore
import Foundation
import Testing

@Suite("Erasing a person") struct EraseTests {
    private static let lead = "700123456789012"
    private static let other = "700999999999999"
    private static let name = "Zenobia Quill"
    private static let marks = [
        lead, name, "ZENOBIA", "Zebra Works", "+39 333 7654321", "z.quill@example.com", "prefers blue tiles", "once Zeno",
    ]

    private func keeper(_ store: any Store) throws -> any StoreMaintenance { try #require(store as? any StoreMaintenance) }

    private static func body(_ leads: [String]) -> String {
        let changes = leads.map {
            "{\"field\":\"leadgen\",\"value\":{\"leadgen_id\":\"\($0)\",\"page_id\":\"100\",\"created_time\":1790000000}}"
        }
        return "{\"object\":\"page\",\"entry\":[{\"id\":\"100\",\"time\":1790000000,\"changes\":[\(changes.joined(separator: ","))]}]}"
    }

    private static func arrival(_ id: String, name: String) -> IncomingLead {
        var arrival = Desk.arrival(id, name: name)
        arrival.contact.phone = "+39 333 7654321"
        arrival.contact.email = "z.quill@example.com"
        arrival.contact.company = "Zebra Works"
        arrival.lead.answers.append(Answer(name: "wish", label: "Wish", values: ["prefers blue tiles"]))
        arrival.lead.raw = "{\"id\":\"\(id)\",\"field_data\":[{\"name\":\"full_name\",\"values\":[\"\(name)\"]}]}"
        return arrival
    }

    /// A lead that was worked on, with everything that keeps something of it.
    private func worked(_ engine: Engine) throws -> (Desk, Customer.ID, alone: WebhookEvent.ID, shared: WebhookEvent.ID) {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let alone = try desk.post([Self.lead], body: Self.body([Self.lead]))[0].id
        let shared = try desk.post([Self.lead, Self.other], body: Self.body([Self.lead, Self.other]))
        let id = try desk.save(Self.arrival(Self.lead, name: Self.name), for: alone, at: Desk.start).customer.id
        _ = try desk.store.apply(.removePage("100"), by: desk.ana, at: Desk.start)
        _ = try desk.undoPage()
        try desk.edit(id, .customerName, Self.name, "once Zeno")
        try desk.edit(id, .customerName, "once Zeno", Self.name)
        try desk.edit(id, .remark, "Meta Lead ID: \(Self.lead)", "call ZENOBIA later")
        _ = try desk.store.apply(.addNote(id, text: "Zenobia Quill prefers blue tiles"), by: desk.ana, at: Desk.start)
        _ = try desk.undo()
        return (desk, id, alone, shared[1].id)
    }

    private func expectNothingLeft(_ desk: Desk, sourceLocation: SourceLocation = #_sourceLocation) throws {
        for (file, data) in try desk.engine.contents(desk.folder) {
            for mark in Self.marks {
                #expect(data.range(of: Data(mark.utf8)) == nil, "\(file) holds \(mark)", sourceLocation: sourceLocation)
                #expect(data.range(of: Data(mark.lowercased().utf8)) == nil, "\(file) holds \(mark)", sourceLocation: sourceLocation)
            }
        }
    }

    @Test("no byte of an erased person is left in any file, and one line says who did it and when", arguments: Engine.withService)
    func gone(_ engine: Engine) throws {
        let (desk, id, alone, shared) = try worked(engine)
        for mark in Self.marks {
            #expect(try desk.engine.contents(desk.folder).contains { $0.content.range(of: Data(mark.utf8)) != nil }, "\(mark) was there")
        }
        let now = Desk.start.addingTimeInterval(60)
        try desk.store.setPreference(UnsavedWordsName.of(id, nil), to: "1 ask Zenobia Quill", of: desk.ana)
        let another = try desk.add([.customerName: "Ida"])
        try desk.store.setPreference(UnsavedWordsName.of(another, nil), to: "1 another's", of: desk.ana)
        let erasure = try keeper(desk.store).erase(customer: id, by: "ana", at: now)
        #expect(erasure == Erasure(leads: 1, bodiesRemoved: 1, bodiesBlanked: 1))
        // A session that is open has the words still, and may leave them again.
        try desk.store.setPreference(UnsavedWordsName.of(id, .email), to: "1 Zenobia Quill", of: desk.ana)
        #expect(
            try desk.store.preferences(of: desk.ana).filter { $0.key.hasPrefix("draft") } == [
                UnsavedWordsName.of(another, nil): "1 another's"
            ])
        try expectNothingLeft(desk)

        let after = try desk.again()
        #expect(try after.customer(id) == nil)
        #expect(try after.timeline(of: id, limit: 10) == [])
        #expect(try keeper(after).erasures() == [ErasureRecord(at: now, author: "ana", customerID: id)])
        #expect(try after.raw(of: alone) == RawEvent(body: [], graphAnswer: nil))
        let zeros = String(repeating: "0", count: Self.lead.count)
        let kept = try #require(try after.raw(of: shared))
        #expect(String(decoding: kept.body, as: UTF8.self) == Self.body([zeros, Self.other]))
        let event = try #require(try after.event(alone)).event
        #expect(event.state == .ignored && event.leadgenID == nil && event.customerID == nil && event.error == "the person was erased")
        #expect(try after.event(shared)?.event.state == .received, "the other lead of the same post goes on")
        #expect(try after.page("100")?.lastLead?.customerName == "(erased)")
        #expect(try keeper(after).integrity() == [])
        // What stays of the undo steps can be undone: the page, without the person.
        #expect(try desk.undoPage() == "undid: added page 100")
    }

    @Test(
        "the same lead does not come back: not by a webhook, not in a post with others, not by one that was under way",
        arguments: Engine.withService)
    func staysAway(_ engine: Engine) throws {
        let (desk, id, alone, _) = try worked(engine)
        _ = try keeper(desk.store).erase(customer: id, by: "ana", at: Desk.start)
        #expect(try keeper(desk.store).isErased(lead: Self.lead))
        #expect(try !keeper(desk.store).isErased(lead: Self.other))

        let other = try desk.again()
        let again = try other.append([
            Delivery(
                receivedAt: Desk.start, body: Array(Self.body([Self.lead]).utf8),
                events: [NewEvent(kind: .lead, pageID: "100", leadgenID: Self.lead, signatureChecked: true)])
        ])[0]
        #expect(again.state == .ignored && again.leadgenID == nil)
        #expect(try other.event(again.id)?.event.error == "the person was erased")
        let both = try desk.post(["800123", Self.lead], body: Self.body(["800123", Self.lead]))
        #expect(both.map(\.state) == [.received, .ignored])
        #expect(throws: StoreError.leadErased) {
            try desk.save(Self.arrival(Self.lead, name: Self.name), for: alone, at: Desk.start)
        }
        #expect(
            try desk.store.takeDue(at: Desk.start, limit: 10, perPage: 10, except: []).compactMap(\.leadgenID) == [Self.other, "800123"])
        _ = try desk.save(Desk.arrival("800123", name: "Another"), for: both[0].id, at: Desk.start)
        try expectNothingLeft(desk)
    }

    @Test("a deleted customer and one that a person added are erased as well; ids are not given again", arguments: Engine.withService)
    func others(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: Self.name, .email: "z.quill@example.com"])
        let same = try desk.add([.customerName: "Her other row", .email: "Z.QUILL@example.com"])
        _ = try desk.store.apply(.deleteCustomer(id), by: desk.ana, at: Desk.start)
        let owner = try #require(try keeper(desk.store).owner(ofCustomer: id))
        #expect(owner.customer.customerName == Self.name && owner.user.name == "ana")
        let erasure = try keeper(desk.store).erase(customer: id, by: "ana", at: Desk.start)
        #expect(erasure == Erasure(leads: 0, lookalikes: [same]))
        #expect(throws: StoreError.customerGone) { try keeper(desk.store).erase(customer: id, by: "ana", at: Desk.start) }
        #expect(try keeper(desk.store).owner(ofCustomer: id) == nil)
        _ = try keeper(desk.store).erase(customer: same, by: "ana", at: Desk.start)
        try expectNothingLeft(desk)
        #expect(try desk.add([.customerName: "Next"]) > same)
        #expect(try desk.store.spreadsheets(of: desk.ana).map(\.customers) == [1])
    }

    @Test("a post whose ids cannot be told for certain goes whole; a bare number is blanked as a number", arguments: Engine.withService)
    func bodies(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let escaped = try desk.post([Self.lead, Self.other], body: Self.body(["\\u0037" + Self.lead.dropFirst(), Self.other]))[1].id
        let named = try desk.post([Self.lead, Self.other], body: Self.body([Self.lead, Self.other]) + "/* \(Self.name) */")[1].id
        let inEscapes = try desk.post(
            [Self.lead, Self.other], body: "[\"\(Self.lead)\",\"\(Self.other)\",{\"name\":\"\\u005aenobia Quill\"}]")[1].id
        let bare = try desk.post([Self.lead, Self.other], body: "[\(Self.lead),\"\(Self.other)\"]")[1].id
        let unsigned = try desk.post([Self.other], body: Self.body([Self.other, Self.lead]))[0].id
        let within = try desk.post([Self.other], body: "[\"\(Self.other)\",\"1\(Self.lead)\"]")[0].id
        let id = try desk.save(Self.arrival(Self.lead, name: Self.name), for: escaped - 1, at: Desk.start).customer.id
        let erasure = try keeper(desk.store).erase(customer: id, by: "ana", at: Desk.start)
        #expect(erasure == Erasure(leads: 1, bodiesBlanked: 2, bodiesDropped: 4))
        func body(_ event: WebhookEvent.ID) throws -> String? {
            try desk.store.raw(of: event).map { String(decoding: $0.body, as: UTF8.self) }
        }
        #expect(try body(escaped) == "" && body(named) == "" && body(inEscapes) == "" && body(within) == "")
        #expect(try body(bare) == "[0\(String(repeating: " ", count: Self.lead.count - 1)),\"\(Self.other)\"]")
        #expect(try body(unsigned) == Self.body([Self.other, String(repeating: "0", count: Self.lead.count)]))
        try expectNothingLeft(desk)
    }

    @Test("the bytes are gone while another store has the data open and goes on", arguments: Engine.withService)
    func shared(_ engine: Engine) throws {
        let (desk, id, _, _) = try worked(engine)
        let other = try desk.again()
        #expect(try other.customer(id)?.customerName == Self.name)
        #expect(try keeper(desk.store).erase(customer: id, by: "ana", at: Desk.start).isScrubbed)
        try expectNothingLeft(desk)
        #expect(try other.customer(id) == nil)
        let draft = CustomerDraft(spreadsheetID: desk.sheet, fields: [.customerName: "Next"])
        _ = try other.apply(.addCustomer(draft), by: desk.ana, at: Desk.start)
        try expectNothingLeft(desk)
        #expect(try desk.names(SheetQuery(desk.sheet)) == ["Next"])
    }

    @Test(
        "an event that was under way when its person was erased stays put aside, and gets no words of Meta's", arguments: Engine.withService
    )
    func eraseMeanwhile(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let first = try desk.post([Self.lead])[0].id
        let id = try desk.save(Self.arrival(Self.lead, name: Self.name), for: first, at: Desk.start).customer.id
        let again = try desk.post([Self.lead])[0].id
        _ = try desk.store.takeDue(at: Desk.start, limit: 9, perPage: 9, except: [])
        _ = try keeper(desk.store).erase(customer: id, by: "ana", at: Desk.start)
        try desk.store.settle(
            again,
            AttemptResult(
                state: .waiting, nextAttemptAt: Desk.start, error: "Failed", remedy: "Object with ID '\(Self.lead)' does not exist"))
        let event = try #require(try desk.store.event(again)?.event)
        #expect(event.state == .ignored)
        #expect(event.remedy == nil)
    }

    @Test("calls and messages go with the person: no note, no number and no count of them is left", arguments: Engine.withService)
    func outreach(_ engine: Engine) throws {
        let (desk, id, _, _) = try worked(engine)
        let call = CallLog(customerID: id, outcome: .wrongNumber, edits: [], note: "Zenobia Quill prefers blue tiles")
        _ = try desk.store.apply(.logCall(call), by: desk.ana, at: Desk.start)
        let message = MessageLog(customerID: id, channel: .whatsapp, template: "for Zenobia Quill")
        _ = try desk.store.apply(.logMessage(message), by: desk.ana, at: Desk.start)
        #expect(try desk.store.customer(id)?.contact.wrongNumber == "+39 333 7654321")
        _ = try keeper(desk.store).erase(customer: id, by: "ana", at: Desk.start)
        try expectNothingLeft(desk)
        #expect(try desk.store.timeline(of: id, limit: 9).isEmpty)
        let question = InsightQuestion(span: .week, grouping: .form)
        let facts = try desk.store.insightFacts(of: desk.ana, in: question.periods(at: Desk.start, in: .gmt), by: .form)
        #expect(facts.calls.isEmpty)
    }
}
