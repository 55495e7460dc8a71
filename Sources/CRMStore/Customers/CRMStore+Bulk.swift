import Base
import CRM
import Foundation

/// One change of many customers: a step of the user's that stands for the whole, and a part for each customer, with its own line in the
/// timeline. A part has no user, so that `undo` never comes upon it by itself.
extension CRMStore: BulkChanging {
    public func marks(_ query: SheetQuery) throws -> [CustomerMark] {
        try read { db in try marks(db, query, among: nil) }
    }

    public func marks(_ query: SheetQuery, among ids: [Customer.ID]) throws -> [CustomerMark] {
        try read { db in try marks(db, query, among: ids) }
    }

    public func rows(_ query: SheetQuery, among ids: [Customer.ID], limit: Int) throws -> [Customer] {
        try read { db in
            var found: [Customer] = []
            for sheets in try parts(db, of: query.scope) where found.count < limit {
                let statement = try statement(db, query, in: sheets, among: .these(ids, db.dialect))
                    .rows(.all(backwards: false), limit: limit - found.count)
                found += try db.rows(statement.sql, statement.arguments).map { Customer(row: $0) }
            }
            try settleClaims(db, &found)
            return found
        }
    }

    private func marks(_ db: any Session, _ query: SheetQuery, among ids: [Customer.ID]?) throws -> [CustomerMark] {
        let statements =
            try ids.map { try self.statements(db, query, in: parts(db, of: query.scope), among: .these($0, db.dialect)) }
            ?? statements(db, query, wanted: .max)
        var marks: [CustomerMark] = []
        for statement in statements.map({ $0.marks() }) {
            try db.each(statement.sql, statement.arguments) { row in
                marks.append(CustomerMark(id: row[0], spreadsheetID: row[1], version: row[2]))
                return true
            }
        }
        return marks
    }

    // MARK: Writing

    public func changePortion(
        _ change: BulkChange, of marks: some Sequence<CustomerMark>, batch: BulkBatch?, by user: User.ID, at now: Date
    ) throws -> BulkBatch {
        try write { db in
            var batch = batch ?? BulkBatch()
            let marks = Array(marks)
            // The questions of all go with the first.
            db.prefetch(
                [(UndoSQL.state, [batch.id]), (UserSQL.name, [user])] + marks.flatMap { questions(toChange: $0, change, by: user) })
            if batch.id != 0, try !stands(db, batch.id) {
                throw StoreError.invalid(
                    "The change was taken back while it was under way, so the rest of the customers was left as it is.")
            }
            let author = try userName(db, user)
            var rights: [Spreadsheet.ID: SharedRight?] = [:]
            func right(_ sheet: Spreadsheet.ID) throws -> SharedRight? {
                if let known = rights[sheet] { return known }
                let right = try self.right(db, on: sheet, of: user)
                rights[sheet] = .some(right)
                return right
            }
            try db.inRuns(marks, of: { [$0.id] }, asking: { questions(toChange: $0, change, by: user) }) { run in
                var customers: [Customer] = []
                for mark in run {
                    guard let customer = try Customer.live(db, mark.id), let right = try right(customer.spreadsheetID) else {
                        batch.gone += 1
                        continue
                    }
                    guard right == .write || !change.changesThem else {
                        batch.readOnly += 1
                        continue
                    }
                    guard customer.version == mark.version else {
                        batch.changed.append(CustomerMark(customer))
                        continue
                    }
                    customers.append(customer)
                }
                if change.takesAway {
                    try settleClaims(db, &customers)
                    let all = customers.count
                    try customers.removeAll { try isOthers(db, $0, than: user) }
                    batch.taken += all - customers.count
                }
                let parts = try steps(db, change, of: customers, by: user, at: now)
                if batch.id == 0, !parts.isEmpty { try begin(db, &batch, by: user, author: author, at: now) }
                for part in parts { try part.add(db, user: nil, author: author, at: now, partOf: batch.id) }
                try noteSearchText(db, after: parts)
                batch.done += parts.count
                batch.same += customers.count - parts.count
            }
            if batch.id != 0 {
                try db.write(ImportSQL.describe, [sentence(db, change, batch.done, of: user), batch.id], changesRow: false)
            }
            return batch
        }
    }

    /// Does the change to customers that were read just now. Gives the steps of those that it changes; copies are inserted together.
    private func steps(_ db: any Session, _ change: BulkChange, of customers: [Customer], by user: User.ID, at now: Date) throws
        -> [ChangeRecord]
    {
        let changes = customers.compactMap { change.change(of: $0) }
        guard case .copy(let sheet) = change else { return try changes.compactMap { try step(db, $0, by: user, at: now) } }
        for one in changes { try checkRight(db, to: one, by: user) }
        return try copyCustomers(db, customers.map(\.id), to: sheet, at: now)
    }

    /// The questions that the change of one customer asks, of which the change of another one writes no answer.
    private func questions(toChange mark: CustomerMark, _ change: BulkChange, by user: User.ID) -> [SQLStatement] {
        switch change {
        case .set, .note, .delete: questions(toChange: mark.id, by: user) + [(ShareSQL.right, [mark.spreadsheetID, user])]
        case .move(let sheet): questions(toPut: mark, into: sheet, by: user) + [(CustomerSQL.placesOfParts, [mark.id])]
        case .copy(let sheet): questions(toPut: mark, into: sheet, by: user)
        }
    }

    private func begin(_ db: any Session, _ batch: inout BulkBatch, by user: User.ID, author: String, at now: Date) throws {
        try forgetUndone(db, .work, of: user)
        let whole = ChangeRecord(action: .changeMany, kind: .edited, text: "", sentence: "")
        batch.id = try whole.insert(db, user: user, author: author, at: now)
        batch.writtenAt = now
    }

    /// Names nobody and quotes nothing, since it stays when one of the customers is erased.
    private func sentence(_ db: any Session, _ change: BulkChange, _ count: Int, of user: User.ID) throws -> String {
        let customers = Counted.text(count, "customer")
        func target(_ id: Spreadsheet.ID) throws -> String {
            db.prefetch([(SpreadsheetSQL.names, [id])])
            let sheet = try liveSheet(db, id)
            let name = ChangeSummary.short(sheet.name)
            return sheet.userID == user ? name : "\(try ownerName(db, of: id)): \(name)"
        }
        switch change {
        case .set(let field, let text): return "\(field.title) of \(customers): \(ChangeSummary.value(text, of: field))"
        case .note: return "note for \(customers)"
        case .delete: return "deleted \(customers)"
        case .move(let sheet): return "moved \(customers) to \(try target(sheet))"
        case .copy(let sheet): return "copied \(customers) to \(try target(sheet))"
        }
    }

    // MARK: Undo

    /// Takes back a part, or does it again. False when the customer was changed since, and stays so.
    func revertBulkPart(_ db: any Session, _ part: ChangeRecord, of user: User.ID?, author: String?, back: Bool, at now: Date) throws
        -> Bool?
    {
        guard let id = part.customerID else { return nil }
        switch part.action {
        case .deleteCustomer:
            guard try revertImported(db, id, of: user, back: !back, at: now) else { return false }
            try record(db, part, back: back, user: nil, author: author, at: now)
            return true
        case .moveCustomer:
            let (from, to) = back ? (part.after, part.before) : (part.before, part.after)
            let move: RevertedMove
            do { move = try revertedMove(db, part, from: from, to: to, by: user) } catch is StoreError { return false }
            try carryOut(db, move)
            return true
        case .addNote: return true
        default: return nil
        }
    }
}
