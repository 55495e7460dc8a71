import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

/// Monday 23 November 2026, 14:32; the first row is María Rossi, new and to be called today.
@Suite("the call prompt")
struct CallPromptTests {
    private func row(_ name: String, _ desk: SheetsFixture) -> String {
        desk.line(of: name).map { desk.scene.grid.rowText($0) } ?? ""
    }

    private func logs(_ effects: [DeskEffect]) -> [CallLog] {
        effects.compactMap { if case .apply(.logCall(let log), .called) = $0 { log } else { nil } }
    }

    private func fixture(_ change: (inout Customer) -> Void, columns: Int = 110, rows: Int = 30) -> SheetsFixture {
        var customers = SheetsFixture.customers
        change(&customers[0])
        return SheetsFixture(columns: columns, rows: rows, customers: customers)
    }

    // MARK: Whom, and what stands there

    @Test("it looks so", arguments: [(80, 24), (60, 16)])
    func golden(columns: Int, rows: Int) throws {
        var desk = SheetsFixture(columns: columns, rows: rows)
        desk.press("c")
        _ = Desk.reduce(&desk.state, .copied("+39 347 123 4567", true))
        try Golden.expect(desk.scene, "call-\(columns)x\(rows)")
    }

    @Test("no way that needs a number is named where there is none", arguments: ["", "N/A"])
    func withoutNumber(number: String) {
        var desk = fixture { $0.phoneNumber = number }
        desk.press("c")
        #expect(desk.screen.contains("press a digit") && desk.screen.contains("no call was made"))
        #expect(!desk.screen.contains("WhatsApp") && !desk.screen.contains("Q QR"))
    }

    @Test("the number goes to the clipboard, in full, and the prompt says so once it is there")
    func copied() {
        var desk = SheetsFixture()
        #expect(desk.press("c") == [.copy("+393471234567", what: "+39 347 123 4567")])
        #expect(!desk.screen.contains("copied"))
        _ = Desk.reduce(&desk.state, .copied("+39 347 123 4567", true))
        #expect(desk.screen.contains("María Rossi   +39 347 123 4567   copied · Italy"))
    }

    @Test("every outcome can be read at every width", arguments: [40, 60, 80, 110, 150])
    func whole(columns: Int) {
        var desk = SheetsFixture(columns: columns, rows: 24)
        desk.press("c")
        for text in ["1 no answer → 15:17", "3 call back …", "6 not now → 23 Dec …", "7 not interested", "9 do not call", "0 won"] {
            #expect(desk.screen.contains(text), "\(text)")
        }
        #expect(desk.screen.contains("Esc no call was made"))
    }

    @Test("Esc writes nothing and says that no call was made")
    func leaves() {
        var desk = SheetsFixture()
        desk.press("c")
        #expect(desk.press("Escape").isEmpty)
        #expect(desk.state.prompt == nil && desk.state.pending.isEmpty)
        #expect(desk.screen.contains("no call was made"))
    }

    @Test("a key that is no outcome writes nothing, and Enter neither", arguments: ["x", "Tab"])
    func otherKeys(key: String) {
        var desk = SheetsFixture()
        desk.press("c")
        #expect(desk.press(key).isEmpty)
        #expect(desk.screen.contains("1 no answer"))
    }

    @Test("who does not want to be called is not, and it is said who was told and when")
    func refuses() {
        var desk = fixture { $0.contact.doNotCall = DoNotCall(at: SheetsFixture.now.addingTimeInterval(-3600), by: "marco") }
        #expect(desk.press("c").isEmpty)
        #expect(desk.state.prompt == nil)
        #expect(desk.screen.contains("María Rossi does not want to be called or written to: marco was told, 13:32."))
    }

    @Test("a wrong number is said and not copied; another that stands there later is")
    func wrongNumber() {
        var desk = fixture { $0.contact.wrongNumber = $0.phoneNumber }
        #expect(desk.press("c").isEmpty)
        #expect(desk.screen.contains("+39 347 123 4567   wrong number · Italy"))
        #expect(!desk.screen.contains("WhatsApp") && !desk.screen.contains("Q QR"), "nor is a way named that would reach somebody else")
        var corrected = fixture { $0.contact.wrongNumber = "+39 347 000 0000" }
        #expect(corrected.press("c").count == 1 && corrected.screen.contains("WhatsApp"))
        #expect(!corrected.screen.contains("4567   wrong number"))
    }

    @Test("in a window that is too low for all outcomes the first are seen, and the keys of the others work")
    func low() {
        var desk = SheetsFixture(columns: 20, rows: 5)
        desk.press("c")
        #expect(desk.scene.grid.rowText(0).contains("1 no"), "\(desk.screen)")
        #expect(!desk.press("8").isEmpty)
    }

    // MARK: Two keys

    @Test("no answer is two keys, from the list and from the card, and shows before the disk has it", arguments: [false, true])
    func noAnswer(onCard: Bool) throws {
        var desk = SheetsFixture()
        if onCard {
            desk.press("Enter")
            _ = Desk.reduce(&desk.state, .customer(.card(CardFixture.content(SheetsFixture.customers[0]))))
        }
        let log = try #require(logs(desk.press("c", "1")).first)
        #expect(log.outcome == .noAnswer && log.customerID == 20)
        #expect(
            log.edits == [
                FieldEdit(.status, from: "new", to: "attempted"), FieldEdit(.nextCallDate, from: "2026-11-23", to: "2026-11-23 15:17"),
            ])
        #expect(desk.state.prompt == nil)
        if onCard {
            #expect(desk.state.card?.id == 19, "the next card is there already")
            desk.press("Left")
            _ = Desk.reduce(&desk.state, .customer(.card(CardFixture.content(SheetsFixture.customers[0]))))
            #expect(desk.screen.contains("1 call") && desk.screen.contains("today 15:17") && desk.screen.contains("no answer · ana"))
        } else {
            #expect(desk.selected == "John Doe", "the cursor is on the next row already")
            #expect(row("María Rossi", desk).contains("attempted") && row("María Rossi", desk).contains("15:17"))
        }
    }

    @Test("what was written is said, with the key that takes it back")
    func said() {
        var desk = SheetsFixture()
        desk.press("c", "1")
        let applied = AppliedChange(
            sentence: "call to María Rossi: no answer (1)", customerID: 20, spreadsheetID: 1,
            edits: [FieldEdit(.nextCallDate, from: "2026-11-23", to: "2026-11-23 15:17")], name: "María Rossi")
        _ = Desk.reduce(&desk.state, .applied(applied, .called))
        #expect(desk.screen.contains("call to María Rossi: no answer (1), next call 15:17   u undo"))
        var interested = AppliedChange(
            sentence: "call to María Rossi: interested", customerID: 20, spreadsheetID: 1,
            edits: [FieldEdit(.status, from: "new", to: "interested"), FieldEdit(.nextCallDate, from: "", to: "2026-12-04")],
            name: "María Rossi")
        interested.outcome = .interested
        _ = Desk.reduce(&desk.state, .applied(interested, .called))
        #expect(desk.screen.contains("call to María Rossi: interested, next call 4 Dec   u undo"), "\(desk.screen)")
    }

    @Test("the cadence's last step rests the customer, and says so before it is pressed")
    func parks() throws {
        var desk = fixture {
            $0.contact.attempts = 5
            $0.status = "attempted"
        }
        desk.press("c")
        #expect(desk.screen.contains("1 no answer → nurture 23 Dec"))
        let log = try #require(logs(desk.press("1")).first)
        #expect(log.edits.map(\.to) == ["nurture", "2026-12-23"])
    }

    @Test("a wrong number without another way, and do not call, have no next call", arguments: ["8", "9"])
    func ends(key: String) throws {
        var desk = fixture { $0.email = "" }
        let log = try #require(logs(desk.press("c", key)).first)
        #expect(log.edits.last == FieldEdit(.nextCallDate, from: "2026-11-23", to: ""))
    }

    @Test("with an e-mail address a wrong number keeps the next call, and the number is dimmed")
    func otherWay() throws {
        var desk = SheetsFixture()
        let log = try #require(logs(desk.press("c", "8")).first)
        #expect(
            log.edits == [FieldEdit(.status, from: "new", to: "attempted"), FieldEdit(.nextCallDate, from: "2026-11-23", to: "2026-11-23")])
        let y = try #require(desk.line(of: "María Rossi"))
        let x = try #require((0..<110).first { desk.scene.grid[$0, y].text == "+" })
        #expect(desk.scene.grid[x, y].style.role == .dim)
    }

    @Test("do not call holds from the next key on")
    func doNotCall() {
        var desk = SheetsFixture()
        desk.press("c", "9", "k")
        #expect(desk.press("c").isEmpty)
        #expect(desk.screen.contains("María Rossi does not want to be called or written to: ana was told"))
    }

    // MARK: What is asked

    @Test("next call and note are one line: Tab goes between them, Enter saves both")
    func asked() throws {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press("c", "4")
        desk.type("tom 10")
        #expect(desk.screen.contains("Tuesday 24 November, 10:00 (tomorrow)"))
        desk.press("Tab")
        desk.type("wants a quote")
        try Golden.expect(desk.scene, "call-asked-80x24")
        let log = try #require(logs(desk.press("Enter")).first)
        #expect(log.outcome == .interested && log.note == "wants a quote")
        #expect(log.edits.map(\.to) == ["interested", "2026-11-24 10:00"])
    }

    @Test("a text that stands there is taken by Enter and gives way to what is typed")
    func standing() throws {
        var desk = SheetsFixture()
        desk.press("c", "3")
        #expect(desk.screen.contains("14:47"))
        #expect(logs(desk.press("Enter")).first?.edits.last?.to == "2026-11-23 14:47")
        desk.press("j", "c", "6")
        desk.type("2mo")
        let log = try #require(logs(desk.press("Enter")).first)
        #expect(log.edits.map(\.to) == ["nurture", "2027-01-23"])
    }

    @Test("without a date nothing is written, and - means none")
    func noDate() throws {
        var desk = SheetsFixture()
        desk.press("c", "5")
        #expect(desk.press("Enter").isEmpty)
        #expect(desk.screen.contains("when is the next call?"))
        desk.type("-")
        #expect(logs(desk.press("Enter")).first?.edits.last?.to == "")
    }

    @Test("Esc leads back to the outcomes, for a digit is easily mistaken", arguments: ["3", "7", "0"])
    func back(digit: String) {
        var desk = SheetsFixture()
        desk.press("c")
        _ = Desk.reduce(&desk.state, .copied("?", true))
        #expect(logs(desk.press(digit, "Escape")).isEmpty)
        #expect(desk.screen.contains("1 no answer") && desk.screen.contains("copied"))
        #expect(logs(desk.press("Escape")).isEmpty)
        #expect(desk.state.prompt == nil)
    }

    @Test("not interested asks for the reason by its letter")
    func reason() throws {
        var desk = SheetsFixture()
        desk.press("c", "7")
        #expect(desk.screen.contains("p price"))
        let log = try #require(logs(desk.press("n")).first)
        #expect(log.lostReason == "no need")
        #expect(log.edits.map(\.to) == ["lost", ""])
    }

    @Test("won asks for a note, which may be left empty, and ends the calls")
    func won() throws {
        var desk = SheetsFixture()
        desk.press("c", "0")
        desk.type("signed")
        let log = try #require(logs(desk.press("Enter")).first)
        #expect(log.note == "signed" && log.edits.map(\.to) == ["won", ""])
    }

    // MARK: Refused

    @Test("what the store refuses goes back, is said, and the note is kept")
    func refused() throws {
        var desk = SheetsFixture()
        desk.press("c", "4")
        desk.type("fri")
        desk.press("Tab")
        desk.type("likes oak")
        let log = try #require(logs(desk.press("Enter")).first)
        #expect(row("María Rossi", desk).contains("interested"))
        _ = Desk.reduce(&desk.state, .refused(.logCall(log), .cannotWrite(reason: "the disk is full")))
        #expect(row("María Rossi", desk).contains("new") && desk.screen.contains("the disk is full"))
        let customer = try #require(desk.state.sheets.grid?.rows.first)
        #expect(customer == SheetsFixture.customers[0])
        desk.press("+")
        #expect(desk.state.prompt?.field.text == "likes oak")
        desk.press("Esc", "c", "4")
        #expect(try desk.state.prompt?.fields.map(\.text) == [#require(log.edits.last).to, "likes oak"])
        let again = try #require(logs(desk.press("Enter")).first)
        #expect(again.note == log.note && again.edits.map(\.to) == log.edits.map(\.to))
        desk.press("+")
        #expect(desk.state.prompt?.field.text == "")
    }

    @Test("where somebody else wrote meanwhile the call is kept, with the text that is chosen", arguments: ["k", "w"])
    func conflict(letter: String) throws {
        var desk = SheetsFixture()
        let log = try #require(logs(desk.press("c", "1")).first)
        _ = Desk.reduce(&desk.state, .refused(.logCall(log), .conflict(20, field: .status, theirs: "contacted", yours: "attempted")))
        #expect(desk.screen.contains("k keep \"contacted\"") && desk.screen.contains("w write \"attempted\""))
        let again = try #require(logs(desk.press(letter)).first)
        #expect(again.outcome == .noAnswer)
        #expect(again.edits.first { $0.field == .status } == (letter == "k" ? nil : FieldEdit(.status, from: "contacted", to: "attempted")))
        #expect(again.edits.contains { $0.field == .nextCallDate })
    }

    @Test("a day off is not proposed for the next call")
    func dayOff() throws {
        // Thirty days after Friday 27 November is a Sunday.
        var desk = SheetsFixture()
        desk.state.now = SheetsFixture.now.addingTimeInterval(4 * 86_400)
        desk.press("c")
        #expect(desk.screen.contains("6 not now → 28 Dec …"))
        desk.press("6")
        let log = try #require(logs(desk.press("Enter")).first)
        #expect(log.edits.first { $0.field == .nextCallDate }?.to == "2026-12-28")
    }

    @Test("the outcomes are called as the settings say")
    func words() throws {
        var desk = SheetsFixture()
        var configuration = desk.state.configuration
        configuration.outcomes = OutcomeWords([.noAnswer: "nobody there", .appointment: "meeting"])
        desk.state = DeskState(configuration: configuration, now: SheetsFixture.now, size: desk.state.size)
        desk.answerWindows(
            Desk.reduce(&desk.state, .sheets(.spreadsheets(SheetsFixture.summaries))), with: SheetsFixture.customers)
        desk.press("c")
        #expect(desk.screen.contains("1 nobody there → 15:17") && desk.screen.contains("5 meeting …"))
        desk.press("5")
        #expect(desk.line(of: "meeting") != nil)
    }
}
