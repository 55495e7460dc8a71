import CRM
import CRMStore
import Dispatch
import Foundation
import Synchronization
import Testing

@Suite("Leads become customers") struct LeadTests {
    @Test("a lead becomes a customer with the defaults, in a spreadsheet made for it", arguments: Engine.withService)
    func defaults(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let event = try desk.post(["l1"])[0]
        var arrival = Desk.arrival("l1", name: nil)
        arrival.contact = LeadContact(name: "  ")
        let now = Desk.start.addingTimeInterval(0.25)
        let saved = try desk.save(arrival, for: event.id, at: now)
        let customer = try #require(try desk.again().customer(saved.customer.id))
        #expect(saved.isNew && saved.userID == desk.ana && saved.customer == customer)
        #expect(
            CustomerField.allCases.map { customer[field: $0] } == [
                "Meta Lead", "Meta Ads", "N/A", "", "Meta Lead ID: l1", "new", "2026-09-21",
            ])
        #expect(customer.lead == LeadMark(leadgenID: "l1", formName: "Kitchen form", isTest: false, createdTime: Desk.start))
        let sheet = try #require(try desk.store.spreadsheets(of: desk.ana).first).spreadsheet
        #expect(sheet.name == "Meta Ads Leads" && sheet.description == "Leads automatically imported from Meta Ads")
        #expect(customer.spreadsheetID == sheet.id)
        #expect(try desk.store.lead(of: customer.id) == arrival.lead)
        let line = try #require(try desk.store.timeline(of: customer.id, limit: 5).first)
        #expect(line.kind == .lead && line.author == nil && line.text == "lead from Meta: \"Kitchen form\"")
        let row = try #require(try desk.store.event(event.id))
        #expect(row.event.state == .saved && row.event.customerID == customer.id && row.event.milliseconds == 250)
        #expect(row.event.error == nil && row.customerName == "Meta Lead" && row.formName == "Kitchen form")
        #expect(try desk.store.raw(of: event.id)?.graphAnswer == "{\"id\":\"l1\"}")
        let page = try #require(try desk.store.page("100"))
        #expect(page.lastLead == MetaPage.LastLead(at: now, customerName: "Meta Lead", formName: "Kitchen form"))
        #expect(page.waiting == 0)
        #expect(try desk.undo() == "undid: created spreadsheet Leads", "an arrival is nobody's change")
    }

    @Test("a lead posted twice makes one customer, and its other events are done with it", arguments: Engine.withService)
    func twice(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let events = try desk.post(["l1", "l1", "l2"])
        let first = try desk.save(Desk.arrival("l1"), for: events[1].id, at: Desk.start)
        #expect(try desk.store.event(events[0].id)?.event.state == .saved)
        #expect(try desk.store.event(events[0].id)?.event.error == "same lead again, already here")
        #expect(try desk.store.event(events[0].id)?.event.customerID == first.customer.id)
        #expect(try desk.store.event(events[2].id)?.event.state == .received)
        let late = try desk.post(["l1"])[0]
        let again = try desk.save(Desk.arrival("l1", name: "Somebody Else"), for: late.id, at: Desk.start)
        #expect(again == SavedLead(customer: first.customer, userID: desk.ana, isNew: false))
        #expect(try desk.store.event(late.id)?.event.error == "same lead again, already here")
        #expect(try desk.store.customer(ofLead: "l1")?.id == first.customer.id)
        #expect(try desk.store.customer(ofLead: "l2") == nil)
        let last = try desk.post(["l1"])[0]
        try desk.store.settle(last.id, AttemptResult(state: .saved, error: "same lead again, already here"))
        #expect(try desk.store.event(last.id)?.event.customerID == first.customer.id)
        try desk.store.settle(last.id, AttemptResult(state: .failed, error: "late"))
        #expect(try desk.store.event(last.id)?.event.state == .saved, "what is saved stays saved")
        #expect(try desk.store.spreadsheets(of: desk.ana).first?.customers == 1)
    }

    @Test("of attempts that are recorded together each has its own outcome", arguments: Engine.withService)
    func together(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let here = try desk.lead("here")
        let erased = try desk.lead("erased")
        _ = try #require(desk.store as? any StoreMaintenance).erase(customer: erased.customer.id, by: "ana", at: Desk.start)
        let events = try desk.post(["new", "here", "mapped", "last"])
        let settled = try desk.post(["gone", "later"])
        let strange = try desk.post(["strange"], page: "200")[0]
        var mapped = Desk.arrival("mapped")
        mapped.mapping = FormMapping(["full_name": .companyName])
        let outcomes = try desk.store.record(
            [
                (events[0].id, .read(Desk.arrival("new"))), (events[1].id, .read(Desk.arrival("here"))), (events[2].id, .read(mapped)),
                (strange.id, .read(Desk.arrival("strange", page: "200"))), (events[3].id, .read(Desk.arrival("erased"))),
                (events[3].id, .read(Desk.arrival("last"))), (settled[0].id, .settled(AttemptResult(state: .failed, error: "gone"))),
                (settled[1].id, .settled(AttemptResult(state: .waiting, nextAttemptAt: Desk.start))),
            ], at: Desk.start)
        #expect(outcomes.count == 8)
        #expect(try outcomes[0].get()?.isNew == true && outcomes[5].get()?.isNew == true)
        #expect(try outcomes[1].get() == SavedLead(customer: here.customer, userID: desk.ana, isNew: false))
        #expect(try outcomes[6].get() == nil && outcomes[7].get() == nil)
        #expect(try settled.map { try desk.again().event($0.id)?.event.state } == [.failed, .waiting])
        #expect(throws: StoreError.formMappedMeanwhile) { try outcomes[2].get() }
        #expect(throws: StoreError.pageUnknown("200")) { try outcomes[3].get() }
        #expect(throws: StoreError.leadErased) { try outcomes[4].get() }
        #expect(
            try ["new", "here", "mapped", "strange", "erased", "last"].map { try desk.store.customer(ofLead: $0) != nil } == [
                true, true, false, false, false, true,
            ])
        #expect(
            try (events + [strange]).map { try desk.store.event($0.id)?.event.state } == [.saved, .saved, .received, .saved, .received])
    }

    @Test("a lead whose customer was deleted does not come back", arguments: Engine.withService)
    func deleted(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let first = try desk.save(Desk.arrival("l1"), for: desk.post(["l1"])[0].id, at: Desk.start)
        _ = try desk.store.apply(.deleteCustomer(first.customer.id), by: desk.ana, at: Desk.start)
        let event = try desk.post(["l1"])[0]
        #expect(try desk.save(Desk.arrival("l1"), for: event.id, at: Desk.start).isNew == false)
        #expect(try desk.store.customer(first.customer.id) == nil)
        #expect(try desk.store.event(event.id)?.event.state == .saved)
        #expect(try desk.store.event(event.id)?.event.customerID == first.customer.id)
        #expect(try desk.store.spreadsheets(of: desk.ana).first?.customers == 0)
    }

    @Test("a hostile form is kept, only cut to what a column holds", arguments: Engine.withService)
    func hostile(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        var arrival = Desk.arrival("l1", name: "a\0\u{1B}[2J\u{202E}'; DROP TABLE customer; --")
        arrival.contact.company = String(repeating: "x", count: 50_000)
        arrival.lead.raw = "{\"a\":\"\0\"}"
        let saved = try desk.save(arrival, for: desk.post(["l1"])[0].id, at: Desk.start)
        #expect(saved.customer.customerName == "a\u{1B}[2J\u{202E}'; DROP TABLE customer; --")
        #expect(saved.customer.companyName.count == 10_000)
        #expect(try desk.store.lead(of: saved.customer.id)?.raw == "{\"a\":\"\"}")
    }

    @Test("two processes that save the same leads at once make one customer of each", arguments: Engine.withService)
    func race(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let leads = (0..<40).map { "l\($0)" }
        let stores = [desk.store, try desk.again()]
        let events = [try desk.post(leads), try desk.post(leads)]
        let made = Mutex(0)
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 2) { side in
            for (index, lead) in leads.enumerated() {
                do {
                    let saved = try desk.save(Desk.arrival(lead), for: events[side][index].id, in: stores[side])
                    if saved.isNew { made.withLock { $0 += 1 } }
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(made.withLock { $0 } == 40)
        #expect(try desk.store.spreadsheets(of: desk.ana).map(\.customers) == [40, 0])
        #expect(try desk.store.eventCounts()[.saved] == 80)
    }

    @Test("an export hands over every customer with its lead, and may read meanwhile", arguments: Engine.withService)
    func export(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let ben = try desk.store.addUser("ben").id
        let his = try desk.store.apply(.createSpreadsheet(name: "His", description: ""), by: ben, at: Desk.start).spreadsheetID ?? 0
        for index in 0..<600 { try desk.add([.customerName: "\(index)"], at: Desk.start.addingTimeInterval(Double(-index))) }
        try desk.add([.customerName: "bens"], to: his, by: ben)
        _ = try desk.save(Desk.arrival("l1"), for: desk.post(["l1"])[0].id, at: Desk.start)
        var rows: [ExportRow] = []
        try desk.store.export(user: nil, spreadsheet: nil) { row in
            let again = try desk.store.customer(row.customer.id)
            #expect(again == row.customer)
            rows.append(row)
        }
        #expect(rows.count == 602)
        #expect(rows[0].lead?.leadgenID == "l1" && rows[0].spreadsheet == "Meta Ads Leads" && rows[0].user == "ana")
        #expect(rows[1...600].map(\.customer.customerName) == (0..<600).reversed().map(String.init))
        #expect(rows[601].user == "ben")
        var named: [String] = []
        try desk.store.export(user: ben, spreadsheet: "His") { named.append($0.customer.customerName) }
        #expect(named == ["bens"])
    }

    @Test("what a person consented to is kept with the lead", arguments: Engine.withService)
    func consent(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        var arrival = Desk.arrival("l1")
        arrival.lead.consents = [Consent(name: "call", isGiven: true), Consent(name: "sms", isGiven: false)]
        let saved = try desk.save(arrival, for: desk.post(["l1"])[0].id)
        #expect(try desk.again().lead(of: saved.customer.id)?.consents == arrival.lead.consents)
    }
}
