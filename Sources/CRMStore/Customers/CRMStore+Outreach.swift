import CRM
import Foundation

/// Calls and messages: each is one step, with all that it changes.
extension CRMStore {
    func logCall(_ db: any Session, _ log: CallLog, by author: String, at now: Date) throws -> ChangeRecord {
        let old = try liveCustomer(db, log.customerID)
        let outcome = CallOutcome.of(log.outcome)
        var customer = old
        let done = try write(log.edits, to: &customer)
        customer.contact = old.contact.after(log, to: old.phoneNumber, by: author, at: stored(now))
        var step = try reach(db, old, &customer, done, .logCall, .called, at: now)
        let note = try FieldRules.text(log.note, what: "The note").trimmingCharacters(in: .whitespacesAndNewlines)
        let count = outcome.group == .notReached ? " (\(customer.contact.attempts))" : ""
        let reason = log.lostReason.map { ", \($0)" } ?? ""
        step.text = ([outcomes[outcome.id] + count + reason] + (note.isEmpty ? [] : [note]) + done.map(ChangeSummary.edit)).joined(
            separator: ", ")
        step.sentence = "call to \(ChangeSummary.name(old)): \(outcomes[outcome.id])\(count)\(reason)"
        step.outcome = outcome.id
        step.attempt = customer.contact.attempts
        step.after.note = note.isEmpty ? nil : note
        return step
    }

    func logMessage(_ db: any Session, _ log: MessageLog, at now: Date) throws -> ChangeRecord {
        let old = try liveCustomer(db, log.customerID)
        var asked = [old]
        try finder(db, for: old).number(&asked)
        if let wish = asked[0].doNotCall { throw StoreError.unwanted(name: ChangeSummary.name(old), wish) }
        var customer = old
        customer.contact = old.contact.afterMessage(at: stored(now))
        var step = try reach(db, old, &customer, [], .logMessage, .messaged, at: now)
        let what = log.channel.title + (log.template.map { " \"\(ChangeSummary.short($0))\"" } ?? "")
        step.text = what
        step.sentence = "\(what) to \(ChangeSummary.name(old))"
        step.channel = log.channel
        step.template = log.template
        return step
    }

    /// The moment as precisely as it is stored, for undo compares it with the row.
    private func stored(_ now: Date) -> Date { Date(milliseconds: now.milliseconds) }

    /// Writes what every call and message does, and gives the step without its words. The first of them stops the lead's clock.
    private func reach(
        _ db: any Session, _ old: Customer, _ customer: inout Customer, _ done: [FieldEdit], _ action: ChangeRecord.Action,
        _ kind: Activity.Kind, at now: Date
    ) throws -> ChangeRecord {
        var step = ChangeRecord(
            action: action, kind: kind, customerID: old.id, spreadsheetID: old.spreadsheetID, text: "", sentence: "")
        if customer.firstTouchedAt == nil { note(firstTouch: now, &customer, &step) }
        step.written = try customer.update(db, from: old, by: working)
        step.note(done, from: old, to: customer)
        step.before.contact = old.contact
        step.after.contact = customer.contact
        return step
    }

    /// Goes from one side of a call or message to the other, where nobody has called or written since.
    func revertOutreach(_ db: any Session, _ step: ChangeRecord, from: ChangeRecord.Side, to: ChangeRecord.Side) throws -> Customer {
        guard let id = step.customerID else { throw StoreError.customerGone }
        guard try liveCustomer(db, id).contact == from.contact else {
            throw StoreError.invalid("Somebody has called or written to this customer since, so it was kept as it is.")
        }
        return try revertEdit(db, step, from: from, to: to)
    }
}
