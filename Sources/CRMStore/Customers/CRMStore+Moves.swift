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
    func moveCustomer(
        _ db: any Session, _ id: Customer.ID, from: Spreadsheet.ID, to: Spreadsheet.ID, by user: User.ID, at now: Date
    ) throws -> ChangeRecord? {
        let customer = try liveCustomer(db, id)
        if customer.spreadsheetID == to { return nil }
        let (source, target) = (try liveSheet(db, customer.spreadsheetID), try liveSheet(db, to))
        guard source.id == from else {
            throw StoreError.invalid(
                "\(ChangeSummary.name(customer)) was moved to \(ChangeSummary.short(source.name)) meanwhile, so nothing was written. Move it from there."
            )
        }
        try checkNotTaken(db, customer, by: user)
        var step = ChangeRecord(action: .moveCustomer, kind: .moved, customerID: id, spreadsheetID: to, text: "", sentence: "")
        let parts = try db.rows(CustomerSQL.placesOfParts, [id])
        step.before.places = [ChangeRecord.PlacedRow(id: id, sheet: from)] + parts.map { ChangeRecord.PlacedRow(id: $0[0], sheet: $0[1]) }
        step.after.places = step.before.places?.map { ChangeRecord.PlacedRow(id: $0.id, sheet: to) }
        (step.before.claim, step.after.claim) = (customer.claim, customer.claim)
        let phone = try portablePhone(db, of: customer, in: to)
        let moved = try put(db, customer, into: to, phone: phone)
        for part in parts { try put(db, part[0], version: part[2], into: to) }
        if let phone { step.note([FieldEdit(.phoneNumber, from: customer.phoneNumber, to: phone)], from: customer, to: moved) }
        let name = ChangeSummary.name(customer)
        if source.userID == target.userID {
            step.text = "moved from \(ChangeSummary.short(source.name)) to \(ChangeSummary.short(target.name))"
            step.sentence = "moved \(name) to \(ChangeSummary.short(target.name))"
        } else {
            let owner = try ownerName(db, of: to)
            step.text = "given to \(owner): \(ChangeSummary.short(target.name))"
            step.sentence = "gave \(name) to \(owner): \(ChangeSummary.short(target.name))"
        }
        return step
    }

    /// The questions that moving or copying a customer asks, of which doing so with another one writes no answer.
    func questions(toPut mark: CustomerMark, into sheet: Spreadsheet.ID, by user: User.ID) -> [SQLStatement] {
        [(CustomerSQL.live, [mark.id])]
            + [mark.spreadsheetID, sheet].flatMap { sheet in
                [(ShareSQL.right, [sheet, user])]
                    + [SpreadsheetSQL.live, SpreadsheetSQL.country, SpreadsheetSQL.names].map { ($0, [sheet]) }
            }
    }

    /// The name of the user who has a spreadsheet.
    func ownerName(_ db: any Session, of sheet: Spreadsheet.ID) throws -> String {
        try db.value(String.self, SpreadsheetSQL.names, [sheet]) ?? ""
    }

    private func put(_ db: any Session, _ id: Customer.ID, version: Int, into sheet: Spreadsheet.ID) throws {
        try db.writeAsRead(CustomerSQL.move, [sheet, id, version])
        try db.write(TimelineSQL.move, [sheet, id], changesRow: false)
    }

    /// The same of a customer as it was read, with another telephone number where one is given. Gives the row as it stands then.
    @discardableResult
    private func put(_ db: any Session, _ customer: Customer, into sheet: Spreadsheet.ID, phone: String?) throws -> Customer {
        try put(db, customer.id, version: customer.version, into: sheet)
        var there = customer
        there.spreadsheetID = sheet
        there.version += 1
        guard let phone else { return there }
        var moved = there
        moved.set(.phoneNumber, phone)
        return try moved.update(db, from: there, by: working)
    }

    /// The number with its country's code, where it would be read as another one among the customers of a user in another country; nil where
    /// it is good as it stands.
    private func portablePhone(_ db: any Session, of customer: Customer, in sheet: Spreadsheet.ID) throws -> String? {
        let text = customer.phoneNumber
        let here = try PhoneNumber.e164(of: text, country: Country.of(sheet: customer.spreadsheetID, db))
        let there = try PhoneNumber.e164(of: text, country: Country.of(sheet: sheet, db))
        return here == there ? nil : here
    }

    /// The way of a customer and its parts back, or there again.
    struct RevertedMove {
        var customer: Customer
        var sheet: Spreadsheet.ID
        var phone: String?
        var parts: [(id: Customer.ID, version: Int, sheet: Spreadsheet.ID)]
    }

    /// Gives the way on which a customer of a step goes back, or there again, where nobody has moved or deleted it since, and the user may write
    /// in all spreadsheets on that way. Writes nothing.
    func revertedMove(_ db: any Session, _ step: ChangeRecord, from: ChangeRecord.Side, to: ChangeRecord.Side, by user: User.ID?) throws
        -> RevertedMove
    {
        guard let id = step.customerID, let expected = from.places?.first, let wanted = to.places, let place = wanted.first else {
            throw StoreError.customerGone
        }
        let customer = try liveCustomer(db, id)
        guard customer.spreadsheetID == expected.sheet else {
            throw StoreError.invalid("The customer was moved to another spreadsheet since, so it was left there.")
        }
        // One who had it before the move has it afterwards.
        if let user, customer.claim?.userID != from.claim?.userID { try checkNotTaken(db, customer, by: user) }
        func check(_ sheet: Spreadsheet.ID) throws {
            _ = try liveSheet(db, sheet)
            if let user { try checkGives(db, to: sheet, user) }
        }
        try check(expected.sheet)
        try check(place.sheet)
        var move = RevertedMove(customer: customer, sheet: place.sheet, parts: [])
        let phone = CustomerField.phoneNumber.rawValue
        if customer.phoneNumber == from.fields?[phone] { move.phone = to.fields?[phone] }
        // A part that was split off since has a place of its own; a row that was merged into it since comes along.
        for part in try db.rows(CustomerSQL.placesOfParts, [id]) where part[1] as Spreadsheet.ID == expected.sheet {
            let sheet = wanted.first { $0.id == part[0] as Customer.ID }?.sheet
            if let sheet { try check(sheet) }
            move.parts.append((part[0], part[2], sheet ?? place.sheet))
        }
        return move
    }

    func carryOut(_ db: any Session, _ move: RevertedMove) throws {
        try put(db, move.customer, into: move.sheet, phone: move.phone)
        for part in move.parts { try put(db, part.id, version: part.version, into: part.sheet) }
    }

    /// The questions of ``revertedMove(_:_:from:to:by:)``.
    func questions(toRevertMove step: ChangeRecord, by user: User.ID?) -> [SQLStatement] {
        guard let id = step.customerID else { return [] }
        let sheets = [step.before.places, step.after.places].flatMap { $0 ?? [] }.map(\.sheet)
        return [(CustomerSQL.live, [id]), (CustomerSQL.placesOfParts, [id])]
            + Set(sheets).flatMap { [(SpreadsheetSQL.live, [$0]), (ShareSQL.right, [$0, user])] }
    }

    /// A lead has one customer, and a timeline tells what was done with one row: neither is doubled. A wish not to be called is the person's,
    /// and holds for both.
    ///
    /// Gives a step for each copy.
    func copyCustomers(_ db: any Session, _ ids: [Customer.ID], to: Spreadsheet.ID, at now: Date) throws -> [ChangeRecord] {
        var steps: [ChangeRecord] = []
        let copies = try ids.map { id in
            let original = try liveCustomer(db, id)
            let (source, target) = (try liveSheet(db, original.spreadsheetID), try liveSheet(db, to))
            let owner = source.userID == target.userID ? "" : " of \(try ownerName(db, of: to))"
            var step = ChangeRecord(
                action: .addCustomer, kind: .created, spreadsheetID: to, text: "copied from \(ChangeSummary.short(source.name))",
                sentence: "copied \(ChangeSummary.name(original)) to \(ChangeSummary.short(target.name))\(owner)")
            step.before.exists = false
            step.after.exists = true
            steps.append(step)
            var copy = original
            copy.spreadsheetID = to
            if let phone = try portablePhone(db, of: original, in: to) { copy.phoneNumber = phone }
            copy.lead = nil
            copy.createdAt = now
            return copy
        }
        let made = try Customer.insert(copies, db, country: Country.of(sheet: to, db))
        for (index, id) in made.enumerated() {
            try copies[index].writeContact(db, of: id, by: working)
            steps[index].customerID = id
        }
        return steps
    }
}
