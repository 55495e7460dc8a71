import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("The QR code for the mobile")
struct QRTests {
    private static let long = String(repeating: "Ihre Küche ist fertig. ", count: 4)

    /// With the prompt of a message open for María Rossi, and this template in it.
    private func desk(_ columns: Int = 80, _ rows: Int = 24, text: String) -> SheetsFixture {
        var desk = SheetsFixture(columns: columns, rows: rows)
        desk.press("w")
        _ = Desk.reduce(&desk.state, .messages(.loaded(20, lead: nil, [MessageTemplate(id: 1, name: "ready", text: text)])))
        return desk
    }

    @Test(
        "in the call prompt it stands over the list with its choices, and Esc, q and Q lead back to the prompt",
        arguments: ["Escape", "q", "Q"])
    func overCall(key: String) throws {
        var desk = SheetsFixture(columns: 80, rows: 24)
        #expect(desk.press("c", "Q").count == 1)
        #expect(desk.screen.contains("1 call") && desk.screen.contains("2 WhatsApp") && desk.screen.contains("tel:+393471234567"))
        #expect(!desk.screen.contains("no answer"))
        desk.press("2")
        #expect(desk.screen.contains("wa.me/393471234567"))
        #expect(desk.press(key).isEmpty)
        #expect(desk.state.qr == nil && desk.screen.contains("1 no answer"))
    }

    @Test("a window of 60 by 16 has room for the call, with the name")
    func small() {
        var desk = SheetsFixture(columns: 60, rows: 16)
        desk.press("c", "Q")
        #expect(
            desk.screen.contains("María Rossi") && desk.screen.contains("+39 347 123 4567") && desk.screen.contains("tel:+393471234567"))
    }

    @Test("digits write no outcome while it is shown")
    func noOutcome() {
        var desk = SheetsFixture()
        #expect(desk.press("c", "Q", "1", "2", "3", "9").allSatisfy { if case .apply = $0 { false } else { true } })
        #expect(desk.state.qr != nil)
        _ = Desk.reduce(&desk.state, .typed("1q"))
        #expect(desk.state.qr == nil && desk.state.prompt != nil)
    }

    @Test("a text that does not fit is copied and stands beside the code of the number")
    func tooLong() throws {
        var desk = desk(text: Self.long)
        #expect(desk.press("Q") == [.copy(MessageText.clean(Self.long), what: "the text")])
        #expect(desk.screen.contains("copied, for it does not") && desk.screen.contains("Ihre Küche ist"))
        #expect(desk.press("2", "1", "2").isEmpty, "it is copied once")
        // A larger window has room for all of it.
        _ = Desk.reduce(&desk.state, .input(.resize(Size(columns: 200, rows: 60))))
        #expect(desk.screen.contains("with the text"))
    }

    @Test("a window that gets smaller has the text copied then")
    func resized() {
        var desk = desk(110, 40, text: "Ihre Küche ist fertig. Wann dürfen wir sie Ihnen zeigen, am Montag?")
        #expect(desk.press("Q").isEmpty)
        let effects = Desk.reduce(&desk.state, .input(.resize(Size(columns: 80, rows: 20))))
        #expect(effects.contains { if case .session(.copy) = $0 { true } else { false } })
    }

    @Test("a window without room says how large it must be", arguments: [(26, 24), (80, 12)])
    func tooSmall(columns: Int, rows: Int) {
        var desk = SheetsFixture(columns: columns, rows: rows)
        desk.press("c", "Q")
        #expect(desk.screen.replacing("\n", with: " ").contains("too small"))
        let said = desk.scene.grid.text().split(whereSeparator: \.isWhitespace).first { $0.contains("x") && $0.hasSuffix(".") }
        let parts = said?.dropLast().split(separator: "x").compactMap { Int($0) } ?? []
        #expect(parts.count == 2)
        guard parts.count == 2 else { return }
        _ = Desk.reduce(&desk.state, .input(.resize(Size(columns: parts[0], rows: parts[1]))))
        #expect(desk.screen.contains("tel:"), "what it asks for is enough")
    }

    @Test("Enter writes the message down that was sent with the mobile")
    func sent() {
        var desk = desk(text: "Ciao")
        desk.press("Q")
        let log = MessageLog(customerID: 20, channel: .whatsapp, template: "ready")
        #expect(desk.press("Enter") == [.apply(.logMessage(log), .messaged("by QR code"))])
        #expect(desk.state.qr == nil && desk.state.overlay == nil)
    }

    @Test("a number that is none has no code, and it is said")
    func noNumber() {
        var customers = SheetsFixture.customers
        customers[0].phoneNumber = "call me"
        var desk = SheetsFixture(customers: customers)
        desk.press("c", "Q")
        #expect(desk.state.qr == nil)
        #expect(desk.screen.contains("The telephone number of María Rossi is none that can be dialled."))
    }
}
