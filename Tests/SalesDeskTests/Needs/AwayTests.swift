import CRM
import CRMStore
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("While a person was away") struct AwayTests {
    private static let left = SheetsFixture.now

    private func event(_ id: Int64, _ customer: Customer, _ text: String, _ minutes: Double, by author: String? = nil) -> CustomerActivity {
        CustomerActivity(
            Activity(
                id: id, kind: author == nil ? .lead : .edited, at: Self.left.addingTimeInterval(minutes * 60), author: author, text: text),
            customerID: customer.id, customerName: customer.customerName, spreadsheetID: 1)
    }

    /// Ten minutes after the last key, with the store's answer.
    private func back(columns: Int = 80, _ absence: (inout Absence) -> Void) -> SheetsFixture {
        var desk = SheetsFixture(columns: columns, rows: 24)
        desk.press("j")
        desk.state.now += 600
        #expect(desk.press("k").contains(.needs(.countAbsence(since: Self.left))))
        var answer = Absence(since: Self.left)
        absence(&answer)
        _ = Desk.reduce(&desk.state, .needs(.absence(answer)))
        return desk
    }

    private func full(_ absence: inout Absence) { (absence.leads, absence.missedCalls, absence.changes) = (14, 2, ["marco": 3]) }

    @Test("who is at the screens is told at once of customers that a colleague moves to them, and of nothing else")
    func moved() {
        func event(_ id: Int64, _ kind: Activity.Kind, _ name: String, by author: String = "marco", in sheet: Spreadsheet.ID = 3)
            -> CustomerActivity
        {
            CustomerActivity(
                Activity(id: id, kind: kind, at: Self.left, author: author, text: ""), customerID: id, customerName: name,
                spreadsheetID: sheet)
        }
        var desk = SheetsFixture()
        func read(_ events: [CustomerActivity]) -> [DeskEffect] { Desk.reduce(&desk.state, .needs(.moved(events))) }
        #expect(Desk.reduce(&desk.state, .news([.customersChanged])).contains(.later(.needs(.loadMoved))))
        let before = event(5, .moved, "Old One")
        #expect(read([before]).isEmpty && desk.state.toast == nil, "that was before the session")
        let others = [event(6, .edited, "Zoë"), event(7, .moved, "Mine", by: "ana"), event(8, .moved, "Theirs", in: 99)]
        #expect(read(others + [before]).isEmpty && desk.state.toast == nil)
        let effects = read([event(9, .moved, "John Doe")] + others)
        #expect(desk.screen.contains("marco moved John Doe to Referrals.") && effects.contains(.bell))
        _ = read([event(10, .moved, "A"), event(11, .moved, "B", by: "zoë", in: 2), event(9, .moved, "John Doe")])
        #expect(desk.screen.contains("Colleagues moved 2 customers to spreadsheets of yours."))
        #expect(read([event(11, .moved, "B", by: "zoë", in: 2)]).isEmpty, "once")
    }

    @Test("whoever presses a key after ten minutes is told what happened since the last one")
    func away() {
        let desk = back(full)
        #expect(
            desk.scene.grid.rowText(22).hasPrefix(" AWAY   since 14:32: 14 new, 2 calls missed, 3 changed by marco    n shows it"))
        var other = SheetsFixture(columns: 80, rows: 24)
        other.press("j")
        other.state.now += 599
        #expect(other.press("k").isEmpty)
    }

    @Test("who comes from a version with fewer screens is told of their keys, once; nobody else is")
    func digits() {
        func started(_ preferences: [String: String]) -> (screen: String, effects: [DeskEffect]) {
            var desk = SheetsFixture(columns: 60, rows: 24, preferences: preferences)
            let effects = Desk.start(&desk.state)
            return (desk.screen, effects)
        }
        let told = started(["theme": "dark"])
        #expect(told.screen.contains("New keys: 1 Sheets, 2 Calls, 3 Feed, 4 Insights, 5 Meta"))
        #expect(told.effects.contains(.keepPreference("digits", "told")))
        for others in [[:], ["theme": "dark", "digits": "told"], ["theme": "dark", "seen": "0"]] {
            #expect(!started(others).screen.contains("New keys"), "\(others)")
        }
        // A user who was just added has known no others, also where that first session ends before a key.
        let first = started([:]).effects.compactMap { if case .keepPreference(let name, let text) = $0 { (name, text) } else { nil } }
        #expect(!first.isEmpty && !started(Dictionary(uniqueKeysWithValues: first.map { ($0, $1 ?? "") })).screen.contains("New keys"))
        let kept = Dictionary(uniqueKeysWithValues: first.map { ($0, $1 ?? "") }).merging(["sheets.open": "1"]) { $1 }
        #expect(!started(kept).screen.contains("New keys"))
    }

    @Test("nothing is told where nothing happened, and Esc takes it away")
    func nothing() {
        #expect(!back { _ in }.screen.contains("AWAY"))
        var desk = back(full)
        desk.press("Escape")
        #expect(!desk.screen.contains("AWAY") && desk.screen.contains("María Rossi"))
    }

    @Test("calls and new leads come first")
    func last() {
        var desk = back(full)
        _ = Desk.reduce(
            &desk.state, .news([.leadArrived(SheetsFixture.lead(99, "Ivan Petrov", "+359 88 123 4567", "Cyberdyne", age: 2), userID: 1)]))
        #expect(desk.screen.contains(" NEW   Ivan Petrov") && !desk.screen.contains("AWAY"))
        desk.press("n", "Escape")
        #expect(desk.screen.contains(" AWAY"))
    }

    @Test("its key lists the events, Enter opens a card, and Esc leads back to the list")
    func list() {
        var desk = back(full)
        #expect(desk.press("n") == [.needs(.loadHistory(since: Self.left))])
        #expect(desk.screen.contains("Reading what happened…") && !desk.screen.contains("AWAY"))
        let (first, second) = (SheetsFixture.customers[0], SheetsFixture.customers[1])
        let events = [event(2, first, "status new → attempted", 5, by: "marco"), event(1, second, "lead from Meta: \"Kitchen form\"", 2)]
        _ = Desk.reduce(&desk.state, .needs(.history(since: Self.left, events)))
        let lines = [desk.line(of: "status new → attempted · marco"), desk.line(of: "lead from Meta: \"Kitchen form\"")]
        #expect(lines == [3, 4] && desk.scene.grid.rowText(3).contains("14:37"))
        desk.press("j")
        #expect(desk.press("Enter") == [.customer(.loadCard(second.id))])
        #expect(desk.state.card?.id == second.id)
        desk.press("Escape")
        #expect(desk.state.card == nil && desk.screen.contains("▌ 14:34") && desk.screen.contains("SINCE 14:32"))
        desk.press("Escape")
        #expect(desk.screen.contains("Meta Ads Leads"))
        desk.press("n")
        #expect(desk.screen.contains("Nothing needs you now."))
    }

    @Test("looks as agreed", arguments: [80, 60, 110])
    func golden(columns: Int) throws {
        var desk = back(columns: columns, full)
        desk.press("n")
        let people = SheetsFixture.customers
        let events = [
            event(6, people[0], "interested, next call 2026-11-24 10:00, wants a quote", 8, by: "marco"),
            event(5, people[4], "status new → attempted", 5, by: "marco"), event(4, people[1], "lead from Meta: \"Kitchen form\"", 2),
            event(3, people[8], "company Umbrella → Umbrella Corporation of Lebanon and Syria", 1, by: "ana"),
            event(2, people[11], "call after lunch", -2000, by: "ana"),
        ]
        _ = Desk.reduce(&desk.state, .needs(.history(since: Self.left, events)))
        desk.press("j")
        try Golden.expect(desk.scene, "history-\(columns)x24")
    }

    @Test("a list that is empty by now says why, and every size shows it", arguments: [20, 40, 60, 110, 160])
    func sizes(columns: Int) {
        var desk = back(columns: columns, full)
        #expect(desk.scene.grid.rowText(22).contains("AWAY") && desk.scene.grid.rowText(22).contains("n"))
        desk.press("n")
        _ = Desk.reduce(&desk.state, .needs(.history(since: Self.left, [])))
        #expect(desk.screen.contains("Nothing is left"))
        desk.press("Enter", "j", "q")
        #expect(desk.state.overlay == nil)
    }
}

@Suite("While a person was away, on a real store")
@MainActor struct LiveAwayTests {
    @Test("the next session tells what happened since the last key of the one before")
    func sessions() async throws {
        let desk = try LiveDesk(size: Size(columns: 80, rows: 24))
        let sheet = try desk.makeSheet()
        try desk.start()
        #expect(await desk.shows("Leads"))
        desk.press("j", "Ctrl-Q")
        #expect(desk.status == 0)
        let seen = try #require(try desk.store.preferences(of: desk.user.id)["seen"])
        #expect(seen == "\(Int(LiveDesk.now.timeIntervalSince1970 * 1000))")
        let marco = try desk.colleague("marco", in: sheet).id
        let later = LiveDesk.now.addingTimeInterval(60)
        _ = try desk.store.apply(
            .addCustomer(CustomerDraft(spreadsheetID: sheet, fields: [.customerName: "Ada"])), by: marco, at: later)
        try desk.start(at: later.addingTimeInterval(60))
        #expect(await desk.shows("AWAY   since 14:32: 1 changed by marco"), "\(desk.terminal.text)")
        desk.press("n")
        #expect(await desk.shows { $0.contains("14:33") && $0.contains("Ada") }, "\(desk.terminal.text)")
    }
}
