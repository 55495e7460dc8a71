import CRM
import CRMStore
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Marked rows on a real store")
@MainActor struct LiveMarkTests {
    private func desk(_ count: Int) throws -> (LiveDesk, Spreadsheet.ID) {
        let desk = try LiveDesk()
        let sheet = try desk.makeSheet()
        try desk.store.importCustomers(
            (1...count).lazy.map {
                Customer(id: 0, spreadsheetID: 0, customerName: "Person \($0)", phoneNumber: "+39 347 000 \($0)", createdAt: LiveDesk.now)
            }, into: sheet)
        return (desk, sheet)
    }

    @Test("three are marked, set to won and taken back by one key")
    func some() async throws {
        let (desk, sheet) = try desk(5)
        try desk.start()
        #expect(await desk.shows("Person 5"))
        desk.press("Space", "Space", "Space")
        #expect(await desk.shows("3 marked"))
        desk.press("s", "w")
        #expect(await desk.shows("3 customers are now won   u undo"))
        #expect(try desk.store.count(SheetQuery(sheet, statuses: ["won"]), upTo: 99).count == 3)
        desk.press("A")
        #expect(await desk.shows("3 marked"))
        desk.press("d")
        desk.type("tom 10")
        desk.press("Enter")
        #expect(await desk.shows("3 customers: next call tomorrow 10:00"))
        desk.press("u")
        #expect(await desk.shows("undid: next call of 3 customers"))
        desk.press("u")
        #expect(await desk.shows("undid: status of 3 customers: won"))
        #expect(try desk.store.count(SheetQuery(sheet, statuses: ["won"]), upTo: 99).count == 0)
    }

    @Test("all rows of a long list are marked and moved in portions, and one key takes all back")
    func all() async throws {
        let (desk, sheet) = try desk(1300)
        let other = try desk.makeSheet("Fair")
        try desk.start()
        #expect(await desk.shows("Person 1300"))
        desk.press("V")
        #expect(await desk.shows("1,300 marked"))
        desk.press(">", "Enter")
        #expect(await desk.shows("1,300 customers are now in Fair"))
        #expect(try desk.store.count(SheetQuery(other), upTo: 9999).count == 1300)
        desk.press("u")
        #expect(await desk.shows("undid: moved 1300 customers to Fair"))
        #expect(try desk.store.count(SheetQuery(sheet), upTo: 9999).count == 1300)
        #expect(await desk.shows("Person 1300"))
    }

    @Test("a row that a colleague changed on the way stays marked, and goes along the second time")
    func conflict() async throws {
        let (desk, sheet) = try desk(2)
        try desk.start()
        #expect(await desk.shows("Person 2"))
        desk.press("Space", "Space")
        #expect(await desk.shows("2 marked"))
        let ids = try desk.store.marks(SheetQuery(sheet)).map(\.id).sorted()
        let ben = try desk.colleague("ben", in: sheet)
        _ = try desk.store.apply(.editCustomer(ids[0], [FieldEdit(.remark, from: "", to: "theirs")]), by: ben.id, at: LiveDesk.now)
        desk.press("s", "w")
        #expect(await desk.shows("1 was changed by somebody else meanwhile"))
        #expect(await desk.shows("1 marked"))
        desk.press("s", "w")
        #expect(await desk.shows("1 customer is now won"))
        #expect(try desk.store.count(SheetQuery(sheet, statuses: ["won"]), upTo: 99).count == 2)
    }

    @Test("a customer who was given to a colleague is not read any more")
    func given() async throws {
        let (desk, sheet) = try desk(2)
        let ben = try desk.store.addUser("ben")
        let theirs = try desk.store.apply(.createSpreadsheet(name: "Theirs", description: ""), by: ben.id, at: LiveDesk.now)
        try desk.start()
        #expect(await desk.shows("Person 2"))
        let id = try #require(try desk.store.marks(SheetQuery(sheet)).map(\.id).max())
        _ = try desk.store.apply(.moveCustomer(id, from: sheet, to: theirs.spreadsheetID ?? 0), by: desk.user.id, at: LiveDesk.now)
        desk.press("Enter")
        #expect(await desk.shows("deleted, or given to a colleague"))
        desk.press("Down", ">")
        desk.type("user:the")
        #expect(await desk.shows("Theirs of ben"))
    }

    @Test("marked rows are called through in the order of the list")
    func loop() async throws {
        let (desk, _) = try desk(4)
        try desk.start()
        #expect(await desk.shows("Person 4"))
        desk.press("Down", "Down", "Down", "Space", "g", "Space", "c")
        #expect(await desk.shows { $0.contains("Marked 1 of 2") && $0.contains("Person 4") })
        desk.press("Right")
        #expect(await desk.shows { $0.contains("Marked 2 of 2") && $0.contains("Person 1") })
    }
}
