import CRM
import Foundation

extension CRMStore {
    /// A step that cannot be taken back any more, because somebody changed the same thing since, leaves the list of steps with the
    /// error that says so: the next undo takes the step before it.
    public func beginUndo(_ kind: StepKind, offered: Date?, by user: User.ID, at now: Date) throws -> StepTurn {
        try replay(kind, offered: offered, by: user, at: now, back: true)
    }

    public func beginRedo(_ kind: StepKind, by user: User.ID, at now: Date) throws -> StepTurn {
        try replay(kind, by: user, at: now, back: false)
    }

    public func hasStep(_ kind: StepKind, of user: User.ID, back: Bool) throws -> Bool {
        try read { db in try next(db, kind, of: user, back: back) != nil }
    }

    /// - Parameter isAlone: nothing that was cut short is to be carried on before.
    private func replay(
        _ kind: StepKind, offered: Date? = nil, by user: User.ID, at now: Date, back: Bool, isAlone: Bool = false
    ) throws -> StepTurn {
        switch try nextTurn(kind, offered: offered, by: user, at: now, back: back, isAlone: isAlone) {
        case .taken(let turn): return turn
        case .waits(let open):
            // One that was cut short comes first: where it goes the same way, its end is what was asked for.
            let own = kind == .work ? open.last { $0.user == user && $0.progress.isUndo == back } : nil
            for step in open where step.progress.id != own?.progress.id { _ = try carry(.underWay(step.progress), at: now) }
            return try own.map { .underWay($0.progress) } ?? replay(kind, offered: offered, by: user, at: now, back: back, isAlone: true)
        case .refused(let step, let reason):
            // Where that cannot be written, the next undo comes upon it again.
            do { try write { db in try db.write(UndoSQL.drop(back: back), [step], changesRow: false) } } catch { throw reason }
            throw StoreError.stepRefused(reason, isUndo: back)
        }
    }

    private enum Turn {
        case taken(StepTurn)
        /// These are under way.
        case waits([(user: User.ID?, progress: StepProgress)])
        /// The step, and why it cannot be done any more. Nothing was written.
        case refused(Int64, StoreError)
    }

    /// A step cannot be done any more.
    private struct Refusal: Error {
        var step: Int64
        var reason: StoreError
    }

    /// A refusal leaves nothing of what was done for the step, so it is undone as a whole and marked in another transaction.
    private func nextTurn(
        _ kind: StepKind, offered: Date?, by user: User.ID, at now: Date, back: Bool, isAlone: Bool
    ) throws -> Turn {
        var step: Int64?
        do {
            return try write { db in
                db.prefetch([(UndoSQL.underWay, []), (UndoSQL.next(kind, back: back, db.dialect), [user])])
                let last = hints.changed(by: user)
                prefetch(db, toRevert: last.customer, in: last.sheet, by: user)
                let author = try userName(db, user)
                let open = isAlone ? [] : try stepsUnderWay(db)
                guard open.isEmpty else { return .waits(open) }
                let row = try next(db, kind, of: user, back: back)
                let writtenAt: Int64? = row?["at"]
                if let offered, writtenAt != offered.milliseconds { throw Self.offerIsOver }
                guard let row else { return .taken(.whole(nil)) }
                let id: Int64 = row["id"]
                step = id
                guard let record = try ChangeRecord(row: row) else { return .taken(.whole(nil)) }
                return .taken(try take(db, record, numbered: id, by: user, named: author, at: now, back: back))
            }
        } catch let refusal as Refusal {
            return .refused(refusal.step, refusal.reason)
        } catch let error as StoreError {
            // The engine found at the end that somebody has changed the customer, or the step itself cannot be read.
            guard [.changedMeanwhile, ChangeRecord.unreadable].contains(error), let step else { throw error }
            return .refused(step, error)
        }
    }

    private static let offerIsOver = StoreError.invalid(
        "You have taken this back already, or changed something else since, at another of your screens, so nothing was taken back now. The next undo takes back your last change that stands."
    )

    /// Throws ``Refusal`` where it cannot be done any more.
    private func take(
        _ db: any Session, _ step: ChangeRecord, numbered id: Int64, by user: User.ID, named author: String?, at now: Date, back: Bool
    ) throws -> StepTurn {
        var step = step
        prefetch(db, toRevert: step.customerID, in: step.spreadsheetID, by: user)
        do {
            if step.action.hasParts { db.prefetch(questions(ofProgress: id, back: back)) }
            try checkRight(db, to: step, numbered: id, by: user)
            let progress = try step.action.hasParts ? self.progress(db, of: id, back: back) : nil
            // A role does not even see the parts in spreadsheets that are not shared with it.
            if step.action == .changeMany, progress?.all == 0 {
                throw StoreError.invalid("None of these customers is shared with you any more, so nothing was changed.")
            }
            let note = try revert(db, &step, back: back, by: user, at: now)
            try setUndoState(db, id, back ? "undone" : "done")
            try noteSearchText(db, after: [step])
            try record(db, step, back: back, user: user, author: author, at: now)
            guard let progress else { return .whole(try applied(db, step, back: back, note: note)) }
            try db.write(UndoSQL.beginParts, [id, back], changesRow: false)
            return .underWay(progress)
        } catch let reason as StoreError {
            throw Refusal(step: id, reason: reason)
        }
    }

    /// Names the questions that most steps ask.
    private func prefetch(_ db: any Session, toRevert customer: Customer.ID?, in sheet: Spreadsheet.ID?, by user: User.ID) {
        if let customer {
            db.prefetch([CustomerSQL.any, CustomerSQL.live, SpreadsheetSQL.countryOfCustomer].map { ($0, [customer]) })
        }
        if let sheet { db.prefetch([(ShareSQL.right, [sheet, user])]) }
    }

    /// The step that is taken back next, or done again.
    private func next(_ db: any Session, _ kind: StepKind, of user: User.ID, back: Bool) throws -> SQLRow? {
        try db.one(UndoSQL.next(kind, back: back, db.dialect), [user])
    }

    func applied(_ db: any Session, _ step: ChangeRecord, back: Bool, note: String?) throws -> AppliedChange {
        let sentence = (back ? "undid: " : "redid: ") + step.sentence + (note.map { "; \($0)" } ?? "")
        return try applied(db, step, back ? .undone : .redone, sentence: sentence)
    }

    /// Gives what a person must know besides.
    private func revert(_ db: any Session, _ step: inout ChangeRecord, back: Bool, by user: User.ID, at now: Date) throws -> String? {
        let (from, to) = back ? (step.after, step.before) : (step.before, step.after)
        switch step.action {
        case .addNote: break
        case .logCall, .logMessage: step.written = try revertOutreach(db, step, from: from, to: to)
        case .editCustomer: step.written = try revertEdit(db, step, from: from, to: to)
        case .addCustomer, .deleteCustomer: try revertExistence(db, step, to: to, by: user, at: now)
        case .moveCustomer: try carryOut(db, revertedMove(db, step, from: from, to: to, by: user))
        case .changeMany: break
        case .mergeRows: try revertMerge(db, step, from: from, to: to, by: user, at: now)
        case .editSpreadsheet: try revertSheet(db, step, from: from, to: to)
        case .createSpreadsheet, .deleteSpreadsheet: return try revertSheetExistence(db, step, to: to, at: now)
        case .shareSpreadsheet: try revertShare(db, step, from: from, to: to)
        case .claimCustomer: try revertClaim(db, step, from: from, to: to, by: user)
        case .editViews: try revertViews(db, from: from, to: to)
        case .savePage, .removePage: try revertPage(db, step, from: from, to: to, at: now)
        case .mapForm: try revertMapping(db, step, from: from, to: to, at: now)
        case .editTemplate: try revertTemplates(db, from: from, to: to)
        case .importCustomers: return try revertImport(db, step, to: to, at: now)
        }
        return nil
    }

    /// Whether a step is done, and was not taken back: one that is written in portions goes no further then.
    func stands(_ db: any Session, _ step: Int64) throws -> Bool { try db.value(String.self, UndoSQL.state, [step]) == "done" }

    func setUndoState(_ db: any Session, _ id: Int64, _ state: String) throws {
        try db.write(UndoSQL.setState, [state, id], changesRow: false)
    }

    /// A customer's deletion and its restoring both stay on the timeline.
    func record(_ db: any Session, _ step: ChangeRecord, back: Bool, user: User.ID?, author: String?, at now: Date) throws {
        guard step.action == .deleteCustomer else { return }
        let kind: Activity.Kind = back ? .restored : .deleted
        try db.write(
            TimelineSQL.add,
            [
                user, author, now.milliseconds, kind.rawValue, step.customerID, step.spreadsheetID, kind.rawValue, kind.rawValue,
            ], changesRow: false)
    }
}
