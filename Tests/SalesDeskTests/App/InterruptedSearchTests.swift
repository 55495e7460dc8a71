import CRM
import CRMStore
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Searches that interrupt each other")
@MainActor struct InterruptedSearchTests {
    @Test("what the palette's search interrupts begins again: the rows of the list, and their number", arguments: ["rows", "number"])
    func beginsAgain(held: String) async throws {
        var engine: HeldEngine?
        let desk = try LiveDesk {
            let held = HeldEngine($0)
            engine = held
            return held
        }
        let holding = try #require(engine)
        let sheet = try desk.makeSheet()
        func add(_ names: [String]) throws {
            try desk.store.importCustomers(
                names.lazy.map { Customer(id: 0, spreadsheetID: 0, customerName: $0, createdAt: LiveDesk.now) }, into: sheet)
        }
        try add((1...300).map { "Ada \($0)" })
        try desk.start()
        #expect(await desk.shows("Ada 300"))
        desk.press("/")
        desk.type("ada")
        desk.press("Enter")
        #expect(await desk.shows("300 here, 0 elsewhere"))
        let first = try #require(try desk.store.rows(SheetQuery(sheet), from: .start, limit: 1).rows.first)
        let edit = FieldEdit(.customerName, from: "Ada 300", to: "Ada Byron")
        _ = try desk.store.apply(.editCustomer(first.id, [edit]), by: desk.user.id, at: LiveDesk.now)
        try add(["Ada 301"])
        holding.holdSearch(after: held == "rows" ? 0 : 1)
        desk.press("R")
        #expect(await desk.shows { _ in holding.isHolding })
        desk.press(":")
        desk.type("zz")
        desk.press("Escape")
        #expect(await desk.shows { $0.contains("301 here, 0 elsewhere") && $0.contains("Ada Byron") }, "\(desk.terminal.text)")
    }
}
