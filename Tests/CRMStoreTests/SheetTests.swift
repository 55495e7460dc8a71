import Base
import CRM
import CRMStore
import Foundation
import Testing

@Suite("Spreadsheets") struct SheetTests {
    @Test(
        "of two who rename it the second is told what it is called now, and who describes it renames nothing", arguments: Engine.withSales)
    func renamedMeanwhile(_ engine: Engine) throws {
        let desk = try Desk(engine)
        func refusal(_ change: Change) -> String? {
            #expect(throws: StoreError.self) { try desk.store.apply(change, by: desk.ana, at: Desk.start) }?.message
        }
        _ = try desk.store.apply(desk.renaming("Leads", to: "Clients"), by: desk.ana, at: Desk.start)
        #expect(
            refusal(desk.renaming("Leads", to: "Fair"))
                == "The spreadsheet was renamed meanwhile: it is called \"Clients\" now, so nothing was written. Rename it again if you like."
        )
        _ = try desk.store.apply(desk.renaming("Leads", to: "Leads", description: "of May"), by: desk.ana, at: Desk.start)
        #expect(refusal(desk.renaming("Clients", to: "Clients", description: "of June"))?.contains("to \"of May\", so nothing") == true)
        let sheet = try #require(try desk.store.spreadsheets(of: desk.ana).first).spreadsheet
        #expect(sheet.name == "Clients" && sheet.description == "of May")
    }

    @Test("a name is unique among a user's spreadsheets that are there", arguments: Engine.all)
    func names(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.store.addUser("ben").id
        #expect(throws: StoreError.spreadsheetNameTaken("Leads")) {
            try desk.store.apply(.createSpreadsheet(name: " Leads", description: ""), by: desk.ana, at: Desk.start)
        }
        // Nobody tells apart what differs in capitals alone; one's own may change so.
        #expect(throws: StoreError.spreadsheetNameTaken("Leads")) {
            try desk.store.apply(.createSpreadsheet(name: "LEADS", description: ""), by: desk.ana, at: Desk.start)
        }
        _ = try desk.store.apply(desk.renaming("Leads", to: "leads", description: ""), by: desk.ana, at: Desk.start)
        _ = try desk.store.apply(desk.renaming("leads", to: "Leads", description: ""), by: desk.ana, at: Desk.start)
        _ = try desk.store.apply(.createSpreadsheet(name: "Leads", description: ""), by: ben, at: Desk.start)
        _ = try desk.store.apply(.deleteSpreadsheet(desk.sheet), by: desk.ana, at: Desk.start)
        _ = try desk.store.apply(.createSpreadsheet(name: "Leads", description: "new"), by: desk.ana, at: Desk.start)
        #expect(try desk.store.spreadsheets(of: desk.ana).map(\.spreadsheet.description) == ["new"])
        for bad in ["", " \n", "a\u{7}b", String(repeating: "x", count: 201)] {
            #expect(throws: StoreError.self) {
                try desk.store.apply(.createSpreadsheet(name: bad, description: ""), by: desk.ana, at: Desk.start)
            }
        }
    }

    @Test("the list counts customers by status, through adding, editing, deleting and undo", arguments: Engine.withSales)
    func counts(_ engine: Engine) throws {
        let desk = try Desk(engine)
        var random = SeededGenerator(seed: 7)
        let statuses = StatusCatalogue.standard.statuses.map(\.id)
        var ids: [Customer.ID] = []
        for _ in 0..<200 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0...4: ids.append(try desk.add([.customerName: "c", .status: statuses.randomElement(using: &random) ?? "new"]))
            case 5...6:
                guard let id = ids.randomElement(using: &random), let customer = try desk.store.customer(id) else { continue }
                try desk.edit(id, .status, customer.status, statuses.randomElement(using: &random) ?? "new")
            case 7:
                guard let id = ids.randomElement(using: &random), try desk.store.customer(id) != nil else { continue }
                _ = try desk.store.apply(.deleteCustomer(id), by: desk.ana, at: Desk.start)
            case 8: if ids.count > 10 { _ = try desk.undo() }
            default: _ = try desk.redo()
            }
        }
        let rows = try desk.store.rows(SheetQuery(desk.sheet), from: .start, limit: 1000).rows
        let recount = Dictionary(grouping: rows, by: \.status).mapValues(\.count)
        #expect(rows.count > 20)
        #expect(try desk.store.spreadsheets(of: desk.ana).first?.byStatus == recount)
        #expect(try desk.store.count(SheetQuery(desk.sheet), upTo: .max) == MatchCount(count: rows.count, isMore: false))
        let won = SheetQuery(desk.sheet, statuses: ["won", "lost"])
        #expect(try desk.store.count(won, upTo: .max).count == (recount["won"] ?? 0) + (recount["lost"] ?? 0))
    }
}
