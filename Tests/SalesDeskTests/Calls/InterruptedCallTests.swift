import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

/// Monday 23 November 2026, 14:32; the first row is María Rossi, new and to be called today.
@Suite("A call that something comes between")
struct InterruptedCallTests {
    private func logs(_ effects: [DeskEffect]) -> [CallLog] {
        effects.compactMap { if case .apply(.logCall(let log), .called) = $0 { log } else { nil } }
    }

    // MARK: What was typed

    @Test("next call and note go along to another outcome, and the note is there when one is written")
    func goesAlong() throws {
        var desk = SheetsFixture()
        desk.press("c", "4")
        desk.type("tom 10")
        desk.press("Tab")
        desk.type("wants two kitchens")
        let kept = desk.press("Escape")
        #expect(kept.contains { if case .keepPreference("draft.20.note", .some) = $0 { true } else { false } })
        desk.press("5")
        #expect(desk.state.prompt?.fields.map(\.text) == ["tom 10", "wants two kitchens"])
        desk.press("Escape", "0")
        #expect(desk.state.prompt?.fields.map(\.text) == ["wants two kitchens"])
        desk.press("Escape", "4")
        #expect(desk.state.prompt?.fields.map(\.text) == ["tom 10", "wants two kitchens"])
        desk.press("Escape", "Escape")
        #expect(desk.screen.contains("no call was made. What you typed is kept: + shows it again."))
        desk.press("+")
        #expect(desk.state.prompt?.field.text == "wants two kitchens")
        desk.press("Escape", "c", "4")
        #expect(desk.state.prompt?.fields.map(\.text) == ["", "wants two kitchens"] && desk.screen.contains("note from 14:32"))
        desk.type("fri")
        let log = try #require(logs(desk.press("Enter")).first)
        #expect(log.note == "wants two kitchens")
        desk.press("+")
        #expect(desk.state.prompt?.field.text == "")
    }

    @Test("who does not want to be called any more takes no note away")
    func unwantedMeanwhile() {
        let noted = { (key: String) in
            var desk = SheetsFixture()
            desk.press("c", key, "Tab")
            desk.type("Important words")
            var customers = SheetsFixture.customers
            customers[0].contact = ContactState(attempts: 1, lastOutcome: .doNotCall)
            customers[0].contact.doNotCall = DoNotCall(at: SheetsFixture.now, by: "marco")
            desk.answerWindows(Desk.reduce(&desk.state, .news([.reload])), with: customers)
            desk.press("Enter")
            return desk
        }
        for key in ["3", "0"] {
            var desk = noted(key)
            #expect(desk.state.prompt == nil)
            #expect(desk.state.toast?.text.hasSuffix("marco was told, 14:32. What you typed is kept: + shows it again.") == true)
            desk.press("+")
            #expect(desk.state.prompt?.field.text == "Important words")
        }
    }

    @Test("a call of which nobody has said which text stays is not lost with Esc")
    func conflictLeft() throws {
        var desk = SheetsFixture()
        desk.press("c", "4")
        desk.type("fri 9")
        desk.press("Tab")
        desk.type("likes oak")
        let log = try #require(logs(desk.press("Enter")).first)
        _ = Desk.reduce(&desk.state, .refused(.logCall(log), .conflict(20, field: .status, theirs: "contacted", yours: "interested")))
        desk.press("Escape")
        #expect(desk.state.toast?.text == "The call was not written. What you typed is kept: c shows it again.")
        desk.press("c", "4")
        #expect(desk.state.prompt?.fields.map(\.text) == ["2026-11-27 09:00", "likes oak"])
    }
}
