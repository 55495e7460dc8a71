import CRM
import Foundation
import TerminalKit

@testable import SalesDesk

/// A desk with an import open over it.
struct ImportFixture {
    static let state = FileState(device: 1, inode: 1, size: 24_576, changedAt: 0)
    static let file = ImportFile(
        path: "/home/ana/Downloads/fair.csv", state: state,
        preview: ImportPreview(columns: [
            .init(heading: "Nome", example: "María Rossi", guess: .customerName),
            .init(heading: "Telefono", example: "+39 347 123 4567", guess: .phoneNumber),
            .init(heading: "E-Mail", example: "maria.rossi@example.com", guess: .email),
            .init(heading: "Budget\u{202E}?", example: "10-20,000 €", guess: nil),
            .init(heading: "column 5", example: "", guess: nil, isEmpty: true),
        ]))
    static let listing = PathListing(
        folder: "~/",
        entries: [
            .init(name: "fair.csv", isFolder: false, size: 24_576, changedAt: SheetsFixture.now.addingTimeInterval(-600)),
            .init(name: "fairs 2025.csv", isFolder: false, size: 3_200_000, changedAt: SheetsFixture.now.addingTimeInterval(-864_000)),
            .init(name: "Fairs", isFolder: true, changedAt: SheetsFixture.now),
        ], completed: "~/")

    var desk: SheetsFixture

    /// At the path of the file, with the home folder listed.
    init(columns: Int = 80, rows: Int = 24) {
        desk = SheetsFixture(columns: columns, rows: rows)
        desk.press("I")
        answer(.listed("~/", Self.listing))
    }

    @discardableResult mutating func answer(_ action: ImportsAction) -> [DeskEffect] { Desk.reduce(&desk.state, .imports(action)) }

    /// At the columns of the file.
    static func columns(_ columns: Int = 80, _ rows: Int = 24, of file: ImportFile = file) -> ImportFixture {
        var fixture = ImportFixture(columns: columns, rows: rows)
        fixture.desk.press("Down", "Enter")
        fixture.answer(.looked("~/fair.csv", file))
        return fixture
    }

    static let end: ImportEnd = {
        var result = CustomerImport.Result()
        (result.imported, result.existing, result.known, result.faulty) = (312, 14, 5, 2)
        var end = ImportEnd(result)
        end.errorFile = "/home/ana/Downloads/fair.errors.csv"
        end.firstErrors = [
            "line 14, imported without this: Telefono: \"3.93471E+11\" is what a spreadsheet program made of a telephone number",
            "line 20, not imported: There are 6 cells, but 5 columns.",
        ]
        return end
    }()

    /// At the summary, counted.
    static func summary(_ columns: Int = 80, _ rows: Int = 24) -> ImportFixture {
        var fixture = ImportFixture.columns(columns, rows)
        fixture.desk.press("Enter")
        fixture.answer(.counted(job: fixture.desk.state.importJobs, end))
        return fixture
    }

    /// While it runs.
    static func running(_ columns: Int = 80, _ rows: Int = 24) -> ImportFixture {
        var fixture = ImportFixture.summary(columns, rows)
        fixture.desk.press("Enter")
        fixture.answer(.running(job: fixture.desk.state.importJobs, ImportProgress(customers: 12_400, share: 0.62)))
        return fixture
    }

    static let order = ImportOrder(
        path: "/home/ana/Downloads/fair.csv", state: state, fields: [.customerName, .phoneNumber, .email, nil, nil],
        spreadsheet: Spreadsheet.metaAdsLeads,
        existing: .skip)
}
