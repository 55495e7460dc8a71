import CRM
import Foundation
import Synchronization
import Testing

@Suite("Importing customers from a file") struct CustomerImportTests {
    struct Outcome {
        var result = CustomerImport.Result()
        var remarks: [CustomerImport.Remark] = []
    }

    /// Imports a text; `between` is called with the number of each piece that is read.
    func take(
        _ text: String, into sheet: String = "Trade fair", _ desk: Desk, isTrial: Bool = false, piece: Int = 65_536, choices: [String] = [],
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
        let user = try #require(try desk.store.users().first { $0.id == desk.ana })
        var remarks: [CustomerImport.Remark] = []
        let context = CallDateContext(now: Desk.start, zone: .gmt)
        try CustomerImport(
            into: sheet, by: user, isTrial: isTrial, in: user.country, store: desk.store, context: context, choices: .named(choices)
        )
        .run(&reader, &outcome.result) { remarks.append($0) }
        outcome.remarks = remarks
        return outcome
    }

    private func columns(_ outcome: Outcome) -> [ImportColumns.Column] {
        guard case .columns(let columns) = outcome.remarks.first else { return [] }
        return columns
    }

    /// The complaints, each with its line.
    private func told(_ outcome: Outcome) -> [String] {
        outcome.remarks.compactMap { remark in
            switch remark {
            case .recordLeftOut(let line, let sentence): "\(line) \(sentence)"
            case .cellLeftOut(let line, let heading, let sentence): "\(line) \(heading): \(sentence)"
            case .header, .noHeadings, .columns, .western, .faulty, .progress: nil
            }
        }
    }

    private func export(_ sheet: String, _ store: any Store) throws -> String {
        var text = ""
        var writer = ExportWriter(.csv) { text += $0 }
        try writer.header()
        try store.export(user: nil, spreadsheet: sheet) { try writer.row($0) }
        return text
    }

    /// What an import can bring back: the seven columns and the time of the next call.
    func contents(_ sheet: String, _ store: any Store) throws -> [[String]] {
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
        #expect(columns(outcome).map(\.field) == [.customerName, .phoneNumber, .status, .nextCallDate, nil])
        let sheet = try #require(try desk.store.spreadsheets(of: desk.ana).last?.spreadsheet)
        #expect(sheet.name == "Trade fair")
        let rows = try desk.store.rows(SheetQuery(sheet.id), from: .start, limit: 10).rows
        #expect(rows.map(\.customerName) == ["Özil", "Ida"])
        #expect(rows.map(\.status) == ["won", "new"])
        #expect(rows.map(\.nextCall) == [NextCall("2026-11-24 10:00"), nil])
        #expect(try desk.store.rows(SheetQuery(sheet.id, search: "+39347"), from: .start, limit: 10).rows.map(\.customerName) == ["Ida"])
        #expect(
            try desk.store.timeline(of: rows[0].id, limit: 5).map { "\($0.author ?? "") \($0.text)" } == ["ana imported into Trade fair"])
    }

    @Test(
        "a cell that cannot be used is named and costs itself alone; a record that cannot be read is left out", arguments: Engine.withSales)
    func rules(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let long = String(repeating: "x", count: 10_001)
        let outcome = try take(
            """
            customer_name,status,next_call_date,next_call_time,remark
            A,New,,,
            "B
            ",gone,,,
            C,new,31/13/2026,,call
            D,new,,10:00,
            E,new,,,\(long)
            F,new,,,,more
            "G"x,new,,,
            , ,,,
            I,WON,31/12/2026,,
            H,won,2026-12-31,,"
            """, desk)
        #expect(outcome.result.imported == 6 && outcome.result.leftOut == 2 && outcome.result.cells == 4)
        #expect(outcome.result.unread == 12...12)
        let starts = [
            "3 status: \"gone\" is not a status, so it went to the remark. The statuses are: new,",
            "5 next_call_date: \"31/13/2026\" is not a next call",
            "6 next_call_time: \"10:00\" is not a next call", "7 remark: The remark is too long: 10001 characters",
            "8 There are 6 cells, but 5 columns.", "9 Text follows a closing quote.", "12 A quote is opened and never closed.",
        ]
        let told = told(outcome)
        #expect(told.count == starts.count && zip(told, starts).allSatisfy { $0.hasPrefix($1) }, "\(told)")
        let rows = try contents("Trade fair", desk.store)
        #expect(rows.map { $0[0] } == ["A", "B", "C", "D", "E", "I"])
        #expect(
            rows.map { $0[4].prefix(40) } == [
                "", "status: gone", "call\nnext_call_date: 31/13/2026", "next_call_time: 10:00", long.prefix(40), "",
            ])
        #expect(rows.map { $0[5] } == ["new", "new", "new", "new", "new", "won"] && rows[5][6] == "2026-12-31")
    }

    @Test("a status and a next call of which a cell says that there is none are none, without a word", arguments: Engine.withSales)
    func nothing(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let outcome = try take("Name,Status,Next call\nAda,N/A,-\nBob,-,n/a\nCyd,none,NULL\nNa,won,\u{2013}\n", desk)
        #expect(told(outcome) == [] && outcome.result.imported == 4)
        let rows = try contents("Trade fair", desk.store)
        #expect(rows.map { $0[0] } == ["Ada", "Bob", "Cyd", "Na"] && rows.map { $0[5] } == ["new", "new", "new", "won"])
        #expect(rows.allSatisfy { $0[4].isEmpty && $0[6].isEmpty })
    }

    @Test("numbers that a spreadsheet program destroyed are named, and are no telephone numbers", arguments: Engine.withSales)
    func excel(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let outcome = try take(
            "Name,Phone\nAda,4.47911E+11\nBob,#########\nCyd,447911123456.0\nDan,\"=\"\"07911123457\"\"\"\n#NAME?,1\n", desk)
        #expect(outcome.result.imported == 5 && outcome.result.cells == 3)
        let starts = ["2 Phone: \"4.47911E+11\" is what", "3 Phone: \"#########\" stands", "6 Name: \"#NAME?\" stands"]
        #expect(zip(told(outcome), starts).allSatisfy { $0.hasPrefix($1) }, "\(told(outcome))")
        #expect(
            try contents("Trade fair", desk.store).map { "\($0[0]) \($0[2])" } == [
                "Ada ", "Bob ", "Cyd 447911123456", "Dan 07911123457", " 1",
            ])
    }

    @Test(
        "names in parts are joined; of several phones the mobile one counts, and the others are kept in the remark",
        arguments: Engine.withSales)
    func parts(_ engine: Engine) throws {
        let desk = try Desk(engine)
        _ = try take(
            """
            First Name,Middle Name,Last Name,Phone,Mobile,Email,Secondary Email,Notes
            Ada,King,Lovelace,+44 20 7946 0018,+44 7911 123456,ada@x.example,ada@home.example,likes engines
            Bob,,Two,+44 20 7946 0019,,,b@x.example,
            """, desk)
        #expect(
            try contents("Trade fair", desk.store).map { Array($0[0...4]) } == [
                [
                    "Ada King Lovelace", "", "+44 7911 123456", "ada@x.example",
                    "likes engines\nPhone: +44 20 7946 0018\nSecondary Email: ada@home.example",
                ],
                ["Bob Two", "", "+44 20 7946 0019", "b@x.example", ""],
            ])
    }

    @Test("a file whose name, phone or e-mail was not understood is refused with what to write", arguments: Engine.withSales)
    func notUnderstood(_ engine: Engine) throws {
        let desk = try Desk(engine)
        for (text, says) in [
            (
                "Wer,Phone\nAda Lovelace,+447911123456\nBob Two,+447911123457\n",
                "\"Wer\" looks like names. Say what they are: --map Wer=customer_name (or --map Wer=-"
            ),
            (
                "Name,Nummer A\nAda,+447911123456\nBob,+44 7911 123457\n",
                "\"Nummer A\" looks like telephone numbers. Say what they are: --map 'Nummer A=phone_number'"
            ),
            ("Name,Wohin\nAda,ada@x.example\n", "\"Wohin\" looks like e-mail addresses. Say what they are: --map Wohin=email"),
            ("List owner,Phone\nAda Lovelace,+447911123456\n", "\"List owner\" looks like names"),
            ("company_name,remark\nAcme,x\n", "names none of the columns customer_name, phone_number, email"),
        ] {
            let error = try #require(throws: StoreError.self) { _ = try take(text, desk) }
            #expect(error.message.contains(says) && error.message.contains("nothing was imported"), "\(error.message)")
        }
        #expect(try names(desk) == ["Leads 0"])
        let outcome = try take("Wer,Phone\nAda Lovelace,+447911123456\n", desk, choices: ["Wer=customer_name"])
        #expect(outcome.result.imported == 1 && outcome.result.cells == 0)
        #expect(try take("Name,Wohin\nAda,ada@x.example\n", desk, choices: ["Wohin=-"]).result.imported == 1)
        // Cities, codes and courses are no people.
        #expect(
            try take("Name,Phone,Kurs,Kundennummer\nAda,+447911123456,Abend,99213450\nBob,+447911123457,Abend,99213451\n", desk).result
                .imported == 2)
    }

    private static let meta = """
        id\tcreated_time\tad_id\tad_name\tadset_id\tcampaign_id\tcampaign_name\tform_id\tform_name\tis_organic\tplatform\twhich_course?\tfull_name\tphone_number\temail\tcompany_name\tlead_status
        l:4280180252200001\t2026-09-12T15:05:13+05:30\tag:1202\tad\tas:1203\tc:1204\tcamp\tf:2013\tform uk\tFALSE\tig\tevening\tAda Lovelace\tp:+447911123456\tada@example.com\tAnalytical Ltd\tcomplete
        l:4280180252200002\t2026-09-12T15:06:13+05:30\tag:1202\tad\tas:1203\tc:1204\tcamp\tf:2013\tform uk\tTRUE\tfb\tday\tJürgen Groß\tp:07911123457\tj@example.com\t\tCREATED

        """

    @Test("leads of Meta's own file come in as leads, once", arguments: Engine.all)
    func leads(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.store.setCountry(Country("GB"), of: desk.ana)
        try desk.savePage("100")
        try desk.lead("4280180252200002")
        let outcome = try take(Self.meta, desk)
        #expect(outcome.result.imported == 1 && outcome.result.known == 1 && outcome.result.cells == 0, "\(told(outcome))")
        let sheet = try #require(try desk.store.spreadsheets(of: desk.ana).last?.spreadsheet)
        let ada = try #require(try desk.store.rows(SheetQuery(sheet.id), from: .start, limit: 5).rows.first)
        #expect(ada.customerName == "Ada Lovelace" && ada.phoneNumber == "+447911123456" && ada.companyName == "Analytical Ltd")
        #expect(ada.remark.hasPrefix("Meta Lead ID: 4280180252200001") && ada.status == "new" && ada.nextCall != nil)
        let lead = try #require(try desk.store.lead(of: ada.id))
        #expect(
            lead.leadgenID == "4280180252200001" && lead.formID == "2013" && lead.formName == "form uk" && lead.campaignID == "1204"
                && lead.adID == "1202")
        #expect(
            lead.pageID == "100" && lead.platform == "ig" && lead.isOrganic == false
                && InstantText.of(lead.createdTime) == "2026-09-12T09:35:13.000Z")
        #expect(lead.answers.first { $0.name == "which_course?" }?.values == ["evening"])
        // The same lead again, from the file or from Meta, makes no second customer.
        #expect(try take(Self.meta, into: "Again", desk).result.known == 2)
        #expect(try take(Self.meta, desk, isTrial: true).result.known == 2)
        try desk.lead("4280180252200001")
        #expect(try names(desk) == ["Meta Ads Leads 1", "Leads 0", "Trade fair 1"])
    }

    @Test("a lead that waits for Meta's answer waits no longer once its file is imported", arguments: Engine.all)
    func waiting(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let event = try desk.post(["4280180252200001"])[0].id
        _ = try take(Self.meta, desk)
        #expect(try desk.store.event(event)?.event.state == .saved)
        #expect(try desk.store.event(event)?.customerName == "Ada Lovelace")
    }

    @Test("leads of an import that was taken back can come again, from the file and from Meta", arguments: Engine.all)
    func leadsAgain(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        _ = try take(Self.meta, desk)
        _ = try desk.undo()
        try desk.lead("4280180252200001")
        #expect(try take(Self.meta, into: "Right one", desk).result.imported == 1)
        #expect(try names(desk) == ["Meta Ads Leads 1", "Leads 0", "Right one 1"])
    }

    @Test("what was exported comes back by an import as it was, whatever it holds", arguments: Engine.withSales)
    func roundTrip(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let hostile = [
            "=1+1", "+39 347 123 4567", "-1", "@SUM(A1)", "'=1", "''+", "'tis", "\t=1", "\r=1", "a\rb", "a\nb", "a\r\nb", "\"", "a\"\"b",
            "a,b;c\td", " ",
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

    @Test("a large import counts its customers by status, and so does what is added behind it", arguments: Engine.withSales)
    func counts(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let rows = (1...900).map { "c\($0),\(["new", "won", "lost"][$0 % 3])\n" }.joined()
        _ = try take("customer_name,status\n" + rows, into: "Leads", desk)
        try desk.add([.customerName: "by hand", .status: "won"])
        let summary = try #require(try desk.store.spreadsheets(of: desk.ana).first { $0.spreadsheet.name == "Leads" })
        #expect(summary.byStatus.filter { $0.value > 0 } == ["new": 300, "won": 301, "lost": 300])
        _ = try desk.undo()
        _ = try desk.undo()
        #expect(try names(desk) == ["Leads 0"])
    }

    @Test(
        "one undo takes all of it back with the spreadsheet it made, also after a restart, and redo brings it back",
        arguments: Engine.withSales)
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

    @Test("in a spreadsheet that was there, what was there stays", arguments: Engine.withSales)
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
        #expect(try desk.undo() == "undid: imported 2 customers into Meta Ads Leads")
        #expect(try names(desk) == ["Meta Ads Leads 1", "Leads 0"])
        #expect(try desk.redo() == "redid: imported 2 customers into Meta Ads Leads")
        #expect(try names(desk) == ["Meta Ads Leads 3", "Leads 0"])
    }

    @Test(
        "an import that is broken off leaves one step, which undo takes back; one that was taken back meanwhile stops",
        arguments: Engine.withSales)
    func halfway(_ engine: Engine) throws {
        struct Broken: Error {}
        let desk = try Desk(engine)
        #expect(throws: Broken.self) { _ = try take(many(3000), desk, piece: 4096) { if $0 == 3 { throw Broken() } } }
        let half = try desk.store.spreadsheets(of: desk.ana).last?.customers ?? 0
        #expect(half > 0 && half < 3000)
        #expect(try desk.again().undo(by: desk.ana, at: Desk.start)?.sentence == "undid: imported \(half) customers into Trade fair")
        #expect(try names(desk) == ["Leads 0"])

        let error = try #require(throws: StoreError.self) {
            _ = try take(many(30_000), desk, piece: 4096) { piece in
                guard piece == 3 else { return }
                // The first customers are written while the next are read.
                let giveUp = ContinuousClock.now + .seconds(600)
                while try names(desk) == ["Leads 0"], .now < giveUp { sched_yield() }
                _ = try desk.undo()
            }
        }
        #expect(error.message.contains("taken back while it was under way"))
        #expect(try names(desk) == ["Leads 0"])
    }

    @Test("a trial writes nothing, and neither does a file without customers", arguments: Engine.withSales)
    func trial(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let outcome = try take("email,status\na@x.example,\nb@x.example,gone\n", desk, isTrial: true)
        #expect(outcome.result.imported == 2 && outcome.result.cells == 1)
        var nothing = CustomerImport.Result()
        nothing.records = 2
        #expect(try take("email,status\n\n,\n", desk).result == nothing)
        for text in ["", "\n", "remark\nx\n", "\"email\nx\n"] { #expect(throws: StoreError.self) { _ = try take(text, desk) } }
        #expect(throws: StoreError.self) { try desk.store.spreadsheet(called: "a\nb", of: nil) }
        #expect(try desk.store.spreadsheet(called: "leads ", of: desk.ana) == "Leads")
        #expect(try names(desk) == ["Leads 0"])
        _ = try take("email\na@x.example\n", into: "LEADS", desk)
        #expect(try names(desk) == ["Leads 1"], "capitals alone make no other spreadsheet")
        #expect(try desk.undo() == "undid: imported 1 customer into Leads")
        #expect(try desk.undo() == "undid: created spreadsheet Leads")
    }

    @Test("an imported row that others were merged into is not taken away with them", arguments: Engine.all)
    func merged(_ engine: Engine) throws {
        let desk = try Desk(engine)
        _ = try take("customer_name,email\nIda,ida@x.example\nBea,bea@x.example\n", desk)
        let ida = try #require(
            try desk.store.spreadsheets(of: desk.ana).last.map { try desk.store.rows(SheetQuery($0.id), from: .start, limit: 5).rows[1].id }
        )
        let other = try desk.add([.customerName: "Ida B", .email: "IDA@x.example", .companyName: "Acme"])
        _ = try desk.store.apply(.mergeRows(of: other), by: desk.ana, at: Desk.start)
        // What the merge filled in was edited by somebody else, so that neither the merge nor the row can be taken back.
        let ben = try desk.colleague("ben")
        try desk.edit(ida, .companyName, "Acme", "Beta", by: ben)
        for _ in 1...2 { #expect(throws: StoreError.self) { try desk.undo() } }
        #expect(try desk.undo() == "undid: imported 2 customers into Trade fair; 1 customer stays as edited since")
        #expect(try names(desk) == ["Leads 0", "Trade fair 1"])
        #expect(try desk.text(ida, .companyName) == "Beta")
        _ = try desk.redo()
        #expect(try names(desk) == ["Leads 0", "Trade fair 2"])
    }

    @Test("others write between the portions of an import, and see that it is under way", arguments: Engine.all)
    func others(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let colleague = try desk.again()
        let text = "customer_name\n" + (0..<3000).map { "Customer \($0)\n" }.joined()
        var reader = CSVReader { [piece = Mutex(Array(text.utf8))] in
            piece.withLock { bytes in
                defer { bytes = [] }
                return bytes
            }
        }
        var result = CustomerImport.Result()
        let seen = Mutex<[Int]>([])
        let user = try #require(try desk.store.users().first { $0.id == desk.ana })
        try CustomerImport(
            into: "Fair", by: user, in: nil, store: desk.store, context: CallDateContext(now: Desk.start, zone: .gmt)
        ).run(
            &reader, &result,
            rest: {
                let number = seen.withLock { $0.count }
                guard (try? colleague.addUser("colleague\(number)")) != nil else { return }
                let customers = (try? colleague.spreadsheets(of: user.id).first { $0.spreadsheet.name == "Fair" }?.customers) ?? 0
                seen.withLock { $0.append(customers) }
            }
        ) { _ in }
        #expect(result.imported == 3000)
        #expect(seen.withLock { $0 } == [500, 1500, 3000])
    }
}
