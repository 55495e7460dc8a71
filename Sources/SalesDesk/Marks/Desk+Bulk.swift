import CRM
import Foundation
import TerminalKit

/// Changing all marked rows: drawn at once, written in portions, and said when it is done.
extension Desk {
    /// More than that are deleted by a second key only.
    private static let manyMarks = 20

    /// Deletes the marked rows; nil where none is marked.
    static func deleteMarked(_ state: inout DeskState) -> [DeskEffect]? {
        guard let marks = state.marks else { return nil }
        if marks.count > manyMarks || marks.hidden > 0 {
            let hidden = marks.hidden > 0 ? ", \(Numbers.grouped(marks.hidden)) of them not shown" : ""
            let question = "\(Numbers.count(marks.count, "customer")) \(marks.count == 1 ? "is" : "are") marked\(hidden)."
            guard state.confirms("customer.delete", question, word: "again deletes them") else { return [] }
        }
        return changeMarked(.delete, &state)
    }

    /// Has the marked rows changed, and shows that already. The marks go; those that are not changed come back.
    static func changeMarked(_ change: BulkChange, _ state: inout DeskState) -> [DeskEffect] {
        guard let list = state.marking?.list, let marks = state.marks else {
            state.say("Nothing is marked any more.", .info)
            return []
        }
        guard !waitsForTurn(&state) else { return [] }
        if let job = state.marked.jobs.first(where: \.isLong) {
            let (written, all) = (Numbers.grouped(job.batch.seen), Numbers.grouped(job.marks.count))
            state.say(
                "The last change is still being written, \(written) of \(all). Wait for its end, then press the key again.", .warning)
            return []
        }
        let job = BulkJob(id: state.marked.nextNumber(), change: change, list: list, marks: marks)
        state.marked.lists[list] = nil
        state.marked.before[list] = marks
        show(job, pins: true, &state)
        state.marked.jobs.append(job)
        state.toast?.step = nil
        return [.marks(MarksEffect(.begin(job)))]
    }

    /// Rows that were read, perhaps from before what is still being written.
    static func showJobs(_ state: inout DeskState) {
        for job in state.marked.jobs { show(job, pins: false, &state) }
    }

    private static func show(_ job: BulkJob, pins: Bool, _ state: inout DeskState) {
        let atHand = (state.sheets.grid?.rows ?? []).map(\.id) + (state.calls.list?.rows ?? []).map(\.id)
        let ids = Set(atHand.filter(job.marks.contains))
        switch job.change {
        case .set(let field, let text):
            let statuses = state.configuration.statuses
            let now = state.now
            for id in ids {
                change(id, &state) { customer in
                    if field == .status, statuses.isFirstTouch(of: customer, to: text) { customer.firstTouchedAt = now }
                    customer.set(field, text)
                }
            }
            guard pins else { return }
            // Those that are looked at keep their lines until the list is refreshed.
            let height = SheetsLayout(state).rowCount
            for customer in state.sheets.grid?.visible(height) ?? [] where ids.contains(customer.id) { state.sheets.grid?.pin(customer.id) }
        case .delete: for id in ids { takeOut(id, fromAll: true, &state) }
        case .move(let sheet): for id in ids { showMoved(id, to: sheet, &state) }
        case .note, .copy: break
        }
    }

    /// A row goes out of the lists that do not have it any more.
    static func showMoved(_ id: Customer.ID, to sheet: Spreadsheet.ID, _ state: inout DeskState) {
        let isGiven = state.sheets.summary(sheet) == nil
        if isGiven { return takeOut(id, fromAll: true, &state) }
        if case .spreadsheet(let open) = state.sheets.grid?.query.scope, open != sheet { takeOut(id, fromAll: false, &state) }
        change(id, &state) { $0.spreadsheetID = sheet }
    }

    // MARK: Answers

    static func bulkWent(_ id: Int, _ batch: BulkBatch, _ state: inout DeskState) -> [DeskEffect] {
        guard let index = state.marked.jobs.firstIndex(where: { $0.id == id }) else { return [] }
        let isFirst = state.marked.jobs[index].batch.seen == 0
        state.marked.jobs[index].batch = batch
        state.unwritable = nil
        return isFirst ? [.marks(MarksEffect(.goOn(state.marked.jobs[index])))] : []
    }

    static func bulkEnded(_ id: Int, _ end: BulkEnd, _ state: inout DeskState) -> [DeskEffect] {
        guard let index = state.marked.jobs.firstIndex(where: { $0.id == id }) else { return [] }
        let job = state.marked.jobs.remove(at: index)
        if !end.left.isEmpty { state.marked.lists[job.list, default: Marks()].add(end.left) }
        if case .cannotWrite(let reason) = end.error { state.unwritable = reason } else { state.unwritable = nil }
        if end.error != nil, case .note(let text) = job.change { state.marked.unwrittenNote = text }
        let sentence = BulkPresentation.sentence(job.change, end, in: state)
        let isWhole = end.batch.changed.isEmpty && end.batch.readOnly + end.batch.taken == 0
        let level: Toast.Level = end.error != nil ? .fault : isWhole ? .info : .warning
        state.say(sentence, level, offering: end.batch.done > 0 ? "undo" : nil, of: end.batch.writtenAt)
        // Nobody waits before the screen for what takes long: it stays until a key.
        if job.isLong { state.toast?.until = nil }
        var effects: [DeskEffect] = [.sheets(.loadSpreadsheets)] + readAgain(byPerson: true, &state)
        if let card = state.card { effects.append(.customer(.loadCard(card.id))) }
        return effects + refreshScreens(&state)
    }
}
