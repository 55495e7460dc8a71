import CRM
import CRMStore
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("The screens on a real store")
@MainActor struct LiveDeskTests {
    @Test("an empty desk says what fills it, and a spreadsheet and a customer can be made")
    func fromNothing() async throws {
        let desk = try LiveDesk()
        try desk.start()
        #expect(await desk.shows("Welcome, ana."))
        desk.press("Tab", "+")
        desk.type("Trade fair")
        desk.press("Enter")
        #expect(await desk.shows("This spreadsheet is empty. a adds a customer"))
        desk.press("a")
        desk.type("Ada Lovelace")
        desk.press("Tab")
        desk.type("+44 20 7946 0000")
        desk.press("Enter")
        #expect(await desk.shows("+44 20 7946 0000"))
        #expect(await desk.shows("today"))
        let sheet = try #require(try desk.store.spreadsheets(of: desk.user.id).first)
        let customer = try #require(try desk.store.rows(SheetQuery(sheet.id), from: .start, limit: 5).rows.first)
        #expect(customer.customerName == "Ada Lovelace")
        #expect(customer.phoneNumber == "+44 20 7946 0000")
    }

    @Test("a status is set by two keys, undone by one and redone by another")
    func undo() async throws {
        let desk = try LiveDesk()
        let sheet = try desk.makeSheet()
        _ = try desk.store.apply(
            .addCustomer(CustomerDraft(spreadsheetID: sheet, fields: [.customerName: "Ada"])), by: desk.user.id, at: LiveDesk.now)
        try desk.start()
        #expect(await desk.shows("Ada"))
        desk.press("s", "w")
        #expect(await desk.shows("Ada: new → won   u undo"))
        #expect(await desk.shows { $0.hasLine("Ada", "won") })
        desk.press("u")
        #expect(await desk.shows { $0.contains("undid") && $0.hasLine("Ada", "new") })
        desk.press("Ctrl-Y")
        #expect(await desk.shows { $0.contains("redid") && $0.hasLine("Ada", "won") }, "\(desk.terminal.text)")
    }

    @Test("a key that came before the frame of some news is seen with it")
    func keyBeforeFrame() async throws {
        let desk = try LiveDesk()
        try desk.start()
        #expect(await desk.shows("Welcome, ana."))
        desk.terminal.press("?")
        desk.session?.receive([.listener(.listening(address: "127.0.0.1:8080"))])
        #expect(await desk.shows("Esc close"))
    }

    @Test("an offer whose step was taken back at another terminal takes back nothing else, and says so")
    func undoneElsewhere() async throws {
        let desk = try LiveDesk(size: Size(columns: 160, rows: 30))
        let sheet = try desk.makeSheet()
        _ = try desk.store.apply(
            .addCustomer(CustomerDraft(spreadsheetID: sheet, fields: [.customerName: "Ada"])), by: desk.user.id, at: LiveDesk.now - 60)
        try desk.start()
        #expect(await desk.shows("Ada"))
        desk.press("s", "w")
        #expect(await desk.shows("Ada: new → won   u undo"))
        let other = try LiveDesk(beside: desk)
        _ = try other.store.undo(by: desk.user.id, at: LiveDesk.now)
        desk.press("u")
        #expect(await desk.shows("You have taken this back already"))
        #expect(try desk.store.rows(SheetQuery(sheet), from: .start, limit: 5).rows.map(\.status) == ["new"])
        desk.press("u")
        #expect(await desk.shows("undid: added Ada to Leads"))
    }

    @Test("a lead of a list that a colleague shared meanwhile is told of")
    func sharedLead() async throws {
        let desk = try LiveDesk()
        _ = try desk.makeSheet()
        let ben = try desk.store.addUser("ben").id
        try desk.start()
        #expect(await desk.shows("This spreadsheet is empty."))
        let list = try #require(
            try desk.store.apply(.createSpreadsheet(name: Spreadsheet.metaAdsLeads, description: ""), by: ben, at: LiveDesk.now)
                .spreadsheetID)
        _ = try desk.store.apply(.shareSpreadsheet(list, with: desk.user.id, .write), by: ben, at: LiveDesk.now)
        let mark = LeadMark(leadgenID: "1", formName: "Kitchen form", isTest: false, createdTime: LiveDesk.now)
        try desk.store.importCustomers(
            [Customer(id: 0, spreadsheetID: 0, customerName: "Ada", lead: mark, createdAt: LiveDesk.now)], into: list)
        desk.session?.receive([.reload])
        #expect(await desk.shows(" NEW   Ada · Kitchen form"))
    }

    @Test("letters typed faster than their searches end find what the last of them says")
    func hastySearch() async throws {
        let desk = try LiveDesk()
        let sheet = try desk.makeSheet()
        try desk.store.importCustomers(
            (0..<30_000).lazy.map { Customer(id: 0, spreadsheetID: 0, customerName: "Customer \($0)", createdAt: LiveDesk.now) },
            into: sheet)
        try desk.start()
        #expect(await desk.shows("Customer 29999"))
        desk.press("/")
        for letter in "customer 2999" { desk.type(String(letter)) }
        #expect(await desk.shows { $0.contains("Customer 12999") && !$0.contains("29989") }, "\(desk.terminal.text)")
        for letter in " and nobody" { desk.type(String(letter)) }
        #expect(await desk.shows("No match for"), "\(desk.terminal.text)")
        #expect(!desk.terminal.text.contains("could not be read"))
    }

    @Test("the window's title tells of a new lead until it is opened")
    func title() async throws {
        let desk = try LiveDesk()
        let sheet = try desk.makeSheet()
        try desk.start()
        #expect(desk.terminal.titles == ["Leadsheet"])
        let draft = CustomerDraft(spreadsheetID: sheet, fields: [.customerName: "Ada"])
        let id = try #require(try desk.store.apply(.addCustomer(draft), by: desk.user.id, at: LiveDesk.now).customerID)
        let ada = try #require(try desk.store.customer(id))
        desk.session?.receive([.leadArrived(ada, userID: desk.user.id)])
        #expect(desk.terminal.titles.last == "New lead · Leadsheet")
        desk.press("n")
        #expect(await desk.shows("TIMELINE"))
        #expect(desk.terminal.titles.last == "Leadsheet")
    }

    @Test("what another process wrote is counted above after it has been told, and the cursor stays on its customer")
    func reload() async throws {
        let desk = try LiveDesk()
        let sheet = try desk.makeSheet()
        func add(_ name: String, _ seconds: Double) throws {
            let draft = CustomerDraft(spreadsheetID: sheet, fields: [.customerName: name])
            _ = try desk.store.apply(.addCustomer(draft), by: desk.user.id, at: LiveDesk.now.addingTimeInterval(seconds))
        }
        try add("Ada", -20)
        try add("Grace", -10)
        try desk.start()
        #expect(await desk.shows("Grace"))
        desk.press("j")
        try add("Katherine", -5)
        desk.session?.receive([.reload])
        #expect(await desk.shows("↑ 1 new"))
        desk.press("Enter")
        #expect(await desk.shows { $0.contains("▌Ada") })
    }

    @Test("a deleted customer comes back with u")
    func deleteAndBack() async throws {
        let desk = try LiveDesk()
        let sheet = try desk.makeSheet()
        _ = try desk.store.apply(
            .addCustomer(CustomerDraft(spreadsheetID: sheet, fields: [.customerName: "Ada", .phoneNumber: "+1 555"])), by: desk.user.id,
            at: LiveDesk.now)
        try desk.start()
        #expect(await desk.shows("+1 555"))
        desk.press("X")
        #expect(await desk.hides("+1 555"))
        desk.press("u")
        #expect(await desk.shows("+1 555"))
    }

    @Test("a spreadsheet far larger than a screen is walked from end to end without reading it all")
    func large() async throws {
        let desk = try LiveDesk(size: Size(columns: 80, rows: 24))
        let sheet = try desk.makeSheet()
        let many = (1...3000).map {
            Customer(
                id: 0, spreadsheetID: sheet, customerName: "Customer \($0)", createdAt: LiveDesk.now.addingTimeInterval(Double($0 - 4000)))
        }
        _ = try desk.store.importCustomers(many, into: sheet)
        try desk.start()
        #expect(await desk.shows("Customer 3000"))
        for _ in 0..<40 { desk.press("PageDown") }
        #expect(await desk.shows { !$0.contains("Customer 3000") })
        desk.press("G")
        #expect(await desk.shows { $0.contains("▌") && $0.contains("Customer 1 ") })
        desk.press("g")
        #expect(await desk.shows("Customer 3000"))
        #expect((desk.session?.state.sheets.grid?.rows.count ?? 0) <= GridState.most)
    }

    @Test("a change made in the moment of leaving is kept")
    func leaveWhileWriting() async throws {
        let desk = try LiveDesk()
        let sheet = try desk.makeSheet()
        _ = try desk.store.apply(
            .addCustomer(CustomerDraft(spreadsheetID: sheet, fields: [.customerName: "Ada"])), by: desk.user.id, at: LiveDesk.now)
        try desk.start()
        #expect(await desk.shows("Ada"))
        desk.press("s", "w", "Ctrl-Q")
        #expect(desk.status == 0)
        #expect(try desk.store.rows(SheetQuery(sheet), from: .start, limit: 1).rows.first?.status == "won")
    }

    @Test("q leaves, and the terminal is given back once")
    func leave() async throws {
        let desk = try LiveDesk()
        try desk.start()
        #expect(desk.terminal.isClaimed)
        desk.press("q")
        #expect(desk.status == 0)
        #expect(!desk.terminal.isClaimed)
    }
}
