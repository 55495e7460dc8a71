import CRM
import Foundation
import Testing

@Suite("Importing customers from a file") struct CustomerImportTests {
    private struct Outcome {
        var result = CustomerImport.Result()
        var remarks: [CustomerImport.Remark] = []
    }

    /// Imports a text; `between` is called with the number of each piece that is read.
    private func take(
        _ text: String, into sheet: String = "Trade fair", _ desk: Desk, by user: User.ID?? = nil, piece: Int = 65_536,
        between: @escaping (Int) throws -> Void = { _ in }
    ) throws -> Outcome {
        var rest = Array(text.utf8)[...]
        var pieces = 0
        var reader = CSVReader {
            try between(pieces)
            pieces += 1
            defer { rest = rest.dropFirst(piece) }
            return Array(rest.prefix(piece))
        }
        var outcome = Outcome()
        let writer = user ?? desk.ana
        var remarks: [CustomerImport.Remark] = []
        try CustomerImport(into: sheet, by: writer, store: desk.store, at: Desk.start).run(&reader, &outcome.result) { remarks.append($0) }
        outcome.remarks = remarks
        return outcome
    }

    private func export(_ sheet: String, _ store: any Store) throws -> String {
        var text = ""
        var writer = ExportWriter(.csv) { text += $0 }
        try writer.header()
        try store.export(user: nil, spreadsheet: sheet) { try writer.row($0) }
        return text
    }

    /// What an import can bring back: the seven columns and the time of the next call.
    private func contents(_ sheet: String, _ store: any Store) throws -> [[String]] {
        var rows: [[String]] = []
        try store.export(user: nil, spreadsheet: sheet) { row in rows.append(CustomerField.allCases.map { row.customer[field: $0] }) }
        return rows
    }

    private func names(_ desk: Desk, in store: (any Store)? = nil) throws -> [String] {
        try (store ?? desk.store).spreadsheets(of: desk.ana).map { "\($0.spreadsheet.name) \($0.customers)" }
    }

    private func many(_ count: Int) -> String { "customer_name\n" + (1...count).map { "c\($0)\n" }.joined() }

    @Test("records become customers by the rules of a person's own input", arguments: Engine.all)
    func customers(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.store.setCountry(Country("IT"), of: desk.ana)
        let outcome = try take(
            "Customer_Name;Phone_Number;status;next_call_date;Shoe size\n Ida ;347 1234567;;;38\nÖzil;;won;2026-11-24 10:00;\n;;;;\n", desk)
        #expect(outcome.result.imported == 2 && outcome.result.leftOut == 0)
        #expect(outcome.remarks == [.columnsLeftOut(["Shoe size"])])
        let sheet = try #require(try desk.store.spreadsheets(of: desk.ana).last?.spreadsheet)
        #expect(sheet.name == "Trade fair")
        let rows = try desk.store.rows(SheetQuery(sheet.id), from: .start, limit: 10).rows
        #expect(rows.map(\.customerName) == ["Özil", "Ida"])
        #expect(rows.map(\.status) == ["won", "new"])
        #expect(rows.map(\.nextCall) == [NextCall("2026-11-24 10:00"), nil])
        #expect(try desk.store.rows(SheetQuery(sheet.id, search: "+39347"), from: .start, limit: 10).rows.map(\.customerName) == ["Ida"])
        #expect(try desk.store.timeline(of: rows[0].id, limit: 5).map { "\($0.author ?? "") \($0.text)" } == ["ana imported into Trade fair"])
    }

    @Test("a record that breaks a rule is named with its line and left out; the others are imported", arguments: Engine.all)
    func rules(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let long = String(repeating: "x", count: 10_001)
        let outcome = try take(
            """
            customer_name,status,next_call_date,next_call_time,remark
            A,new,,,
            "B
            ",gone,,,
            C,new,31/12/2026,,
            D,new,,10:00,
            E,new,,,\(long)
            F,new,,,,more
            "G"x,new,,,
            H,won,2026-12-31,,"
            """, desk)
        #expect(outcome.result.imported == 1 && outcome.result.leftOut == 7)
        let told = outcome.remarks.map { remark in
            guard case .recordLeftOut(let line, let sentence) = remark else { return "" }
            return "\(line) \(sentence)"
        }
        let starts = [
            "3 \"gone\" is not a status. The statuses are: new,", "5 \"31/12/2026\" is not a next call.", "6 \"10:00\" is not a next call.",
            "7 The remark is too long: 10001 characters", "8 There are 6 cells, but 5 columns.", "9 Text follows a closing quote.",
            "10 A quote is opened and never closed.",
        ]
        #expect(told.count == starts.count && zip(told, starts).allSatisfy { $0.hasPrefix($1) }, "\(told)")
        #expect(try contents("Trade fair", desk.store).map { $0[0] } == ["A"])
    }

    @Test("what was exported comes back by an import as it was, whatever it holds", arguments: Engine.all)
    func roundTrip(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let hostile = [
            "=1+1", "+39 347 123 4567", "-1", "@SUM(A1)", "'=1", "''+", "'tis", "\t=1", "\r=1", "a\rb", "a\nb", "a\r\nb", "\"", "a\"\"b", "a,b;c\td", " ",
            "\u{202E}abc", "\u{1B}[31m", "=\u{301}", "田中 👩‍💼", "\u{FEFF}x", "\\", "",
        ]
        for (index, text) in hostile.enumerated() {
            try desk.add([
                .customerName: text, .companyName: "n\(index)", .phoneNumber: text, .email: text, .remark: text, .status: "won",
                .nextCallDate: ["", "2026-11-24", "2026-11-24 10:00"][index % 3],
            ])
        }
        let before = try contents("Leads", desk.store)
        let outcome = try take(try export("Leads", desk.store), into: "Copy", desk, piece: 7)
        #expect(outcome.result.imported == hostile.count && outcome.result.leftOut == 0)
        let after = try contents("Copy", desk.store)
        #expect(before.map { $0.map { Array($0.utf8) } } == after.map { $0.map { Array($0.utf8) } })
        _ = try take(try export("Copy", desk.store), into: "Copy of the copy", desk)
        #expect(try contents("Copy of the copy", desk.store) == before)
    }

    @Test("one undo takes all of it back with the spreadsheet it made, also after a restart, and redo brings it back", arguments: Engine.all)
    func undo(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.add([.customerName: "before"])
        _ = try take(many(1203), desk)
        #expect(try names(desk) == ["Leads 1", "Trade fair 1203"])
        let restarted = try desk.again()
        #expect(try restarted.undo(by: desk.ana, at: Desk.start)?.sentence == "undid: imported 1203 customers into Trade fair")
        #expect(try names(desk, in: restarted) == ["Leads 1"])
        let once = try desk.again()
        #expect(try once.redo(by: desk.ana, at: Desk.start)?.sentence == "redid: imported 1203 customers into Trade fair")
        #expect(try names(desk, in: once) == ["Leads 1", "Trade fair 1203"])
        #expect(try contents("Trade fair", once).map { $0[0] } == (1...1203).map { "c\($0)" })
        #expect(try desk.undo() == "undid: imported 1203 customers into Trade fair")
        #expect(try desk.undo() == "undid: added before to Leads")
    }

    @Test("in a spreadsheet that was there, what was there stays", arguments: Engine.all)
    func existing(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.add([.customerName: "before"])
        _ = try take(many(2), into: " Leads ", desk)
        #expect(try desk.names(SheetQuery(desk.sheet)) == ["c2", "c1", "before"])
        try desk.add([.customerName: "after"])
        _ = try desk.undo()
        #expect(try desk.undo() == "undid: imported 2 customers into Leads")
        #expect(try desk.names(SheetQuery(desk.sheet)) == ["before"])
        try desk.add([.customerName: "new"])
        #expect(try desk.redo() == nil)
    }

    @Test("a spreadsheet that an import made stays when others are in it by now, and its imported rows go", arguments: Engine.all)
    func kept(_ engine: Engine) throws {
        let desk = try Desk(engine)
        _ = try take("email\na@x.example\nb@x.example\n", into: Spreadsheet.metaAdsLeads, desk)
        #expect(try desk.store.spreadsheets(of: desk.ana)[0].spreadsheet.description == Spreadsheet.metaAdsLeadsDescription)
        try desk.savePage("100")
        try desk.lead("l1")
        _ = try desk.undo()
        #expect(try desk.undo() == "undid: imported 2 customers into Meta Ads Leads")
        #expect(try names(desk) == ["Meta Ads Leads 1", "Leads 0"])
        #expect(try desk.redo() == "redid: imported 2 customers into Meta Ads Leads")
        #expect(try names(desk) == ["Meta Ads Leads 3", "Leads 0"])
    }

    @Test("an import that is broken off leaves one step, which undo takes back; one that was taken back meanwhile stops", arguments: Engine.all)
    func halfway(_ engine: Engine) throws {
        struct Broken: Error {}
        let desk = try Desk(engine)
        #expect(throws: Broken.self) { _ = try take(many(3000), desk, piece: 4096) { if $0 == 3 { throw Broken() } } }
        let half = try desk.store.spreadsheets(of: desk.ana).last?.customers ?? 0
        #expect(half > 0 && half < 3000)
        #expect(try desk.again().undo(by: desk.ana, at: Desk.start)?.sentence == "undid: imported \(half) customers into Trade fair")
        #expect(try names(desk) == ["Leads 0"])

        let error = try #require(throws: StoreError.self) {
            _ = try take(many(3000), desk, piece: 4096) { if $0 == 3 { _ = try desk.undo() } }
        }
        #expect(error.message.contains("taken back while it was under way"))
        #expect(try names(desk) == ["Leads 0"])
    }

    @Test("a trial writes nothing, and neither does a file without customers", arguments: Engine.all)
    func trial(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let outcome = try take("email,status\na@x.example,\nb@x.example,gone\n", desk, by: .some(nil))
        #expect(outcome.result.imported == 1 && outcome.result.leftOut == 1)
        #expect(try take("email,status\n\n,\n", desk).result == CustomerImport.Result())
        for text in ["", "\n", "remark\nx\n", "\"email\nx\n"] { #expect(throws: StoreError.self) { _ = try take(text, desk) } }
        #expect(throws: StoreError.self) { try desk.store.hasSpreadsheet(named: "a\nb", of: nil) }
        #expect(try desk.store.hasSpreadsheet(named: "Leads ", of: desk.ana))
        #expect(try names(desk) == ["Leads 0"])
        #expect(try desk.undo() == "undid: created spreadsheet Leads")
    }

    @Test("an imported row that others were merged into is not taken away with them", arguments: Engine.all)
    func merged(_ engine: Engine) throws {
        let desk = try Desk(engine)
        _ = try take("customer_name,email\nIda,ida@x.example\nBea,bea@x.example\n", desk)
        let ida = try #require(try desk.store.spreadsheets(of: desk.ana).last.map { try desk.store.rows(SheetQuery($0.id), from: .start, limit: 5).rows[1].id })
        let other = try desk.add([.customerName: "Ida B", .email: "IDA@x.example", .companyName: "Acme"])
        _ = try desk.store.apply(.mergeRows(of: other), by: desk.ana, at: Desk.start)
        // What the merge filled in was edited by somebody else, so that neither the merge nor the row can be taken back.
        let ben = try desk.store.addUser("ben").id
        try desk.edit(ida, .companyName, "Acme", "Beta", by: ben)
        for _ in 1...2 { #expect(throws: StoreError.self) { try desk.undo() } }
        #expect(try desk.undo() == "undid: imported 2 customers into Trade fair; 1 customer stays as edited since")
        #expect(try names(desk) == ["Leads 0", "Trade fair 1"])
        #expect(try desk.text(ida, .companyName) == "Beta")
        _ = try desk.redo()
        #expect(try names(desk) == ["Leads 0", "Trade fair 2"])
    }
}
