import CRM
import Foundation
import TerminalKit

/// A change that a person wrote and the screen shows already, until the store has answered.
struct PendingChange: Hashable, Sendable {
    let change: Change
    let customerID: Customer.ID
    /// The texts of the columns before, for the case that the store refuses.
    var before: [CustomerField: String] = [:]
    /// The lead counted as dealt with from this change on.
    var touches = false
    /// A deleted customer, and the place where its row stood.
    var removed: Customer?
    var place: Int?
    /// A note or a call, as the timeline shows it.
    var note: Activity?
    /// The state of the contact with the customer, before and after a call.
    var contact: Contact?
    /// A change of the same column before it was refused, and so will this be.
    var isDoomed = false

    struct Contact: Hashable, Sendable {
        var before: ContactState
        var after: ContactState
    }
}

/// Writes are drawn at once, for a key must not wait for the disk; what the store refuses is taken back, and said.
extension Desk {
    /// Shows a change as done, and has it done.
    static func write(_ change: Change, _ followUp: FollowUp, _ state: inout DeskState) -> [DeskEffect] {
        if let pending = foreseen(change, state) {
            // One that could not be saved before is not there once more when another is.
            if pending.before[.nextCallDate] != nil { state.drafts[.nextCall(pending.customerID)] = nil }
            show(pending, &state)
            state.pending.append(pending)
        }
        state.moves.begin(followUp)
        // The step that the line offers to take back is the last no more.
        state.toast?.step = nil
        return [.apply(change, followUp)]
    }

    /// The effects of the change on the rows and the card; nil when only the store can tell.
    private static func foreseen(_ change: Change, _ state: DeskState) -> PendingChange? {
        let author = state.configuration.user.name
        // No activity of the store has such a number.
        let activityID = -1 - Int64(state.pending.count)
        switch change {
        case .editCustomer(let id, let edits):
            guard let customer = customer(id, in: state) else { return nil }
            var pending = PendingChange(change: change, customerID: id)
            for edit in edits {
                pending.before[edit.field] = customer[field: edit.field]
                if edit.field == .status, state.configuration.statuses.isFirstTouch(of: customer, to: edit.to) { pending.touches = true }
            }
            return pending
        case .deleteCustomer(let id):
            guard let customer = customer(id, in: state) else { return nil }
            let place = state.sheets.grid?.rows.firstIndex { $0.id == id }
            return PendingChange(change: change, customerID: id, removed: customer, place: place)
        case .moveCustomer(let id, let from, let sheet):
            guard let customer = customer(id, in: state) else { return nil }
            var pending = PendingChange(change: change, customerID: id)
            guard state.sheets.summary(sheet) == nil || state.sheets.grid?.query.scope == .spreadsheet(from) else { return pending }
            pending.removed = customer
            pending.place = state.sheets.grid?.rows.firstIndex { $0.id == id }
            return pending
        case .addNote(let id, let text):
            let note = Activity(id: activityID, kind: .noted, at: state.now, author: author, text: text)
            return PendingChange(change: change, customerID: id, note: note)
        case .logCall(let log):
            guard let customer = customer(log.customerID, in: state) else { return nil }
            var pending = PendingChange(change: change, customerID: customer.id)
            for edit in log.edits { pending.before[edit.field] = customer[field: edit.field] }
            pending.touches = customer.firstTouchedAt == nil
            let after = customer.contact.after(log, to: customer.phoneNumber, by: author, at: state.now)
            pending.contact = PendingChange.Contact(before: customer.contact, after: after)
            let text = [state.configuration.outcomes[log.outcome], log.lostReason, log.note].compactMap { $0 }.filter { !$0.isEmpty }
            pending.note = Activity(
                id: activityID, kind: .called, at: state.now, author: author, text: text.joined(separator: ", "))
            return pending
        case .logMessage(let log):
            let text = log.channel.title + (log.template.map { " \"\($0)\"" } ?? "")
            let note = Activity(id: activityID, kind: .messaged, at: state.now, author: author, text: text)
            var pending = PendingChange(change: change, customerID: log.customerID, note: note)
            if let customer = customer(log.customerID, in: state) {
                pending.touches = customer.firstTouchedAt == nil
                pending.contact = PendingChange.Contact(before: customer.contact, after: customer.contact.afterMessage(at: state.now))
            }
            return pending
        case .addCustomer, .copyCustomer, .claimCustomer, .mergeRows, .createSpreadsheet, .editSpreadsheet, .deleteSpreadsheet,
            .shareSpreadsheet, .saveView, .deleteView, .moveView, .savePage, .removePage, .editTemplate:
            return nil
        }
    }

    private static func show(_ pending: PendingChange, _ state: inout DeskState) {
        let now = state.now
        if let note = pending.note {
            state.card?.tell(note, of: pending.customerID)
            state.preview.card?.tell(note, of: pending.customerID)
        }
        func edit(_ id: Customer.ID, _ edits: [FieldEdit], _ state: inout DeskState) {
            change(id, &state) { customer in
                for edit in edits { customer.set(edit.field, edit.to) }
                if pending.touches, customer.firstTouchedAt == nil { customer.firstTouchedAt = now }
                if let contact = pending.contact { customer.contact = contact.after }
            }
            state.sheets.grid?.pin(id)
            if pending.touches { state.arrivedLeads.removeAll { $0.id == id } }
        }
        switch pending.change {
        case .editCustomer(let id, let edits): edit(id, edits, &state)
        case .logCall(let log): edit(log.customerID, log.edits, &state)
        case .logMessage(let log): edit(log.customerID, [], &state)
        case .deleteCustomer(let id):
            takeOut(id, fromAll: true, &state)
            dropMarks(of: id, &state)
        case .moveCustomer(let id, _, let sheet):
            showMoved(id, to: sheet, &state)
            dropMarks(of: id, &state)
        default: break
        }
    }

    /// A customer is not in the open spreadsheet any more, or in no list at all.
    static func takeOut(_ id: Customer.ID, fromAll: Bool, _ state: inout DeskState) {
        let height = SheetsLayout(state).rowCount
        _ = state.sheets.grid?.remove(id, height: height)
        guard fromAll else { return }
        for screen in state.screens { screen.remove(id, &state) }
        state.needs.due.removeAll { $0.id == id }
        state.arrivedLeads.removeAll { $0.id == id }
    }

    /// Rows or a card were read, perhaps from before what is still being written: that stays in view.
    static func showPending(_ state: inout DeskState) {
        for pending in state.pending { show(pending, &state) }
        showJobs(&state)
        noteRows(&state)
    }

    static func confirmPending(_ applied: AppliedChange, _ state: inout DeskState) {
        if let index = state.pending.firstIndex(where: { $0.customerID == applied.customerID }) { state.pending.remove(at: index) }
    }

    /// Takes back what was shown of a change that the store refused. True when that was bound to happen, because a change before it was
    /// refused.
    static func revertPending(_ change: Change, _ error: StoreError, _ state: inout DeskState) -> Bool {
        guard let index = state.pending.firstIndex(where: { $0.change == change }) else { return false }
        let gone = state.pending.remove(at: index)
        let id = gone.customerID
        // A conflict is settled by the next key: the call was made.
        if case .conflict = error {} else if case .logCall = change { state.loop?.forget(id) }
        for (field, text) in gone.before {
            if let next = state.pending.firstIndex(where: { $0.customerID == id && $0.before[field] != nil }) {
                state.pending[next].before[field] = text
                state.pending[next].isDoomed = true
                continue
            }
            var shown = text
            if case .conflict(id, field, let theirs, _) = error, !gone.isDoomed { shown = theirs }
            self.change(id, &state) { customer in
                customer.set(field, shown)
                if gone.touches { customer.firstTouchedAt = nil }
            }
        }
        if let contact = gone.contact {
            self.change(id, &state) { customer in
                customer.contact = contact.before
                if gone.touches { customer.firstTouchedAt = nil }
            }
        }
        if let customer = gone.removed, let place = gone.place, state.sheets.grid?.query.spreadsheetID == customer.spreadsheetID {
            let height = SheetsLayout(state).rowCount
            state.sheets.grid?.putBack(customer, at: place, height: height)
        }
        if let note = gone.note {
            state.card?.takeBack(note, of: id)
            state.preview.card?.takeBack(note, of: id)
        }
        return gone.isDoomed
    }

    /// An undo or a redo shows at its answer, and does not wait for the rows to be read again.
    static func showReverted(_ applied: AppliedChange, _ state: inout DeskState) {
        guard let id = applied.customerID, applied.name != nil, !state.pending.contains(where: { $0.customerID == id }) else { return }
        change(id, &state) { customer in
            for edit in applied.edits { customer.set(edit.field, applied.way == .undone ? edit.from : edit.to) }
        }
    }

    /// The words of a change that was refused, each for the prompt that gives them back: first the one whose key is named.
    static func words(of change: Change, _ state: DeskState) -> [(purpose: Prompt.Purpose, draft: Draft)] {
        func words(_ purpose: Prompt.Purpose, _ texts: String...) -> [(purpose: Prompt.Purpose, draft: Draft)] {
            [(purpose, Draft(texts, at: state.now))]
        }
        switch change {
        case .editCustomer(let id, let edits):
            return edits.filter { $0.field != .status }.flatMap { edit in
                edit.field == .nextCallDate ? words(.nextCall(id), edit.to.isEmpty ? "-" : edit.to) : words(.cell(id, edit.field), edit.to)
            }
        case .addNote(let id, let text): return words(.note(id), joined(text, to: .note(id), state))
        case .logCall(let log):
            let note = log.note.isEmpty ? [] : words(.note(log.customerID), joined(log.note, to: .note(log.customerID), state))
            return (Draft(ofDetails: log, at: state.now).map { [(.callDetails(log.customerID, log.outcome), $0)] } ?? []) + note
        case .addCustomer(let draft):
            let texts = Prompt.newCustomerFields.map { draft.fields[$0] ?? "" }
            return [(.newCustomer(draft.spreadsheetID), Draft(texts, at: state.now))]
        case .createSpreadsheet(let name, _): return words(.newSpreadsheet, name)
        case .editSpreadsheet(let sheet, let seen):
            let isRenamed = sheet.name != seen.name
            return isRenamed ? words(.renameSpreadsheet(sheet.id), sheet.name) : words(.describeSpreadsheet(sheet.id), sheet.description)
        case .saveView(let view, _):
            guard let old = state.sheets.views.first(where: { $0.id == view.id }) else { return words(.saveView(view.query), view.name) }
            return old.name == view.name ? words(.viewQuery(old), view.query) : words(.renameView(old), view.name)
        default: return []
        }
    }

    /// A note behind the one that was refused before it: neither takes the place of the other.
    private static func joined(_ text: String, to purpose: Prompt.Purpose, _ state: DeskState) -> String {
        guard let old = state.drafts[purpose]?.texts.first, !text.contains(old) else { return text }
        return old.contains(text) ? old : "\(old) \(text)"
    }

    /// A template that was refused stands in its form again.
    static func reopenTemplate(of change: Change, _ state: inout DeskState) {
        guard case .editTemplate(.save(let template)) = change, case .templates(var pane) = state.overlay, pane.form == nil else { return }
        pane.form = TemplateForm(template, isStored: false)
        state.overlay = .templates(pane)
    }

    /// Changes a customer wherever it is shown.
    static func change(_ id: Customer.ID, _ state: inout DeskState, _ body: (inout Customer) -> Void) {
        state.sheets.grid?.change(id, body)
        for screen in state.screens { screen.change(id, &state, body) }
        state.needs.change(id, body)
        guard state.card?.id == id, var customer = state.card?.content?.customer else { return }
        body(&customer)
        state.card?.content?.customer = customer
    }
}
