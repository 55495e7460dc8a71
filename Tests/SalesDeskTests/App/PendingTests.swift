import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Writes that are drawn at once") struct PendingTests {
    private let full = StoreError.cannotWrite(reason: "the disk is full")

    private func row(_ name: String, _ desk: SheetsFixture) -> String {
        desk.line(of: name).map { desk.scene.grid.rowText($0) } ?? ""
    }

    /// The change that a key asked for.
    private func change(_ effects: [DeskEffect]) throws -> Change {
        try #require(effects.compactMap { if case .apply(let change, _) = $0 { change } else { nil } }.first)
    }

    @Test("a status shows before the disk has it, and goes back, with the reason, when it is refused")
    func status() throws {
        var desk = SheetsFixture()
        let change = try change(desk.press("s", "c"))
        #expect(row("María Rossi", desk).contains("contacted"))
        _ = Desk.reduce(&desk.state, .refused(change, full))
        #expect(row("María Rossi", desk).contains("new"))
        #expect(desk.screen.contains("the disk is full"))
        #expect(desk.state.sheets.grid?.rows.first?.firstTouchedAt == nil)
    }

    @Test("a next call and an edited cell show at once")
    func edits() throws {
        var desk = SheetsFixture()
        desk.press("d")
        desk.type("tom 10")
        let next = try change(desk.press("Enter"))
        #expect(row("María Rossi", desk).contains("tomorrow 10:00"))
        desk.press("e", "Ctrl-U")
        desk.type("Maria R")
        let name = try change(desk.press("Enter"))
        #expect(row("Maria R ", desk).contains("tomorrow 10:00"))
        _ = Desk.reduce(&desk.state, .refused(next, full))
        _ = Desk.reduce(&desk.state, .refused(name, full))
        #expect(row("María Rossi", desk).contains("today"))
        desk.press("e")
        #expect(desk.state.prompt?.field.text == "Maria R", "what was typed is not lost")
    }

    @Test("an undo shows at its answer, and does not wait for the rows to be read again")
    func undo() {
        var desk = SheetsFixture()
        let edit = FieldEdit(.status, from: "new", to: "contacted")
        _ = desk.press("s", "c")
        _ = Desk.reduce(
            &desk.state, .applied(AppliedChange(sentence: "?", customerID: 20, spreadsheetID: 1, edits: [edit], name: "María Rossi"), .said)
        )
        _ = Desk.reduce(
            &desk.state,
            .undone(AppliedChange(sentence: "?", customerID: 20, spreadsheetID: 1, way: .undone, edits: [edit], name: "María Rossi")))
        #expect(row("María Rossi  ", desk).contains("new"))
        #expect(desk.screen.contains("undid: María Rossi: new → contacted"))
    }

    @Test("rows that were read before the write was done do not bring the old value back")
    func staleRead() throws {
        var desk = SheetsFixture()
        _ = desk.press("s", "c")
        desk.answerWindows(Desk.reduce(&desk.state, .news([.reload])), with: SheetsFixture.customers)
        #expect(row("María Rossi", desk).contains("contacted"))
    }

    @Test("a change upon a refused one is taken back with it, and is no conflict")
    func chain() throws {
        var desk = SheetsFixture()
        let first = try change(desk.press("s", "c"))
        let second = try change(desk.press("s", "w"))
        #expect(row("María Rossi", desk).contains("won"))
        _ = Desk.reduce(&desk.state, .refused(first, full))
        #expect(row("María Rossi", desk).contains("won"), "the second has not been answered yet")
        _ = Desk.reduce(&desk.state, .refused(second, .conflict(20, field: .status, theirs: "new", yours: "won")))
        #expect(row("María Rossi", desk).contains("new"))
        #expect(desk.state.prompt == nil)
    }

    @Test("a deleted row is gone at once, and stands where it stood when the store refuses")
    func delete() throws {
        var desk = SheetsFixture()
        desk.press("j")
        let line = desk.line(of: "John Doe")
        let change = try change(desk.press("X"))
        #expect(desk.line(of: "John Doe") == nil)
        desk.answerWindows(Desk.reduce(&desk.state, .news([.reload])), with: SheetsFixture.customers)
        #expect(desk.line(of: "John Doe") == nil)
        _ = Desk.reduce(&desk.state, .refused(change, full))
        #expect(desk.line(of: "John Doe") == line)
        #expect(desk.selected == "John Doe")
    }

    @Test("a note stands on the card at once; a refused one goes and is kept as a draft")
    func note() throws {
        var desk = SheetsFixture()
        desk.press("Enter")
        _ = Desk.reduce(&desk.state, .customer(.card(CardFixture.content(SheetsFixture.customers[0]))))
        desk.press("+")
        desk.type("likes oak")
        let change = try change(desk.press("Enter"))
        #expect(desk.screen.contains("likes oak"))
        _ = Desk.reduce(&desk.state, .customer(.card(CardFixture.content(SheetsFixture.customers[0]))))
        #expect(desk.screen.contains("likes oak"))
        _ = Desk.reduce(&desk.state, .refused(change, full))
        desk.press("x")
        #expect(!desk.screen.contains("likes oak"))
        desk.press("+")
        #expect(desk.state.prompt?.field.text == "likes oak")
    }

    @Test("somebody else's value shows while the two are chosen between")
    func conflict() throws {
        var desk = SheetsFixture()
        let change = try change(desk.press("s", "c"))
        _ = Desk.reduce(&desk.state, .refused(change, .conflict(20, field: .status, theirs: "won", yours: "contacted")))
        #expect(row("María Rossi", desk).contains("won"))
        #expect(desk.screen.contains("keep \"won\""))
        _ = desk.press("w")
        #expect(row("María Rossi", desk).contains("contacted"))
    }

    @Test("a choice that comes up while a note is typed keeps the note, and no letter of it chooses")
    func conflictWhileTyping() throws {
        var desk = SheetsFixture()
        let change = try change(desk.press("s", "c"))
        desk.press("+")
        desk.type("likes wal")
        _ = Desk.reduce(&desk.state, .refused(change, .conflict(20, field: .status, theirs: "won", yours: "contacted")))
        #expect(desk.screen.contains("keep \"won\"") && desk.screen.contains("What you typed is kept: + shows it again."))
        #expect(desk.type("nut, kitchen wide").isEmpty && desk.screen.contains("keep \"won\""))
        desk.state.now += 2
        #expect(try self.change(desk.press("w")) == .editCustomer(20, [FieldEdit(.status, from: "won", to: "contacted")]))
        desk.press("+")
        #expect(desk.state.prompt?.field.text == "likes wal")
    }

    @Test(
        "while the server is not there a line of its own says so, a write is refused with its text kept, and all is read again afterwards")
    func link() throws {
        let fault = StoreError.serverUnreachable(address: "leads on db.example.com", reason: "connection refused")
        var desk = SheetsFixture()
        _ = Desk.reduce(&desk.state, .news([.link(fault: fault)]))
        #expect(desk.screen.contains("▲ No connection to leads on db.example.com") && desk.screen.contains("nothing is saved"))
        #expect(desk.screen.contains("María Rossi"))
        let change = try change(desk.press("s", "c"))
        _ = Desk.reduce(&desk.state, .refused(change, fault))
        #expect(desk.screen.contains("cannot be reached (connection refused)") && !row("María Rossi", desk).contains("contacted"))
        desk.press("+")
        desk.type("likes oak")
        #expect(desk.press("Enter").isEmpty && desk.state.prompt?.field.text == "likes oak")
        #expect(desk.screen.contains("no connection: nothing was saved, what you typed stays"))
        let effects = Desk.reduce(&desk.state, .news([.link(fault: nil)]))
        #expect(effects.contains(.later(.sheets(.loadSpreadsheets))) && effects.contains(.later(.loadPages)))
        #expect(!desk.screen.lowercased().contains("no connection") && desk.screen.contains("likes oak"))
        #expect(try self.change(desk.press("Enter")) == .addNote(20, text: "likes oak"))
        #expect(Desk.reduce(&desk.state, .news([.link(fault: nil)])).isEmpty)
    }

    @Test("that nobody knows whether a change was saved stays to be read when the connection is back at once")
    func outcomeUnknown() throws {
        let place = "leads on db.example.com"
        var desk = SheetsFixture()
        let change = try change(desk.press("s", "c"))
        _ = Desk.reduce(&desk.state, .news([.link(fault: .serverUnreachable(address: place, reason: "connection refused"))]))
        _ = Desk.reduce(&desk.state, .refused(change, .outcomeUnknown(address: place)))
        _ = Desk.reduce(&desk.state, .news([.link(fault: nil)]))
        let said = desk.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(said.contains("it may be saved or not") && said.contains("The connection is back."))
    }

    private let unreachable = StoreError.serverUnreachable(address: "leads on db.example.com", reason: "connection refused")

    private func said(_ desk: SheetsFixture) -> String { desk.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    private func link(_ fault: StoreError?, _ desk: inout SheetsFixture) { _ = Desk.reduce(&desk.state, .news([.link(fault: fault)])) }

    @Test("that the connection is back is not said once it is broken again, whose line stands beside what became of a change")
    func brokenAgain() throws {
        var desk = SheetsFixture()
        let change = try change(desk.press("s", "c"))
        link(unreachable, &desk)
        _ = Desk.reduce(&desk.state, .refused(change, .outcomeUnknown(address: "leads on db.example.com")))
        #expect(said(desk).contains("it may be saved or not") && desk.screen.contains("▲ No connection to leads on db.example.com"))
        link(nil, &desk)
        #expect(said(desk).contains("if it is missing. The connection is back.") && !desk.screen.contains("▲"))
        link(unreachable, &desk)
        #expect(said(desk).contains("if it is missing.") && !said(desk).contains("is back."))
        #expect(desk.screen.contains("▲ No connection to leads on db.example.com"))
        desk.press("j")
        link(nil, &desk)
        #expect(said(desk).contains("The connection is back."))
        link(unreachable, &desk)
        #expect(!said(desk).contains("The connection is back."))
    }

    @Test(
        "what could not be read while the connection was broken is not said any more when it is back, or broken again",
        arguments: [true, false])
    func unreadMeanwhile(isBack: Bool) {
        var desk = SheetsFixture()
        if isBack { link(unreachable, &desk) }
        _ = Desk.reduce(&desk.state, .unread(.loadPages, unreachable.message))
        #expect(said(desk).contains("cannot be reached (connection refused)"))
        link(isBack ? nil : unreachable, &desk)
        #expect(!said(desk).contains("cannot be reached") && said(desk).contains("The connection is back.") == isBack)
    }

    @Test("what became of a change stays where reads fail behind it, and what cannot be kept")
    func outcomeStays() throws {
        var desk = SheetsFixture()
        let change = try change(desk.press("s", "c"))
        let effects = Desk.reduce(&desk.state, .refused(change, .outcomeUnknown(address: "leads on db.example.com")))
        link(unreachable, &desk)
        for effect in effects { _ = Desk.reduce(&desk.state, .unread(effect, unreachable.message)) }
        for case .sheets(.loadWindow(let request)) in effects + Desk.readAgain(byPerson: true, &desk.state) {
            _ = Desk.reduce(&desk.state, .sheets(.windowFailed(request, unreachable.message)))
        }
        _ = Desk.reduce(&desk.state, .unkept("draft.20.note", unreachable.message))
        #expect(said(desk).contains("it may be saved or not") && !said(desk).contains("cannot be reached"))
        link(nil, &desk)
        #expect(said(desk).contains("it may be saved or not"))
    }

    @Test("while nothing can be saved a line of its own says so, until something is saved again")
    func unwritable() throws {
        var desk = SheetsFixture()
        let change = try change(desk.press("s", "c"))
        _ = Desk.reduce(&desk.state, .refused(change, full))
        desk.press("j")
        #expect(desk.screen.contains("▲ Nothing can be saved (the disk is full)"))
        desk.press("n")
        #expect(desk.screen.contains("No key mends this: Nothing can be saved (the disk is full)."))
        _ = Desk.reduce(&desk.state, .applied(AppliedChange(sentence: "done", customerID: 20, spreadsheetID: 1), .said))
        #expect(!desk.screen.contains("Nothing can be saved"))
    }

    @Test("that line goes by itself when the cause is mended, which is looked at every five seconds")
    func mended() throws {
        var desk = SheetsFixture()
        let refused = try change(desk.press("s", "c"))
        #expect(Desk.reduce(&desk.state, .refused(refused, full)).contains(.lookAtWriting))
        #expect(!Desk.reduce(&desk.state, .clock).contains(.lookAtWriting))
        #expect(Desk.nextChange(desk.state) <= desk.state.now.addingTimeInterval(5))
        desk.state.now += 5
        #expect(Desk.reduce(&desk.state, .clock).contains(.lookAtWriting))
        _ = Desk.reduce(&desk.state, .writable(true))
        #expect(desk.screen.contains("Nothing can be saved"), "the cause is not one that is seen")
        _ = Desk.reduce(&desk.state, .writable(false))
        _ = Desk.reduce(&desk.state, .writable(true))
        #expect(!desk.screen.contains("Nothing can be saved"))
        #expect(!Desk.reduce(&desk.state, .clock).contains(.lookAtWriting))
    }

    @Test("a role whose part was taken away is told so in that line, until it has one again")
    func shutOut() throws {
        var desk = SheetsFixture()
        let line = "▲ Nothing can be saved (your role has no part in the data)"
        // The one is what a read gives, the other what a change does.
        for action in [DeskAction.shutOut, .refused(try change(desk.press("s", "c")), .noPart(address: "leads on db"))] {
            var effects = Desk.reduce(&desk.state, action)
            desk.press("j")
            #expect(desk.screen.contains(line))
            effects += Desk.reduce(&desk.state, .clock)
            #expect(effects.contains(.lookAtWriting))
            _ = Desk.reduce(&desk.state, .writable(false))
            #expect(desk.screen.contains(line))
            _ = Desk.reduce(&desk.state, .writable(true))
            #expect(!desk.screen.contains("Nothing can be saved"))
        }
    }
}
