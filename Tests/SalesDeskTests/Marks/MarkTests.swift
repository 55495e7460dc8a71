import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Marked rows") struct MarkTests {
    private func row(_ name: String, _ desk: SheetsFixture) -> String {
        desk.line(of: name).map { desk.scene.grid.rowText($0) } ?? ""
    }

    /// The change of many that a key asked for.
    private func begun(_ effects: [DeskEffect]) -> BulkJob? {
        for case .marks(let effect) in effects { if case .begin(let job) = effect.kind { return job } }
        return nil
    }

    private func isMarked(_ name: String, _ desk: SheetsFixture) -> Bool { row(name, desk).contains("✓") }

    @Test("Space marks and goes down, a second time unmarks, and the title counts")
    func space() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press("Space", "Space")
        #expect(desk.screen.contains("2 marked"))
        #expect(isMarked("María Rossi", desk) && isMarked("John Doe", desk) && !isMarked("Priya Khan", desk))
        #expect(desk.selected == "Priya Khan")
        desk.press("Up", "Space")
        #expect(desk.screen.contains("1 marked") && !isMarked("John Doe", desk))
    }

    @Test("the sign is there in every width, also without colours", arguments: [60, 80, 110, 140])
    func widths(_ columns: Int) {
        var desk = SheetsFixture(columns: columns, rows: 24)
        let before = row("John Doe", desk)
        desk.press("Down", "Space")
        let after = row("John Doe", desk)
        #expect(after.contains("✓") && after.replacing("✓", with: " ") == before)
        #expect(desk.screen.contains("1 marked"))
    }

    @Test("Esc unmarks before it does anything else, and the bottom line says so")
    func escape() {
        var desk = SheetsFixture(columns: 60, rows: 16)
        desk.answerWindows(desk.press("f", "s", "n", "Enter"), with: SheetsFixture.customers)
        desk.press("Space")
        #expect(desk.screen.contains("Esc unmark"))
        desk.press("Escape")
        #expect(!desk.screen.contains("marked") && desk.state.sheets.grid?.query.isFiltered == true)
        desk.press("Escape")
        #expect(desk.state.sheets.grid?.query.isFiltered == false)
    }

    @Test("marks survive arrivals, another order and a visit to another list, where there are none")
    func survive() {
        var desk = SheetsFixture()
        desk.press("Down", "Space")
        let fresh = SheetsFixture.lead(21, "Ida New", "+39 347 000 0000", "", age: 1)
        _ = Desk.reduce(&desk.state, .news([.leadArrived(fresh, userID: 1)]))
        #expect(isMarked("John Doe", desk) && !isMarked("Ida New", desk))
        desk.answerWindows(desk.press("o", "n"), with: SheetsFixture.customers)
        #expect(isMarked("John Doe", desk))
        desk.answerWindows(desk.press("Tab", "Down"), with: [])
        #expect(!desk.screen.contains("marked"))
        desk.answerWindows(desk.press("Up", "Tab"), with: SheetsFixture.customers)
        #expect(desk.screen.contains("1 marked") && isMarked("John Doe", desk))
    }

    @Test("the signs stay while the list of spreadsheets has the keys, which do nothing to marked rows")
    func otherPane() {
        var desk = SheetsFixture()
        desk.press("Space", "Tab")
        #expect(desk.screen.contains("1 marked") && isMarked("María Rossi", desk))
        #expect(begun(desk.press("X")) == nil)
        #expect(!desk.screen.contains("Esc unmark"))
    }

    @Test("marked rows look so", arguments: [(60, 16), (110, 30)])
    func look(_ columns: Int, _ rows: Int) throws {
        var desk = SheetsFixture(columns: columns, rows: rows)
        desk.press("Space", "Space", "Down", "Space", "Up")
        try Golden.expect(desk.scene, "marked-\(columns)x\(rows)")
    }

    @Test("the question where they are to go looks so", arguments: [(60, 16), (80, 24)])
    func lookOfMoving(_ columns: Int, _ rows: Int) throws {
        var desk = SheetsFixture(columns: columns, rows: rows)
        desk.press("Space", "Space", ">", "Down")
        try Golden.expect(desk.scene, "move-\(columns)x\(rows)")
    }

    @Test("while a long change is being written another waits")
    func oneAtATime() throws {
        var desk = SheetsFixture()
        desk.press("V")
        let marks = Marks((1...10_000).map { CustomerMark(id: $0, spreadsheetID: 1, version: 1) })
        _ = Desk.reduce(&desk.state, .marks(MarksAction(.all(.spreadsheet(1), number: 1, marks))))
        desk.press("s", "w", "Space")
        #expect(begun(desk.press("s", "c")) == nil)
        #expect(desk.screen.contains("still being written, 0 of 10,000") && desk.screen.contains("1 marked"))
    }

    @Test("V marks all rows of the list, whoever they are, and Esc before the answer leaves it at none")
    func all() throws {
        var desk = SheetsFixture()
        let effects = desk.press("V")
        let number = try #require(
            effects.compactMap { effect -> Int? in
                guard case .marks(let marks) = effect, case .readAll(_, let number, let query) = marks.kind else { return nil }
                return query == SheetQuery(1) ? number : nil
            }.first)
        #expect(desk.screen.contains("marking"))
        let many = Marks((1...1204).map { CustomerMark(id: $0, spreadsheetID: 1, version: 1) })
        var other = desk
        _ = Desk.reduce(&desk.state, .marks(MarksAction(.all(.spreadsheet(1), number: number, many))))
        #expect(desk.screen.contains("1,204 marked") && isMarked("Zoë Larsson", desk))
        other.press("Escape")
        _ = Desk.reduce(&other.state, .marks(MarksAction(.all(.spreadsheet(1), number: number, many))))
        #expect(!other.screen.contains("marked"))
    }

    private static let ida = SheetsFixture.lead(21, "Ida New", "+39 347 000 0000", "", age: 1)

    /// Has the store answer the question of the key that marks all, with one who has just come in.
    private func answerAll(_ number: Int, _ desk: inout SheetsFixture) {
        let all = Marks(([Self.ida] + SheetsFixture.customers).map(CustomerMark.init))
        _ = Desk.reduce(&desk.state, .marks(MarksAction(.all(.spreadsheet(1), number: number, all))))
    }

    @Test("a lead that came in above the screen is not marked with all others before it was seen", arguments: [true, false])
    func unseen(_ isRead: Bool) {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press("Down")
        if isRead {
            desk.answerWindows(Desk.reduce(&desk.state, .news([.reload])), with: [Self.ida] + SheetsFixture.customers)
        } else {
            _ = Desk.reduce(&desk.state, .news([.leadArrived(Self.ida, userID: 1)]))
        }
        #expect(desk.line(of: "347 000 0000") == nil)
        desk.press("V")
        answerAll(1, &desk)
        #expect(desk.screen.contains("12 marked") && desk.screen.contains("1 customer who came in unseen is not marked. g shows it"))
        desk.press("g")
        #expect(desk.line(of: "347 000 0000") != nil && !isMarked("Ida New", desk))
        desk.press("V")
        answerAll(2, &desk)
        #expect(desk.screen.contains("13 marked") && isMarked("Ida New", desk))
    }

    @Test("a lead that comes in while all are being marked, or of which is told after that, is none of them")
    func arrivesMeanwhile() {
        for tells in [1, 2] {
            var desk = SheetsFixture(columns: 80, rows: 24)
            desk.press("Down", "V")
            if tells == 1 { _ = Desk.reduce(&desk.state, .news([.leadArrived(Self.ida, userID: 1)])) }
            answerAll(1, &desk)
            if tells == 2 { _ = Desk.reduce(&desk.state, .news([.leadArrived(Self.ida, userID: 1)])) }
            #expect(desk.screen.contains("12 marked") && desk.line(of: "347 000 0000") == nil)
            #expect(begun(desk.press("X", "X"))?.marks.contains(21) == false)
        }
    }

    @Test("a status of the marked rows is asked with their number, drawn at once, and said with the key that takes it back")
    func status() throws {
        var desk = SheetsFixture()
        desk.press("Space", "Space", "s")
        #expect(desk.screen.contains("status of 2 customers"))
        let job = try #require(begun(desk.press("c")))
        #expect(job.change == .set(.status, "contacted") && job.marks.all.map(\.id) == [19, 20])
        #expect(row("María Rossi", desk).contains("contacted") && row("John Doe", desk).contains("contacted"))
        #expect(!desk.screen.contains("2 marked"))
        var batch = BulkBatch()
        (batch.id, batch.done) = (7, 2)
        _ = Desk.reduce(&desk.state, .marks(MarksAction(.ended(job.id, BulkEnd(batch: batch, left: Marks())))))
        #expect(desk.screen.contains("2 customers are now contacted   u undo"))
    }

    @Test("rows that colleagues have taken stay where they are, and are said")
    func taken() throws {
        var desk = SheetsFixture()
        desk.press("Space", "Space")
        let job = try #require(begun(desk.press("X")))
        var batch = BulkBatch()
        (batch.id, batch.done, batch.taken) = (7, 1, 1)
        _ = Desk.reduce(&desk.state, .marks(MarksAction(.ended(job.id, BulkEnd(batch: batch, left: Marks())))))
        #expect(desk.screen.contains("deleted 1 customer; 1 stays: a colleague has taken it"))
    }

    @Test("rows that somebody changed meanwhile are said, and stay marked")
    func changedMeanwhile() throws {
        var desk = SheetsFixture()
        desk.press("Space", "Space", "d")
        #expect(desk.screen.contains("next call of 2 customers"))
        desk.type("tom 10")
        let job = try #require(begun(desk.press("Enter")))
        #expect(row("María Rossi", desk).contains("tomorrow 10:00"))
        var batch = BulkBatch()
        (batch.id, batch.done, batch.changed) = (7, 1, [CustomerMark(id: 19, spreadsheetID: 1, version: 4)])
        let effects = Desk.reduce(&desk.state, .marks(MarksAction(.ended(job.id, BulkEnd(batch: batch, left: Marks(batch.changed))))))
        desk.answerWindows(effects, with: SheetsFixture.customers)
        #expect(desk.screen.contains("1 customer: next call tomorrow 10:00; 1 was changed by somebody else meanwhile"))
        #expect(isMarked("John Doe", desk) && !isMarked("María Rossi", desk))
        #expect(row("John Doe", desk).contains("today"))
    }

    @Test("marked rows have different dates, so + and - move none of them and say what to type")
    func moved() {
        var desk = SheetsFixture()
        desk.press("Space", "Space", "d")
        desk.type("+3")
        #expect(desk.screen.contains("+ and - are for one row: 3d (in 3 days), or 31/1"))
        #expect(begun(desk.press("Enter")) == nil && desk.state.prompt != nil)
        desk.press("Ctrl-U")
        desk.type("3d")
        #expect(begun(desk.press("Enter")) != nil)
    }

    @Test("what could not be written is marked again, and a note's words are kept")
    func refused() throws {
        var desk = SheetsFixture()
        desk.press("Space", "Space", "+")
        desk.type("wants a quote")
        let job = try #require(begun(desk.press("Enter")))
        let end = BulkEnd(batch: BulkBatch(), left: job.marks, error: .cannotWrite(reason: "the disk is full"))
        _ = Desk.reduce(&desk.state, .marks(MarksAction(.ended(job.id, end))))
        #expect(desk.screen.contains("the disk is full") && desk.screen.contains("2 marked"))
        #expect(desk.state.toast?.text.hasSuffix("What you typed is kept: + shows it again.") == true)
        desk.press("+")
        #expect(desk.state.prompt?.field.text == "wants a quote")
        var part = end
        part.batch.done = 1
        let sentence = BulkPresentation.sentence(.note("wants a quote"), part, in: desk.state)
        let rest = "The rest could not be written (the disk is full): fix the cause first. Until then: noted for 1 customer."
        #expect(sentence == rest + " What you typed is kept: + shows it again.")
    }

    @Test("of a change that the server breaks off is told how many it has changed, whatever cannot be read behind it")
    func brokenOff() throws {
        var desk = SheetsFixture()
        let fault = StoreError.serverUnreachable(address: "leads on db", reason: "connection refused")
        desk.press("Space", "Space")
        let job = try #require(begun(desk.press("s", "c")))
        var batch = BulkBatch()
        (batch.id, batch.done) = (7, 1)
        let effects = Desk.reduce(
            &desk.state, .marks(MarksAction(.ended(job.id, BulkEnd(batch: batch, left: Marks(job.marks.all.dropFirst()), error: fault)))))
        _ = Desk.reduce(&desk.state, .news([.link(fault: fault)]))
        for effect in effects { _ = Desk.reduce(&desk.state, .unread(effect, fault.message)) }
        _ = Desk.reduce(&desk.state, .news([.link(fault: nil)]))
        let said = desk.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            said.contains(
                "The rest could not be written: the database leads on db cannot be reached (connection refused). Until then: 1 customer is now contacted. The connection is back. u undo"
            ))
        #expect(desk.screen.contains("1 marked"))
    }

    @Test("a note for marked rows that is left with Esc is there when one is written for them again")
    func noteLeft() {
        var desk = SheetsFixture()
        desk.press("Space", "Space", "+")
        desk.type("wants a quote")
        #expect(desk.screen.contains("Esc keeps it as a draft"))
        desk.press("Escape", "+")
        #expect(desk.state.prompt?.field.text == "wants a quote")
        desk.press("Ctrl-U", "Escape", "+")
        #expect(desk.state.prompt?.field.text == "")
    }

    @Test("marked rows are deleted together; many of them by a second key")
    func deleting() throws {
        var desk = SheetsFixture()
        desk.press("Space", "Space")
        let job = try #require(begun(desk.press("X")))
        #expect(job.change == .delete && desk.line(of: "María Rossi") == nil && desk.line(of: "John Doe") == nil)
        #expect(desk.selected == "Priya Khan")
        var many = SheetsFixture()
        many.press("V")
        let marks = Marks((1...30).map { CustomerMark(id: $0, spreadsheetID: 1, version: 1) })
        _ = Desk.reduce(&many.state, .marks(MarksAction(.all(.spreadsheet(1), number: 1, marks))))
        #expect(begun(many.press("X")) == nil)
        #expect(many.screen.contains("30 customers are marked.") && many.screen.contains("again deletes them"))
        #expect(begun(many.press("X"))?.change == .delete)
    }

    @Test("the number of marked rows that a filter hides is told, and who is gone loses the mark")
    func hidden() throws {
        var desk = SheetsFixture()
        desk.press("Space", "Space", "Space")
        _ = Desk.reduce(&desk.state, .marks(MarksAction(.checked(.spreadsheet(1), gone: [18], shown: 1))))
        #expect(desk.screen.contains("2 marked, 1 not shown"))
        desk.press("s")
        #expect(desk.screen.contains("status of 2 customers, 1 of them not shown"))
        desk.press("Escape")
        _ = Desk.reduce(&desk.state, .marks(MarksAction(.checked(.spreadsheet(1), gone: [19, 20], shown: 0))))
        #expect(!desk.screen.contains("marked"))
    }

    @Test("a changed filter has the marks looked at again")
    func checks() throws {
        var desk = SheetsFixture()
        desk.press("Space")
        var asked: [MarksEffect] = []
        for case .sheets(.loadWindow(let request)) in desk.press("f", "s", "w") {
            let rows = SheetsFixture.customers.filter { request.query.admits($0, desk.state.configuration.phones) }
            for case .marks(let effect) in Desk.reduce(
                &desk.state, .sheets(.window(request, SheetWindow(rows: rows, atStart: true, atEnd: true), kept: [])))
            { asked.append(effect) }
        }
        #expect(
            asked.contains {
                if case .check(.spreadsheet(1), let marks, _, let query) = $0.kind { marks.count == 1 && query.isFiltered } else { false }
            })
    }

    @Test(
        "call and message keys on marked rows begin the loop, and so does the key that calls through a list",
        arguments: ["c", "w", "E", "L"])
    func loop(_ key: String) {
        var desk = SheetsFixture()
        desk.press("Space", "Down", "Space")
        let effects = desk.press(key)
        let asked = effects.contains {
            if case .marks(let effect) = $0, case .worklist(let marks, let query) = effect.kind {
                return marks.ids.sorted() == [18, 20] && query == SheetQuery(1)
            }
            return false
        }
        #expect(asked && desk.state.prompt == nil && desk.state.overlay == nil)
        _ = Desk.reduce(&desk.state, .calls(.worklist("Marked", [20, 18], isCut: false)))
        #expect(desk.screen.contains("Marked 1 of 2"))
    }

    @Test("a long change tells how far it has come, and goes on in portions")
    func progress() throws {
        var desk = SheetsFixture()
        desk.press("V")
        let marks = Marks((1...10_000).map { CustomerMark(id: $0, spreadsheetID: 1, version: 1) })
        _ = Desk.reduce(&desk.state, .marks(MarksAction(.all(.spreadsheet(1), number: 1, marks))))
        let job = try #require(begun(desk.press("s", "w")))
        var batch = BulkBatch()
        (batch.id, batch.done) = (7, 500)
        let effects = Desk.reduce(&desk.state, .marks(MarksAction(.progress(job.id, batch))))
        #expect(effects == [.marks(MarksEffect(.goOn(job)))])
        #expect(desk.screen.contains("500 of 10,000 written, u takes back"))
        batch.done = 1000
        #expect(Desk.reduce(&desk.state, .marks(MarksAction(.progress(job.id, batch)))).isEmpty)
        #expect(desk.screen.contains("1,000 of 10,000 written"))
    }

    @Test("with nothing marked the keys act on the row under the cursor, and on a card on its customer")
    func unmarked() {
        var desk = SheetsFixture()
        #expect(desk.press("s", "c").contains { if case .apply = $0 { true } else { false } })
        desk.press("Space", "Enter", "s")
        #expect(desk.state.prompt?.label(in: desk.state) == "status")
    }
}
