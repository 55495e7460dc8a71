import CRM
import Foundation
import Testing

@Suite("A file before its import, and its lines with errors") struct ImportPreviewTests {
    private func reader(_ text: String, piece: Int = 4096, between: @escaping () throws -> Void = {}) -> CSVReader {
        var rest = Array(text.utf8)[...]
        let source = UTF8Source {
            try between()
            defer { rest = rest.dropFirst(piece) }
            return Array(rest.prefix(piece))
        }
        return CSVReader(source.next)
    }

    private func work(
        _ desk: Desk, isTrial: Bool = false, choices: ImportChoices = .named([]), existing: ImportExisting? = nil
    ) throws -> CustomerImport {
        let user = try #require(try desk.store.users().first { $0.id == desk.ana })
        return CustomerImport(
            into: "Fair", by: user, isTrial: isTrial, in: Country("IT"), store: desk.store,
            context: CallDateContext(now: Desk.start, zone: .gmt),
            choices: choices, existing: existing)
    }

    private func preview(_ text: String) throws -> ImportPreview {
        var reader = reader(text)
        let desk = try Desk()
        return try work(desk).preview(&reader)
    }

    @Test("each column has its heading, its first value, and the field that it seems to fill by heading or else by content")
    func guesses() throws {
        let preview = try preview(
            "sep=;\nPhone;Wohin;Wer;Notes;;\n;ada@x.example;Ada Lovelace;\"a\nb\";;\n347 1234567;bob@x.example;Bob Hale;;;\n")
        #expect(preview.columns.map(\.heading) == ["Phone", "Wohin", "Wer", "Notes", "column 5", "column 6"])
        #expect(preview.columns.map(\.guess) == [.phoneNumber, .email, .customerName, .remark, nil, nil])
        #expect(preview.columns.map(\.example) == ["347 1234567", "ada@x.example", "Ada Lovelace", "a\nb", "", ""])
        #expect(preview.columns.map(\.isEmpty) == [false, false, false, false, true, true])
        #expect(!preview.isMeta && !preview.isWestern && !preview.isOfErrors)
        let stages = try self.preview("Nome,Stato,Paese\nAda,New,Italia\nBob,perso,Italia\nCyd,WON,\n")
        #expect(stages.columns.map(\.guess) == [.customerName, .status, nil])
        #expect(try self.preview("Nome,Stato\nAda,Italia\nBob,Malta\n").columns[1].guess == nil)
        #expect(try self.preview("import_error,Name\nx,Ada\n").isOfErrors)
        #expect(try self.preview("import_error,Name\nx,Ada\n").columns[0].guess == nil)
    }

    @Test(
        "a column without one number that can be dialled, or without one address, is known as such",
        arguments: [
            ("347 1234567", [.email]), ("p:+39 347 123 4567", [.email]), ("3.91347123456E+11", [.email]),
            ("mailto:a@b.example", [.phoneNumber]), ("Via Roma 12", [.email, .phoneNumber]), ("12", [.email, .phoneNumber]),
            ("########", [.email, .phoneNumber]), ("not known\na@b.example ::: 02 1234567", []), ("", []),
        ] as [(String, Set<ImportField>)])
    func unfit(_ cell: String, _ fields: Set<ImportField>) throws {
        #expect(try preview("Name,X\nAda,\nBob,\"\(cell)\"\n").columns[1].unfit == fields)
    }

    @Test(
        "fields that a person chose count, also for two columns of one heading, and what was left out stays out",
        arguments: Engine.withSales)
    func chosen(_ engine: Engine) throws {
        let desk = try Desk(engine)
        var reader = reader("x,x,Email\nAda,347 1234567,ada@x.example\n")
        var result = CustomerImport.Result()
        try work(desk, choices: .fields([.customerName, .phoneNumber, nil])).run(&reader, &result) { _ in }
        let sheet = result.spreadsheetID
        let row = try #require(try desk.store.rows(SheetQuery(sheet), from: .start, limit: 2).rows.first)
        #expect([row.customerName, row.phoneNumber, row.email] == ["Ada", "347 1234567", ""])
    }

    @Test(
        "a first line with a telephone number or an address is a customer, said so, and its columns go by number",
        arguments: Engine.withSales)
    func noHeadings(_ engine: Engine) throws {
        let text = "Ann Lovelace,+44 7911 123465,Acme\nBob Two,+44 7911 123466,Globex\n"
        let preview = try preview(text)
        #expect(!preview.hasHeadings && preview.columns.map(\.heading) == ["column 1", "column 2", "column 3"])
        #expect(preview.columns.map(\.guess) == [.customerName, .phoneNumber, nil] && preview.columns[0].example == "Ann Lovelace")
        let desk = try Desk(engine)
        func take(_ choices: ImportChoices) throws -> (CustomerImport.Result, [CustomerImport.Remark]) {
            var (reader, result, remarks) = (reader(text), CustomerImport.Result(), [CustomerImport.Remark]())
            try work(desk, choices: choices).run(&reader, &result) { remarks.append($0) }
            return (result, remarks)
        }
        let error = #expect(throws: StoreError.self) { _ = try take(.named([])) }
        #expect(error?.message.contains("--map 'column 2=phone_number'") == true, "\(error?.message ?? "")")
        let (result, remarks) = try take(.named(["column 1=customer_name", "column 2=phone_number"]))
        #expect(
            result.imported == 2 && remarks.contains(.noHeadings)
                && remarks.contains(.header(["column 1", "column 2", "column 3"], separator: 0x2C)))
        #expect(try take(.fields([.customerName, .phoneNumber, .companyName])).0.imported == 2)
        #expect(try self.preview("Name,Phone\nAda,+44 7911 123465\n").hasHeadings)
    }

    @Test("a line with errors is told whole and once, whether its customer came in or not", arguments: Engine.withSales)
    func faulty(_ engine: Engine) throws {
        var reader = reader("Name,Phone,Status\nAda,3.93471E+11,gone\nBob,1,new,many,cells\nCyd,347 1234567,NEW\n")
        var result = CustomerImport.Result()
        var lines: [ImportErrorLine] = []
        var headers: [[String]] = []
        let desk = try Desk(engine)
        try work(desk).run(&reader, &result) { remark in
            if case .faulty(let line) = remark { lines.append(line) }
            if case .header(let cells, separator: UInt8(ascii: ",")) = remark { headers.append(cells) }
        }
        #expect(headers == [["Name", "Phone", "Status"]])
        #expect(lines.map(\.line) == [2, 3] && lines.map(\.isImported) == [true, false])
        #expect(lines[0].cells == ["Ada", "3.93471E+11", "gone"] && lines[0].reasons.count == 2)
        #expect(lines[0].reasons[0].contains("Phone: \"3.93471E+11\" is what a spreadsheet program made of a telephone number"))
        #expect(lines[1].cells.count == 5 && lines[1].sentence.hasPrefix("line 3, not imported: There are 5 cells"))
        #expect(result.imported == 2 && result.faulty == 2 && result.leftOut == 1 && result.cells == 2 && result.records == 3)
    }

    @Test("a file of errors fills its customers where nothing else is said, and any other file adds them", arguments: Engine.withSales)
    func mended(_ engine: Engine) throws {
        let desk = try Desk(engine)
        func take(_ text: String, _ existing: ImportExisting? = nil, isTrial: Bool = false) throws -> CustomerImport.Result {
            var reader = reader(text)
            var result = CustomerImport.Result()
            try work(desk, isTrial: isTrial, existing: existing).run(&reader, &result) { _ in }
            return result
        }
        #expect(try take("Name,Phone,Email\nAda,347 1234567,\n").imported == 1)
        let mended = "import_error,Name,Phone,Email\nline 2,Ada,347 1234567,ada@x.example\n"
        #expect(try take(mended, isTrial: true).existing == 1)
        let result = try take(mended)
        #expect(result.imported == 0 && result.existing == 1 && result.filled == 1)
        #expect(try take(mended, .add).imported == 1)
        #expect(try take("Name,Phone\nAda,347 1234567\n").imported == 1)
    }

    @Test("a trial counts who stands in the file twice as the import then finds them", arguments: Engine.withSales)
    func twice(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let text =
            "Name,Phone,Email\nAda,347 1234567,\nAda Lovelace,0039 347 1234567,\nBob,347 1234567,\nCyd,,cyd@x.example\n,,CYD@x.example\n"
        func take(isTrial: Bool) throws -> CustomerImport.Result {
            var reader = reader(text)
            var result = CustomerImport.Result()
            try work(desk, isTrial: isTrial, existing: .skip).run(&reader, &result) { _ in }
            return result
        }
        let (trial, real) = try (take(isTrial: true), take(isTrial: false))
        #expect(trial.imported == 3 && trial.existing == 2)
        #expect(real.imported == 3 && real.existing == 2)
        #expect(try take(isTrial: true).existing == 5)
    }

    @Test("an import that is stopped keeps what was written, as one step to undo", arguments: Engine.withSales)
    func stopped(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let rows = (1...12_000).map { "c\($0),c\($0)@x.example\n" }.joined()
        var pieces = 0
        var reader = reader("Name,Email\n" + rows) {
            pieces += 1
            if pieces == 60 { throw CancellationError() }
        }
        var result = CustomerImport.Result()
        #expect(throws: CancellationError.self) { try work(desk).run(&reader, &result) { _ in } }
        #expect(result.imported > 0 && result.imported < 12_000)
        let there = try desk.store.spreadsheets(of: desk.ana).first { $0.spreadsheet.name == "Fair" }
        #expect(there?.customers == result.imported)
        _ = try desk.undo()
        #expect(try !desk.store.spreadsheets(of: desk.ana).contains { $0.spreadsheet.name == "Fair" })
    }
}
