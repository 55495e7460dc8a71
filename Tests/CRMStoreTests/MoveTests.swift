import CRM
import Foundation
import Testing

@testable import CRMStore

@Suite("Customers move to other spreadsheets") struct MoveTests {
    private func makeSheet(_ desk: Desk, _ name: String, of user: User.ID? = nil) throws -> Spreadsheet.ID {
        try #require(
            try desk.store.apply(.createSpreadsheet(name: name, description: ""), by: user ?? desk.ana, at: Desk.start).spreadsheetID)
    }

    @discardableResult
    private func move(_ desk: Desk, _ id: Customer.ID, to sheet: Spreadsheet.ID) throws -> String {
        let from = try #require(try desk.store.customer(id)).spreadsheetID
        return try desk.store.apply(.moveCustomer(id, from: from, to: sheet), by: desk.ana, at: Desk.start).sentence
    }

    @Test("a moved customer keeps its timeline and its lead, and undo brings it back", arguments: Engine.all)
    func moving(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let lead = try desk.lead("l1", phone: "+39 347 123 4567").customer
        let fair = try makeSheet(desk, "Fair")
        #expect(try move(desk, lead.id, to: fair) == "moved María Rossi to Fair")
        let moved = try #require(try desk.store.customer(lead.id))
        #expect(moved.spreadsheetID == fair && moved.version == lead.version + 1)
        #expect(try desk.names(SheetQuery(fair)) == ["María Rossi"])
        #expect(try desk.store.spreadsheets(of: desk.ana).map(\.customers).sorted() == [0, 0, 1])
        #expect(try desk.store.lead(of: lead.id)?.leadgenID == "l1")
        let timeline = try desk.store.timeline(of: lead.id, limit: 5)
        #expect(timeline.map(\.text) == ["moved from Meta Ads Leads to Fair", "lead from Meta: \"Kitchen form\""])
        #expect(timeline[0].kind == .moved)
        #expect(try desk.undo() == "undid: moved María Rossi to Fair")
        #expect(try desk.store.customer(lead.id)?.spreadsheetID == lead.spreadsheetID)
        #expect(try desk.redo() == "redid: moved María Rossi to Fair")
        #expect(try desk.store.customer(lead.id)?.spreadsheetID == fair)
    }

    @Test("a lead that comes again, and one of the same person, find the moved customer", arguments: Engine.all)
    func recognised(_ engine: Engine) throws {
        let desk = try Desk(engine, mergesEnquiries: true)
        try desk.savePage("100")
        let lead = try desk.lead("l1", phone: "+39 347 123 4567").customer
        let fair = try makeSheet(desk, "Fair")
        try move(desk, lead.id, to: fair)
        #expect(try desk.lead("l1", phone: "+39 347 123 4567").isNew == false)
        let second = try desk.lead("l2", phone: "347 1234567", at: Desk.start.addingTimeInterval(60))
        let third = try desk.lead("l3", phone: "+39 347 123 4567", at: Desk.start.addingTimeInterval(90))
        #expect(second.joined?.into == lead.id || third.joined?.into == lead.id)
        #expect(third.customer.id == lead.id && third.customer.spreadsheetID == fair)
        // A row that was merged into it comes along, and is split off where it is.
        let back = try #require(try desk.store.spreadsheets(of: desk.ana).first { $0.spreadsheet.name == "Leads" })
        try move(desk, lead.id, to: back.id)
        #expect(try desk.store.person(of: lead.id, for: desk.ana, limit: 9)?.leads.map(\.leadgenID).contains("l3") == true)
        #expect(try desk.undo() == "undid: moved María Rossi to Leads")
        #expect(try desk.store.customer(lead.id)?.spreadsheetID == fair)
    }

    @Test("a customer that was moved meanwhile is left where it is", arguments: Engine.all)
    func movedMeanwhile(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ann"])
        let (fair, club) = (try makeSheet(desk, "Fair"), try makeSheet(desk, "Club"))
        try move(desk, id, to: fair)
        #expect(throws: StoreError.self) {
            try desk.store.apply(.moveCustomer(id, from: desk.sheet, to: club), by: desk.ana, at: Desk.start)
        }
        #expect(try desk.store.customer(id)?.spreadsheetID == fair)
    }

    @Test("a customer is given to a colleague with all that is known, and taken back", arguments: Engine.all)
    func handOver(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let marco = try desk.store.addUser("marco").id
        let referrals = try makeSheet(desk, "Referrals", of: marco)
        let id = try desk.add([.customerName: "Ann", .phoneNumber: "+39 347 123 4567"])
        _ = try desk.store.apply(.addNote(id, text: "likes tea"), by: desk.ana, at: Desk.start)
        #expect(try desk.store.moveTargets(besides: desk.ana) == [MoveTarget(id: referrals, name: "Referrals", owner: "marco")])
        #expect(try move(desk, id, to: referrals) == "gave Ann to marco: Referrals")
        #expect(try desk.names(SheetQuery(.user(marco))) == ["Ann"])
        #expect(try desk.names(SheetQuery(.user(desk.ana))).isEmpty)
        #expect(try desk.store.timeline(of: id, limit: 3).map(\.text) == ["given to marco: Referrals", "likes tea", "added to Leads"])
        #expect(try desk.undo() == "undid: gave Ann to marco: Referrals")
        #expect(try desk.names(SheetQuery(.user(desk.ana))) == ["Ann"])
        // The colleague's customers do not go with the user who gave them.
        #expect(try desk.redo() == "redid: gave Ann to marco: Referrals")
        try desk.store.removeUser(desk.ana, at: Desk.start)
        #expect(try desk.store.timeline(of: id, limit: 3).count == 3)
    }

    @Test(
        "copies and many at once that a colleague was given are taken back, though nothing is shared", arguments: Engine.all, [true, false])
    func givenMany(_ engine: Engine, copies: Bool) throws {
        let desk = try Desk(engine)
        let marco = try desk.store.addUser("marco").id
        let referrals = try makeSheet(desk, "Referrals", of: marco)
        let ids = try ["Ann", "Ben"].map { try desk.add([.customerName: $0]) }
        if copies { _ = try desk.store.apply(.copyCustomer(ids[0], to: referrals), by: desk.ana, at: Desk.start) }
        let marks = try desk.store.marks(SheetQuery(desk.sheet), among: ids)
        let change = copies ? BulkChange.copy(to: referrals) : .move(to: referrals)
        _ = try desk.store.changePortion(change, of: marks, batch: nil, by: desk.ana, at: Desk.start)
        #expect(try desk.names(SheetQuery(.user(marco))).count == (copies ? 3 : 2))
        _ = try desk.undo()
        if copies { _ = try desk.undo() }
        #expect(try desk.names(SheetQuery(.user(marco))).isEmpty)
        #expect(try Set(desk.names(SheetQuery(desk.sheet))) == ["Ann", "Ben"])
    }

    @Test("a number without its country's code stays the same number with a colleague in another country", arguments: Engine.all)
    func countries(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.store.setCountry(Country("IT"), of: desk.ana)
        let marco = try desk.store.addUser("marco", country: Country("DE")).id
        let referrals = try makeSheet(desk, "Referrals", of: marco)
        let ids = try ["347 123 4567", "+39 347 765 4321"].map { try desk.add([.customerName: "Ann", .phoneNumber: $0]) }
        for id in ids { try move(desk, id, to: referrals) }
        #expect(try ids.map { try desk.text($0, .phoneNumber) } == ["+393471234567", "+39 347 765 4321"])
        _ = try desk.undo()
        _ = try desk.undo()
        #expect(try ids.map { try desk.text($0, .phoneNumber) } == ["347 123 4567", "+39 347 765 4321"])
        #expect(try desk.names(SheetQuery(desk.sheet, search: "+393471234567")).count == 1)
        let copy = try desk.store.apply(.copyCustomer(ids[0], to: referrals), by: desk.ana, at: Desk.start)
        #expect(try copy.customerID.flatMap { try desk.text($0, .phoneNumber) } == "+393471234567")
    }

    @Test("a copy is a customer of its own", arguments: Engine.all)
    func copying(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let lead = try desk.lead("l1", phone: "+39 347 123 4567").customer
        let log = CallLog(customerID: lead.id, outcome: .doNotCall, edits: [], note: "", lostReason: nil)
        _ = try desk.store.apply(.logCall(log), by: desk.ana, at: Desk.start)
        let fair = try makeSheet(desk, "Fair")
        let made = try desk.store.apply(.copyCustomer(lead.id, to: fair), by: desk.ana, at: Desk.start)
        #expect(made.sentence == "copied María Rossi to Fair")
        let copy = try #require(try made.customerID.flatMap { try desk.store.customer($0) })
        for field in CustomerField.allCases { #expect(try copy[field: field] == desk.text(lead.id, field)) }
        #expect(copy.id != lead.id && copy.lead == nil && copy.contact.doNotCall != nil)
        #expect(try desk.store.lead(of: lead.id) != nil)
        #expect(try desk.store.timeline(of: copy.id, limit: 3).map(\.text) == ["copied from Meta Ads Leads"])
        #expect(copy.enquiry != nil)
        #expect(try desk.undo() == "undid: copied María Rossi to Fair")
        #expect(try desk.store.customer(copy.id) == nil)
    }

    @Test("many are moved as one step, and who was moved again since stays", arguments: Engine.all)
    func many(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ids = try ["Ann", "Bob", "Cleo"].map { try desk.add([.customerName: $0]) }
        let (fair, club) = (try makeSheet(desk, "Fair"), try makeSheet(desk, "Club"))
        let marks = try desk.store.marks(SheetQuery(desk.sheet))
        let batch = try desk.store.changePortion(.move(to: fair), of: marks, batch: nil, by: desk.ana, at: Desk.start)
        #expect(batch.done == 3)
        #expect(try desk.names(SheetQuery(fair)).count == 3)
        let ben = try desk.colleague("ben")
        _ = try desk.store.apply(.moveCustomer(ids[1], from: fair, to: club), by: ben, at: Desk.start)
        #expect(try desk.undo() == "undid: moved 3 customers to Fair; 1 customer stays as edited since")
        #expect(try desk.names(SheetQuery(desk.sheet)).sorted() == ["Ann", "Cleo"])
        let copies = try desk.store.changePortion(
            .copy(to: fair), of: desk.store.marks(SheetQuery(desk.sheet)), batch: nil, by: desk.ana, at: Desk.start)
        #expect(copies.done == 2)
        #expect(try desk.undo() == "undid: copied 2 customers to Fair")
        #expect(try desk.names(SheetQuery(fair)).isEmpty)
    }

    @Test("many that were moved where the user may only read since stay there, and undo goes on to the step before", arguments: Engine.all)
    func movedToReadOnly(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let marco = try desk.store.addUser("marco").id
        let referrals = try makeSheet(desk, "Referrals", of: marco)
        func share(_ right: SharedRight) throws {
            _ = try desk.store.apply(.shareSpreadsheet(referrals, with: desk.ana, right), by: marco, at: Desk.start)
        }
        let ids = try ["Ann", "Ben", "Cleo"].map { try desk.add([.customerName: $0]) }
        try share(.write)
        let marks = try desk.store.marks(SheetQuery(desk.sheet), among: Array(ids[..<2]))
        _ = try desk.store.changePortion(.move(to: referrals), of: marks, batch: nil, by: desk.ana, at: Desk.start)
        try share(.read)
        #expect(try desk.undo() == "undid: moved 2 customers to marco: Referrals; 2 customers stay as edited since")
        #expect(try ids.map { try desk.store.customer($0)?.spreadsheetID } == [referrals, referrals, desk.sheet])
        #expect(try desk.undo() == "undid: added Cleo to Leads")
    }

    @Test("a row that was merged before a move into its own spreadsheet is there after undo and split", arguments: Engine.all)
    func movedToPart(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let fair = try makeSheet(desk, "Fair")
        let first = try desk.add([.customerName: "Ann", .phoneNumber: "+39 347 123 4567"])
        let second = try desk.add([.customerName: "Ann", .phoneNumber: "+39 347 123 4567"], to: fair)
        _ = try desk.store.apply(.mergeRows(of: first), by: desk.ana, at: Desk.start)
        try move(desk, first, to: fair)
        _ = try desk.undo()
        #expect(try desk.store.customer(first)?.spreadsheetID == desk.sheet)
        _ = try desk.undo()
        #expect(try desk.store.customer(second)?.spreadsheetID == fair)
    }

    @Test("a move into a deleted spreadsheet is refused, and so is undo when the first is gone", arguments: Engine.all)
    func gone(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ann"])
        let fair = try makeSheet(desk, "Fair")
        _ = try desk.store.apply(.deleteSpreadsheet(fair), by: desk.ana, at: Desk.start)
        #expect(throws: StoreError.spreadsheetGone) { try move(desk, id, to: fair) }
        _ = try desk.undo()
        try move(desk, id, to: fair)
        // As it is deleted at another screen, after the move.
        try #require(desk.store as? CRMStore).write { db in try db.run(SpreadsheetSQL.setDeleted, [Desk.start.milliseconds, desk.sheet]) }
        #expect(throws: StoreError.stepRefused(.spreadsheetGone, isUndo: true)) { try desk.undo() }
        #expect(try desk.names(SheetQuery(fair)) == ["Ann"])
    }

    @Test("a colleague who was removed meanwhile is given nothing, and the customers stay", arguments: Engine.all)
    func removedColleague(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ida"])
        let before = try #require(try desk.store.customer(id))
        let marco = try desk.store.addUser("marco").id
        let referrals = try makeSheet(desk, "Referrals", of: marco)
        try desk.store.removeUser(marco, at: Desk.start)
        #expect(throws: StoreError.spreadsheetGone) { try move(desk, id, to: referrals) }
        #expect(throws: StoreError.spreadsheetGone) {
            _ = try desk.store.changePortion(
                .move(to: referrals), of: [CustomerMark(before)], batch: nil, by: desk.ana, at: Desk.start)
        }
        #expect(try desk.store.customer(id) == before)
        #expect(try desk.store.moveTargets(besides: desk.ana).isEmpty)
    }
}
