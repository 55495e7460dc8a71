import CRM
import CRMStore
import Foundation
import Testing

/// Queries over the rows of one spreadsheet and of all of them.
@Suite("Queries") struct QueryTests {
    private static let context = QueryContext(CallDateContext(now: Desk.start, zone: .gmt), statuses: .standard)

    private func filter(_ text: String) throws -> CustomerFilter { try QueryParser.parse(text, in: Self.context) }

    private func names(_ desk: Desk, _ text: String, _ scope: SheetQuery.Scope? = nil) throws -> [String] {
        let query = SheetQuery(scope ?? .user(desk.ana), try filter(text), order: SheetOrder(.field(.customerName)))
        let found = try desk.names(query)
        #expect(try desk.store.count(query, upTo: 1000).count == found.count, "\(text)")
        #expect(try desk.store.countBeside([query], upTo: 1000)[0].count == found.count, "\(text)")
        return found
    }

    private func other(_ desk: Desk, _ name: String = "Trade fair") throws -> Spreadsheet.ID {
        try #require(try desk.store.apply(.createSpreadsheet(name: name, description: ""), by: desk.ana, at: Desk.start).spreadsheetID)
    }

    private static let today = CalendarDay(Desk.start, in: .gmt)

    @Test("every key narrows down what it says", arguments: Engine.all)
    func keys(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let fair = try other(desk)
        try desk.savePage("100")
        let day = Self.today
        func next(_ days: Int) -> String { day.adding(days: days).description }
        let old = Desk.start.addingTimeInterval(-3 * 86_400)
        try desk.add([.customerName: "Due", .nextCallDate: next(-1), .phoneNumber: "+39 347 123 4567"], at: old)
        let soon = try desk.add([.customerName: "Soon", .nextCallDate: next(2), .remark: "likes #vip rooms"])
        try desk.add([.customerName: "Won", .status: "won", .nextCallDate: next(-1)], to: fair)
        try desk.add([.customerName: "Idle", .phoneNumber: "N/A", .email: "i@x.it"], to: fair)
        let lead = try desk.lead("l1", name: "Lead", form: "Kitchen form").customer
        let calls = { (id: Customer.ID, outcome: CallOutcome.ID) throws in
            _ = try desk.store.apply(.logCall(CallLog(customerID: id, outcome: outcome, edits: [])), by: desk.ana, at: Desk.start)
        }
        for _ in 0..<3 { try calls(soon, .noAnswer) }
        try calls(lead.id, .interested)
        _ = try desk.edit(lead.id, .status, "new", "interested")
        _ = try desk.store.apply(.addNote(soon, text: "Wants a quote, call after lunch"), by: desk.ana, at: Desk.start)
        let expected: [(String, [String])] = [
            ("status:new", ["Due", "Idle", "Soon"]), ("-status:new", ["Lead", "Won"]), ("status:won,inter", ["Lead", "Won"]),
            ("next:<today", ["Due"]), ("next:>today", ["Soon"]), ("next:none", ["Idle"]), ("next:none,<today", ["Due", "Idle"]),
            ("-next:none", ["Due", "Lead", "Soon", "Won"]), ("came:<2d", ["Idle", "Lead", "Soon", "Won"]), ("age:>2d", ["Due"]),
            ("attempts:>2", ["Soon"]), ("attempts:0", ["Due", "Idle", "Won"]), ("last:today", ["Lead", "Soon"]),
            ("waited:<5m", ["Lead"]), ("-waited:<5m", ["Due", "Idle", "Soon", "Won"]), ("waited:>=1s", []), ("waited:none", []),
            ("last:never", ["Due", "Idle", "Won"]), ("sheet:trade", ["Idle", "Won"]), ("-sheet:trade", ["Due", "Lead", "Soon"]),
            ("sheet:nothing", []), ("form:kitch", ["Lead"]), ("form:itchen", []), ("page:100", ["Lead"]), ("page:7", []),
            ("by:an", ["Due", "Idle", "Lead", "Soon", "Won"]), ("by:marco", []), ("has:phone", ["Due"]), ("-has:phone has:email", ["Idle"]),
            ("has:note", ["Soon"]), ("-has:note has:next status:new", ["Due"]), ("is:ended", ["Won"]), ("is:reached", ["Lead"]),
            ("attempts:>0 -is:reached", ["Soon"]), ("is:test", []), ("is:dnc", []), ("changed:today", ["Lead"]), ("#vip", ["Soon"]),
            ("quote", ["Soon"]), ("\"after lunch\"", ["Soon"]), ("\"lunch after\"", []), ("lunch after", ["Soon"]),
            ("-quote status:new", ["Due", "Idle"]),
            ("kitchen", ["Lead"]), ("347123", ["Due"]), ("347 123", ["Due"]), ("347 123 status:won", []),
            ("", ["Due", "Idle", "Lead", "Soon", "Won"]),
        ]
        for (text, wanted) in expected { #expect(try names(desk, text) == wanted, "\(text)") }
    }

    @Test("whom the user called, on these days and in that hour of the clocks of then", arguments: Engine.all)
    func called(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let zone = try #require(TimeZone(identifier: "Europe/Rome"))
        // Two days after the clocks were put back from two hours ahead of UTC to one.
        let now = try #require(CalendarDay("2026-10-27")).instant(in: zone) + 12 * 3600
        func called(_ text: String, by user: User.ID?) throws -> [String] {
            let context = QueryContext(CallDateContext(now: now, zone: zone), statuses: .standard, user: user)
            let query = SheetQuery(.user(desk.ana), try QueryParser.parse(text, in: context), order: SheetOrder(.field(.customerName)))
            return try desk.names(query)
        }
        func call(_ name: String, _ day: String, _ hour: Double) throws {
            let id = try desk.add([.customerName: name])
            let at = try #require(CalendarDay(day)).instant(in: zone) + hour * 3600
            _ = try desk.store.apply(.logCall(CallLog(customerID: id, outcome: .noAnswer, edits: [])), by: desk.ana, at: at)
        }
        try call("Saturday", "2026-10-24", 9.99)
        try call("Monday", "2026-10-26", 9)
        try call("Later", "2026-10-26", 10)
        try call("Taken back", "2026-10-26", 9.5)
        _ = try desk.undo()
        try desk.add([.customerName: "Never"])
        #expect(try called("called:>=2026-10-20@9", by: desk.ana) == ["Monday", "Saturday"])
        #expect(try called("called:<30d@10", by: desk.ana) == ["Later"])
        #expect(try called("called:mon", by: desk.ana) == ["Later", "Monday"])
        #expect(try called("called:mon@9", by: desk.ana) == ["Monday"])
        #expect(try called("called:<30d@8", by: desk.ana) == [])
        #expect(try called("-called:<30d", by: desk.ana) == ["Never", "Taken back"])
        #expect(try called("called:<30d", by: desk.store.addUser("marco").id) == [])
        #expect(try called("called:<30d@9", by: nil) == ["Monday", "Saturday"])
    }

    @Test("values hold no SQL", arguments: Engine.withSales)
    func injection(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.add([.customerName: "O'Brien \"Bob\" 100%_ ?1"])
        try desk.add([.customerName: "Other"])
        for text in ["o'brien", "100%", "%_", "\"?1\"", "'bob'"] { #expect(try names(desk, text).count == 1, "\(text)") }
        for text in [
            "sheet:\"x' OR 1=1 --\"", "form:\"') OR 1=1 --\"", "campaign:%", "page:_", "by:\"x'; DROP TABLE customer\"",
            "\"'; DELETE FROM customer\"",
        ] {
            #expect(try names(desk, text).isEmpty, "\(text)")
        }
        #expect(try names(desk, "").count == 2)
    }

    @Test("a search begins with the open spreadsheet and goes on in the others, forwards and backwards", arguments: Engine.all)
    func everywhere(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let (fair, friends) = (try other(desk), try other(desk, "Friends"))
        let stranger = try desk.store.addUser("marco").id
        let theirs = try #require(
            try desk.store.apply(.createSpreadsheet(name: "Theirs", description: ""), by: stranger, at: Desk.start).spreadsheetID)
        for index in 0..<12 {
            let sheet = [desk.sheet, fair, friends, theirs][index % 4]
            let user = sheet == theirs ? stranger : desk.ana
            try desk.add([.customerName: "Anna \(index)"], to: sheet, by: user, at: Desk.start.addingTimeInterval(Double(index)))
        }
        let query = SheetQuery(.everywhere(first: fair, of: desk.ana), try filter("anna"))
        let all = try desk.store.rows(query, from: .start, limit: 100)
        #expect(all.rows.map(\.customerName) == [9, 5, 1, 10, 8, 6, 4, 2, 0].map { "Anna \($0)" })
        #expect(all.atStart && all.atEnd)
        #expect(try desk.store.count(query.of(.others(than: fair, of: desk.ana)), upTo: 100).count == 6)
        #expect(try desk.store.count(query, upTo: 4) == MatchCount(count: 4, isMore: true))
        for limit in 1...4 {
            var window = try desk.store.rows(query, from: .start, limit: limit)
            var ids = window.rows.map(\.id)
            while !window.atEnd, let last = window.rows.last {
                window = try desk.store.rows(query, from: .after(last), limit: limit)
                #expect(!window.atStart)
                ids += window.rows.map(\.id)
            }
            #expect(ids == all.rows.map(\.id), "forwards by \(limit)")
            window = try desk.store.rows(query, from: .end, limit: limit)
            ids = window.rows.map(\.id)
            while !window.atStart, let first = window.rows.first {
                window = try desk.store.rows(query, from: .before(first), limit: limit)
                #expect(!window.atEnd)
                ids = window.rows.map(\.id) + ids
            }
            #expect(ids == all.rows.map(\.id), "backwards by \(limit)")
        }
        let around = try desk.store.rows(query, from: .around(all.rows[3]), limit: 4)
        #expect(around.rows == Array(all.rows[1...4]))
        let mixed = SheetQuery(.user(desk.ana), try filter("anna"))
        #expect(try desk.names(mixed) == [10, 9, 8, 6, 5, 4, 2, 1, 0].map { "Anna \($0)" })
        _ = try desk.store.apply(.deleteSpreadsheet(fair), by: desk.ana, at: Desk.start)
        #expect(try desk.names(mixed).count == 6)
        #expect(throws: StoreError.self) { _ = try desk.store.rows(query, from: .start, limit: 3) }
    }

    @Test("all spreadsheets in one order, page by page", arguments: Engine.withSales)
    func oneOrder(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let fair = try other(desk)
        for index in 0..<30 {
            try desk.add(
                [.customerName: "N\(index % 7)", .nextCallDate: index % 3 == 0 ? "" : Self.today.adding(days: index % 5).description],
                to: index % 2 == 0 ? fair : desk.sheet, at: Desk.start.addingTimeInterval(Double(index)))
        }
        for order in WindowTests.orders {
            let query = SheetQuery(.user(desk.ana), order: order)
            let all = try desk.store.rows(query, from: .start, limit: 100).rows
            #expect(all.count == 30)
            var window = try desk.store.rows(query, from: .start, limit: 7)
            var ids = window.rows.map(\.id)
            while !window.atEnd, let last = window.rows.last {
                window = try desk.store.rows(query, from: .after(last), limit: 7)
                ids += window.rows.map(\.id)
            }
            #expect(ids == all.map(\.id), "\(order)")
        }
    }

    // MARK: Notes, answers, forms

    @Test("a note is found while it stands: written, taken back, done again", arguments: Engine.withSales)
    func notes(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ida"])
        _ = try desk.store.apply(.addNote(id, text: "Zanzibar trip"), by: desk.ana, at: Desk.start)
        #expect(try names(desk, "zanzibar") == ["Ida"])
        _ = try desk.undo()
        #expect(try names(desk, "zanzibar").isEmpty)
        _ = try desk.redo()
        #expect(try names(desk, "zanzibar") == ["Ida"])
        try desk.edit(id, .customerName, "Ida", "Ina")
        #expect(try names(desk, "zanzibar ina") == ["Ina"], "an edit keeps what stands beside the columns")
        _ = try desk.store.apply(
            .logCall(CallLog(customerID: id, outcome: .noAnswer, edits: [], note: "mailbox quota")), by: desk.ana, at: Desk.start)
        #expect(try names(desk, "quota") == ["Ina"])
        #expect(try names(desk, "\"no answer\"").isEmpty, "the outcome is no word of a person's")
        _ = try desk.undo()
        #expect(try names(desk, "quota").isEmpty)
    }

    @Test("answers, form and campaign of a lead are found, also of rows that were merged, and split again", arguments: Engine.all)
    func leads(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        func save(_ id: String, _ form: String, _ campaign: String, _ answer: String) throws -> Customer {
            var arrival = Desk.arrival(id)
            arrival.lead.formName = form
            arrival.lead.campaignName = campaign
            arrival.lead.answers.append(Answer(name: "wish", label: "Wish", values: [answer]))
            return try desk.save(arrival, for: desk.post([id])[0].id).customer
        }
        let first = try save("l1", "Kitchen form", "Autumn sale", "blue tiles")
        _ = try save("l2", "Bathroom form", "Spring sale", "steam shower")
        for text in ["tiles", "form:kitchen", "campaign:autumn", "autumn"] { #expect(try names(desk, text).count == 1, "\(text)") }
        #expect(try names(desk, "form:kitchen,bath").count == 2)
        _ = try desk.store.apply(.mergeRows(of: first.id), by: desk.ana, at: Desk.start)
        for text in ["tiles", "steam", "form:kitchen", "form:bathroom", "campaign:spring", "tiles steam", "is:again"] {
            #expect(try names(desk, text).count == 1, "\(text)")
        }
        _ = try desk.undo()
        #expect(try names(desk, "tiles steam").isEmpty)
        #expect(try names(desk, "steam").count == 1)
        #expect(try names(desk, "is:again").count == 1, "of two rows of a person the second")
    }

    @Test("nobody makes text look like a form's name", arguments: Engine.withSales)
    func marks(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ida"])
        _ = try desk.store.apply(.addNote(id, text: "x\n\u{1}kitchen \u{2}autumn"), by: desk.ana, at: Desk.start)
        #expect(try names(desk, "form:kitchen").isEmpty && names(desk, "campaign:autumn").isEmpty)
        #expect(try names(desk, "kitchen") == ["Ida"])
    }

    @Test("an export has the customers that a search finds", arguments: Engine.withSales)
    func export(_ engine: Engine) throws {
        let desk = try Desk(engine)
        for index in 0..<5 { try desk.add([.customerName: "Anna \(index)", .status: index < 2 ? "won" : "new"]) }
        var rows: [String] = []
        try desk.store.export(user: desk.ana, spreadsheet: nil, where: filter("anna status:won")) { rows.append($0.customer.customerName) }
        #expect(rows == ["Anna 0", "Anna 1"])
        for (sort, order) in [("sort:-name", [4, 3, 2, 1, 0]), ("sort:age", [4, 3, 2, 1, 0]), ("sort:-status", [1, 0, 4, 3, 2])] {
            rows = []
            try desk.store.export(user: desk.ana, spreadsheet: nil, where: filter("anna \(sort)")) { rows.append($0.customer.customerName) }
            #expect(rows == order.map { "Anna \($0)" })
        }
    }
}
