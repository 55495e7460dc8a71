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
