import CRM
import CRMStore
import Foundation
import Testing

@Suite("Many customers at once") struct BulkChangeTests {
    private func marks(_ desk: Desk, _ query: SheetQuery? = nil) throws -> [CustomerMark] {
        try desk.store.marks(query ?? SheetQuery(desk.sheet)).sorted { $0.id < $1.id }
    }

    private func change(_ desk: Desk, _ change: BulkChange, _ marks: [CustomerMark], batch: BulkBatch? = nil) throws -> BulkBatch {
        try desk.store.changePortion(change, of: marks, batch: batch, by: desk.ana, at: Desk.start)
    }

    @Test("a status of many is one step, with a line in each timeline", arguments: Engine.withSales)
    func status(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ids = try ["Ann", "Bob", "Cleo"].map { try desk.add([.customerName: $0]) }
        _ = try desk.edit(ids[2], .status, "new", "contacted")
        let batch = try change(desk, .set(.status, "contacted"), marks(desk))
        #expect(batch.done == 2 && batch.same == 1 && batch.changed.isEmpty)
        #expect(try ids.map { try desk.text($0, .status) } == ["contacted", "contacted", "contacted"])
        #expect(try desk.store.timeline(of: ids[0], limit: 1).map(\.text) == ["status new → contacted"])
        #expect(try desk.store.timeline(of: ids[0], limit: 1).first?.author == "ana")
        #expect(try desk.store.customer(ids[0])?.firstTouchedAt == Desk.start)
        #expect(try desk.undo() == "undid: status of 2 customers: contacted")
        #expect(try ids.map { try desk.text($0, .status) } == ["new", "new", "contacted"])
        #expect(try desk.store.customer(ids[0])?.firstTouchedAt == nil)
        #expect(try desk.store.timeline(of: ids[0], limit: 9).map(\.text) == ["added to Leads"])
        #expect(try desk.redo() == "redid: status of 2 customers: contacted")
        #expect(try desk.text(ids[1], .status) == "contacted")
    }

    @Test("who was changed meanwhile is left as it is, and told of as it is now", arguments: Engine.all)
    func changedMeanwhile(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ids = try ["Ann", "Bob", "Cleo"].map { try desk.add([.customerName: $0]) }
        let seen = try marks(desk)
        let other = try desk.again()
        let ben = try desk.colleague("ben")
        _ = try other.apply(.editCustomer(ids[1], [FieldEdit(.remark, from: "", to: "theirs")]), by: ben, at: Desk.start)
        _ = try other.apply(.deleteCustomer(ids[2]), by: ben, at: Desk.start)
        var batch = try change(desk, .set(.nextCallDate, "2026-12-01"), seen)
        #expect(batch.done == 1 && batch.gone == 1)
        #expect(batch.changed.map(\.id) == [ids[1]])
        #expect(try desk.text(ids[1], .nextCallDate) == "")
        batch = try change(desk, .set(.nextCallDate, "2026-12-01"), batch.changed)
        #expect(batch.done == 1)
        #expect(try desk.text(ids[1], .nextCallDate) == "2026-12-01")
    }

    @Test("portions are one step; one that was taken back on the way goes no further", arguments: Engine.withSales)
    func portions(_ engine: Engine) throws {
        let desk = try Desk(engine)
        for index in 0..<6 { try desk.add([.customerName: "C\(index)"]) }
        let all = try marks(desk)
        var batch = try change(desk, .delete, Array(all[..<2]))
        batch = try change(desk, .delete, Array(all[2..<4]), batch: batch)
        #expect(batch.done == 4)
        #expect(try marks(desk).count == 2)
        #expect(try desk.undo() == "undid: deleted 4 customers")
        #expect(try marks(desk).count == 6)
        #expect(try desk.store.timeline(of: all[0].id, limit: 9).map(\.kind) == [.restored, .deleted, .created])
        #expect(throws: StoreError.self) { try change(desk, .delete, Array(all[4...]), batch: batch) }
        #expect(try marks(desk).count == 6)
        #expect(try desk.redo() == "redid: deleted 4 customers")
        #expect(try marks(desk).count == 2)
    }

    @Test("a note for many is found by search, and not after undo", arguments: Engine.withSales)
    func notes(_ engine: Engine) throws {
        let desk = try Desk(engine)
        for name in ["Ann", "Bob"] { try desk.add([.customerName: name]) }
        _ = try change(desk, .note("wants a veranda"), marks(desk))
        #expect(try desk.names(SheetQuery(desk.sheet, search: "veranda")).count == 2)
        #expect(try desk.undo() == "undid: note for 2 customers")
        #expect(try desk.names(SheetQuery(desk.sheet, search: "veranda")).isEmpty)
        #expect(throws: StoreError.self) { try change(desk, .note("  "), marks(desk)) }
        #expect(try desk.undo() != "undid: note for 0 customers")
    }

    @Test("a customer that is marked twice is changed once, and has two notes", arguments: Engine.withSales)
    func markedTwice(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ids = try ["Ann", "Bob"].map { try desk.add([.customerName: $0]) }
        let all = try marks(desk)
        let batch = try change(desk, .set(.status, "won"), [all[0], all[1], all[0]])
        #expect(batch.done == 2 && batch.changed.map(\.id) == [ids[0]])
        #expect(try change(desk, .note("met"), marks(desk) + marks(desk)).done == 4)
        #expect(try desk.store.timeline(of: ids[0], limit: 9).filter { $0.kind == .noted }.count == 2)
        #expect(try desk.undo() == "undid: note for 4 customers")
        #expect(try desk.names(SheetQuery(desk.sheet, search: "met")).isEmpty)
        #expect(try desk.undo() == "undid: status of 2 customers: won")
        #expect(try ids.map { try desk.text($0, .status) } == ["new", "new"])
    }

    @Test("a next call of many is said as a day, not as it is stored", arguments: Engine.all)
    func nextCall(_ engine: Engine) throws {
        let desk = try Desk(engine)
        for name in ["Ann", "Bea"] { _ = try desk.add([.customerName: name]) }
        _ = try change(desk, .set(.nextCallDate, "2026-11-29 10:00"), marks(desk))
        #expect(try desk.undo() == "undid: next call of 2 customers: Sun 29 Nov 10:00")
    }

    @Test("a note of rows that were made one since is not found after undo", arguments: Engine.all)
    func notesOfMerged(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ids = try ["Ann", "Ann Rossi"].map { try desk.add([.customerName: $0, .phoneNumber: "+39 347 123 4567"]) }
        _ = try change(desk, .note("wants a veranda"), marks(desk))
        let ben = try desk.colleague("ben")
        _ = try desk.store.apply(.mergeRows(of: ids[1]), by: ben, at: Desk.start)
        #expect(try desk.names(SheetQuery(desk.sheet, search: "veranda")).count == 1)
        #expect(try desk.undo() == "undid: note for 2 customers")
        #expect(try desk.names(SheetQuery(desk.sheet, search: "veranda")).isEmpty)
    }

    @Test("undo leaves who was edited since, and says how many", arguments: Engine.all)
    func editedSince(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ids = try ["Ann", "Bob"].map { try desk.add([.customerName: $0]) }
        _ = try change(desk, .set(.status, "contacted"), marks(desk))
        let ben = try desk.colleague("ben")
        _ = try desk.edit(ids[0], .status, "contacted", "won", by: ben)
        #expect(try desk.undo() == "undid: status of 2 customers: contacted; 1 customer stays as edited since")
        #expect(try ids.map { try desk.text($0, .status) } == ["won", "new"])
    }

    @Test("the marks of a list are those of its filter, and of some rows those that it has", arguments: Engine.withSales)
    func marksOfQueries(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let other = try #require(
            try desk.store.apply(.createSpreadsheet(name: "Fair", description: ""), by: desk.ana, at: Desk.start).spreadsheetID)
        let ann = try desk.add([.customerName: "Ann Rossi"])
        let bob = try desk.add([.customerName: "Bob"])
        let cleo = try desk.add([.customerName: "Cleo Rossi"], to: other)
        let query = SheetQuery(.everywhere(first: desk.sheet, of: desk.ana), CustomerFilter(words: "rossi"))
        #expect(try Set(desk.store.marks(query).map(\.id)) == [ann, cleo])
        #expect(try desk.store.marks(SheetQuery(.user(desk.ana))).count == 3)
        #expect(try desk.store.marks(query, among: [ann, bob]).map(\.id) == [ann])
        let byName = SheetQuery(.user(desk.ana), order: SheetOrder(.field(.customerName)))
        #expect(try desk.store.rows(byName, among: [cleo, bob], limit: 5).map(\.id) == [bob, cleo])
    }

    @Test("a kill on the way leaves one step, which one undo takes back after a restart", arguments: Engine.withSales)
    func killed(_ engine: Engine) throws {
        let desk = try Desk(engine)
        for index in 0..<4 { try desk.add([.customerName: "C\(index)"]) }
        _ = try change(desk, .set(.status, "won"), Array(marks(desk)[..<3]))
        let again = try desk.again()
        #expect(try again.undo(by: desk.ana, at: Desk.start)?.sentence == "undid: status of 3 customers: won")
        #expect(try desk.names(SheetQuery(desk.sheet, statuses: ["won"])).isEmpty)
    }

    @Test("an erased customer leaves no word in the step of the whole", arguments: Engine.all)
    func erased(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ids = try ["Ann", "Bob"].map { try desk.add([.customerName: $0]) }
        _ = try change(desk, .note("secret words"), marks(desk))
        let store = try #require(desk.store as? CRMStore)
        _ = try store.erase(customer: ids[0], by: "ana", at: Desk.start)
        #expect(try desk.undo() == "undid: note for 2 customers")
        #expect(try desk.store.timeline(of: ids[1], limit: 9).map(\.text) == ["added to Leads"])
    }

    @Test(
        "a change of many is taken back in portions, others write in between, and another start carries it to its end",
        arguments: Engine.withSales)
    func undoneInPortions(_ engine: Engine) throws {
        let desk = try Desk(engine)
        for index in 0..<450 { try desk.add([.customerName: "C\(index)"]) }
        let all = try marks(desk)
        _ = try change(desk, .set(.status, "contacted"), all)
        func count(_ status: String) throws -> Int {
            try desk.store.count(SheetQuery(.spreadsheet(desk.sheet), CustomerFilter(words: "", statuses: [status])), upTo: 1000).count
        }
        guard case .underWay(let begun) = try desk.store.beginUndo(.work, offered: nil, by: desk.ana, at: Desk.start) else {
            Issue.record("it is one step of many")
            return
        }
        #expect(begun.all == 450 && begun.isUndo)
        #expect(try count("contacted") == 450)
        // The rows of imports come first, of which there are none here.
        guard case .underWay(let further) = try desk.store.goOn(begun, at: Desk.start) else {
            Issue.record("there is more")
            return
        }
        #expect(further.done == 200)
        #expect(try count("new") == 200)
        try desk.edit(all[449].id, .status, "contacted", "won")
        let again = try desk.again()
        #expect(try count("new") == 449 && count("won") == 1)
        guard case .whole(let end) = try again.goOn(further, at: Desk.start) else {
            Issue.record("nothing is left")
            return
        }
        #expect(end?.sentence == "undid: status of 450 customers: contacted")
        #expect(try desk.undo() == "undid: status of C449: contacted → won", "the undo that was under way is no step any more")
    }
}
