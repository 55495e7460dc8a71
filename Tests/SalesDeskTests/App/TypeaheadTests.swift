import CRM
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Keys that come before the rows they are meant for") struct TypeaheadTests {
    /// A list of which only the first rows are at hand; the cursor was sent to its last row, which is not read yet.
    private func atTheEnd() throws -> (SheetsFixture, CustomerRequest) {
        var desk = SheetsFixture()
        desk.state.sheets.grid?.atEnd = false
        let request = try #require(
            desk.press("G").compactMap { if case .sheets(.loadWindow(let request)) = $0 { request } else { nil } }.first)
        return (desk, request)
    }

    private static let far = SheetsFixture.lead(3, "Far Away", "+39 02 1234567", "Umbrella", age: 900_000)

    private func answer(_ request: CustomerRequest, _ desk: inout SheetsFixture) -> [DeskEffect] {
        let window = SheetWindow(rows: SheetsFixture.customers + [Self.far], atStart: false, atEnd: true)
        return Desk.reduce(&desk.state, .sheets(.window(request, window, kept: [])))
    }

    private func edits(_ effects: [DeskEffect]) -> [Customer.ID] {
        effects.compactMap { if case .apply(.editCustomer(let id, _), _) = $0 { id } else { nil } }
    }

    @Test("a status goes to the row that the key before it goes to, however late that row is read")
    func status() throws {
        var (desk, request) = try atTheEnd()
        #expect(edits(desk.press("s", "w")).isEmpty)
        #expect(desk.state.prompt == nil)
        #expect(edits(answer(request, &desk)) == [Self.far.id])
        #expect(desk.selected == "Far Away")
        #expect(desk.state.typeahead.isEmpty)
    }

    @Test("a key that would move to another screen waits behind those before it")
    func order() throws {
        var (desk, request) = try atTheEnd()
        desk.press("c", "1")
        #expect(desk.state.screen == .sheets)
        let effects = answer(request, &desk)
        #expect(desk.state.screen == .sheets)
        let called = effects.compactMap { if case .apply(.logCall(let log), _) = $0 { log } else { nil } }
        #expect(called.map(\.customerID) == [Self.far.id])
        #expect(called.map(\.outcome) == [.noAnswer])
    }

    @Test("what is pasted comes behind the key that opens its field")
    func paste() throws {
        var (desk, request) = try atTheEnd()
        desk.press("+")
        _ = Desk.reduce(&desk.state, .input(.paste("wants oak")))
        desk.press("!")
        #expect(desk.state.prompt == nil && desk.state.toast == nil)
        _ = answer(request, &desk)
        #expect(desk.state.prompt?.purpose == .note(Self.far.id))
        #expect(desk.state.prompt?.field.text == "wants oak!")
    }

    @Test("two jumps with an act behind each come one after the other")
    func twice() throws {
        var (desk, request) = try atTheEnd()
        desk.press("s", "w", "g", "s", "l")
        let effects = answer(request, &desk)
        #expect(edits(effects) == [Self.far.id])
        let first = try #require(effects.compactMap { if case .sheets(.loadWindow(let request)) = $0 { request } else { nil } }.last)
        let window = SheetWindow(rows: SheetsFixture.customers, atStart: true, atEnd: false)
        #expect(edits(Desk.reduce(&desk.state, .sheets(.window(first, window, kept: [])))) == [20])
    }

    @Test("Esc lets go of the keys that wait, and so does a list that cannot be read", arguments: [true, false])
    func letGo(byEscape: Bool) throws {
        var (desk, request) = try atTheEnd()
        desk.press("s", "w")
        if byEscape {
            desk.press("Esc")
            #expect(edits(answer(request, &desk)).isEmpty)
        } else {
            #expect(edits(Desk.reduce(&desk.state, .sheets(.windowFailed(request, "The disk is full.")))).isEmpty)
            #expect(desk.screen.contains("The disk is full."))
        }
        #expect(desk.state.prompt == nil)
    }

    @Test("what does not act on the row is done at once")
    func others() throws {
        var (desk, _) = try atTheEnd()
        desk.press("?")
        #expect(desk.state.overlay != nil)
    }

    /// The rows that a key marks all of: those of the list, and many that are not at hand.
    private static let many = Marks((1...30).map { CustomerMark(id: $0, spreadsheetID: 1, version: 1) })

    private func begun(_ effects: [DeskEffect]) -> BulkJob? {
        for case .marks(let effect) in effects { if case .begin(let job) = effect.kind { return job } }
        return nil
    }

    @Test("keys behind the one that marks all are for all of them, and not for the row under the cursor", arguments: ["sl", "XX"])
    func marksAll(_ keys: String) {
        var desk = SheetsFixture()
        let asked = Desk.reduce(&desk.state, .typed("V" + keys))
        #expect(!asked.contains { if case .apply = $0 { true } else { false } } && begun(asked) == nil)
        let job = begun(Desk.reduce(&desk.state, .marks(MarksAction(.all(.spreadsheet(1), number: 1, Self.many)))))
        #expect(job?.marks == Self.many && job?.change == (keys == "sl" ? .set(.status, "lost") : .delete))
    }

    @Test(
        "where the rows to mark cannot be read, or none is left, those keys do nothing, and the next ones work", arguments: [true, false])
    func marksNone(isUnread: Bool) {
        var desk = SheetsFixture()
        let asked = Desk.reduce(&desk.state, .typed("Vsl"))
        let answers: [DeskAction] =
            isUnread
            ? asked.map { .unread($0, "The disk is full.") } : [.marks(MarksAction(.all(.spreadsheet(1), number: 1, Marks())))]
        #expect(answers.flatMap { Desk.reduce(&desk.state, $0) }.isEmpty && desk.state.prompt == nil)
        #expect(!desk.screen.contains("marking") && desk.screen.contains("The disk is full.") == isUnread)
        #expect(edits(desk.press("s", "w")) == [20])
    }

    @Test("a click on a command while all are being marked changes nobody, and says so")
    func clicked() throws {
        var desk = SheetsFixture()
        desk.press("V")
        let command = try #require(CommandRegistry.byID["customer.status"])
        #expect(CommandRegistry.run(command, &desk.state).isEmpty && desk.state.prompt == nil)
        #expect(desk.screen.contains("The rows are still being read, so nothing was done."))
    }

    /// Has the windows read that are asked for, of these rows; gives whose cells were changed then.
    private func edits(afterReading effects: [DeskEffect], _ rows: [Customer], _ desk: inout SheetsFixture) -> [Customer.ID] {
        effects.compactMap(\.window).flatMap { request in
            let window = SheetWindow(rows: rows, atStart: true, atEnd: true)
            return edits(Desk.reduce(&desk.state, .sheets(.window(request, window, kept: []))))
        }
    }

    @Test("a status behind an undo is for the row that the undo brings back")
    func undo() {
        var desk = SheetsFixture()
        desk.press("Down", "X")
        _ = Desk.reduce(&desk.state, .applied(AppliedChange(sentence: "deleted", customerID: 19, spreadsheetID: 1), .said))
        #expect(edits(desk.press("u", "s", "l")).isEmpty && desk.state.prompt == nil)
        let undone = AppliedChange(sentence: "undid", customerID: 19, spreadsheetID: 1, way: .undone)
        let effects = Desk.reduce(&desk.state, .undone(undone))
        #expect(edits(effects) + edits(afterReading: effects, SheetsFixture.customers, &desk) == [19])
    }

    @Test("an undo that fails lets the keys go that were typed behind it")
    func undoFails() {
        var desk = SheetsFixture()
        desk.press("u", "s", "l")
        #expect(Desk.reduce(&desk.state, .failed("No connection.")).isEmpty && desk.state.prompt == nil)
        #expect(edits(desk.press("s", "w")) == [20])
    }

    @Test("a status behind a new customer is for the new one, and for nobody where it is refused", arguments: [false, true])
    func added(isRefused: Bool) throws {
        var desk = SheetsFixture()
        desk.press("a")
        desk.type("Far Away")
        let asked = desk.press("Enter", "s", "l")
        let change = try #require(asked.compactMap { if case .apply(let change, _) = $0 { change } else { nil } }.first)
        #expect(edits(asked).isEmpty)
        guard !isRefused else {
            #expect(edits(Desk.reduce(&desk.state, .refused(change, .cannotWrite(reason: "the disk is full")))).isEmpty)
            return #expect(edits(desk.press("s", "w")) == [20])
        }
        let added = AppliedChange(sentence: "added", customerID: Self.far.id, spreadsheetID: 1)
        let effects = Desk.reduce(&desk.state, .applied(added, .added))
        #expect(edits(effects).isEmpty)
        #expect(edits(afterReading: effects, SheetsFixture.customers + [Self.far], &desk) == [Self.far.id])
    }

    @Test("keys behind a new spreadsheet are for the new one, and do nothing where it is refused", arguments: [false, true])
    func created(isRefused: Bool) throws {
        var desk = SheetsFixture()
        _ = Desk.ask(.newSpreadsheet, &desk.state)
        desk.type("Fair")
        let asked = desk.press("Enter", "a", "s")
        let change = try #require(asked.compactMap { if case .apply(let change, _) = $0 { change } else { nil } }.first)
        #expect(desk.state.prompt == nil)
        guard !isRefused else {
            #expect(edits(Desk.reduce(&desk.state, .refused(change, .cannotWrite(reason: "the disk is full")))).isEmpty)
            #expect(desk.state.prompt == nil)
            return #expect(edits(desk.press("s", "w")) == [20])
        }
        _ = Desk.reduce(&desk.state, .applied(AppliedChange(sentence: "created", spreadsheetID: 9), .openSpreadsheet))
        #expect(desk.state.prompt == nil)
        let made = SpreadsheetSummary(spreadsheet: Spreadsheet(id: 9, userID: 1, name: "Fair", description: ""), byStatus: [:])
        let effects = Desk.reduce(&desk.state, .sheets(.spreadsheets(SheetsFixture.summaries + [made])))
        #expect(edits(afterReading: effects, [], &desk).isEmpty)
        #expect(desk.state.prompt?.purpose == .newCustomer(9) && desk.state.prompt?.fields.first?.text == "s")
    }

    @Test("keys behind the one that calls through marked rows are for the first card", arguments: ["L", "c"])
    func loop(_ key: String) {
        var desk = SheetsFixture()
        desk.press("Space", "Space", "Up", "Up")
        #expect(edits(desk.press(key, "s", "w")).isEmpty && desk.state.prompt == nil)
        #expect(edits(Desk.reduce(&desk.state, .calls(.worklist("Marked", [19, 20], isCut: false)))) == [19])
    }

    @Test("on the call list the outcome is the customer's whose row comes")
    func calls() throws {
        var calls = CallsFixture()
        let effects = calls.desk.press("2")
        calls.desk.press("c", "1")
        #expect(calls.desk.state.screen == .calls)
        let written = calls.answer(effects)
        #expect(written.contains { if case .apply(.logCall, _) = $0 { true } else { false } })
        #expect(calls.desk.state.screen == .calls)
    }
}
