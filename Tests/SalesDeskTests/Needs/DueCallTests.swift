import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("What waits for a person: one line, one key") struct DueCallTests {
    private static let kofi = CallsFixture.rows[4]
    private static let blocked = MetaPage(
        id: "1", userID: 1, name: "Kitchens", hasAccessToken: true, signatureChecked: true,
        state: .blocked(reason: "Invalid Meta Page Access Token", remedy: "Make a new one.", code: .tokenRefused), waiting: 2)

    /// On the Sheets screen, at 15:58 with a call promised for 16:00.
    private func calls(columns: Int = 80, _ rows: [CallRow] = [DueCallTests.kofi]) -> CallsFixture {
        var calls = CallsFixture(columns: columns, rows: 24, rows)
        calls.press("1")
        calls.advance(86 * 60)
        calls.press("j")
        return calls
    }

    private func rings(_ effects: [DeskEffect]) -> Int { effects.filter { $0 == .bell }.count }
    private func line(_ calls: CallsFixture) -> String { calls.line(22) }

    @Test("a promised call rings once on its minute, on every screen, and stands in the line until it is dealt with")
    func due() {
        var calls = calls()
        let minute = SheetsFixture.now.addingTimeInterval(88 * 60)
        #expect(Desk.nextChange(calls.desk.state) <= minute && !line(calls).contains("DUE"))
        #expect(rings(calls.advance(119)) == 0)
        let effects = calls.advance(1)
        #expect(rings(effects) == 1 && effects.contains(.notify(title: "Call due", body: "16:00 · Kofi Mensah")))
        #expect(line(calls).hasPrefix(" DUE   16:00 Kofi Mensah, you promised this call    n opens it"))
        #expect(rings(calls.advance(60)) == 0 && line(calls).contains("DUE"))
        calls.press("n")
        #expect(calls.desk.state.card?.id == 5 && !line(calls).contains("DUE"))
        calls.press("c", "1", "Escape")
        #expect(!line(calls).contains("DUE"))
    }

    @Test("calls that were due before the start are told without a bell")
    func start() {
        var calls = CallsFixture([CallsFixture.rows[0]])
        let effects = calls.press("1")
        #expect(rings(effects) == 0 && line(calls).contains("DUE   14:30 Zoë Larsson"))
    }

    @Test("a lead that is offered to the user rings once; one that is offered to a colleague comes without a bell")
    func offers() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        func lead(_ id: Customer.ID, _ name: String, of user: User.ID) -> Customer {
            var lead = SheetsFixture.lead(id, name, "+359 88 123 4567", "Cyberdyne", age: 2)
            lead.claim = LeadClaim(userID: user, name: user == 1 ? "ana" : "ben", at: SheetsFixture.now)
            return lead
        }
        let theirs = Desk.reduce(&desk.state, .news([.leadArrived(lead(98, "Ada Lovelace", of: 2), userID: 1)]))
        #expect(heard(theirs).isEmpty && !desk.screen.contains(" NEW ") && desk.screen.contains("Ada Lovelace"))

        let before = LeadOffer(id: 4, customer: lead(97, "Before the start", of: 1))
        #expect(heard(Desk.reduce(&desk.state, .sheets(.offers([before], newest: 4)))).isEmpty)
        // A colleague has not touched it, and it went on.
        let fresh = LeadOffer(id: 5, customer: lead(98, "Ada Lovelace", of: 1))
        let effects = Desk.reduce(&desk.state, .sheets(.offers([before, fresh], newest: 5)))
        #expect(heard(effects) == [.bell, .notify(title: "Lead for you", body: "Ada Lovelace · Kitchen form")])
        #expect(desk.screen.contains(" NEW   Ada Lovelace"))
        #expect(heard(Desk.reduce(&desk.state, .sheets(.offers([before, fresh], newest: 5)))).isEmpty)

        // The user's own lead, whose coming and whose offer are told one after the other.
        let own = lead(99, "Ivan Petrov", of: 1)
        #expect(heard(Desk.reduce(&desk.state, .news([.leadArrived(own, userID: 1)]))).count == 2)
        #expect(heard(Desk.reduce(&desk.state, .sheets(.offers([LeadOffer(id: 6, customer: own)], newest: 6)))).isEmpty)

        // The same in the other order, as another process's news come.
        let other = lead(100, "Grace Hopper", of: 1)
        #expect(heard(Desk.reduce(&desk.state, .sheets(.offers([LeadOffer(id: 7, customer: other)], newest: 7)))).count == 2)
        #expect(heard(Desk.reduce(&desk.state, .news([.leadArrived(other, userID: 1)]))).isEmpty)
        #expect(desk.state.arrivedLeads.map(\.id) == [98, 99, 100])
    }

    @Test("a lead that joined a row rings at the one who has that row, and once where that is the owner of the list")
    func joinedOffer() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        var part = SheetsFixture.lead(98, "Lena N.", "+420 601 123 456", "Soylent", age: 3)
        part.enquiry = Enquiry(number: 2, count: 2)
        part.claim = LeadClaim(userID: 1, name: "ana", at: SheetsFixture.now)
        _ = Desk.reduce(&desk.state, .sheets(.offers([], newest: 4)))
        let told = DeskAction.sheets(.offers([LeadOffer(id: 5, customer: part)], newest: 5))
        let effects = Desk.reduce(&desk.state, told)
        #expect(effects.contains(.notify(title: "2nd enquiry", body: "Lena N. · Kitchen form")) && rings(effects) == 1)
        #expect(desk.screen.contains(" NEW   Lena N. · 2nd enquiry · Kitchen form"))
        let news = StoreEvent.leadJoined(JoinedLead(customer: part, into: 13), userID: 1)
        #expect(rings(Desk.reduce(&desk.state, .news([news]))) == 0)
    }

    @Test("a lead that a colleague let lie rings when it is open to all")
    func open() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        var lead = SheetsFixture.lead(98, "Ada Lovelace", "+359 88 123 4567", "Cyberdyne", age: 2)
        lead.claim = LeadClaim(userID: 2, name: "ben", at: SheetsFixture.now)
        #expect(rings(Desk.reduce(&desk.state, .news([.leadArrived(lead, userID: 1)]))) == 0)
        #expect(newest([lead], &desk).isEmpty)
        // And one that was offered to him before these screens began.
        var earlier = SheetsFixture.lead(20, "Grace Hopper", "+359 88 123 4568", "Cyberdyne", age: 42)
        earlier.claim = lead.claim
        var later = SheetsFixture(columns: 80, rows: 24)
        #expect(newest([earlier], &later).isEmpty)
        (lead.claim, earlier.claim) = (nil, nil)
        #expect(newest([lead], &desk) == [.bell, .notify(title: "Lead open to all", body: "Ada Lovelace · Kitchen form")])
        #expect(newest([lead], &desk).isEmpty)
        #expect(newest([earlier], &later) == [.bell, .notify(title: "Lead open to all", body: "Grace Hopper · Kitchen form")])
    }

    @Test("a lead of a colleague's list that is open to all rings once, where the user may take it, and one that was dealt with does not")
    func shared() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        #expect(newest(SheetsFixture.customers, &desk).isEmpty)
        func lead(_ id: Customer.ID, in list: Spreadsheet.ID = 7, touched: TimeInterval? = nil) -> Customer {
            var lead = SheetsFixture.lead(id, "Lead \(id)", "+359 88 123 4567", "", age: 9, touched: touched)
            lead.spreadsheetID = list
            return lead
        }
        // What came in before it was shared rings as well; what was there at the start does not.
        #expect(share(.write, &desk).contains(.sheets(.loadNewest(LeadSheets(own: 1, shared: [7]), after: 20))))
        #expect(newest([lead(21), lead(12)], &desk) == [.bell, .notify(title: "New lead", body: "Lead 21 · Kitchen form")])
        // This process has the intake, or another one.
        #expect(heard(Desk.reduce(&desk.state, .news([.leadArrived(lead(22), userID: 9)]))).count == 2)
        #expect(newest([lead(22), lead(21)], &desk).isEmpty)
        #expect(newest([lead(23), lead(22), lead(21)], &desk).count == 2)
        #expect(heard(Desk.reduce(&desk.state, .news([.leadArrived(lead(23), userID: 9)]))).isEmpty)
        #expect(newest([lead(24, touched: 5)], &desk).isEmpty)
        #expect(desk.state.arrivedLeads.map(\.id) == [21, 22, 23])

        #expect(share(.read, &desk).contains(.sheets(.loadNewest(LeadSheets(own: 1), after: 20))))
        #expect(heard(Desk.reduce(&desk.state, .news([.leadArrived(lead(25), userID: 9)]))).isEmpty)
        #expect(heard(Desk.reduce(&desk.state, .news([.leadArrived(lead(26, in: 8), userID: 9)]))).isEmpty)
    }

    @Test("the first lead of a list that came into being after the start rings")
    func firstOfList() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets(Array(SheetsFixture.summaries.dropFirst()))))
        #expect(newest([], &desk).isEmpty)
        let read = Desk.reduce(&desk.state, .sheets(.spreadsheets(SheetsFixture.summaries)))
        #expect(read.contains(.sheets(.loadNewest(LeadSheets(own: 1), after: 20))))
        let lead = SheetsFixture.lead(21, "Ada Lovelace", "+359 88 123 4567", "", age: 2)
        #expect(newest([lead], &desk) == [.bell, .notify(title: "New lead", body: "Ada Lovelace · Kitchen form")])
    }

    /// Has the newest customers read while 20 was the last one at the start. Gives what is heard.
    private func newest(_ customers: [Customer], _ desk: inout SheetsFixture) -> [DeskEffect] {
        heard(Desk.reduce(&desk.state, .sheets(.newest(customers, joined: [], after: 20))))
    }

    private func heard(_ effects: [DeskEffect]) -> [DeskEffect] {
        effects.filter { if case .session(.notify) = $0 { true } else { $0 == .bell } }
    }

    private func share(_ right: SharedRight, _ desk: inout SheetsFixture) -> [DeskEffect] {
        let list = Spreadsheet(id: 7, userID: 9, name: Spreadsheet.metaAdsLeads, description: "")
        let shared = SpreadsheetSummary(spreadsheet: list, byStatus: [:], owner: "marco", shared: right)
        return Desk.reduce(&desk.state, .sheets(.spreadsheets(SheetsFixture.summaries + [shared])))
    }

    @Test("Esc puts a call off for five minutes, once; the key still opens it")
    func putOff() {
        var calls = calls()
        calls.advance(120)
        calls.press("Escape")
        #expect(!line(calls).contains("DUE"))
        #expect(Desk.nextChange(calls.desk.state) <= calls.desk.state.now.addingTimeInterval(300))
        #expect(rings(calls.advance(299)) == 0 && !line(calls).contains("DUE"))
        #expect(rings(calls.advance(1)) == 0 && line(calls).contains("DUE   16:00 Kofi"))
        calls.press("Escape")
        calls.advance(3000)
        #expect(!line(calls).contains("DUE"))
        calls.press("n")
        #expect(calls.desk.state.card?.id == 5)
    }

    @Test("a sentence that covers the line is taken away first")
    func covered() {
        var calls = calls()
        calls.advance(120)
        calls.desk.state.say("Something else.", .info)
        calls.press("Escape")
        #expect(line(calls).contains("DUE"))
    }

    @Test("fault, due call, new lead come in this order, each with the same key")
    func order() {
        var calls = calls()
        calls.advance(120)
        calls.arrive(CallsFixture.row(30, "Ada Lovelace", "+44 20 7946 0000", "new", next: "2026-11-23", leadAge: 1).customer)
        #expect(line(calls).contains("DUE") && line(calls).contains("+1 new"))
        calls.answer(Desk.reduce(&calls.desk.state, .pages([Self.blocked])))
        #expect(calls.line(21).contains("n fixes it") && line(calls).contains("DUE") && !line(calls).contains("opens it"))
        calls.press("n")
        #expect(calls.desk.state.screen == .meta && line(calls).contains("n opens it"))
        calls.press("n")
        #expect(calls.desk.state.card?.id == 5 && line(calls).contains("NEW   Ada Lovelace"))
        calls.press("n")
        #expect(calls.desk.state.card?.id == 30 && line(calls).contains("DUE"))
        calls.press("Escape", "1")
        #expect(calls.line(21).contains("5 fixes it"), "the fault was shown, and stays till it is mended")
    }

    @Test("nothing rings while a call is made, and then it does")
    func duringCall() {
        var calls = calls([Self.kofi, CallsFixture.rows[5]])
        calls.press("2", "j", "c")
        #expect(calls.desk.state.prompt?.isOfCall == true)
        let screen = calls.screen
        #expect(rings(calls.advance(120)) == 0 && !calls.screen.contains("DUE"))
        #expect(calls.screen.contains("Omar Haddad") && screen.contains("Omar Haddad"))
        #expect(rings(calls.press("Escape")) == 1)
    }

    @Test("B mutes for an hour, says so in the header, and brings the bell back", arguments: [80, 110])
    func mute(columns: Int) {
        var calls = calls(columns: columns)
        calls.press("B")
        #expect(calls.line(0).contains(columns < 100 ? "muted" : "muted until 16:58"))
        #expect(rings(calls.advance(120)) == 0 && calls.screen.contains("DUE"))
        calls.press("B")
        #expect(!calls.line(0).contains("muted"))
        calls.press("B")
        calls.advance(3600)
        #expect(!calls.line(0).contains("muted"))
        calls.arrive(CallsFixture.row(30, "Ada Lovelace", "+44 20 7946 0000", "new", next: "2026-11-23", leadAge: 1).customer)
    }

    @Test("the hour goes on where the program is started anew, and no longer than it was")
    func muteStays() throws {
        var calls = calls()
        let kept = calls.press("B").compactMap { if case .keepPreference("muted", let until) = $0 { until } else { nil } }
        func started(after seconds: TimeInterval) throws -> DeskState {
            var configuration = calls.desk.state.configuration
            configuration.preferences = ["muted": try #require(kept.first)]
            var state = DeskState(configuration: configuration, now: calls.desk.state.now + seconds, size: calls.desk.state.size)
            _ = Desk.start(&state)
            return state
        }
        #expect(DeskView.draw(try started(after: 1800)).grid.rowText(0).contains("muted"))
        #expect(!DeskView.draw(try started(after: 3600)).grid.rowText(0).contains("muted"))
        #expect(calls.press("B").contains(.keepPreference("muted", nil)))
    }

    @Test("in a loop a call that comes due is taken next by its key")
    func loop() {
        var calls = CallsFixture()
        calls.press("j", "Enter")
        calls.advance(88 * 60)
        #expect(calls.line(22).contains("DUE"))
        calls.press("n")
        #expect(calls.desk.state.card?.id == 5 && calls.desk.state.loop?.current == 5)
        calls.press("Right")
        #expect(!calls.line(22).contains("DUE"), "who was passed over is not told again in the loop")
    }

    @Test("every width has name and key", arguments: [20, 40, 60, 79, 160])
    func widths(columns: Int) {
        var calls = calls(columns: columns)
        calls.advance(120)
        #expect(line(calls).contains("DUE") && line(calls).contains("16:00 K"))
        #expect(line(calls).contains(columns < 72 ? "DUE n" : "n opens it"))
    }
}
