import CRM
import Testing

@testable import CRMStore

/// Two stores on the same data, of which one changes a row between the other's read and write.
@Suite("Writers that overlap") struct OverlapTests {
    private static let refusal =
        "This customer was changed by somebody else meanwhile, so nothing was written. Look at it again, then repeat your change."

    /// All rows, deleted and merged ones too, with their versions.
    private func all(_ store: CRMStore) throws -> [String] {
        try store.read { db in
            try db.values(Int64.self, "SELECT id FROM customer ORDER BY id").map { id in
                let row = try db.one("SELECT merged_into, deleted_at FROM customer WHERE id = ?", [id])
                let customer = try #require(try Customer.any(db, id))
                return "\(customer) \(String(describing: row?[0] as Int64?)) \(String(describing: row?[1] as Int64?))"
            }
        }
    }

    /// Has one store read, the other change what was read, and the first write. The first must be refused, and the other's change stay.
    private func refuse(
        _ desk: Desk, _ change: (any Store) throws -> Void, _ rule: (CRMStore, any Session) throws -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let slow = try #require(desk.store as? CRMStore)
        let quick = try desk.again()
        var theirs: [String] = []
        let error = #expect(throws: StoreError.self, sourceLocation: sourceLocation) {
            try slow.read { before in
                _ = try before.one("SELECT id FROM customer")
                try change(quick)
                theirs = try all(#require(quick as? CRMStore))
                try slow.write { now in try rule(slow, SplitSession(reads: before, writes: now)) }
            }
        }
        #expect(error == .invalid(Self.refusal), sourceLocation: sourceLocation)
        #expect(try all(slow) == theirs, sourceLocation: sourceLocation)
    }

    /// Another user's edit of a column that the rules below do not touch.
    private func remark(_ desk: Desk, _ id: Customer.ID) -> (any Store) throws -> Void {
        { store in
            _ = try store.apply(.editCustomer(id, [FieldEdit(.remark, from: "", to: "theirs")]), by: desk.ana, at: Desk.start)
        }
    }

    @Test("an edit is refused", arguments: Engine.all)
    func edit(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ida"])
        try refuse(desk, remark(desk, id)) { store, db in
            _ = try store.editCustomer(db, id, [FieldEdit(.customerName, from: "Ida", to: "Ida Rossi")], at: Desk.start)
        }
        try refuse(desk, { _ = try $0.apply(.deleteCustomer(id), by: desk.ana, at: Desk.start) }) { store, db in
            _ = try store.editCustomer(db, id, [FieldEdit(.customerName, from: "Ida", to: "Ida Rossi")], at: Desk.start)
        }
    }

    @Test("a deletion is refused", arguments: Engine.all)
    func delete(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ida"])
        try refuse(desk, remark(desk, id)) { store, db in _ = try store.deleteCustomer(db, id, by: desk.ana, at: Desk.start) }
    }

    @Test("a merge is refused, whichever of the rows was changed", arguments: Engine.all)
    func merge(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let rows = try (1...4).map { try desk.add([.customerName: "Ida \($0)", .phoneNumber: "+39 347 123 4567"]) }
        for changed in rows {
            try refuse(desk, remark(desk, changed)) { store, db in _ = try store.mergeRows(db, of: rows[1], by: desk.ana, at: Desk.start) }
        }
    }

    @Test("a row that others were merged into meanwhile is neither deleted nor merged", arguments: Engine.all)
    func mergedMeanwhile(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let rows = try (1...2).map { try desk.add([.customerName: "Ida \($0)", .phoneNumber: "+39 347 123 4567"]) }
        let merge: (any Store) throws -> Void = { _ = try $0.apply(.mergeRows(of: rows[0]), by: desk.ana, at: Desk.start) }
        try refuse(desk, merge) { store, db in _ = try store.deleteCustomer(db, rows[0], by: desk.ana, at: Desk.start) }
        _ = try desk.undo()
        try refuse(desk, merge) { store, db in _ = try store.deleteCustomer(db, rows[1], by: desk.ana, at: Desk.start) }
        _ = try desk.undo()
        try refuse(desk, merge) { store, db in _ = try store.mergeRows(db, of: rows[1], by: desk.ana, at: Desk.start) }
    }

    @Test("what is taken back is refused as well: an edit, a deletion, a merge", arguments: Engine.all)
    func undo(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let rows = try (1...2).map { try desk.add([.customerName: "Ida \($0)", .phoneNumber: "+39 347 123 4567"]) }
        func step() throws -> ChangeRecord {
            try #require(
                try (desk.store as? CRMStore)?.read { db in
                    try db.one(UndoSQL.next(.work, back: true, db.dialect), [desk.ana]).flatMap { try ChangeRecord(row: $0) }
                })
        }
        try desk.edit(rows[0], .customerName, "Ida 1", "Ida Rossi")
        let edit = try step()
        try refuse(desk, remark(desk, rows[0])) { store, db in _ = try store.revertEdit(db, edit, from: edit.after, to: edit.before) }

        _ = try desk.store.apply(.deleteCustomer(rows[0]), by: desk.ana, at: Desk.start)
        let deletion = try step()
        try refuse(desk, { _ = try $0.undo(by: desk.ana, at: Desk.start) }) { store, db in
            try store.revertExistence(db, deletion, to: deletion.before, by: desk.ana, at: Desk.start)
        }

        _ = try desk.store.apply(.mergeRows(of: rows[0]), by: desk.ana, at: Desk.start)
        let merge = try step()
        try refuse(desk, { _ = try $0.undo(by: desk.ana, at: Desk.start) }) { store, db in
            try store.revertMerge(db, merge, from: merge.after, to: merge.before, by: desk.ana, at: Desk.start)
        }
    }

    @Test("numbers that are read anew for another country are not those of a column that was changed meanwhile", arguments: Engine.all)
    func country(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ida", .phoneNumber: "347 123 4567"])
        let change: (any Store) throws -> Void = { store in
            let edit = FieldEdit(.phoneNumber, from: "347 123 4567", to: "0171 1234567")
            _ = try store.apply(.editCustomer(id, [edit]), by: desk.ana, at: Desk.start)
        }
        try refuse(desk, change) { store, db in try store.readPhones(db, ofSheet: desk.sheet, in: Country("IT")) }
    }

    @Test("an edit of a customer whose spreadsheet became part of another meanwhile is refused", arguments: Engine.all)
    func moved(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        try desk.lead("l1")
        let first = try #require(try desk.store.spreadsheets(of: desk.ana).first?.id)
        _ = try desk.store.apply(.deleteSpreadsheet(first), by: desk.ana, at: Desk.start)
        let id = try desk.lead("l2", name: "Ida").customer.id
        try refuse(desk, { _ = try $0.undo(by: desk.ana, at: Desk.start) }) { store, db in
            _ = try store.editCustomer(db, id, [FieldEdit(.customerName, from: "Ida", to: "Ida Rossi")], at: Desk.start)
        }
        #expect(try desk.store.customer(id)?.spreadsheetID == first)
    }
}
