import CRM
import Foundation
import Testing

@Suite("Forms and their mappings") struct FormTests {
    private static let phone = FormMapping(["q1": .phoneNumber])

    /// A desk with leads of form f1 whose number went into no column, each arrived as the automatic mapping made it.
    private func desk(_ engine: Engine, leads: [String]) throws -> Desk {
        let desk = try Desk(engine)
        try desk.savePage("100")
        for lead in leads { try arrive(lead, desk) }
        return desk
    }

    @discardableResult
    private func arrive(_ lead: String, _ desk: Desk) throws -> Customer.ID {
        var arrival = Desk.arrival(lead)
        arrival.contact.phone = nil
        return try desk.save(arrival, for: desk.post([lead])[0].id, at: Desk.start).customer.id
    }

    private func customer(_ lead: String, _ desk: Desk) throws -> Customer { try #require(try desk.store.customer(ofLead: lead)) }

    /// A lead under another mapping: its phone is its id.
    private func remapped(_ lead: Lead) -> RemappedLead {
        let before = LeadContact(name: lead.answers.first?.values.first)
        var after = before
        after.phone = "+39 \(lead.leadgenID)"
        return RemappedLead(
            leadgenID: lead.leadgenID, answers: lead.answers, formName: lead.formName, contact: after, previous: before, former: [before])
    }

    private func map(_ desk: Desk, _ mapping: FormMapping = phone) throws -> RemapResult {
        let step = try desk.store.beginRemap(ofForm: "f1", mapping, by: desk.ana, at: Desk.start)
        var result = try desk.store.remap(
            desk.store.leads(ofForm: "f1", after: "", limit: 1000).map(remapped), step: step, by: desk.ana, at: Desk.start)
        result.isNewMapping = step.isNewMapping
        try desk.store.endRemap(step, ofForm: "f1", result)
        return result
    }

    @Test(
        "the forms that Meta told of and those that leads name are known, with their leads, owners and mappings",
        arguments: Engine.withService)
    func entries(_ engine: Engine) throws {
        let desk = try desk(engine, leads: ["l1", "l2"])
        try desk.store.keepForm(KeptForm(id: "f2", pageID: "100", name: "Bath form", raw: "{}", fetchedAt: Desk.start))
        try desk.store.noteForms([FormCount(formID: "f3", name: "Old form", held: 0)], of: "100", at: Desk.start)
        let ben = try desk.store.addUser("ben").id
        #expect(
            try desk.store.formEntries(user: desk.ana) == [
                FormEntry(
                    id: "f2", pageID: "100", owner: desk.ana, country: nil, name: "Bath form", raw: "{}", leads: 0, mapping: FormMapping()),
                FormEntry(
                    id: "f1", pageID: "100", owner: desk.ana, country: nil, name: "Kitchen form", raw: nil, leads: 2, mapping: FormMapping()
                ),
                FormEntry(
                    id: "f3", pageID: "100", owner: desk.ana, country: nil, name: "Old form", raw: nil, leads: 0, mapping: FormMapping()),
            ])
        #expect(try desk.store.formEntries(user: ben) == [])
        #expect(try desk.store.formEntry("f1")?.leads == 2)
        #expect(try desk.store.formEntry("f9") == nil)
    }

    @Test(
        "a mapping is read with its form, by other processes too, and what Meta tells later does not take it away",
        arguments: Engine.withService)
    func readWithForm(_ engine: Engine) throws {
        let desk = try desk(engine, leads: [])
        #expect(try desk.store.form("f1") == nil)
        _ = try map(desk)
        #expect(try desk.again().form("f1")?.mapping == Self.phone)
        #expect(try desk.store.form("f1")?.raw == "")
        try desk.store.keepForm(KeptForm(id: "f1", pageID: "100", name: "Kitchen form", raw: "{}", fetchedAt: Desk.start))
        #expect(try desk.again().form("f1")?.mapping == Self.phone)
        _ = try map(desk, FormMapping())
        #expect(try desk.store.form("f1")?.mapping == FormMapping())
        #expect(try desk.store.mappings(ofForm: "f1") == [FormMapping(), Self.phone])
    }

    @Test(
        "customers are changed where a column is as the lead made it; what a person edited stays; the same again changes nothing",
        arguments: Engine.withService)
    func applied(_ engine: Engine) throws {
        let desk = try desk(engine, leads: ["l1", "l2", "l3"])
        try desk.edit(customer("l2", desk).id, .phoneNumber, "N/A", "555")
        try desk.edit(customer("l3", desk).id, .status, "new", "won")
        let result = try map(desk)
        #expect(result == RemapResult(changed: 2, kept: 1, isNewMapping: true))
        #expect(try ["l1", "l2", "l3"].map { try customer($0, desk).phoneNumber } == ["+39 l1", "555", "+39 l3"])
        let line = try #require(try desk.store.timeline(of: customer("l3", desk).id, limit: 1).first)
        #expect(line.text == "phone N/A → +39 l3 (form mapped)" && line.author == "ana" && line.kind == .edited)
        #expect(try desk.names(SheetQuery(customer("l1", desk).spreadsheetID, search: "l1 39")).count == 1, "it can be searched for")
        #expect(try map(desk) == RemapResult(changed: 0, kept: 1))
        #expect(
            try desk.undo() == "undid: form \"Kitchen form\": 2 customers changed, 1 kept because it was edited by hand",
            "doing nothing leaves no step")
    }

    @Test("a trial tells the same numbers and writes nothing", arguments: Engine.withService)
    func trial(_ engine: Engine) throws {
        let desk = try desk(engine, leads: ["l1", "l2"])
        let leads = try desk.store.leads(ofForm: "f1", after: "", limit: 9).map(remapped)
        #expect(try desk.store.remap(leads, step: nil, by: desk.ana, at: Desk.start) == RemapResult(changed: 2))
        #expect(try customer("l1", desk).phoneNumber == "N/A" && customer("l1", desk).version == 1)
    }

    @Test(
        "one undo takes the mapping and all its customers back, but for what was edited since; redo does it again",
        arguments: Engine.withService)
    func undone(_ engine: Engine) throws {
        // More than are moved in one transaction.
        let leads = (0..<450).map { "l\(1000 + $0)" }
        let desk = try desk(engine, leads: leads)
        #expect(try map(desk).changed == 450)
        let ben = try desk.colleague("ben")
        try desk.edit(customer("l1007", desk).id, .phoneNumber, "+39 l1007", "555", by: ben)
        let restarted = try desk.again()
        let said = try #require(try restarted.undo(by: desk.ana, at: Desk.start)?.sentence)
        #expect(said == "undid: form \"Kitchen form\": 450 customers changed; 1 customer stays as edited since")
        #expect(try leads.count { try customer($0, desk).phoneNumber == "N/A" } == 449)
        #expect(try customer("l1007", desk).phoneNumber == "555")
        #expect(try desk.store.form("f1")?.mapping == FormMapping())
        #expect(try desk.store.timeline(of: customer("l1000", desk).id, limit: 9).map(\.kind) == [.lead], "as if it had not been")
        #expect(try desk.redo() == "redid: form \"Kitchen form\": 450 customers changed; 1 customer stays as edited since")
        #expect(try leads.count { try customer($0, desk).phoneNumber.hasPrefix("+39") } == 449)
        #expect(try desk.store.form("f1")?.mapping == Self.phone)
        #expect(try desk.store.timeline(of: customer("l1000", desk).id, limit: 9).map(\.kind) == [.edited, .lead])
    }

    @Test("a mapping that was replaced since is not taken back", arguments: Engine.withService)
    func replaced(_ engine: Engine) throws {
        let desk = try desk(engine, leads: ["l1"])
        _ = try map(desk)
        let ben = try desk.store.addUser("ben").id
        let other = FormMapping(["q1": .remark])
        _ = try desk.store.beginRemap(ofForm: "f1", other, by: ben, at: Desk.start)
        #expect(throws: StoreError.self) { try desk.undo() }
        #expect(try desk.store.form("f1")?.mapping == other)
        #expect(try customer("l1", desk).phoneNumber == "+39 l1")
    }

    @Test("a mapping that is taken back while it is being applied goes no further", arguments: Engine.withService)
    func stopped(_ engine: Engine) throws {
        let desk = try desk(engine, leads: ["l1", "l2"])
        let leads = try desk.store.leads(ofForm: "f1", after: "", limit: 9).map(remapped)
        let step = try desk.store.beginRemap(ofForm: "f1", Self.phone, by: desk.ana, at: Desk.start)
        _ = try desk.store.remap([leads[0]], step: step, by: desk.ana, at: Desk.start)
        _ = try desk.undo()
        #expect(throws: StoreError.self) { try desk.store.remap([leads[1]], step: step, by: desk.ana, at: Desk.start) }
        #expect(try ["l1", "l2"].map { try customer($0, desk).phoneNumber } == ["N/A", "N/A"])
    }

    @Test("answers get the labels and the form's name that were not known when the lead was saved", arguments: Engine.withService)
    func labels(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        var arrival = Desk.arrival("l1")
        arrival.lead.formName = nil
        arrival.lead.answers = [Answer(name: "budget", label: "Budget", values: ["b1"])]
        let id = try desk.save(arrival, for: desk.post(["l1"])[0].id, at: Desk.start).customer.id
        let known = RemappedLead(
            leadgenID: "l1", answers: [Answer(name: "budget", label: "Your budget?", values: ["10-20,000 €"])], formName: "Kitchen form",
            contact: arrival.contact, previous: arrival.contact, former: [])
        let step = try desk.store.beginRemap(ofForm: "f1", FormMapping(), by: desk.ana, at: Desk.start)
        #expect(try desk.store.remap([known], step: step, by: desk.ana, at: Desk.start) == RemapResult(relabelled: 1))
        #expect(try desk.store.remap([known], step: step, by: desk.ana, at: Desk.start) == RemapResult())
        #expect(try desk.store.lead(of: id)?.answers == known.answers)
        #expect(try desk.store.lead(of: id)?.raw == arrival.lead.raw, "what Meta sent is kept byte for byte")
        #expect(try desk.store.customer(id)?.lead?.formName == "Kitchen form")
    }

    @Test(
        "a deleted customer comes back as the mapping has it, but is not counted; those of another user are left alone",
        arguments: Engine.withService)
    func others(_ engine: Engine) throws {
        let desk = try desk(engine, leads: ["l1", "l2"])
        let ben = try desk.colleague("ben")
        let leads = try desk.store.leads(ofForm: "f1", after: "", limit: 9).map(remapped)
        #expect(try desk.store.remap(leads, step: nil, by: ben, at: Desk.start) == RemapResult())
        let id = try customer("l1", desk).id
        _ = try desk.store.apply(.deleteCustomer(id), by: ben, at: Desk.start)
        #expect(try map(desk) == RemapResult(changed: 1, changedUnseen: 1, isNewMapping: true))
        _ = try desk.undo(ben)
        #expect(try desk.text(id, .phoneNumber) == "+39 l1")
    }

    @Test("what a person typed stays, though an earlier mapping would have put the same", arguments: Engine.withService)
    func typedTheSame(_ engine: Engine) throws {
        let desk = try desk(engine, leads: ["l1"])
        _ = try map(desk)
        try desk.edit(customer("l1", desk).id, .phoneNumber, "+39 l1", "N/A")
        var lead = try #require(try desk.store.leads(ofForm: "f1", after: "", limit: 9).map(remapped).first)
        lead.former = [lead.previous]
        lead.previous = lead.contact
        #expect(try desk.store.remap([lead], step: nil, by: desk.ana, at: Desk.start) == RemapResult())
    }

    @Test(
        "a lead whose row was merged fills what the whole row lacks, or has from it; one undo takes both back",
        arguments: Engine.withService)
    func mergedRow(_ engine: Engine) throws {
        let desk = try desk(engine, leads: ["l1", "l2"])
        for lead in ["l1", "l2"] { try desk.edit(customer(lead, desk).id, .email, customer(lead, desk).email, "ida@x.it") }
        let (first, second) = (try customer("l1", desk).id, try customer("l2", desk).id)
        _ = try desk.store.apply(.mergeRows(of: second), by: desk.ana, at: Desk.start)
        let leads = try desk.store.leads(ofForm: "f1", after: "", limit: 9).map(remapped).filter { $0.leadgenID == "l2" }
        let step = try desk.store.beginRemap(ofForm: "f1", Self.phone, by: desk.ana, at: Desk.start)
        let result = try desk.store.remap(leads, step: step, by: desk.ana, at: Desk.start)
        #expect(result == RemapResult(changed: 1))
        try desk.store.endRemap(step, ofForm: "f1", result)
        #expect(try desk.text(first, .phoneNumber) == "+39 l2")
        _ = try desk.undo()
        #expect(try desk.text(first, .phoneNumber) == "N/A")
    }

    @Test("a lead that was read with a mapping that counts no more is not saved so", arguments: Engine.withService)
    func stale(_ engine: Engine) throws {
        let desk = try desk(engine, leads: [])
        _ = try map(desk)
        var arrival = Desk.arrival("l1")
        arrival.mapping = FormMapping()
        let event = try desk.post(["l1"])[0]
        #expect(throws: StoreError.formMappedMeanwhile) { try desk.save(arrival, for: event.id, at: Desk.start) }
        #expect(try desk.store.customer(ofLead: "l1") == nil)
        arrival.mapping = Self.phone
        #expect(try desk.save(arrival, for: event.id, at: Desk.start).isNew)
    }

    @Test("an erased person leaves nothing behind in the step of a mapping", arguments: Engine.withService)
    func erased(_ engine: Engine) throws {
        let desk = try desk(engine, leads: ["l1", "l2"])
        let id = try customer("l1", desk).id
        _ = try map(desk)
        let keeper = try #require(desk.store as? any StoreMaintenance)
        _ = try keeper.erase(customer: id, by: "ana", at: Desk.start)
        #expect(try desk.undo() == "undid: form \"Kitchen form\": 2 customers changed")
        #expect(try customer("l2", desk).phoneNumber == "N/A")
        #expect(try desk.store.customer(id) == nil)
    }
}
