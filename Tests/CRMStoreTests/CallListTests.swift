import CRM
import Foundation
import Testing

@Suite("The call list of the store") struct CallListTests {
    /// Monday 21 September 2026, 14:13:20 UTC, ``Desk/start``.
    private let moment = CallMoment(Desk.start, in: .gmt, hours: .standard)

    private func names(_ desk: Desk, _ group: CallGroup? = nil, limit: Int = 100) throws -> [String] {
        try desk.store.calls(group, of: desk.ana, at: moment, limit: limit).map(\.customer.customerName)
    }

    /// One or two of each reason, over two spreadsheets, and those who are not to be called.
    private func fill(_ desk: Desk) throws -> Spreadsheet.ID {
        let fair = try #require(
            try desk.store.apply(.createSpreadsheet(name: "Fair", description: ""), by: desk.ana, at: Desk.start).spreadsheetID)
        for (index, (name, status, next)) in [
            ("no date", "contacted", ""), ("overdue 3d", "contacted", "2026-09-18"), ("overdue 1d", "contacted", "2026-09-20 10:00"),
            ("later", "appointment", "2026-09-21 16:00"), ("today", "attempted", "2026-09-21"), ("tomorrow", "contacted", "2026-09-22"),
            ("tomorrow at 9", "contacted", "2026-09-22 09:00"), ("due at 14", "interested", "2026-09-21 14:00"),
            ("due at 13", "contacted", "2026-09-21 13:00"), ("won", "won", "2026-09-21"), ("lost", "lost", ""),
            ("in a month", "nurture", "2026-10-21"),
        ].enumerated() {
            try desk.add([.customerName: name, .status: status, .nextCallDate: next], to: index % 2 == 0 ? fair : nil)
        }
        let sleeper = try desk.add([.customerName: "not reached", .status: "contacted", .nextCallDate: ""], to: fair)
        try desk.call(sleeper, .noAnswer, next: "2026-09-21 14:10")
        let refuser = try desk.add([.customerName: "does not want it", .nextCallDate: "2026-09-21"])
        try desk.call(refuser, .doNotCall, next: nil)
        try desk.lead("old", name: "old lead", phone: "+39 347 000 0001", at: Desk.start.addingTimeInterval(-400_000))
        try desk.lead("young", name: "young lead", phone: "+39 347 000 0002", at: Desk.start.addingTimeInterval(-60))
        return fair
    }

    @Test("all who are to be called now are in one order, whatever their spreadsheet; each group has its own", arguments: Engine.all)
    func order(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        _ = try fill(desk)
        #expect(
            try names(desk) == [
                "due at 13", "due at 14", "young lead", "not reached", "today", "later", "old lead", "overdue 1d", "overdue 3d", "no date",
            ])
        #expect(try names(desk, .due) == ["due at 13", "due at 14"])
        #expect(try names(desk, .new) == ["young lead", "old lead"])
        #expect(try names(desk, .today) == ["not reached", "today", "later"])
        #expect(try names(desk, .overdue) == ["overdue 1d", "overdue 3d"])
        #expect(try names(desk, .noDate) == ["no date"])
        #expect(try names(desk, .day(moment.today.adding(days: 1))) == ["tomorrow", "tomorrow at 9"])
        #expect(try names(desk, limit: 3) == ["due at 13", "due at 14", "young lead"])
        for group in [nil] + CallGroup.now {
            let rows = try desk.store.calls(group, of: desk.ana, at: moment, limit: 100).map { CustomerMark($0.customer) }
            let marks = try desk.store.callMarks(group, of: desk.ana, at: moment)
            #expect(Set(marks) == Set(rows) && marks.count == rows.count)
        }
    }

    @Test("the groups are counted, each to a bound, and the next call of today is told", arguments: Engine.all)
    func counts(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let fair = try fill(desk)
        let counts = try desk.store.callCounts(of: desk.ana, at: moment, upTo: 2)
        func count(_ group: CallGroup) -> String { "\(counts[group].count)\(counts[group].isMore ? "+" : "")" }
        #expect(CallGroup.now.map(count) == ["2", "2", "2+", "2", "1"])
        #expect(count(.day(moment.today.adding(days: 1))) == "2" && count(.day(moment.today.adding(days: 2))) == "0")
        #expect(counts.next?.customerName == "later")
        #expect(counts.due.map(\.customerName) == ["due at 13", "due at 14"])
        #expect(counts.nextChange == CalendarDay("2026-09-21")?.instant(at: TimeOfDay("16:00"), in: .gmt))
        _ = try desk.store.apply(.deleteSpreadsheet(fair), by: desk.ana, at: Desk.start)
        let fewer = try desk.store.callCounts(of: desk.ana, at: moment, upTo: 99)
        #expect(CallGroup.now.map { fewer[$0].count } == [1, 2, 1, 1, 0])
        #expect(try names(desk) == ["due at 14", "young lead", "later", "old lead", "overdue 3d"])
        let bob = try desk.store.addUser("bob").id
        #expect(try desk.store.calls(nil, of: bob, at: moment, limit: 9).isEmpty)
    }

    @Test("the newest note, call or message stands beside a customer, and none that was taken back", arguments: Engine.withSales)
    func last(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ada", .nextCallDate: "2026-09-21"])
        func last() throws -> String? { try desk.store.calls(nil, of: desk.ana, at: moment, limit: 9).first?.last?.text }
        #expect(try last() == nil)
        _ = try desk.store.apply(.addNote(id, text: "call after lunch"), by: desk.ana, at: Desk.start)
        #expect(try last() == "call after lunch")
        try desk.call(id, .noAnswer, next: "2026-09-21")
        #expect(try last()?.hasPrefix("no answer (1)") == true)
        _ = try desk.undo()
        #expect(try last() == "call after lunch")
        #expect(try desk.store.callRows([id, 999], of: desk.ana).map(\.id) == [id])
    }

    @Test("a call moves a customer from one group to the next, and undo back", arguments: Engine.all)
    func moves(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let id = try desk.lead("l1").customer.id
        #expect(try names(desk, .new) == ["María Rossi"])
        try desk.call(id, .noAnswer, next: "2026-09-21 15:00")
        #expect(try names(desk, .new).isEmpty)
        #expect(try names(desk, .today) == ["María Rossi"])
        _ = try desk.undo()
        #expect(try names(desk, .new) == ["María Rossi"])
        try desk.edit(id, .status, "new", "won")
        #expect(try names(desk).isEmpty)
        _ = try desk.undo()
        _ = try desk.store.apply(.deleteCustomer(id), by: desk.ana, at: Desk.start)
        #expect(try names(desk).isEmpty)
    }

    @Test("more spreadsheets than one statement joins are in one order")
    func many() throws {
        let desk = try Desk()
        for number in 0..<70 {
            let sheet = try #require(
                try desk.store.apply(.createSpreadsheet(name: "\(number)", description: ""), by: desk.ana, at: Desk.start).spreadsheetID)
            try desk.add([.customerName: "\(number)", .status: "contacted", .nextCallDate: "2026-09-\(10 + number % 7)"], to: sheet)
        }
        let found = try desk.store.calls(.overdue, of: desk.ana, at: moment, limit: 10)
        #expect(found.map { $0.customer.nextCall?.description } == Array(repeating: "2026-09-16", count: 10))
        #expect(try desk.store.callCounts(of: desk.ana, at: moment, upTo: 999)[.overdue] == MatchCount(count: 70, isMore: false))
    }
}

extension Desk {
    /// Writes a call with a next call, nil for none.
    fileprivate func call(_ id: Customer.ID, _ outcome: CallOutcome.ID, next: String?) throws {
        let customer = try #require(try store.customer(id))
        let edit = FieldEdit(.nextCallDate, from: customer[field: .nextCallDate], to: next ?? "")
        _ = try store.apply(
            .logCall(CallLog(customerID: id, outcome: outcome, edits: edit.from == edit.to ? [] : [edit])), by: ana, at: Desk.start)
    }
}
