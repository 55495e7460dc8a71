import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Calling through a list") struct CallLoopTests {
    private func card(_ calls: CallsFixture) -> String? { calls.desk.state.card?.customer?.customerName }

    @Test("Enter begins with the selected row; outcomes go on, and the end says what came of it")
    func whole() {
        var calls = CallsFixture()
        calls.press("Enter")
        #expect(card(calls) == "Zoë Larsson" && calls.screen.contains("Calls 1 of 7"), "a time still to come is kept")
        calls.press("c", "1")
        #expect(card(calls) == "María Rossi" && calls.screen.contains("Calls 2 of 7"))
        calls.press("c", "4")
        calls.desk.type("tom 10")
        calls.press("Enter")
        #expect(card(calls) == "María Rossi", "interested stays for what there is to write")
        calls.press("Right", "Right")
        #expect(card(calls) == "Omar Haddad")
        calls.press("Backspace")
        #expect(card(calls) == "John Doe")
        calls.press("c", "9", "Right", "Right", "Right")
        #expect(card(calls) == "Francesca Esposito" && calls.screen.contains("Calls 7 of 7"))
        calls.press("c", "2")
        #expect(calls.desk.state.card == nil && calls.desk.state.loop == nil)
        #expect(calls.screen.contains("4 calls: 2 reached, 2 no answer. Next: 15:17"))
        calls.advance(60)
        #expect(calls.screen.contains("4 calls:"), "it stays until a key")
        #expect(calls.selected == "Francesca Esposito")
    }

    @Test("it begins in the middle, goes back, and Esc leaves where it is")
    func middle() {
        var calls = CallsFixture()
        calls.press("j", "Enter")
        #expect(calls.screen.contains("Calls 2 of 7"))
        calls.press("Left")
        #expect(card(calls) == "Zoë Larsson")
        calls.press("Left")
        #expect(card(calls) == "Zoë Larsson" && calls.screen.contains("This is the first of them."))
        calls.press("Right", "Right", "Escape")
        #expect(calls.desk.state.card == nil && calls.selected == "John Doe")
        #expect(calls.screen.contains("No calls. Next: 16:00 Kofi Mensah."))
    }

    @Test("a lead that comes is offered between two cards only, and Enter takes it next")
    func offer() {
        var calls = CallsFixture()
        calls.press("Enter", "c")
        calls.arrive(CallsFixture.row(30, "Ada Lovelace", "+44 20 7946 0000", "new", next: "2026-11-23", leadAge: 20).customer)
        #expect(!calls.screen.contains("Ada Lovelace"), "not during a call")
        calls.press("1")
        #expect(card(calls) == "María Rossi")
        #expect(calls.line(22).contains("NEW   Ada Lovelace 0:20 · Enter takes this lead next · → goes on"))
        calls.press("Enter")
        #expect(card(calls) == "Ada Lovelace" && calls.screen.contains("Calls 2 of 8"))
        calls.press("c", "1")
        #expect(card(calls) == "María Rossi" && !calls.screen.contains("takes this lead"))
        #expect(calls.screen.contains("no answer"), "what was written is said")
    }

    @Test("an offer that is not taken is made once")
    func notTaken() {
        var calls = CallsFixture()
        calls.press("Enter")
        calls.arrive(CallsFixture.row(30, "Ada Lovelace", "+44 20 7946 0000", "new", next: "2026-11-23", leadAge: 20).customer)
        calls.press("Right")
        #expect(calls.screen.contains("Ada Lovelace 0:20"))
        calls.press("Right")
        #expect(card(calls) == "María Rossi" && !calls.screen.contains("Ada Lovelace"), "the card that is there already is the next")
        calls.press("Right")
        #expect(card(calls) == "John Doe" && !calls.screen.contains("Ada Lovelace"))
        calls.press("n")
        #expect(card(calls) == "Ada Lovelace" && calls.screen.contains("Calls 3 of 8"))
    }

    @Test("who was deleted, or is not to be called any more, is passed over with a word")
    func passedOver() {
        var calls = CallsFixture()
        calls.press("Enter")
        calls.rows[1].customer.status = "won"
        calls.rows[2].customer.contact.doNotCall = DoNotCall(at: SheetsFixture.now, by: "marco")
        calls.press("Right")
        #expect(card(calls) == "Omar Haddad")
        #expect(calls.screen.contains("John Doe does not want to be called: passed over."))
        calls.rows.removeAll { $0.id == 4 }
        calls.press("Right")
        #expect(card(calls) == "Lena Novák" && calls.screen.contains("Priya Khan was deleted, or given to a colleague: passed over."))
    }

    @Test("a call that was taken back is not counted")
    func undone() {
        var calls = CallsFixture()
        calls.press("Enter", "c", "1")
        var undone = AppliedChange(sentence: "undid: call", customerID: 1, way: .undone)
        undone.outcome = .noAnswer
        calls.answer(Desk.reduce(&calls.desk.state, .undone(undone)))
        calls.press("Escape")
        #expect(calls.screen.contains("No calls."))
    }

    @Test("keys that are typed behind an undo are for the customer to whom it leads back", arguments: ["c2", "X"])
    func behindUndo(keys: String) {
        var calls = CallsFixture()
        calls.press("Enter", "c", "1")
        func written(_ effects: [DeskEffect]) -> [Customer.ID?] {
            effects.compactMap { if case .apply(let change, _) = $0 { change.customerID } else { nil } }
        }
        #expect(written(calls.answer(Desk.reduce(&calls.desk.state, .typed("u" + keys)))).isEmpty)
        #expect(card(calls) == "María Rossi" && calls.desk.state.prompt == nil)
        var undone = AppliedChange(sentence: "undid: call", customerID: 1, way: .undone)
        undone.outcome = .noAnswer
        let effects = Desk.reduce(&calls.desk.state, .undone(undone))
        #expect(written(calls.answer(effects)) == [1])
    }

    @Test("a refused call is not counted, and a deleted customer's card goes on to the next")
    func refused() {
        var calls = CallsFixture()
        calls.press("Enter")
        #expect(calls.press("X").contains(.apply(.deleteCustomer(1), .said)))
        #expect(card(calls) == "María Rossi")
        let log = CallLog(customerID: 2, outcome: .noAnswer, edits: [])
        _ = Desk.write(.logCall(log), .called, &calls.desk.state)
        calls.desk.state.loop?.note(.noAnswer, of: calls.rows[1].customer, next: nil)
        calls.answer(Desk.reduce(&calls.desk.state, .refused(.logCall(log), .cannotWrite(reason: "disk full"))))
        calls.press("Escape")
        #expect(calls.screen.contains("No calls."))
    }
}
