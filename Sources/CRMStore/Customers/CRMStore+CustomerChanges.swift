import CRM
import Foundation

extension CRMStore {
    /// The customer that these fields make, by the rules of a person's own input; it is not written.
    private func newCustomer(_ fields: [CustomerField: String], at now: Date) throws(StoreError) -> Customer {
        var customer = Customer(id: 0, spreadsheetID: 0, customerName: "", status: rules.firstStatus, createdAt: now)
        for (field, text) in fields where field != .status || !text.isEmpty {
            customer.set(field, try rules.stored(field, text))
        }
        return customer
    }

    func addCustomer(_ db: any Session, _ draft: CustomerDraft, at now: Date) throws -> ChangeRecord {
        let sheet = try liveSheet(db, draft.spreadsheetID)
        var customer = try newCustomer(draft.fields, at: now)
        customer.spreadsheetID = sheet.id
        let id = try customer.insert(db, country: Country.of(sheet: sheet.id, db))
        guard let made = try Customer.any(db, id) else { throw StoreError.customerGone }
        var step = ChangeRecord(
            action: .addCustomer, kind: .created, customerID: id, spreadsheetID: sheet.id, text: "added to \(sheet.name)",
            sentence: "added \(ChangeSummary.name(made)) to \(ChangeSummary.short(sheet.name))")
        step.before.exists = false
        step.after.exists = true
        return step
    }

    func editCustomer(_ db: any Session, _ id: Customer.ID, _ edits: [FieldEdit], at now: Date) throws -> ChangeRecord? {
        let old = try liveCustomer(db, id)
        var customer = old
        var step = ChangeRecord(
            action: .editCustomer, kind: .edited, customerID: id, spreadsheetID: old.spreadsheetID, text: "", sentence: "")
        let done = try write(edits, to: &customer)
        guard !done.isEmpty else { return nil }
        if statuses.isFirstTouch(of: old, to: customer.status) { note(firstTouch: now, &customer, &step) }
        step.written = try customer.update(db, from: old, by: working)
        step.note(done, from: old, to: customer)
        step.text = done.map(ChangeSummary.edit).joined(separator: ", ")
        step.sentence = ChangeSummary.edits(done, of: old)
        return step
    }

    /// Sets what is edited in a customer that was read just now. Gives the edits that change something. Throws
    /// ``StoreError/conflict(_:field:theirs:yours:)`` where something else stands there than the writer saw.
    func write(_ edits: [FieldEdit], to customer: inout Customer) throws -> [FieldEdit] {
        var done: [FieldEdit] = []
        for edit in edits {
            let wanted = try rules.stored(edit.field, edit.to)
            let current = customer[field: edit.field]
            if current == wanted { continue }
            guard current == edit.from else {
                throw StoreError.conflict(customer.id, field: edit.field, theirs: current, yours: wanted)
            }
            customer.set(edit.field, wanted)
            done.append(FieldEdit(edit.field, from: current, to: wanted))
        }
        return done
    }

    /// Stops the clock of a lead: a person deals with it for the first time.
    func note(firstTouch now: Date, _ customer: inout Customer, _ step: inout ChangeRecord) {
        customer.firstTouchedAt = now
        step.before.setsTouched = true
        step.after.setsTouched = true
        step.after.touchedAt = now.milliseconds
    }

    func deleteCustomer(_ db: any Session, _ id: Customer.ID, by user: User.ID, at now: Date) throws -> ChangeRecord {
        let customer = try liveCustomer(db, id)
        try checkNotTaken(db, customer, by: user)
        try customer.setDeleted(db, at: now)
        var step = ChangeRecord(
            action: .deleteCustomer, kind: .deleted, customerID: id, spreadsheetID: customer.spreadsheetID, text: "deleted",
            sentence: "deleted \(ChangeSummary.name(customer))")
        step.before.exists = true
        step.after.exists = false
        return step
    }

    func addNote(_ db: any Session, _ id: Customer.ID, _ text: String) throws -> ChangeRecord {
        let customer = try liveCustomer(db, id)
        let note = try FieldRules.text(text, what: "The note").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !note.isEmpty else { throw StoreError.invalid("A note needs some text.") }
        var step = ChangeRecord(
            action: .addNote, kind: .noted, customerID: id, spreadsheetID: customer.spreadsheetID, text: note,
            sentence: "note for \(ChangeSummary.name(customer)): \(ChangeSummary.short(note))")
        step.written = customer
        return step
    }

    /// Goes from one side of an edit to the other, where nobody has changed the fields since. Gives the customer as it is then.
    func revertEdit(_ db: any Session, _ step: ChangeRecord, from: ChangeRecord.Side, to: ChangeRecord.Side) throws -> Customer {
        guard let id = step.customerID else { throw StoreError.customerGone }
        let old = try liveCustomer(db, id)
        var customer = old
        let wanted = to.fields ?? [:]
        for field in CustomerField.allCases {
            guard let expected = from.fields?[field.rawValue], let text = wanted[field.rawValue] else { continue }
            let current = customer[field: field]
            guard current == expected else { throw StoreError.conflict(id, field: field, theirs: current, yours: text) }
            customer.set(field, text)
        }
        if let contact = to.contact { customer.contact = contact }
        if to.setsTouched == true { customer.firstTouchedAt = to.touchedAt.map { Date(milliseconds: $0) } }
        return try customer.update(db, from: old, by: working)
    }

    /// Deletes or brings back the customer of a step.
    func revertExistence(_ db: any Session, _ step: ChangeRecord, to: ChangeRecord.Side, by user: User.ID, at now: Date) throws {
        guard let id = step.customerID, let customer = try Customer.any(db, id) else { throw StoreError.customerGone }
        _ = try liveSheet(db, customer.spreadsheetID)
        if to.exists == false { try checkNotTaken(db, liveCustomer(db, id), by: user) }
        try customer.setDeleted(db, at: to.exists == true ? nil : now)
    }

    func liveCustomer(_ db: any Session, _ id: Customer.ID) throws -> Customer {
        if let customer = try Customer.live(db, id) { return customer }
        if let row = try mergedInto(db, id) { throw StoreError.customerMerged(into: row) }
        let sheet = try db.value(Int64.self, CustomerSQL.sheet, [id])
        throw sheet == nil ? StoreError.customerGone : StoreError.spreadsheetGone
    }
}
