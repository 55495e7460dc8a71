import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Moving to another spreadsheet") struct TransferTests {
    private func changes(_ effects: [DeskEffect]) -> [Change] {
        effects.compactMap { if case .apply(let change, _) = $0 { change } else { nil } }
    }

    private func begun(_ effects: [DeskEffect]) -> BulkJob? {
        for case .marks(let effect) in effects { if case .begin(let job) = effect.kind { return job } }
        return nil
    }

    private func withColleagues() -> SheetsFixture {
        var desk = SheetsFixture()
        desk.press(">")
        let targets = [MoveTarget(id: 9, name: "Referrals", owner: "marco"), MoveTarget(id: 10, name: "Fair", owner: "zoë")]
        _ = Desk.reduce(&desk.state, .marks(MarksAction(.targets(targets))))
        return desk
    }

    @Test("a part of the name and Enter move the row, whose neighbour has the cursor")
    func moving() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press(">")
        #expect(desk.screen.contains("move María Rossi to") && desk.screen.contains("Trade fair May"))
        #expect(!desk.screen.contains("1,204 customers\n"))
        desk.type("fáir")
        #expect(changes(desk.press("Enter")) == [.moveCustomer(20, from: 1, to: 2)])
        #expect(desk.line(of: "María Rossi") == nil && desk.selected == "John Doe")
    }

    @Test("the spreadsheet that was used last stands first, and arrows choose")
    func last() {
        var desk = SheetsFixture()
        #expect(changes(desk.press(">", "Down", "Enter")) == [.moveCustomer(20, from: 1, to: 3)])
        #expect(changes(desk.press(">", "Enter")) == [.moveCustomer(19, from: 1, to: 3)])
        #expect(changes(desk.press(">", "Down", "Enter")) == [.moveCustomer(18, from: 1, to: 2)])
    }

    @Test("marked rows move together, with their number in the prompt")
    func marked() throws {
        var desk = SheetsFixture(columns: 60, rows: 16)
        desk.press("Space", "Space", ">")
        #expect(desk.screen.contains("move 2 customers to"))
        desk.type("ref")
        let job = try #require(begun(desk.press("Enter")))
        #expect(job.change == .move(to: 3))
        var batch = BulkBatch()
        (batch.id, batch.done) = (3, 2)
        _ = Desk.reduce(&desk.state, .marks(MarksAction(.ended(job.id, BulkEnd(batch: batch, left: Marks())))))
        #expect(desk.screen.contains("2 customers are now in Referrals   u undo"))
    }

    @Test("user: offers the spreadsheets of colleagues, and nothing of what is in them")
    func colleagues() {
        var desk = withColleagues()
        #expect(desk.screen.contains("user: to a colleague"))
        desk.type("user:mar")
        #expect(desk.screen.contains("Referrals of marco") && !desk.screen.contains("Fair of zoë"))
        #expect(changes(desk.press("Enter")) == [.moveCustomer(20, from: 1, to: 9)])
        #expect(desk.line(of: "María Rossi") == nil)
        desk.press(">")
        #expect(desk.line(of: "of marco") == nil, "what was given last is not offered among one's own")
    }

    @Test("one that a colleague shares to write is found by its name, with whose it is, and a card that stays in sight is not left")
    func shared() {
        var desk = SheetsFixture()
        var summaries = SheetsFixture.summaries
        (summaries[1].owner, summaries[1].shared) = ("marco", .read)
        (summaries[2].owner, summaries[2].shared) = ("marco", .write)
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets(summaries)))
        desk.press("Enter", ">")
        desk.type("trade")
        #expect(desk.screen.contains("no other spreadsheet that you may write in is called so"), "it may only be read")
        desk.press("Ctrl-U")
        desk.type("ref")
        #expect(desk.screen.contains("Referrals of marco"))
        #expect(changes(desk.press("Enter")) == [.moveCustomer(20, from: 1, to: 3)])
        #expect(desk.state.card?.id == 20)
    }

    @Test("a card whose customer was given away is left")
    func givenCard() {
        var desk = withColleagues()
        desk.press("Escape", "Enter", ">")
        desk.type("user:zoe")
        #expect(changes(desk.press("Enter")) == [.moveCustomer(20, from: 1, to: 10)])
        #expect(desk.state.card == nil)
    }

    @Test("a name that no spreadsheet has is refused, and nothing is written")
    func unknown() {
        var desk = SheetsFixture()
        desk.press(">")
        desk.type("zzz")
        #expect(desk.screen.contains("no other spreadsheet that you may write in is called so"))
        #expect(changes(desk.press("Enter")).isEmpty && desk.state.prompt != nil)
        desk.press("Escape")
        #expect(desk.state.prompt == nil && desk.selected == "María Rossi")
    }

    @Test(":copy copies, and the row stays")
    func copying() {
        var desk = SheetsFixture()
        desk.press(":")
        desk.type("copy")
        desk.press("Enter")
        #expect(desk.screen.contains("copy María Rossi to"))
        #expect(changes(desk.press("Enter")) == [.copyCustomer(20, to: 2)])
        #expect(desk.line(of: "María Rossi") != nil)
    }

    @Test("a refused move brings the row back to its place")
    func refused() throws {
        var desk = SheetsFixture()
        desk.press("Down", "Up")
        let change = try #require(changes(desk.press(">", "Enter")).first)
        #expect(desk.line(of: "María Rossi") == nil)
        desk.answerWindows(Desk.reduce(&desk.state, .refused(change, .spreadsheetGone)), with: SheetsFixture.customers)
        #expect(desk.line(of: "María Rossi") != nil && desk.selected == "María Rossi")
    }

    @Test("a click on a line of the list moves")
    func click() throws {
        var desk = SheetsFixture()
        desk.press(">")
        desk.state.hits = desk.scene.hits
        let y = try #require(desk.state.hits.first { $0.target == .promptRow(1) }?.rect.y)
        let effects = Desk.reduce(&desk.state, .input(.mouse(MouseEvent(.press, x: 4, y: y))))
        #expect(changes(effects) == [.moveCustomer(20, from: 1, to: 3)])
    }

    @Test("a colleague who was removed meanwhile is given nothing: the row is back, and it is said")
    func removedColleague() throws {
        var desk = withColleagues()
        desk.type("user:mar")
        let change = try #require(changes(desk.press("Enter")).first)
        #expect(desk.line(of: "María Rossi") == nil)
        desk.answerWindows(Desk.reduce(&desk.state, .refused(change, .spreadsheetGone)), with: SheetsFixture.customers)
        #expect(desk.line(of: "María Rossi") != nil)
        #expect(desk.screen.contains("This spreadsheet was deleted meanwhile"))
    }
}
