import CRM
import Foundation

extension CRMStore {
    public func apply(_ change: Change, by user: User.ID, at now: Date) throws -> AppliedChange {
        try write { db in
            if let id = change.customerID { db.prefetch(questions(toChange: id, by: user)) }
            let author = try userName(db, user)
            guard let step = try step(db, change, by: user, at: now) else {
                return AppliedChange(sentence: "nothing to change", customerID: change.customerID, didNothing: true)
            }
            hints.note(changed: step.customerID, in: step.spreadsheetID, by: user)
            try forgetUndone(db, step.action.kind, of: user)
            try step.add(db, user: user, author: author, at: now)
            try noteSearchText(db, after: [step])
            var applied = try applied(db, step, .done, sentence: step.sentence)
            applied.writtenAt = now
            return applied
        }
    }

    /// The questions that most changes of a customer ask.
    func questions(toChange id: Customer.ID, by user: User.ID) -> [SQLStatement] {
        [(ShareSQL.rightOnCustomer, [id, user]), (CustomerSQL.live, [id]), (SpreadsheetSQL.countryOfCustomer, [id])]
    }

    /// The report to the screens of a step that was gone one way or the other.
    func applied(_ db: any Session, _ step: ChangeRecord, _ way: AppliedChange.Way, sentence: String) throws -> AppliedChange {
        var applied = AppliedChange(sentence: sentence, customerID: step.customerID, spreadsheetID: step.spreadsheetID, way: way)
        if step.action == .logCall { applied.outcome = step.outcome }
        guard let customer = try step.written ?? step.customerID.flatMap({ try Customer.any(db, $0) }) else { return applied }
        applied.version = customer.version
        switch step.action {
        case .editCustomer, .logCall:
            applied.name = ChangeSummary.name(customer)
            applied.edits = CustomerField.allCases.compactMap { field in
                guard let from = step.before.fields?[field.rawValue], let to = step.after.fields?[field.rawValue] else { return nil }
                return FieldEdit(field, from: from, to: to)
            }
        case .addCustomer: applied.edits = [FieldEdit(.phoneNumber, from: "", to: customer.phoneNumber)]
        default: break
        }
        return applied
    }

    /// Forgets the steps that were undone before: they cannot be done again once something new was done.
    func forgetUndone(_ db: any Session, _ kind: StepKind, of user: User.ID) throws {
        try db.write(UndoSQL.dropUndone(kind, db.dialect), [user], changesRow: false)
    }

    /// Does the change and gives the step that records it; nil when it changes nothing. Throws where the user may not do that.
    func step(_ db: any Session, _ change: Change, by user: User.ID, at now: Date) throws -> ChangeRecord? {
        try checkRight(db, to: change, by: user)
        return switch change {
        case .addCustomer(let draft): try addCustomer(db, draft, at: now)
        case .editCustomer(let id, let edits): try editCustomer(db, id, edits, at: now)
        case .deleteCustomer(let id): try deleteCustomer(db, id, by: user, at: now)
        case .moveCustomer(let id, let from, let to): try moveCustomer(db, id, from: from, to: to, by: user, at: now)
        case .copyCustomer(let id, let to): try copyCustomers(db, [id], to: to, at: now)[0]
        case .addNote(let id, let text): try addNote(db, id, text)
        case .logCall(let log): try logCall(db, log, by: userName(db, user), at: now)
        case .logMessage(let log): try logMessage(db, log, at: now)
        case .claimCustomer(let id, let move): try claimCustomer(db, id, move, by: user, at: now)
        case .mergeRows(let id, let ifAlike): try mergeRows(db, of: id, ifAlike: ifAlike, by: user, at: now)
        case .createSpreadsheet(let name, let description):
            try createSpreadsheet(db, name: name, description: description, by: user, at: now)
        case .editSpreadsheet(let sheet, let seen): try editSpreadsheet(db, sheet, seen: seen)
        case .deleteSpreadsheet(let id): try deleteSpreadsheet(db, id, at: now)
        case .shareSpreadsheet(let id, let colleague, let right): try shareSpreadsheet(db, id, with: colleague, right)
        case .saveView(let view, let seen): try saveView(db, view, seen: seen, by: user)
        case .deleteView(let id): try deleteView(db, id, by: user)
        case .moveView(let id, let place): try moveView(db, id, to: place, by: user)
        case .savePage(let settings): try savePage(db, settings, by: user, at: now)
        case .removePage(let id): try removePage(db, id, by: user, at: now)
        case .editTemplate(let edit): try editTemplate(db, edit, of: user)
        }
    }
}
