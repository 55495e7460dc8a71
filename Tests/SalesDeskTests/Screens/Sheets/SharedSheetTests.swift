import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Shared spreadsheets and taken leads on the screens") struct SharedSheetTests {
    private func changes(_ effects: [DeskEffect]) -> [Change] {
        effects.compactMap { if case .apply(let change, _) = $0 { change } else { nil } }
    }

    /// The first spreadsheet is marco's; ana has taken the second lead, zoë the first.
    private func shared(_ right: SharedRight, columns: Int = 110, rows: Int = 30) -> SheetsFixture {
        var customers = SheetsFixture.customers
        customers[0].claim = LeadClaim(userID: 7, name: "zoë", at: SheetsFixture.now.addingTimeInterval(-1740))
        customers[1].claim = LeadClaim(userID: 1, name: "ana", at: SheetsFixture.now)
        var desk = SheetsFixture(columns: columns, rows: rows, customers: customers)
        var summaries = SheetsFixture.summaries
        (summaries[0].owner, summaries[0].shared) = ("marco", right)
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets(summaries)))
        return desk
    }

    @Test("one key lists the colleagues, and Enter goes from not shared to reading, to writing, and back")
    func sharing() throws {
        var desk = SheetsFixture(columns: 80, rows: 24)
        desk.press("Tab")
        let effects = desk.press("s")
        #expect(effects.contains { if case .sheets(.loadColleagues(1)) = $0 { true } else { false } })
        #expect(desk.screen.contains("there is no other user here"))
        let colleagues = [Colleague(id: 7, name: "marco", right: .write), Colleague(id: 8, name: "zoë")]
        _ = Desk.reduce(&desk.state, .sheets(.colleagues(1, colleagues)))
        try Golden.expect(desk.scene, "share-80x24")
        #expect(changes(desk.press("Down", "Enter")) == [.shareSpreadsheet(1, with: 8, .read)])
        #expect(changes(desk.press("Enter")) == [.shareSpreadsheet(1, with: 8, .write)])
        #expect(changes(desk.press("Enter")) == [.shareSpreadsheet(1, with: 8, nil)])
        desk.type("mar")
        #expect(changes(desk.press("Enter")) == [.shareSpreadsheet(1, with: 7, nil)])
        desk.type("x")
        #expect(changes(desk.press("Enter")) == [] && desk.screen.contains("no colleague is called so"))
        desk.press("Escape")
        #expect(desk.state.prompt == nil)
    }

    @Test("another's spreadsheet says whose it is, and what its owner alone may do is refused with a sentence")
    func owners() {
        var desk = shared(.write)
        #expect(desk.screen.contains("Meta Ads Leads · marco") && !desk.screen.contains("read only"))
        #expect(desk.state.sheets.metaSheetID == nil)
        desk.press("Tab")
        for key in ["e", "i", "s", "X"] {
            #expect(changes(desk.press(key)) == [] && desk.state.prompt == nil)
            #expect(desk.screen.contains("is marco's, who alone can rename, delete or share it"), "\(key)")
        }
    }

    @Test("where one may only read, no key begins a change, and the sentence says who can allow it")
    func readOnly() {
        var desk = shared(.read, columns: 200)
        #expect(desk.screen.contains("read only"))
        for hint in ["> move", "w WhatsApp", "E e-mail", "L call all", "c call", "s status"] {
            #expect(SheetsFixture(columns: 200).screen.contains(hint) && !desk.screen.contains(hint), "\(hint)")
        }
        for key in ["s", "d", "m", "c", "i", "e", "a", "X", "M", ">", "w", "E", "L"] {
            #expect(changes(desk.press(key)) == [] && desk.state.prompt == nil, "\(key)")
            #expect(desk.screen.contains("shared with you to read. marco can let you write in it"), "\(key)")
        }
        #expect(desk.press("y").contains { if case .session(.copy) = $0 { true } else { false } })
        desk.press("Space", ">")
        #expect(desk.state.prompt == nil && desk.screen.contains("shared with you to read"), "nor do marks")
        #expect(!desk.screen.contains("> move"))
        desk.press("Escape", "Enter")
        for key in ["e", "Enter", "X", ">", "w"] {
            #expect(changes(desk.press(key)) == [] && desk.state.prompt == nil && desk.state.card != nil, "\(key)")
            #expect(desk.screen.contains("shared with you to read"), "\(key)")
        }
    }

    @Test("a row says who has taken it, in a narrow window as well", arguments: [(80, 24), (110, 30)])
    func taken(_ columns: Int, _ rows: Int) throws {
        let desk = shared(.write, columns: columns, rows: rows)
        #expect(desk.screen.contains("TAKEN BY") && desk.screen.contains("zoë") && desk.screen.contains("you"))
        try Golden.expect(desk.scene, "taken-\(columns)x\(rows)")
        // Nobody has taken any: no column for it.
        #expect(!SheetsFixture(columns: columns, rows: rows).screen.contains("TAKEN BY"))
    }

    @Test("one key takes a lead and gives it back; who comes second is told who has it since when")
    func taking() {
        var desk = shared(.write)
        desk.press("Down", "Down")
        let taken = desk.press("i")
        #expect(changes(taken) == [.claimCustomer(18, .take)])
        let claim = LeadClaim(userID: 7, name: "zoë", at: SheetsFixture.now.addingTimeInterval(-1740))
        let effects = Desk.reduce(&desk.state, .refused(.claimCustomer(18, .take), .claimed(customer: "Priya Khan", claim)))
        #expect(desk.screen.contains("zoë has this lead since") && desk.screen.contains("14:03: Priya Khan. Nothing was written."))
        #expect(effects.contains { if case .sheets(.loadWindow) = $0 { true } else { false } })
        desk.press("Up")
        #expect(changes(desk.press("i")) == [.claimCustomer(19, .release)])
    }

    @Test("the card says it too")
    func card() {
        var desk = shared(.write, columns: 80, rows: 24)
        desk.press("Enter")
        var customer = SheetsFixture.customers[0]
        customer.claim = LeadClaim(userID: 7, name: "zoë", at: SheetsFixture.now)
        _ = Desk.reduce(&desk.state, .customer(.card(CardFixture.content(customer))))
        #expect(desk.screen.contains("taken by zoë"))
        #expect(changes(desk.press("i")) == [.claimCustomer(20, .take)])
    }
}
