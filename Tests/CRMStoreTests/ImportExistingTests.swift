import CRM
import CRMStore
import Foundation
import Testing

@Suite("A file with customers that are there already") struct ImportExistingTests {
    private static let file = """
        customer_name,company_name,phone_number,email,status,next_call_date
        Ida Rossi,Acme,+39 347 123 4567,ida@acme.it,won,2026-12-01
        Otto,,,OTTO@acme.it,new,
        Bruno,,+39 347 123 4567,,new,
        Nuova,,+39 347 765 4321,,new,
        N. Nuova,,0039 347 7654321,nuova@acme.it,new,

        """

    /// Ida without company, address and next call, Otto with all that the file has of him.
    private func people(_ engine: Engine) throws -> (desk: Desk, ida: Customer.ID, otto: Customer.ID) {
        let desk = try Desk(engine)
        let ida = try desk.add([.customerName: "Ida", .phoneNumber: "347 1234567", .companyName: "Meta Ads", .status: "contacted"])
        let otto = try desk.add([.customerName: "Otto", .email: "otto@acme.it"])
        try desk.store.setCountry(Country("IT"), of: desk.ana)
        return (desk, ida, otto)
    }

    private func take(
        _ existing: ImportExisting, _ desk: Desk, isTrial: Bool = false, file: String = file, errors: inout [ImportErrorLine]
    ) throws -> CustomerImport.Result {
        var bytes: [UInt8]? = Array(file.utf8)
        let source = UTF8Source {
            defer { bytes = nil }; return bytes ?? []
        }
        var reader = CSVReader(source.next)
        var result = CustomerImport.Result()
        let sheet = try #require(try desk.store.spreadsheets(of: desk.ana).first { $0.id == desk.sheet }?.spreadsheet.name)
        let user = try #require(try desk.store.users().first { $0.id == desk.ana })
        let context = CallDateContext(now: Desk.start, zone: .gmt)
        try CustomerImport(
            into: sheet, by: user, isTrial: isTrial, in: user.country, store: desk.store, context: context, existing: existing
        ).run(&reader, &result) { if case .faulty(let line) = $0 { errors.append(line) } }
        return result
    }

    private func take(
        _ existing: ImportExisting, _ desk: Desk, isTrial: Bool = false, file: String = file
    ) throws -> CustomerImport.Result {
        var errors: [ImportErrorLine] = []
        return try take(existing, desk, isTrial: isTrial, file: file, errors: &errors)
    }

    private func names(_ desk: Desk) throws -> [String] { try desk.names(SheetQuery(desk.sheet)).sorted() }

    @Test("skip leaves them out, and somebody else with the same number comes in", arguments: Engine.all)
    func skip(_ engine: Engine) throws {
        let (desk, ida, _) = try people(engine)
        let before = try desk.store.customer(ida)
        #expect(try take(.skip, desk, isTrial: true).existing == 3, "the one who stands in the file twice is counted once")
        let result = try take(.skip, desk)
        #expect(result.imported == 2 && result.existing == 3 && result.filled == 0)
        #expect(try names(desk) == ["Bruno", "Ida", "Nuova", "Otto"])
        #expect(try desk.store.customer(ida)?.version == before?.version)
    }

    @Test("fill gives them what they lack and nothing else, and one undo takes all back", arguments: Engine.all)
    func fill(_ engine: Engine) throws {
        let (desk, ida, otto) = try people(engine)
        let before = try (desk.store.customer(ida), desk.store.customer(otto))
        let result = try take(.fill, desk)
        #expect(result.imported == 2 && result.existing == 3 && result.filled == 2 && result.keptStatuses == 1)
        let filled = try #require(try desk.store.customer(ida))
        #expect([filled.customerName, filled.companyName, filled.email, filled.status] == ["Ida", "Acme", "ida@acme.it", "contacted"])
        #expect(filled.nextCall == NextCall("2026-12-01"))
        #expect(try desk.store.customer(otto) == before.1)
        #expect(try desk.store.timeline(of: ida, limit: 1).first?.text.contains("(imported)") == true)
        let nuova = try #require(try desk.store.rows(SheetQuery(desk.sheet, search: "nuova"), from: .start, limit: 5).rows.first)
        #expect(nuova.email == "nuova@acme.it")

        #expect(try desk.undo()?.contains("imported 2 customers") == true)
        #expect(try names(desk) == ["Ida", "Otto"])
        var after = try #require(try desk.store.customer(ida))
        after.version = before.0?.version ?? 0
        #expect(after == before.0)
        _ = try desk.redo()
        #expect(try names(desk) == ["Bruno", "Ida", "Nuova", "Otto"])
        #expect(try desk.text(ida, .companyName) == "Acme")
    }

    @Test("a customer that was edited since keeps that edit when the import is taken back", arguments: Engine.all)
    func edited(_ engine: Engine) throws {
        let (desk, ida, _) = try people(engine)
        _ = try take(.fill, desk)
        let marco = try desk.colleague("marco")
        let edit = FieldEdit(.companyName, from: "Acme", to: "Acme & Sons")
        _ = try desk.store.apply(.editCustomer(ida, [edit]), by: marco, at: Desk.start)
        _ = try desk.undo()
        #expect(try desk.text(ida, .companyName) == "Acme & Sons")
        #expect(try desk.text(ida, .email) == "")
    }

    @Test("add makes rows of all, and an ended customer gets no next call", arguments: Engine.all)
    func add(_ engine: Engine) throws {
        let (desk, ida, _) = try people(engine)
        #expect(try take(.add, desk).imported == 5)
        _ = try desk.undo()
        _ = try desk.store.apply(.editCustomer(ida, [FieldEdit(.status, from: "contacted", to: "won")]), by: desk.ana, at: Desk.start)
        _ = try take(.fill, desk)
        #expect(try desk.store.customer(ida)?.nextCall == nil)
        #expect(try desk.text(ida, .companyName) == "Acme")
    }

    /// The customer of a file with a status and a next call that are none, and the line of its file of errors with these mended.
    private func mended(_ desk: Desk) throws -> (ada: Customer, file: String) {
        let columns = ["Name", "Phone", "Remark", "Status", "Next call"]
        var errors: [ImportErrorLine] = []
        let file = columns.joined(separator: ",") + "\nAda,+39 347 1234561,met at the fair,foo,31/2/2027\n"
        _ = try take(.add, desk, file: file, errors: &errors)
        var line = try #require(errors.first)
        (line.cells[3], line.cells[4]) = ("won", "28/2/2027")
        let text = ImportErrorText(header: columns, separator: UInt8(ascii: ","))
        let ada = try #require(try desk.store.rows(SheetQuery(desk.sheet, search: "ada"), from: .start, limit: 2).rows.first)
        #expect(ada.remark == "met at the fair\nStatus: foo\nNext call: 31/2/2027")
        return (ada, text.header + text.record(line))
    }

    @Test("a mended line gives its status and next call, and the remark no longer tells of them", arguments: Engine.all)
    func mendedLine(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let (before, file) = try mended(desk)
        let result = try take(.fill, desk, file: file)
        #expect(result.imported == 0 && result.filled == 1 && result.keptStatuses == 0 && result.faulty == 0)
        let ada = try #require(try desk.store.customer(before.id))
        #expect(ada.status == "won" && ada.nextCall == NextCall("2027-02-28") && ada.remark == "met at the fair")
        _ = try desk.undo()
        var after = try #require(try desk.store.customer(before.id))
        after.version = before.version
        #expect(after == before)
    }

    @Test("who was dealt with meanwhile keeps the status, which is told, and what a person wrote into the remark", arguments: Engine.all)
    func mendedLate(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let (before, file) = try mended(desk)
        let remark = "Status: foo, she says\nNext call: 31/2/2027"
        let edits = [FieldEdit(.status, from: "new", to: "contacted"), FieldEdit(.remark, from: before.remark, to: remark)]
        _ = try desk.store.apply(.editCustomer(before.id, edits), by: desk.ana, at: Desk.start)
        let result = try take(.fill, desk, file: file)
        #expect(result.filled == 1 && result.keptStatuses == 1)
        let ada = try #require(try desk.store.customer(before.id))
        #expect(ada.status == "contacted" && ada.nextCall == NextCall("2027-02-28") && ada.remark == "Status: foo, she says")
    }
}
