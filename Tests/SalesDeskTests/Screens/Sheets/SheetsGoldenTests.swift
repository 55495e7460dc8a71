import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Sheets, as it looks")
struct SheetsGoldenTests {
    @Test("at every size that people use", arguments: [(110, 30), (80, 24), (60, 16)])
    func sizes(columns: Int, rows: Int) throws {
        try Golden.expect(SheetsFixture(columns: columns, rows: rows).scene, "sheets-\(columns)x\(rows)")
    }

    @Test("while the next call is typed")
    func nextCall() throws {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press("d")
        desk.type("tom 10")
        try Golden.expect(desk.scene, "next-call-80x24")
    }

    @Test("while a status is chosen: every status can be seen")
    func status() throws {
        var desk = SheetsFixture(columns: 60, rows: 16)
        desk.press("s")
        try Golden.expect(desk.scene, "status-60x16")
    }

    @Test("the card of a customer")
    func card() throws {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press("Enter")
        let customer = SheetsFixture.customers[0]
        _ = Desk.reduce(&desk.state, .customer(.card(CardFixture.content(customer))))
        try Golden.expect(desk.scene, "card-80x24")
    }
}
