import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("phone numbers on the screens")
@MainActor struct PhoneTests {
    private static let ana = User(id: 1, name: "ana", country: Country("IT"))

    private static let customers = [
        SheetsFixture.lead(5, "Full", "+393471234567", "Acme", age: 10), SheetsFixture.lead(4, "Local", "347.123.9999", "Acme", age: 20),
        SheetsFixture.lead(3, "Abroad", "p:+14155552671", "Acme", age: 30), SheetsFixture.lead(2, "None", "N/A", "Acme", age: 40),
        SheetsFixture.lead(1, "Odd", "after 6 pm: 12", "Acme", age: 50),
    ]

    private func row(_ desk: SheetsFixture, _ name: String) -> String {
        desk.line(of: name).map { desk.scene.grid.rowText($0) } ?? ""
    }

    private func desk(_ format: PhoneFormat = .international, user: User = ana, columns: Int = 110) -> SheetsFixture {
        SheetsFixture(columns: columns, customers: Self.customers, user: user, phoneFormat: format)
    }

    @Test("the grid shows recognised numbers as they are dialled, the others as they came", arguments: [60, 80, 110])
    func grid(columns: Int) {
        let desk = desk(columns: columns)
        for (name, phone) in [
            ("Full", "+39 347 123 4567"), ("Local", "+39 347 123 9999"), ("Abroad", "+1 415-555-2671"), ("None", "N/A"),
            ("Odd", "after 6 pm: 12"),
        ] {
            #expect(row(desk, name).contains(" \(phone) "), "\(row(desk, name))")
        }
    }

    @Test("in national form one's own country's numbers lose their country code, and no others")
    func national() {
        let desk = desk(.national)
        for (name, phone) in [("Full", "347 123 4567"), ("Local", "347 123 9999"), ("Abroad", "+1 415-555-2671")] {
            #expect(row(desk, name).contains(" \(phone) "), "\(row(desk, name))")
        }
        #expect(!desk.screen.contains("+39"))
    }

    @Test("a user of no known country sees local numbers as they came")
    func homeless() {
        let desk = desk(user: SheetsFixture.user)
        #expect(row(desk, "Local").contains(" 347.123.9999 "))
        #expect(row(desk, "Full").contains(" +39 347 123 4567 "))
    }

    @Test("the card says whose country the number is, and what was written where it looks different")
    func card() {
        var desk = desk()
        desk.press("Enter")
        func phone() -> String { desk.scene.grid.rowText(4).components(separatedBy: "next call")[0] }
        #expect(phone().contains(" +39 347 123 4567    Italy  "))
        desk.press("Right")
        #expect(phone().contains(" +39 347 123 9999    Italy   written 347.123.9999  "))
        desk.press("Right")
        // Other signs between the same digits are no other number.
        #expect(phone().contains(" +1 415-555-2671     United States  "))
        desk.press("Right")
        #expect(phone().contains("   N/A  "))
    }

    @Test("y copies the number for machines, or what was written")
    func copy() {
        var desk = desk()
        let shown = ["+39 347 123 4567", "+39 347 123 9999", "+1 415-555-2671", "N/A"]
        for (phone, text) in zip(["+393471234567", "+393471239999", "+14155552671", "N/A"], shown) {
            #expect(desk.press("y") == [.copy(phone, what: text)])
            desk.press("j")
        }
    }

    @Test("editing the number edits what was written")
    func edit() {
        var desk = desk()
        desk.press("j", "l", "e")
        #expect(row(desk, "Local").contains(" 347.123.9999"))
        desk.type("8")
        let edit = FieldEdit(.phoneNumber, from: "347.123.9999", to: "347.123.99998")
        let effects = desk.press("Enter")
        #expect(effects.contains { if case .apply(.editCustomer(4, [edit]), _) = $0 { true } else { false } }, "\(effects)")
    }

    @Test("a row that is found by its number with the country code stays bright when it is edited")
    func misfit() throws {
        var desk = SheetsFixture(customers: Self.customers, user: Self.ana)
        desk.answerWindows(desk.press("/") + desk.type("+39347123999"), with: Self.customers)
        desk.answerWindows(desk.press("Enter"), with: Self.customers)
        #expect(desk.screen.contains("Local") && !desk.screen.contains("Abroad"))
        var customers = Self.customers
        customers[1].status = "contacted"
        let after = Desk.reduce(&desk.state, .applied(AppliedChange(sentence: "", customerID: 4, spreadsheetID: 1), .said))
        desk.answerWindows(after, with: customers)
        let grid = try #require(desk.state.sheets.grid)
        let local = try #require(grid.rows.first { $0.id == 4 })
        #expect(!grid.isOutsideFilter(local, desk.state.configuration.phones))
        #expect(grid.isOutsideFilter(local, PhoneReader(home: nil, format: .international)))
    }

    @Test("a hostile number cannot reach the terminal by way of what was written")
    func hostile() {
        let customer = SheetsFixture.lead(1, "Eve", "\u{202E}+39\u{200F}3471234567\u{202C}", "Acme", age: 1)
        var desk = SheetsFixture(customers: [customer], user: Self.ana)
        #expect(desk.screen.contains("+39 347 123 4567"))
        desk.press("Enter")
        #expect(desk.screen.contains("+39 347 123 4567    Italy"))
        #expect(!desk.screen.unicodeScalars.contains { ["\u{202E}", "\u{202C}", "\u{200F}"].contains($0) })
    }
}
