import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Taking back a change of many customers") struct TurningTests {
    private func step(_ done: Int) -> StepProgress {
        var step = StepProgress(id: 7, isUndo: true, all: 8890)
        step.done = done
        return step
    }

    @Test("it goes on by itself and shows how far it is, and the keys for more of it wait")
    func progress() {
        var desk = SheetsFixture(columns: 110, rows: 24)
        #expect(desk.press("u") == [.undo(offered: nil)])
        #expect(Desk.reduce(&desk.state, .turning(.begun(step(0)))).contains(.goOn(step(0))))
        #expect(desk.screen.contains("0 of 8,890 taken back"))
        #expect(Desk.reduce(&desk.state, .turning(.further(step(400)))).isEmpty)
        #expect(desk.screen.contains("400 of 8,890 taken back"))
        for key in ["u", "Ctrl-Y"] {
            #expect(desk.press(key).isEmpty)
            #expect(desk.screen.contains("The last change is still being taken back, 400 of 8,890."))
        }
        let change = AppliedChange(sentence: "undid: status of 8890 customers: won", way: .undone)
        #expect(Desk.reduce(&desk.state, .turning(.ended(change))).contains(.sheets(.loadSpreadsheets)))
        #expect(!desk.screen.contains("of 8,890"))
        #expect(desk.screen.contains("undid: status of 8890 customers: won"))
        #expect(desk.state.toast?.until == nil)
        #expect(desk.press("u") == [.undo(offered: nil)])
    }

    @Test("where the disk refuses it, the same key carries on")
    func broken() {
        var desk = SheetsFixture(columns: 140, rows: 24)
        _ = Desk.reduce(&desk.state, .turning(.begun(step(0))))
        _ = Desk.reduce(&desk.state, .turning(.further(step(400))))
        _ = Desk.reduce(&desk.state, .turning(.stopped("The disk is full.")))
        #expect(desk.screen.contains("The disk is full. Until then 400 of 8,890 went; u carries on."))
        #expect(desk.press("u") == [.undo(offered: nil)])
    }

    @Test("behind a line that offers it the key takes back what the line tells of, and then, or where more was written, whatever was last")
    func offered() {
        var desk = SheetsFixture()
        let written = desk.state.now.addingTimeInterval(-1)
        func say(_ sentence: String) {
            var applied = AppliedChange(sentence: sentence, customerID: 20, spreadsheetID: 1)
            applied.writtenAt = written
            _ = Desk.reduce(&desk.state, .applied(applied, .said))
        }
        say("María Rossi: new → won")
        #expect(desk.screen.contains("María Rossi: new → won   u undo"))
        #expect(desk.press("u") == [.undo(offered: written)])
        #expect(desk.press("u") == [.undo(offered: nil)], "a second one goes on")
        for _ in 0..<2 { _ = Desk.reduce(&desk.state, .undone(nil)) }
        say("María Rossi: new → won")
        desk.press("s", "c")
        #expect(desk.press("u") == [.undo(offered: nil)], "the change that is being written is the last")
    }

    @Test("of keys that come in one burst the second takes back the step before, and one behind a change takes back that")
    func burst() {
        var desk = SheetsFixture()
        func say() -> Date {
            var applied = AppliedChange(sentence: "María Rossi: new → won", customerID: 20, spreadsheetID: 1)
            applied.writtenAt = desk.state.now
            _ = Desk.reduce(&desk.state, .applied(applied, .said))
            return desk.state.now
        }
        let written = say()
        #expect(Desk.reduce(&desk.state, .typed("uu")) == [.undo(offered: written), .undo(offered: nil)])
        for _ in 0..<2 { _ = Desk.reduce(&desk.state, .undone(nil)) }
        _ = say()
        #expect(Desk.reduce(&desk.state, .typed("Xu")).last == .undo(offered: nil))
    }

    @Test("a line about a list that is gone goes when that is there again")
    func listIsBack() {
        var desk = SheetsFixture()
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets(Array(SheetsFixture.summaries.dropFirst()))))
        #expect(desk.state.toast?.text.contains("\"Meta Ads Leads\" was deleted") == true)
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets(SheetsFixture.summaries)))
        #expect(desk.state.toast == nil)
        _ = Desk.reduce(&desk.state, .sheets(.views([SavedView(id: 7, name: "Won", query: "status:won")])))
        _ = Desk.openSavedView(7, &desk.state)
        _ = Desk.reduce(&desk.state, .sheets(.views([])))
        #expect(desk.state.toast?.text.contains("\"Won\" was deleted") == true)
        _ = Desk.reduce(&desk.state, .sheets(.views([SavedView(id: 7, name: "Won", query: "status:won")])))
        #expect(desk.state.toast == nil)
    }
}
