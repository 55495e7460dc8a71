import CRM
import CRMStore
import Foundation
import Testing

@Suite("What insights count") struct InsightTests {
    private func total(_ facts: InsightFacts) -> [String: Int] {
        Dictionary(facts.arrivals.map { ($0.status, $0.count) }, uniquingKeysWith: +)
    }

    @Test("customers of all the user's spreadsheets since an instant, without tests, deleted ones and other users'", arguments: Engine.all)
    func arrivals(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let day: TimeInterval = 86_400
        try desk.lead("l1", name: "Ida")
        try desk.lead("l2", name: "Otto", form: "Bath form", at: Desk.start.addingTimeInterval(-2 * day))
        try desk.lead("l3", name: "Old", at: Desk.start.addingTimeInterval(-40 * day))
        try desk.lead("l4", name: "Trial", isTest: true)
        let added = try desk.add([.customerName: "Added"])
        let gone = try desk.add([.customerName: "Gone"])
        _ = try desk.store.apply(.deleteCustomer(gone), by: desk.ana, at: Desk.start)
        _ = try desk.store.apply(.editCustomer(added, [FieldEdit(.status, from: "new", to: "won")]), by: desk.ana, at: Desk.start)
        let marco = try desk.store.addUser("marco", country: nil).id

        let start = Desk.start.addingTimeInterval(-29 * day)
        let facts = try desk.store.insightFacts(of: desk.ana, in: [ClockPeriod(start: start, offset: 0)], by: .form)
        #expect(total(facts) == ["new": 2, "won": 1])
        #expect(Set(facts.arrivals.map(\.day)).count == 2)
        let forms = facts.groups.sorted { ($0.name ?? "") < ($1.name ?? "") }
        #expect(forms.map(\.name) == ["Bath form", "Kitchen form"])
        #expect(forms.map(\.count) == [1, 1])
        #expect(try desk.store.insightFacts(of: marco, in: [ClockPeriod(start: start, offset: 0)], by: .campaign) == InsightFacts())
        #expect(throws: StoreError.self) { _ = try desk.store.insightFacts(of: 99, in: [ClockPeriod(start: start, offset: 0)], by: .form) }
    }

    @Test("what is changed, deleted, taken back, joined or imported is counted as it is then", arguments: Engine.all)
    func follows(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let first = try desk.lead("l1", name: "Ida", phone: "+39 347 123 4567").customer.id
        let second = try desk.lead("l2", name: "Ida Rossi", phone: "+39 347 123 4567").customer.id
        func counted() throws -> [String: Int] {
            try total(
                desk.store.insightFacts(
                    of: desk.ana, in: [ClockPeriod(start: Desk.start.addingTimeInterval(-86_400), offset: 0)], by: .form)
            ).filter { $0.value > 0 }
        }
        func apply(_ change: Change) throws { _ = try desk.store.apply(change, by: desk.ana, at: Desk.start) }
        try apply(.editCustomer(first, [FieldEdit(.status, from: "new", to: "won")]))
        #expect(try counted() == ["new": 1, "won": 1])
        try apply(.deleteCustomer(first))
        #expect(try counted() == ["new": 1])
        _ = try desk.undo()
        #expect(try counted() == ["new": 1, "won": 1])
        _ = try desk.undo()
        try apply(.mergeRows(of: second))
        #expect(try counted() == ["new": 1])
        _ = try desk.undo()
        #expect(try counted() == ["new": 2])
        let rows = (0..<300).map {
            ImportedCustomer(Customer(id: 0, spreadsheetID: 0, customerName: "Row \($0)", createdAt: Desk.start), in: nil)
        }
        _ = try desk.store.importPortion(rows, into: "List", step: nil, existing: .add, by: desk.ana, at: Desk.start)
        #expect(try counted() == ["new": 302])
    }

    @Test("a customer that an import brought right before a quarter of an hour is counted where its change is", arguments: Engine.withSales)
    func imported(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let quarter = (Desk.start.timeIntervalSince1970 / 900).rounded(.down) * 900
        // Stored in whole milliseconds it is the quarter itself.
        let moment = Date(timeIntervalSince1970: quarter - 0.0002)
        let rows = (0..<300).map {
            ImportedCustomer(Customer(id: 0, spreadsheetID: 0, customerName: "Row \($0)", createdAt: moment), in: nil)
        }
        let batch = try desk.store.importPortion(rows, into: "List", step: nil, existing: .add, by: desk.ana, at: moment)
        let first = try #require(try desk.store.rows(SheetQuery(batch.spreadsheetID), from: .start, limit: 1).rows.first)
        _ = try desk.store.apply(.editCustomer(first.id, [FieldEdit(.status, from: "new", to: "won")]), by: desk.ana, at: Desk.start)
        let since = [ClockPeriod(start: moment.addingTimeInterval(-86_400), offset: 0)]
        #expect(total(try desk.store.insightFacts(of: desk.ana, in: since, by: .form)) == ["new": 299, "won": 1])
    }

    @Test("calls are those of the user, and a call that was taken back is none; a lead's first call is told once", arguments: Engine.all)
    func calls(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let ida = try desk.lead("l1", name: "Ida").customer.id
        let later = Desk.start.addingTimeInterval(134)
        for outcome in [CallOutcome.ID.noAnswer, .interested] {
            _ = try desk.store.apply(.logCall(CallLog(customerID: ida, outcome: outcome, edits: [])), by: desk.ana, at: later)
        }
        _ = try desk.undo()
        let facts = try desk.store.insightFacts(of: desk.ana, in: [ClockPeriod(start: Desk.start, offset: 0)], by: .campaign)
        #expect(facts.calls == [InsightFacts.Call(at: later, outcome: .noAnswer)])
        #expect(facts.touches == [InsightFacts.Touch(touched: later, wait: 134, group: nil)])
        #expect(facts.groups == [InsightFacts.Group(name: nil, status: "new", count: 1, waits: [0, 1, 0, 0], worst: 134)])
        let since = [ClockPeriod(start: later.addingTimeInterval(1), offset: 0)]
        #expect(try desk.store.insightFacts(of: desk.ana, in: since, by: .campaign).calls.isEmpty)
    }

    @Test("a bar of waiting times counts the rows that its search finds, whatever was done and taken back", arguments: Engine.all)
    func waits(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let since = Desk.start.addingTimeInterval(-86_400)
        func check(_ counts: [Int]) throws {
            let facts = try desk.store.insightFacts(of: desk.ana, in: [ClockPeriod(start: since, offset: 0)], by: .form)
            #expect(FirstCallSpeed.Bucket.allCases.map { bucket in facts.groups.reduce(0) { $0 + $1.waits[bucket.rawValue] } } == counts)
            let context = QueryContext(CallDateContext(now: Desk.start, zone: .gmt), statuses: .standard)
            let found = try FirstCallSpeed.Bucket.allCases.map { bucket in
                let text = "\(bucket.query) came:>=\(CalendarDay(since, in: .gmt)) -is:test"
                return try desk.names(SheetQuery(.user(desk.ana), QueryParser.parse(text, in: context))).count
            }
            #expect(found == counts)
        }
        let waits: [TimeInterval] = [0, 59, 60, 299, 300, 1799, 1800, 7000]
        let leads = try waits.indices.map { try desk.lead("l\($0)", name: "Lead \($0)", phone: "+39 347 123 456\($0)").customer.id }
        let test = try desk.lead("test", name: "Trial", isTest: true).customer.id
        try check([0, 0, 0, 0])
        for (id, wait) in zip(leads, waits) { try desk.edit(id, .status, "new", "contacted", at: Desk.start.addingTimeInterval(wait)) }
        try desk.edit(test, .status, "new", "contacted")
        try desk.edit(try desk.add([.customerName: "Added"]), .status, "new", "contacted")
        try check([2, 2, 2, 2])
        // What comes later is no first call.
        try desk.edit(leads[0], .status, "contacted", "won", at: Desk.start.addingTimeInterval(900))
        try check([2, 2, 2, 2])
        _ = try desk.store.apply(.deleteCustomer(leads[2]), by: desk.ana, at: Desk.start)
        try check([2, 1, 2, 2])
        for _ in 0..<6 { _ = try desk.undo() }
        try check([2, 2, 2, 1])
        _ = try desk.redo()
        try check([2, 2, 2, 2])
        _ = try desk.lead("l9", name: "Lead 1", phone: "+39 347 123 4561", at: Desk.start.addingTimeInterval(600))
        _ = try desk.store.apply(.mergeRows(of: leads[1]), by: desk.ana, at: Desk.start.addingTimeInterval(700))
        try check([2, 2, 2, 2])
        let many = try (0..<3).map { try desk.lead("m\($0)", name: "Many \($0)").customer }
        _ = try desk.store.changePortion(
            .set(.status, "contacted"), of: many.map(CustomerMark.init), batch: nil, by: desk.ana, at: Desk.start.addingTimeInterval(100))
        try check([2, 5, 2, 2])
        _ = try desk.undo()
        try check([2, 2, 2, 2])
    }
}
