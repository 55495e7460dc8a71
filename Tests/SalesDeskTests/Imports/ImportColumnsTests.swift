import CRM
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("An import: which column fills which field") struct ImportColumnsTests {
    @Test("it lists the columns with their first values and the fields that they seem to fill", arguments: [(80, 24), (60, 16), (110, 30)])
    func golden(columns: Int, rows: Int) throws {
        var fixture = ImportFixture.columns(columns, rows)
        fixture.desk.press("Down", "Down", "Down", "r")
        try Golden.expect(fixture.desk.scene, "import-columns-\(columns)x\(rows)")
    }

    private func editor(_ fixture: ImportFixture) -> ImportEditor? {
        guard case .importing(let pane) = fixture.desk.state.overlay else { return nil }
        return pane.columns
    }

    @Test("a letter or the arrows give a column another field; what a customer has once, the other column gives up")
    func fields() {
        var fixture = ImportFixture.columns()
        fixture.desk.press("Down", "n")
        #expect(editor(fixture)?.fields == [nil, .customerName, .email, nil, nil])
        fixture.desk.press("Down", "p", "Up", "p")
        #expect(editor(fixture)?.fields == [nil, .phoneNumber, .phoneNumber, nil, nil], "phones may be several")
        fixture.desk.press("a", "Down", "a", "Home", "Right")
        #expect(editor(fixture)?.fields == [.customerName, .phoneNumber, .email, nil, nil])
        fixture.desk.press("Left", "a")
        #expect(editor(fixture)?.isEdited == false)
    }

    @Test("Esc takes back what was changed, then goes back to the files, then leaves")
    func leaves() {
        var fixture = ImportFixture.columns()
        fixture.desk.press("x", "Esc")
        #expect(editor(fixture)?.isEdited == false)
        #expect(fixture.desk.press("Esc") == [.imports(.list("~/fair.csv"))])
        #expect(editor(fixture) == nil && fixture.desk.screen.contains("~/fair.csv"))
        fixture.desk.press("Esc")
        #expect(fixture.desk.state.overlay == nil)
    }

    @Test("without a name, a number or an address nothing goes on")
    func nobody() {
        var fixture = ImportFixture.columns()
        fixture.desk.press("x", "Down", "x", "Down", "x")
        #expect(fixture.desk.press("Enter") == [])
        #expect(fixture.desk.state.toast?.text.contains("No column is a name") == true)
    }

    @Test("Enter counts what would come into the open spreadsheet, and into a new one where a view is open or nothing is there")
    func counts() {
        var fixture = ImportFixture.columns()
        #expect(fixture.desk.press("Enter") == [.imports(.count(ImportFixture.order, job: 1))])
        #expect(fixture.desk.screen.contains("‹ Meta Ads Leads ›") && fixture.desk.screen.contains("1,204 customers there"))
        var empty = ImportFixture.columns()
        (empty.desk.state.sheets.summaries, empty.desk.state.sheets.selectedID) = ([], nil)
        empty.desk.press("Enter")
        #expect(empty.desk.screen.contains("‹ fair ›  a new spreadsheet"))
    }

    @Test("a field for which the column has nothing good is questioned, and its example is said to be none", arguments: [60, 80])
    func doubts(width: Int) {
        let preview = ImportPreview(columns: [
            .init(heading: "Name", example: "Ada", guess: .customerName, unfit: [.email, .phoneNumber]),
            .init(heading: "Phone", example: "see notes", guess: .phoneNumber, unfit: [.email, .phoneNumber]),
            .init(heading: "Contact", example: "ada@x.example", guess: .email, unfit: [.phoneNumber]),
        ])
        var fixture = ImportFixture.columns(width, 24, of: ImportFile(path: "/x/fair.csv", state: ImportFixture.state, preview: preview))
        func text() -> String { fixture.desk.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        #expect(text().contains("see notes phone?") && !text().contains("name?") && !text().contains("e-mail?"))
        #expect(!text().contains("None of the first values"))
        fixture.desk.press("Down")
        #expect(text().contains("None of the first values in \"Phone\" is a telephone number that can be dialled. Is it this column?"))
        fixture.desk.press("e")
        #expect(text().contains("is an e-mail address. Is it this column?"))
        fixture.desk.press("x")
        #expect(!text().contains("None of the first values"))
    }

    @Test("a file of errors fills blanks, unless a person says otherwise")
    func errors() {
        let preview = ImportPreview(columns: [
            .init(heading: "import_error", example: "line 2", guess: nil), .init(heading: "Name", example: "Ada", guess: .customerName),
        ])
        var fixture = ImportFixture.columns(of: ImportFile(path: "/x/fair.errors.csv", state: ImportFixture.state, preview: preview))
        fixture.desk.press("Enter")
        guard case .importing(let pane) = fixture.desk.state.overlay else { return }
        #expect(pane.summary?.order.existing == .fill)
    }

    @Test("at any size it is drawn, and the field that is chosen is seen", arguments: [(20, 5), (30, 8), (48, 10), (200, 50)])
    func sizes(columns: Int, rows: Int) {
        var fixture = ImportFixture.columns(columns, rows)
        fixture.desk.press("End", "Home", "Down")
        #expect(fixture.desk.screen.contains("phone"))
        fixture.desk.press("Enter")
        fixture.answer(.counted(job: fixture.desk.state.importJobs, ImportFixture.end))
        _ = fixture.desk.scene
        fixture.desk.press("Enter")
        _ = fixture.desk.scene
    }
}
