import CRM
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Palette")
struct PaletteTests {
    private static func typed(_ text: String, columns: Int = 80, rows: Int = 24) -> SheetsFixture {
        var desk = SheetsFixture(columns: columns, rows: rows)
        desk.press(":")
        desk.type(text)
        return desk
    }

    @Test("the list stays in sight above it")
    func look() throws {
        let desk = Self.typed("")
        #expect(desk.screen.contains("María Rossi"))
        #expect(desk.screen.contains("Open the customer's card"))
        try Golden.expect(Self.typed("sheet").scene, "palette-80x24")
    }

    @Test("on a low screen too", arguments: [(60, 16), (40, 12)])
    func low(columns: Int, rows: Int) {
        let desk = Self.typed("undo", columns: columns, rows: rows)
        #expect(desk.screen.contains("María") && desk.screen.contains(":undo") && desk.screen.contains("Undo the last"), "\(desk.screen)")
    }

    @Test("names are found without their accents, and those first in which a word begins so")
    func folded() {
        var desk = SheetsFixture()
        func sheet(_ id: Int64, _ name: String) -> SpreadsheetSummary {
            SpreadsheetSummary(spreadsheet: Spreadsheet(id: id, userID: 1, name: name, description: ""), byStatus: [:])
        }
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets([sheet(1, "Decafés"), sheet(2, "Visitors of the Café")])))
        desk.press(":")
        desk.type("cafe")
        guard case .palette(let palette) = desk.state.overlay else { return #expect(Bool(false)) }
        let found = PaletteSearch.items(palette, desk.state).map { $0.title(.standard) }
        #expect(found == ["Visitors of the Café", "Decafés"])
    }

    @Test("what only moves about is not in it")
    func moving() {
        for text in ["move", "down", "row", "column"] {
            let desk = Self.typed(text)
            guard case .palette(let palette) = desk.state.overlay else { return #expect(Bool(false)) }
            for case .command(let command) in PaletteSearch.items(palette, desk.state) { #expect(!command.isMovement, "\(command.id)") }
        }
    }

    @Test("a spreadsheet is found by its name and opened, from any screen")
    func spreadsheet() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press(Keymap.standard.of(.feed), ":")
        desk.type("refer")
        #expect(desk.screen.contains("Referrals") && desk.screen.contains("58 customers"))
        let effects = desk.press("Enter")
        #expect(desk.state.screen == .sheets && desk.state.overlay == nil && desk.state.sheets.focus == .grid)
        #expect(desk.state.sheets.selectedID == 3)
        #expect(effects.contains { if case .sheets(.loadWindow(let request)) = $0 { request.query.spreadsheetID == 3 } else { false } })
    }

    @Test("a customer of any spreadsheet is found by name, and opens as a card")
    func customer() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press(":")
        #expect(desk.type("r").isEmpty, "one letter is too little to search for")
        #expect(desk.type("ania") == ["ra", "ran", "rani", "rania"].map(DeskEffect.findCustomers))
        var rania = SheetsFixture.lead(900, "Rania Saab", "+961 3 123 456", "Cedar", age: 3_000_000)
        rania.spreadsheetID = 2
        _ = Desk.reduce(&desk.state, .customersFound("rani", [SheetsFixture.customers[0]]))
        #expect(!desk.screen.contains("María Rossi  +39"), "what was found for other words is not shown")
        _ = Desk.reduce(&desk.state, .customersFound("rania", [rania]))
        #expect(desk.screen.contains("Rania Saab") && desk.screen.contains("Trade fair May"))
        let effects = desk.press("Enter")
        #expect(desk.state.card?.id == 900 && desk.state.sheets.selectedID == 2)
        #expect(effects.contains(.customer(.loadCard(900))))
    }

    @Test("what is done elsewhere is found too, says where, and Enter goes there")
    func elsewhere() {
        var desk = Self.typed("rename")
        #expect(desk.screen.contains("in the list of spreadsheets"))
        desk.press("Enter")
        #expect(desk.state.prompt?.purpose == .renameSpreadsheet(1))
        desk = Self.typed("callback")
        #expect(desk.screen.contains("in Meta settings"))
        desk.press("Enter")
        #expect(desk.state.screen == .meta)
        desk = Self.typed("add a note")
        desk.press("Enter")
        #expect(desk.state.prompt != nil)
        desk = Self.typed("other row")
        #expect(desk.screen.contains("on a customer's card"))
        desk.press("Enter")
        #expect(desk.screen.contains("Open a customer first"))
    }

    @Test("what cannot be done now says why, before and after Enter")
    func disabled() {
        var desk = SheetsFixture(columns: 110, rows: 30, customers: [])
        desk.press(":")
        desk.type("set the status")
        #expect(desk.screen.contains("No customer is selected."))
        desk.press("Enter")
        #expect(desk.state.overlay == nil && desk.screen.contains("No customer is selected."))
        desk = Self.typed("qqqq")
        #expect(desk.screen.contains("No command matches. Esc closes."))
    }
}
