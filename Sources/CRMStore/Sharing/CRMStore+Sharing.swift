import CRM
import Foundation

/// Spreadsheets that are shared, and what each user may do in which.
extension CRMStore: SheetSharing {
    public func colleagues(for sheet: Spreadsheet.ID) throws -> [Colleague] {
        try read { db in
            _ = try liveSheet(db, sheet)
            return try db.rows(ShareSQL.colleagues, [sheet]).map { Colleague(id: $0[0], name: $0[1], right: right($0[2])) }
        }
    }

    public func offers(to user: User.ID, after last: LeadOffer.ID) throws -> [LeadOffer] {
        try read { db in
            db.planOnce()
            let questions: [SQLStatement] = [OfferSQL.standing(db.dialect), OfferSQL.joined(db.dialect)].map {
                ($0, [user, LeadOffer.most, last])
            }
            db.prefetch(questions)
            let own = try db.rows(questions[0].sql, questions[0].arguments)
                .map { LeadOffer(id: $0["offer_id"], customer: try settled(db, Customer(row: $0))) }
                .filter { $0.customer.claim?.userID == user }
            let joined = try db.rows(questions[1].sql, questions[1].arguments).compactMap { row in
                try joinedLead(db, row["part_id"], into: row["whole_id"]).map { LeadOffer(id: row["id"], customer: $0.customer) }
            }
            return (own + joined).sorted { $0.id < $1.id }.suffix(LeadOffer.most)
        }
    }

    public func newestOffer() throws -> LeadOffer.ID { try read { db in try db.value(Int64.self, OfferSQL.newest) } ?? 0 }

    /// Of a value of `may_write`.
    func right(_ mayWrite: Int?) -> SharedRight? { mayWrite.map { $0 == 1 ? .write : .read } }

    func shareSpreadsheet(_ db: any Session, _ id: Spreadsheet.ID, with user: User.ID, _ right: SharedRight?) throws -> ChangeRecord? {
        let sheet = try liveSheet(db, id)
        let (name, title) = (try userName(db, user), ChangeSummary.short(sheet.name))
        guard user != sheet.userID else {
            throw StoreError.invalid("The spreadsheet \"\(title)\" is \(name)'s own. Share it with somebody else.")
        }
        let before = try access(db, to: id, of: user)?.right
        if before == right { return nil }
        try setShare(db, id, user, right)
        let sentence = right.map { "shared \(title) with \(name), \($0.title)" } ?? "ended sharing \(title) with \(name)"
        var step = ChangeRecord(action: .shareSpreadsheet, kind: .edited, spreadsheetID: id, text: sentence, sentence: sentence)
        step.before.share = ChangeRecord.StoredShare(user: user, right: before)
        step.after.share = ChangeRecord.StoredShare(user: user, right: right)
        return step
    }

    /// Goes from one side of a step to the other, where the owner has not shared it otherwise since.
    func revertShare(_ db: any Session, _ step: ChangeRecord, from: ChangeRecord.Side, to: ChangeRecord.Side) throws {
        guard let id = step.spreadsheetID, let expected = from.share, let wanted = to.share else { throw StoreError.spreadsheetGone }
        let title = ChangeSummary.short(try liveSheet(db, id).name)
        guard try db.exists(UserSQL.name, [wanted.user]) else {
            throw StoreError.invalid("The user with whom \"\(title)\" was shared was removed since, so nothing was changed.")
        }
        guard try access(db, to: id, of: wanted.user)?.right == expected.right else {
            throw StoreError.invalid("\"\(title)\" was shared otherwise since, so it was left as it is. Share it anew if you like.")
        }
        try setShare(db, id, wanted.user, wanted.right)
    }

    private func setShare(_ db: any Session, _ id: Spreadsheet.ID, _ user: User.ID, _ right: SharedRight?) throws {
        if let right {
            try db.run(ShareSQL.put, [id, user, right == .write])
        } else {
            try db.run(ShareSQL.remove, [id, user])
        }
    }

    // MARK: Rights

    /// A spreadsheet as it is to a user.
    struct SheetAccess {
        let isOwner: Bool
        /// The names of owner and spreadsheet, for sentences.
        let owner: String
        let title: String
        /// Nil where it is not shared with the user.
        let right: SharedRight?

        /// The right on the customers, which the owner has without a share.
        var onCustomers: SharedRight? { isOwner ? .write : right }
    }

    /// Nil where there is no such spreadsheet; that of a deleted one is told.
    private func access(_ db: any Session, to sheet: Spreadsheet.ID, of user: User.ID) throws -> SheetAccess? {
        try access(db, ShareSQL.right, sheet, of: user)
    }

    private func access(_ db: any Session, _ statement: String, _ id: Int64, of user: User.ID) throws -> SheetAccess? {
        try db.one(statement, [id, user]).map { access($0, of: user) }
    }

    /// Of a row of ``ShareSQL/right`` and its like.
    private func access(_ row: SQLRow, of user: User.ID) -> SheetAccess {
        SheetAccess(isOwner: row[0] as User.ID == user, owner: row[1], title: ChangeSummary.short(row[2]), right: right(row[3]))
    }

    func owns(_ db: any Session, _ sheet: Spreadsheet.ID, _ user: User.ID) throws -> Bool {
        try access(db, to: sheet, of: user)?.isOwner == true
    }

    /// Throws unless the user may do that to the customers and spreadsheets that the change is about.
    func checkRight(_ db: any Session, to change: Change, by user: User.ID) throws {
        switch change {
        case .editSpreadsheet(let sheet, _): try checkOwns(db, sheet.id, user)
        case .deleteSpreadsheet(let id), .shareSpreadsheet(let id, _, _): try checkOwns(db, id, user)
        case .addCustomer(let draft): try checkWrites(db, in: draft.spreadsheetID, user)
        case .moveCustomer(_, let from, let to):
            try checkWrites(db, in: from, user)
            try checkGives(db, to: to, user)
        case .copyCustomer(_, let to): try checkGives(db, to: to, user)
        default:
            if let id = change.customerID { try checkWrites(access(db, ShareSQL.rightOnCustomer, id, of: user)) }
        }
    }

    /// The same for a step that is taken back or done again.
    func checkRight(_ db: any Session, to step: ChangeRecord, numbered id: Int64, by user: User.ID) throws {
        switch step.action {
        case .createSpreadsheet, .editSpreadsheet, .deleteSpreadsheet, .shareSpreadsheet:
            if let sheet = step.spreadsheetID { try checkOwns(db, sheet, user) }
        case .moveCustomer:
            // A customer that was given to a colleague is taken back from them.
            for place in [step.before.places?.first, step.after.places?.first].compactMap({ $0 }) {
                try checkGives(db, to: place.sheet, user)
            }
        case .addCustomer:
            // And so is a copy, which is a customer that was added there.
            if let customer = try step.customerID.flatMap({ try Customer.any(db, $0) }) {
                try checkGives(db, to: customer.spreadsheetID, user)
            }
        case .changeMany:
            for row in try db.rows(ShareSQL.rightsOnParts, [id, user]) { try checkWrites(access(row, of: user)) }
        default:
            if let customer = try step.customerID.flatMap({ try Customer.any(db, $0) }) {
                try checkWrites(db, in: customer.spreadsheetID, user)
            }
        }
    }

    private func checkOwns(_ db: any Session, _ sheet: Spreadsheet.ID, _ user: User.ID) throws {
        guard let access = try access(db, to: sheet, of: user), !access.isOwner else { return }
        throw StoreError.ownersAlone(spreadsheet: access.title, owner: access.owner)
    }

    /// The right of a user on the customers of a spreadsheet; nil where it is not shared with them.
    func right(_ db: any Session, on sheet: Spreadsheet.ID, of user: User.ID) throws -> SharedRight? {
        guard let access = try access(db, to: sheet, of: user) else { return .write }
        return access.onCustomers
    }

    func checkWrites(_ db: any Session, in sheet: Spreadsheet.ID, _ user: User.ID) throws {
        try checkWrites(access(db, to: sheet, of: user))
    }

    private func checkWrites(_ access: SheetAccess?) throws {
        guard let access, access.onCustomers != .write else { return }
        throw access.right == nil
            ? StoreError.notShared(spreadsheet: access.title, owner: access.owner)
            : StoreError.readOnly(spreadsheet: access.title, owner: access.owner)
    }

    /// A customer can be given to any colleague, but not put where the user may only read.
    func checkGives(_ db: any Session, to sheet: Spreadsheet.ID, _ user: User.ID) throws {
        guard let access = try access(db, to: sheet, of: user), access.right == .read else { return }
        throw StoreError.readOnly(spreadsheet: access.title, owner: access.owner)
    }
}
