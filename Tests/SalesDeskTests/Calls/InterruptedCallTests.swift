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

    // MARK: Somebody else has called meanwhile

    /// With the prompt of a call open, after the given keys, and rows that tell of a colleague's call since.
    private func meanwhile(_ keys: String..., then change: (inout Customer) -> Void = { _ in }) -> SheetsFixture {
        var desk = SheetsFixture()
        desk.press("c")
        for key in keys { desk.press(key) }
        var customers = SheetsFixture.customers
        customers[0].contact = ContactState(attempts: 1, lastOutcome: .appointment)
        (customers[0].status, customers[0].nextCall) = ("interested", NextCall("2026-11-24 10:00"))
        change(&customers[0])
        desk.state.now += 60
        desk.answerWindows(Desk.reduce(&desk.state, .news([.reload])), with: customers)
        return desk
    }

    @Test("an outcome is not written over what a colleague wrote while the prompt was open, until the person knows")
    func known() throws {
        var desk = meanwhile()
        let news = "somebody else has called meanwhile: appointment, status interested, next call tom 10:00"
        #expect(desk.screen.contains(news), "told before a key is pressed")
        #expect(logs(desk.press("1")).isEmpty)
        #expect(desk.state.prompt?.problem == "\(news). 1 again writes yours over it, Esc leaves it")
        #expect(logs(desk.press("1")).first?.outcome == .noAnswer)
    }

    @Test("what is typed behind an outcome that was refused is obeyed by nothing, however fast or slow it comes")
    func typedBlind() throws {
        var desk = meanwhile()
        let problem = { (desk: SheetsFixture) in desk.state.prompt?.problem?.suffix(42) ?? "" }
        desk.press("4")
        for key in ["t", "o", "m", "Space", "1", "1", "4", "Tab", "w", "a", "Enter"] {
            #expect(!desk.press(key).contains { if case .apply = $0 { true } else { false } }, "\(key)")
            #expect(desk.state.prompt?.isOutcomes == true && desk.state.overlay == nil, "\(key)")
            desk.state.now += 0.9
        }
        #expect(problem(desk) == "4 again writes yours over it, Esc leaves it".suffix(42))
        desk.state.now += 1
        #expect(desk.press("w").isEmpty && desk.state.overlay == nil)
        desk.state.now += 1
        #expect(logs(desk.press("1")).isEmpty)
        #expect(problem(desk) == "1 again writes yours over it, Esc leaves it".suffix(42))
        desk.state.now += 1
        #expect(logs(desk.press("2")).isEmpty)
        #expect(logs(desk.press("2")).first?.outcome == .voicemail)
    }

    @Test("the reason of a lost customer is told of the news as well, and another letter is none that was told")
    func reasonMeanwhile() {
        var desk = meanwhile("7")
        #expect(logs(desk.press("p")).isEmpty && desk.state.prompt?.problem?.contains(" p again writes yours over it") == true)
        #expect(logs(desk.press("n")).isEmpty)
        desk.state.now += 2
        #expect(logs(desk.press("n")).isEmpty)
        #expect(logs(desk.press("n")).first?.lostReason == "no need")
    }

    @Test("what an outcome asks is answered twice by Enter, and its date is read between")
    func detailsMeanwhile() {
        var desk = meanwhile("4")
        desk.type("fri 9")
        #expect(logs(desk.press("Enter")).isEmpty)
        #expect(desk.state.prompt?.problem?.contains(" Enter again writes yours over it") == true)
        desk.type("0")
        #expect(!desk.screen.contains("meanwhile") && desk.screen.contains("90"))
        desk.press("Backspace")
        #expect(logs(desk.press("Enter")).first?.edits.last?.to == "2026-11-27 09:00")
    }

    // MARK: What was typed

    /// Chooses the outcome that asks for a next call and a note, and types both.
    private func type(_ nextCall: String, _ note: String, _ desk: inout SheetsFixture) {
        desk.press("c", "4")
        desk.type(nextCall)
        desk.press("Tab")
        desk.type(note)
    }

    @Test("next call and note go along to another outcome, and the note is there when one is written")
    func goesAlong() throws {
        var desk = SheetsFixture()
        type("tom 10", "wants two kitchens", &desk)
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
        type("fri 9", "likes oak", &desk)
        let log = try #require(logs(desk.press("Enter")).first)
        _ = Desk.reduce(&desk.state, .refused(.logCall(log), .conflict(20, field: .status, theirs: "contacted", yours: "interested")))
        desk.press("Escape")
        #expect(desk.state.toast?.text == "The call was not written. What you typed is kept: c shows it again.")
        desk.press("c", "4")
        #expect(desk.state.prompt?.fields.map(\.text) == ["2026-11-27 09:00", "likes oak"])
    }
}
