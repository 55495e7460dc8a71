import CRM
import Foundation

/// Rows of one person made one, and split again. A merged row stays whole behind the row it became a part of, with its lead and its
/// timeline, so that a split brings back exactly what was there.
extension CRMStore {
    /// All in one transaction: of two people who merge at the same time, the second finds one row.
    func mergeRows(_ db: any Session, of id: Customer.ID, ifAlike: Bool = false, by user: User.ID, at now: Date) throws -> ChangeRecord {
        let asked = try liveCustomer(db, id)
        let rows = try finder(db, for: asked).entries(of: id).rows
        guard rows.count > 1 else { throw StoreError.nothingToMerge(try nothingToMerge(db, asked)) }
        let country = try Country.of(sheet: asked.spreadsheetID, db)
        let merge = RowMerge(try rows.map { try liveCustomer(db, $0) }, statuses: statuses, country: country)
        for other in merge.others {
            try checkWrites(db, in: other.spreadsheetID, user)
            try checkNotTaken(db, other, by: user)
        }
        if ifAlike { try checkNames([asked] + ([merge.whole] + merge.others).filter { $0.id != id }) }
        var step = try step(db, merge, at: now)
        let names = try merge.others.map { try ChangeSummary.row($0, in: liveSheet(db, $0.spreadsheetID)) }
        step.text = "merged with \(names.joined(separator: ", "))\(step.text)"
        step.sentence = try "merged \(rows.count) rows of \(ChangeSummary.name(liveCustomer(db, merge.whole.id)))"
        return step
    }

    /// Throws where two of the rows have names that are not one person's.
    private func checkNames(_ rows: [Customer]) throws {
        for (index, row) in rows.enumerated() {
            guard let other = rows[(index + 1)...].first(where: { !NameLikeness.areAlike(row.customerName, $0.customerName) }) else {
                continue
            }
            throw StoreError.differentNames(ChangeSummary.name(row), ChangeSummary.name(other))
        }
    }

    /// Whether nothing but an e-mail address makes two customers one: a name is missing, and each has a number of its own. The address may be
    /// one that many type, such as the shop's own.
    private static func shareAnAddressAlone(_ one: Customer, _ other: Customer, in country: Country?) -> Bool {
        guard [one, other].contains(where: { Placeholder.isBlank($0.customerName, in: .customerName) }),
            let number = PhoneNumber.e164(of: one.phoneNumber, country: country),
            let second = PhoneNumber.e164(of: other.phoneNumber, country: country)
        else { return false }
        return number != second
    }

    /// Makes one row of a lead that has just become a row and the row that its person has: the one that is being worked on, or else the
    /// first. Whoever shares a number or an address and has another name is not taken for the same person. Nil when the person has no other,
    /// and when the lead's own row is the one that stays, because it opens the work again.
    func joinFirstRow(_ db: any Session, _ id: Customer.ID, by user: User.ID, at now: Date) throws -> JoinedLead? {
        let customer = try liveCustomer(db, id)
        let entries = try finder(db, for: customer).entries(of: id)
        let alike = try entries.rows.filter { $0 != id }.map { try liveCustomer(db, $0) }
            .filter { NameLikeness.areAlike($0.customerName, customer.customerName) }
        guard !alike.isEmpty else { return nil }
        let country = try Country.of(sheet: customer.spreadsheetID, db)
        let rows = alike.filter { !Self.shareAnAddressAlone($0, customer, in: country) }
        let inWork = rows.first { [.open, .working].contains(statuses.type(of: $0.status)) }
        guard let row = inWork ?? rows.first, let enquiry = entries.enquiry(of: id) else { return nil }
        let merge = RowMerge(
            [row, customer], statuses: statuses, country: country,
            mayReopen: try inWork != nil || isYounger(customer, db, thanEndOf: row))
        var step = try step(db, merge, at: now)
        let ordinal = Enquiry.ordinal(enquiry.number)
        if merge.reopens {
            step.text = "asked again (\(ordinal) enquiry)\(step.text)"
            step.sentence =
                "\(ChangeSummary.name(row)) asked again (\(ordinal) enquiry): \(row.status) → \(try liveCustomer(db, id).status)"
        } else {
            step.text = "\(ordinal) enquiry taken in\(step.text)"
            step.sentence = "took the \(ordinal) enquiry of \(ChangeSummary.name(row)) into the row that was there"
        }
        try step.add(db, user: user, author: nil, at: now)
        try noteSearchText(db, of: [merge.whole.id])
        return merge.whole.id == id ? nil : try joinedLead(db, id, into: merge.whole.id)
    }

    /// Whether a lead was made after the status of a row was changed last. Where that is not known, as of a row that came ended, it counts as
    /// younger: who writes now wants to be called. Meta tells of whole seconds.
    private func isYounger(_ lead: Customer, _ db: any Session, thanEndOf row: Customer) throws -> Bool {
        let at = try db.value(Int64.self, TimelineSQL.lastStatusChange(db.dialect), [row.id])
        return at.map { lead.arrivedAt / 1000 >= $0 / 1000 } ?? true
    }

    /// The step's text is left as the end of a line: what was filled in, and what the others said besides.
    private func step(_ db: any Session, _ merge: RowMerge, at now: Date) throws -> ChangeRecord {
        let row = merge.whole
        var step = ChangeRecord(
            action: .mergeRows, kind: .edited, customerID: row.id, spreadsheetID: row.spreadsheetID, text: "", sentence: "")
        var customer = row
        for edit in merge.edits { customer.set(edit.field, edit.to) }
        step.before.fields = Dictionary(uniqueKeysWithValues: merge.edits.map { ($0.field.rawValue, $0.from) })
        step.after.fields = Dictionary(uniqueKeysWithValues: merge.edits.map { ($0.field.rawValue, $0.to) })
        if let contact = merge.contact {
            customer.contact = contact
            step.before.contact = row.contact
            step.after.contact = contact
        }
        let isTouched = statuses.type(of: row.status) == .open && statuses.type(of: customer.status) != .open
        if row.firstTouchedAt == nil, let touchedAt = merge.touchedAt ?? (isTouched ? now : nil) {
            customer.firstTouchedAt = touchedAt
            step.before.setsTouched = true
            step.after.setsTouched = true
            step.after.touchedAt = touchedAt.milliseconds
        }
        try customer.update(db, from: row, by: working)
        // A row that others were merged into brings them along.
        let moved = try merge.others.flatMap { other in
            try [(id: other.id, version: other.version, into: nil)]
                + db.rows(MergeSQL.parts, [other.id]).map { (id: $0[0], version: $0[1], into: Optional(other.id)) }
        }
        step.before.rows = moved.map { ChangeRecord.MovedRow(id: $0.id, into: $0.into) }
        step.after.rows = moved.map { ChangeRecord.MovedRow(id: $0.id, into: row.id) }
        for part in moved { try put(db, part.id, version: part.version, into: row.id, at: now) }
        step.text =
            (merge.edits.isEmpty ? "" : ": " + merge.edits.map(ChangeSummary.edit).joined(separator: ", "))
            + (merge.left.isEmpty ? "" : "; also said: " + merge.left.map(ChangeSummary.said).joined(separator: ", "))
        return step
    }

    /// Splits the rows of a step, or merges them again, where nobody has done anything with them since.
    func revertMerge(
        _ db: any Session, _ step: ChangeRecord, from: ChangeRecord.Side, to: ChangeRecord.Side, by user: User.ID, at now: Date
    ) throws {
        if from.contact == nil {
            _ = try revertEdit(db, step, from: from, to: to)
        } else {
            _ = try revertOutreach(db, step, from: from, to: to)
        }
        for (expected, wanted) in zip(from.rows ?? [], to.rows ?? []) {
            if expected.into == nil { try checkNotTaken(db, liveCustomer(db, expected.id), by: user) }
            guard let row = try Customer.any(db, expected.id) else { throw StoreError.customerGone }
            guard try mergedInto(db, row.id) == expected.into else {
                throw StoreError.invalid(
                    "Rows of this person were merged or split by somebody else meanwhile, so they were left as they are.")
            }
            if wanted.into == nil { _ = try liveSheet(db, row.spreadsheetID) }
            try put(db, row.id, version: row.version, into: wanted.into, at: now)
        }
    }

    /// Makes a row a part of another, or its own where that is nil. Throws when it is not that version any more.
    private func put(_ db: any Session, _ id: Customer.ID, version: Int, into whole: Customer.ID?, at now: Date) throws {
        if let whole {
            try db.writeAsRead(MergeSQL.merge, [whole, now.milliseconds, id, version])
        } else {
            try db.writeAsRead(MergeSQL.split, [id, version])
        }
    }

    private func nothingToMerge(_ db: any Session, _ customer: Customer) throws -> String {
        if customer.lead?.isTest == true { return "This is a test lead of Meta's, and those are merged with nobody." }
        let keys = try db.one(ContactSQL.keysOfRow, [customer.id])
        guard keys?[0] as String? != nil || keys?[1] as String? != nil else {
            return "Nothing to merge: without a whole phone number or an e-mail address nobody can tell who asked before."
        }
        return "Nothing to merge: no other row of yours has this phone number or this e-mail address."
    }
}
