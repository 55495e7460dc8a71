import CRM
import CRMStore
import Dispatch
import Foundation
import Synchronization
import Testing

@Suite("Rows of a person made one") struct MergeRowsTests {
    private static let phone = PersonTests.phone

    /// All that a user sees of the data.
    private func look(_ desk: Desk, _ store: any Store) throws -> [String] {
        var seen: [String] = []
        for summary in try store.spreadsheets(of: desk.ana) {
            seen.append("\(summary.spreadsheet.name) \(summary.byStatus)")
            for row in try store.rows(SheetQuery(summary.id), from: .start, limit: 100).rows {
                let fields = CustomerField.allCases.map { row[field: $0] }.joined(separator: "|")
                let touched = row.firstTouchedAt.map { "\($0.timeIntervalSince1970)" } ?? "-"
                seen.append("\(row.id) \(fields) \(touched) \(row.enquiry?.words ?? "") \(row.lead?.leadgenID ?? "")")
                seen += try store.timeline(of: row.id, limit: 50).map(\.text)
                seen.append(try store.lead(of: row.id)?.leadgenID ?? "-")
            }
        }
        return seen
    }

    private func merge(_ desk: Desk, _ id: Customer.ID, by user: User.ID? = nil) throws -> AppliedChange {
        try desk.store.apply(.mergeRows(of: id), by: user ?? desk.ana, at: Desk.start.addingTimeInterval(600))
    }

    /// Three rows of one person: a form without answers, one from a trade fair that was worked on, and a second form.
    private func three(_ engine: Engine, mergesEnquiries: Bool = false) throws -> (
        Desk, first: Customer.ID, second: Customer.ID, third: Customer.ID
    ) {
        let desk = try Desk(engine, mergesEnquiries: mergesEnquiries)
        try desk.savePage("100")
        let first = try desk.lead("l1", name: nil, phone: Self.phone).customer.id
        let second = try desk.add(
            [.customerName: "Ida", .phoneNumber: Self.phone, .email: "ida@x.it", .companyName: "Acme", .nextCallDate: "2026-12-01 10:00"],
            at: Desk.start.addingTimeInterval(60))
        try desk.edit(second, .status, "new", "interested", at: Desk.start.addingTimeInterval(90))
        let third = try desk.lead(
            "l2", name: "Ida Rossi", phone: nil, email: "IDA@x.it", form: "Bathroom form", at: Desk.start.addingTimeInterval(120)
        ).customer.id
        return (desk, first, second, third)
    }

    @Test("rows of names that are not one person's are merged only where that is certain", arguments: Engine.all)
    func otherNames(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let anna = try desk.add([.customerName: "Anna Bianchi", .phoneNumber: Self.phone, .email: "anna@x.it"])
        let short = try desk.add([.customerName: "Anna B.", .phoneNumber: Self.phone])
        #expect(try desk.store.apply(.mergeRows(of: short, ifAlike: true), by: desk.ana, at: Desk.start).customerID == anna)
        let carla = try desk.add([.customerName: "Carla Verdi", .phoneNumber: "+39 347 555 0464", .email: "anna@x.it"])
        #expect(throws: StoreError.differentNames("Carla Verdi", "Anna Bianchi")) {
            try desk.store.apply(.mergeRows(of: carla, ifAlike: true), by: desk.ana, at: Desk.start)
        }
        #expect(throws: StoreError.differentNames("Anna Bianchi", "Carla Verdi")) {
            try desk.store.apply(.mergeRows(of: anna, ifAlike: true), by: desk.ana, at: Desk.start)
        }
        #expect(try desk.store.customer(carla)?.customerName == "Carla Verdi")
        #expect(try desk.store.apply(.mergeRows(of: carla), by: desk.ana, at: Desk.start).customerID == anna)
    }

    @Test(
        "all rows become the first: blanks filled, nothing overwritten, the furthest status, all leads and timelines", arguments: Engine.all
    )
    func merged(_ engine: Engine) throws {
        let (desk, first, second, third) = try three(engine)
        let applied = try merge(desk, third)
        #expect(applied.customerID == first && applied.sentence == "merged 3 rows of Ida Rossi")
        let row = try #require(try desk.store.customer(first))
        #expect(
            CustomerField.allCases.map { row[field: $0] } == [
                "Ida Rossi", "Acme", Self.phone, "IDA@x.it", "Meta Lead ID: l1", "interested", "2026-09-21",
            ])
        #expect(row.firstTouchedAt == Desk.start.addingTimeInterval(90) && row.enquiry == Enquiry(number: 1, count: 3, held: 3))
        for id in [second, third] { #expect(try desk.store.customer(id) == nil) }
        #expect(try desk.store.spreadsheets(of: desk.ana).map(\.customers) == [1, 0])
        let person = try #require(try desk.store.person(of: third, for: desk.ana, limit: 50))
        #expect(person.customer == row && person.others == [] && person.leads.map(\.leadgenID) == ["l2", "l1"])
        #expect(
            person.timeline.map(\.text) == [
                "merged with Ida (Leads), Ida Rossi (Meta Ads Leads): status new → interested, name Meta Lead → Ida Rossi, company Meta Ads → Acme, "
                    + "e-mail none → IDA@x.it; also said: name Ida, e-mail ida@x.it, next call 2026-12-01 10:00",
                "asked again: lead from Meta: \"Bathroom form\"", "status new → interested", "added to Leads",
                "lead from Meta: \"Kitchen form\"",
            ])
        #expect(try desk.store.timeline(of: first, limit: 50).map(\.text) == person.timeline.map(\.text))
    }

    @Test("one undo splits them exactly as they were, after a restart too, and redo merges them again", arguments: Engine.all)
    func undone(_ engine: Engine) throws {
        let (desk, first, _, third) = try three(engine)
        let before = try look(desk, desk.store)
        _ = try merge(desk, first)
        let after = try look(desk, desk.store)
        let again = try desk.again()
        #expect(try again.undo(by: desk.ana, at: Desk.start)?.sentence == "undid: merged 3 rows of Ida Rossi")
        #expect(try look(desk, again) == before)
        #expect(try desk.store.customer(ofLead: "l2")?.id == third)
        #expect(try desk.again().redo(by: desk.ana, at: Desk.start)?.customerID == first)
        #expect(try look(desk, desk.store) == after)
        #expect(try desk.store.customer(ofLead: "l2")?.id == first)
    }

    @Test("undo of a merge is refused where somebody changed what it filled, and what is not of it may have changed", arguments: Engine.all)
    func editedSince(_ engine: Engine) throws {
        let (desk, first, second, _) = try three(engine)
        let ben = try desk.colleague("ben")
        _ = try merge(desk, first)
        try desk.edit(first, .remark, "Meta Lead ID: l1", "bens", by: ben)
        _ = try desk.undo()
        #expect(try desk.text(first, .remark) == "bens")
        #expect(try desk.text(second, .customerName) == "Ida")
        _ = try desk.redo()
        try desk.edit(first, .companyName, "Acme", "Bens", by: ben)
        let theirs = StoreError.conflict(first, field: .companyName, theirs: "Bens", yours: "Meta Ads")
        #expect(throws: StoreError.stepRefused(theirs, isUndo: true)) { try desk.undo() }
        #expect(try desk.text(first, .companyName) == "Bens")
        #expect(try desk.store.customer(second) == nil, "nothing of it was split")
    }

    @Test("who writes to a row that was merged meanwhile is told, and nothing is lost", arguments: Engine.all)
    func writtenMeanwhile(_ engine: Engine) throws {
        let (desk, first, second, _) = try three(engine)
        let ben = try desk.colleague("ben")
        _ = try merge(desk, first)
        #expect(throws: StoreError.customerMerged(into: first)) { try desk.edit(second, .remark, "", "late", by: ben) }
        #expect(throws: StoreError.customerMerged(into: first)) {
            try desk.store.apply(.addNote(second, text: "late"), by: ben, at: Desk.start)
        }
        #expect(throws: StoreError.self) { try merge(desk, second, by: ben) }
        #expect(try desk.store.undo(by: ben, at: Desk.start) == nil)
    }

    @Test("two who merge at the same time make one merge, and one undo splits it", arguments: Engine.all)
    func race(_ engine: Engine) throws {
        let (desk, first, _, third) = try three(engine)
        let ben = try desk.colleague("ben")
        let before = try look(desk, desk.store)
        let stores = [(desk.store, desk.ana, first), (try desk.again(), ben, third)]
        let done = Mutex<[User.ID]>([])
        DispatchQueue.concurrentPerform(iterations: 2) { side in
            let (store, user, id) = stores[side]
            if (try? store.apply(.mergeRows(of: id), by: user, at: Desk.start)) != nil { done.withLock { $0.append(user) } }
        }
        let winners = done.withLock { $0 }
        #expect(winners.count == 1)
        _ = try desk.store.undo(by: winners.first ?? 0, at: Desk.start)
        #expect(try look(desk, desk.store) == before)
    }

    @Test("a row that others were merged into can be merged again, and the two steps are undone one by one", arguments: Engine.all)
    func twice(_ engine: Engine) throws {
        let (desk, first, _, _) = try three(engine)
        var seen = [try look(desk, desk.store)]
        _ = try merge(desk, first)
        seen.append(try look(desk, desk.store))
        // An older enquiry of the same person comes to light, and is the first one now.
        let older = try desk.lead("l0", phone: Self.phone, at: Desk.start.addingTimeInterval(-86_400)).customer
        #expect(older.enquiry == Enquiry(number: 1, count: 4))
        _ = try merge(desk, first)
        #expect(try desk.store.customer(older.id)?.enquiry == Enquiry(number: 1, count: 4, held: 4))
        #expect(try desk.store.customer(ofLead: "l2")?.id == older.id)
        _ = try desk.undo()
        #expect(try desk.store.customer(ofLead: "l2")?.id == first)
        _ = try desk.store.apply(.deleteCustomer(older.id), by: desk.ana, at: Desk.start)
        #expect(try look(desk, desk.store) == seen[1])
        _ = try desk.undo()
        _ = try desk.undo()
        _ = try desk.store.apply(.deleteCustomer(older.id), by: desk.ana, at: Desk.start)
        #expect(try look(desk, desk.store) == seen[0])
    }

    @Test("the merged person is known by the numbers and addresses of all its rows", arguments: Engine.all)
    func known(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let first = try desk.add([.customerName: "A", .phoneNumber: Self.phone, .email: "a@x.it"])
        try desk.add([.customerName: "B", .phoneNumber: "+39 347 765 4321", .email: "a@x.it"])
        _ = try merge(desk, first)
        let third = try desk.lead("l1", phone: "+39 347 765 4321").customer
        #expect(third.enquiry == Enquiry(number: 3, count: 3))
        #expect(try desk.store.person(of: third.id, for: desk.ana, limit: 1)?.others.map(\.customer.id) == [first])
    }

    @Test("where there is nothing to merge, one sentence says why", arguments: Engine.all)
    func nothing(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let alone = try desk.lead("l1", phone: Self.phone).customer.id
        let blank = try desk.lead("l2").customer.id
        let test = try desk.lead("l3", phone: Self.phone, isTest: true).customer.id
        for (id, words) in [(alone, "no other row of yours"), (blank, "without a whole phone number"), (test, "test lead")] {
            let error = #expect(throws: StoreError.self) { try merge(desk, id) }
            guard case .nothingToMerge(let sentence)? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(sentence.contains(words))
        }
    }

    @Test("the same lead again makes no new customer, and feed, ledger and export know where it is", arguments: Engine.all)
    func everywhere(_ engine: Engine) throws {
        let (desk, first, _, third) = try three(engine)
        let ledger = try desk.store.ledger(user: nil)
        _ = try merge(desk, third)
        let again = try desk.lead("l2", name: "Somebody Else")
        #expect(!again.isNew && again.customer.id == first)
        #expect(try desk.store.ledger(user: nil) == ledger)
        let feed = try desk.store.events(before: nil, state: nil, user: nil, limit: 9)
        #expect(feed.filter { $0.event.leadgenID == "l2" }.map(\.event.customerID) == [first, first])
        #expect(feed.first?.customerName == "Ida Rossi")
        var exported: [ExportRow] = []
        try desk.store.export(user: nil, spreadsheet: nil) { exported.append($0) }
        #expect(exported.map(\.customer.id) == [first])
        #expect(exported[0].lead?.leadgenID == "l1" && exported[0].otherLeads.map(\.leadgenID) == ["l2"])
        _ = try desk.undo()
        #expect(try desk.store.event(feed[0].id)?.event.customerID == third)
    }

    @Test("hostile names and values are merged as they are", arguments: Engine.all)
    func hostile(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let name = "a\u{1B}]0;x\u{7}\u{202E}'; DROP TABLE customer; --\"}]"
        let first = try desk.lead("l1", phone: Self.phone, form: name).customer.id
        try desk.lead("l2", name: name, phone: Self.phone, email: "\"x'@x.it", company: String(repeating: "y", count: 10_000), form: name)
        let before = try look(desk, desk.store)
        _ = try merge(desk, first)
        #expect(try desk.text(first, .companyName)?.count == 10_000)
        #expect(try desk.text(first, .email) == "\"x'@x.it")
        _ = try desk.undo()
        #expect(try look(desk, desk.store) == before)
    }
}
