import CRM
import Foundation

/// Customers that go to another spreadsheet, and copies of them there.
extension CRMStore {
    public func moveTargets(besides user: User.ID) throws -> [MoveTarget] {
        try read { db in
            try db.rows(SpreadsheetSQL.ofOthers, [user]).map { MoveTarget(id: $0[0], name: $0[1], owner: $0[2]) }
        }
    }

    /// The customer's leads go with it, since they name the row; so do its timeline and the rows that were merged into it. Whoever asks
    /// again is found among all spreadsheets of a user.
    func moveCustomer(_ db: any Session, _ id: Customer.ID, from: Spreadsheet.ID, to: Spreadsheet.ID, at now: Date) throws -> ChangeRecord?
    {
        let customer = try liveCustomer(db, id)
        if customer.spreadsheetID == to { return nil }
        let (source, target) = (try liveSheet(db, customer.spreadsheetID), try liveSheet(db, to))
        guard source.id == from else {
            throw StoreError.invalid(
                "\(ChangeSummary.name(customer)) was moved to \(ChangeSummary.short(source.name)) meanwhile, so nothing was written. Move it from there."
            )
        }
        var step = ChangeRecord(action: .moveCustomer, kind: .moved, customerID: id, spreadsheetID: to, text: "", sentence: "")
        let parts = try db.rows(CustomerSQL.placesOfParts, [id]).map { ChangeRecord.PlacedRow(id: $0[0], sheet: $0[1]) }
        let rows = [ChangeRecord.PlacedRow(id: id, sheet: from)] + parts
        step.before.places = rows
        step.after.places = rows.map { ChangeRecord.PlacedRow(id: $0.id, sheet: to) }
        for row in rows { try put(db, row.id, into: to) }
        if let phone = try portablePhone(db, of: customer, in: to), let there = try Customer.any(db, id) {
            let edit = FieldEdit(.phoneNumber, from: customer.phoneNumber, to: phone)
            var moved = there
            moved.set(.phoneNumber, phone)
            try moved.update(db, from: there, by: working)
            step.note([edit], from: customer, to: moved)
        }
        let name = ChangeSummary.name(customer)
        if source.userID == target.userID {
            step.text = "moved from \(ChangeSummary.short(source.name)) to \(ChangeSummary.short(target.name))"
            step.sentence = "moved \(name) to \(ChangeSummary.short(target.name))"
        } else {
            let owner = try userName(db, target.userID)
            step.text = "given to \(owner): \(ChangeSummary.short(target.name))"
            step.sentence = "gave \(name) to \(owner): \(ChangeSummary.short(target.name))"
        }
        return step
    }

    private func put(_ db: any Session, _ id: Customer.ID, into sheet: Spreadsheet.ID) throws {
        guard let row = try Customer.any(db, id) else { throw StoreError.customerGone }
        try db.writeAsRead(CustomerSQL.move, [sheet, id, row.version])
        try db.run(TimelineSQL.move, [sheet, id])
    }

    /// The number with its country's code, where it would be read as another one among the customers of a user in another country; nil where
    /// it is good as it stands.
    private func portablePhone(_ db: any Session, of customer: Customer, in sheet: Spreadsheet.ID) throws -> String? {
        let text = customer.phoneNumber
        let here = try PhoneNumber.e164(of: text, country: Country.of(sheet: customer.spreadsheetID, db))
        let there = try PhoneNumber.e164(of: text, country: Country.of(sheet: sheet, db))
        return here == there ? nil : here
    }

    /// Brings a customer of a step back, or there again, where nobody has moved or deleted it since.
    func revertMove(_ db: any Session, _ step: ChangeRecord, from: ChangeRecord.Side, to: ChangeRecord.Side) throws {
        guard let id = step.customerID, let expected = from.places?.first, let wanted = to.places else { throw StoreError.customerGone }
        guard try liveCustomer(db, id).spreadsheetID == expected.sheet else {
            throw StoreError.invalid("The customer was moved to another spreadsheet since, so it was left there.")
        }
        for row in wanted {
            guard let now = try Customer.any(db, row.id) else { continue }
            // A part that was split off since has a place of its own.
            guard try row.id == id || mergedInto(db, row.id) == id, now.spreadsheetID == expected.sheet else { continue }
            _ = try liveSheet(db, row.sheet)
            try put(db, row.id, into: row.sheet)
        }
        if let expected = from.fields?[CustomerField.phoneNumber.rawValue], let phone = to.fields?[CustomerField.phoneNumber.rawValue],
            let there = try Customer.any(db, id), there.phoneNumber == expected
        {
            var moved = there
            moved.set(.phoneNumber, phone)
            try moved.update(db, from: there, by: working)
        }
        // A row that was merged into it since comes along.
        for row in try db.rows(CustomerSQL.placesOfParts, [id]) where row[1] as Int64 == expected.sheet {
            if let sheet = wanted.first?.sheet { try put(db, row[0], into: sheet) }
        }
    }

    /// A lead has one customer, and a timeline tells what was done with one row: neither is doubled. A wish not to be called is the person's,
    /// and holds for both.
    func copyCustomer(_ db: any Session, _ id: Customer.ID, to: Spreadsheet.ID, at now: Date) throws -> ChangeRecord {
        let original = try liveCustomer(db, id)
        let (source, target) = (try liveSheet(db, original.spreadsheetID), try liveSheet(db, to))
        var copy = original
        copy.spreadsheetID = to
        if let phone = try portablePhone(db, of: original, in: to) { copy.phoneNumber = phone }
        copy.lead = nil
        copy.createdAt = now
        let made = try copy.insert(db, country: Country.of(sheet: to, db))
        try copy.writeContact(db, of: made, by: working)
        let owner = source.userID == target.userID ? "" : " of \(try userName(db, target.userID))"
        var step = ChangeRecord(
            action: .addCustomer, kind: .created, customerID: made, spreadsheetID: to,
            text: "copied from \(ChangeSummary.short(source.name))",
            sentence: "copied \(ChangeSummary.name(original)) to \(ChangeSummary.short(target.name))\(owner)")
        step.before.exists = false
        step.after.exists = true
        return step
    }
}
