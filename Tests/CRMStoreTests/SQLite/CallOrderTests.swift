import CRM
import CRMStore
import Foundation
import SQLiteEngine
import Testing

@Suite("The order of the next call") struct CallOrderTests {
    private func fill(_ desk: Desk) throws {
        for (name, status, next) in [
            ("late", "contacted", "2026-12-01"), ("won", "won", ""), ("nobody calls", "contacted", ""), ("soon", "new", "2026-11-24"),
            ("at ten", "new", "2026-11-24 10:00"), ("junk with a date", "junk", "2026-11-20"), ("parked", "nurture", "2027-01-12"),
        ] { try desk.add([.customerName: name, .status: status, .nextCallDate: next]) }
    }

    private func names(_ store: any Store, _ sheet: Spreadsheet.ID, descending: Bool = false) throws -> [String] {
        let order = SheetOrder(.field(.nextCallDate), descending: descending)
        return try store.rows(SheetQuery(sheet, order: order), from: .start, limit: 50).rows.map(\.customerName)
    }

    @Test("begins with those whom nobody is to call, and ends with those whose work has ended, in both directions")
    func groups() throws {
        let desk = try Desk()
        try fill(desk)
        #expect(try names(desk.store, desk.sheet) == ["nobody calls", "soon", "at ten", "late", "parked", "won", "junk with a date"])
        #expect(
            try names(desk.store, desk.sheet, descending: true) == [
                "nobody calls", "parked", "late", "at ten", "soon", "junk with a date", "won",
            ])
    }

    @Test("follows a status that ends the work or takes it up again, and its undo")
    func edits() throws {
        let desk = try Desk()
        try fill(desk)
        let id = try #require(try desk.store.rows(SheetQuery(desk.sheet, search: "nobody"), from: .start, limit: 1).rows.first?.id)
        try desk.edit(id, .status, "contacted", "lost")
        #expect(try names(desk.store, desk.sheet).first == "soon")
        _ = try desk.undo()
        #expect(try names(desk.store, desk.sheet).first == "nobody calls")
    }

    @Test("follows the configuration: what ends the work there is asked anew when the data are opened")
    func configuration() throws {
        let desk = try Desk()
        try fill(desk)
        let statuses = StatusCatalogue(
            StatusCatalogue.standard.statuses.map { status in
                switch status.id {
                case "won": Status(id: status.id, type: .working, letter: status.letter)
                case "nurture": Status(id: status.id, type: .lost, letter: status.letter)
                default: status
                }
            })
        let other = try CRMStore(path: desk.path, sealer: desk.sealer, statuses: statuses)
        #expect(try names(other, desk.sheet) == ["won", "nobody calls", "soon", "at ten", "late", "junk with a date", "parked"])
        other.close()
        #expect(try names(desk.again(), desk.sheet).last == "junk with a date")
    }
}
