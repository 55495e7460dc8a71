import CRM
import CRMStore
import Foundation
import GRDB
import Testing

/// An undo of many customers goes portion by portion; here the disk refuses one of them, as a kill would cut it off.
@Suite("An undo that is cut short") struct WholeUndoTests {
    /// Makes every change of a customer with this name fail from now on.
    private func refuse(_ name: String, _ desk: Desk) throws {
        try DatabaseQueue(path: desk.path).write { db in
            try db.execute(
                sql: "CREATE TRIGGER cut BEFORE UPDATE ON customer WHEN OLD.customer_name = '\(name)' BEGIN SELECT RAISE(ABORT, 'cut'); END"
            )
        }
    }

    private func mend(_ desk: Desk) throws {
        try DatabaseQueue(path: desk.path).write { try $0.execute(sql: "DROP TRIGGER cut") }
    }

    private func imported(_ desk: Desk, _ count: Int = 5000) throws {
        let customers = (1...count).map { number in
            ImportedCustomer(Customer(id: 0, spreadsheetID: 0, customerName: "c\(number)", createdAt: Desk.start), in: nil)
        }
        _ = try desk.store.importPortion(customers, into: "Fair", step: nil, existing: .add, by: desk.ana, at: Desk.start)
    }

    private func sheets(_ store: any Store, _ desk: Desk) throws -> [String] {
        try store.spreadsheets(of: desk.ana).map { "\($0.spreadsheet.name) \($0.customers)" }
    }

    @Test("the next start carries the undo of an import to its end, and the next u takes the step before it")
    func atStart() throws {
        let desk = try Desk()
        try imported(desk)
        try refuse("c4500", desk)
        #expect(throws: StoreError.self) { try desk.undo() }
        #expect(try sheets(desk.store, desk) == ["Leads 0", "Fair 1000"])
        try mend(desk)
        let next = try desk.again()
        #expect(try sheets(next, desk) == ["Leads 0"])
        #expect(try next.undo(by: desk.ana, at: Desk.start)?.sentence == "undid: created spreadsheet Leads")
        _ = try next.redo(by: desk.ana, at: Desk.start)
        #expect(try next.redo(by: desk.ana, at: Desk.start)?.sentence.hasPrefix("redid: imported 5000 customers") == true)
        #expect(try sheets(next, desk) == ["Leads 0", "Fair 5000"])
    }

    @Test("without a restart the next u ends it, and nothing else")
    func atNextUndo() throws {
        let desk = try Desk()
        try desk.add([.customerName: "Ida"])
        try imported(desk)
        try refuse("c4500", desk)
        #expect(throws: StoreError.self) { try desk.undo() }
        try mend(desk)
        #expect(try desk.undo()?.hasPrefix("undid: imported 5000 customers") == true)
        #expect(try sheets(desk.store, desk) == ["Leads 1"])
        #expect(try desk.undo() == "undid: added Ida to Leads")
    }

    @Test("something new that is done in between does not put the rest out of reach")
    func afterNewChange() throws {
        let desk = try Desk()
        try imported(desk)
        try refuse("c4500", desk)
        #expect(throws: StoreError.self) { try desk.undo() }
        try desk.add([.customerName: "Ida"])
        try mend(desk)
        #expect(try sheets(desk.again(), desk) == ["Leads 1"])
    }

    @Test("a redo that is cut short is carried on as well")
    func redo() throws {
        let desk = try Desk()
        try imported(desk)
        _ = try desk.undo()
        try refuse("c4500", desk)
        #expect(throws: StoreError.self) { try desk.redo() }
        try mend(desk)
        #expect(try sheets(desk.again(), desk) == ["Leads 0", "Fair 5000"])
    }

    @Test("a form's mapping is taken back whole")
    func mapping() throws {
        let desk = try Desk()
        try desk.savePage("100")
        for number in 1...300 { try desk.lead("l\(number)", name: "n\(number)", company: "Acme") }
        let mapping = FormMapping(["team": .companyName])
        let step = try desk.store.beginRemap(ofForm: "f1", mapping, by: desk.ana, at: Desk.start)
        let leads = (1...300).map { number in
            RemappedLead(
                leadgenID: "l\(number)", answers: [], formName: "Kitchen form",
                contact: LeadContact(name: "n\(number)", company: "Team \(number)"),
                previous: LeadContact(name: "n\(number)", company: "Acme"), former: [])
        }
        let result = try desk.store.remap(leads, step: step, by: desk.ana, at: Desk.start)
        try desk.store.endRemap(step, ofForm: "f1", result)
        let sheet = try #require(try desk.store.spreadsheets(of: desk.ana).first { $0.spreadsheet.name == Spreadsheet.metaAdsLeads })
        func companies(_ store: any Store) throws -> Set<String> {
            Set(try store.rows(SheetQuery(sheet.spreadsheet.id), from: .start, limit: 1000).rows.map(\.companyName))
        }
        #expect(try companies(desk.store).count == 300)
        try refuse("n250", desk)
        #expect(throws: StoreError.self) { try desk.undo() }
        #expect(try companies(desk.store).count == 101)
        try mend(desk)
        #expect(try companies(desk.again()) == ["Acme"])
    }
}
