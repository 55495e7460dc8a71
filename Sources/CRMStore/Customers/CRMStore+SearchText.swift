import CRM

/// The text that is searched beside a customer's columns: of forms, campaigns, answers and notes.
extension CRMStore {
    /// Notes looked at; who has more of them is found by the newest.
    private static let mostNotes = 200

    /// Writes that text anew, after notes, leads or the rows merged into these have changed.
    func noteSearchText(_ db: any Session, of ids: [Customer.ID]) throws {
        guard !ids.isEmpty else { return }
        let notes = TimelineSQL.notes(db.dialect)
        func questions(of id: Customer.ID) -> [SQLStatement] {
            [(notes, [id, CRMStore.mostNotes]), (CustomerSQL.partsBeside, [id]), (LeadSQL.ofCustomer, [id]), (MergeSQL.whole, [id])]
        }
        var wholes: [Customer.ID] = []
        try db.withAnswers(to: ids.flatMap(questions)) {
            for id in ids {
                let notes = try db.values(String.self, notes, [id, CRMStore.mostNotes])
                let parts = try db.values(String.self, CustomerSQL.partsBeside, [id])
                let text = SearchText.beside(leads: try Lead.fetch(db, of: id).map { [$0] } ?? [], notes: notes, parts: parts)
                if let whole = try mergedInto(db, id), !wholes.contains(whole) { wholes.append(whole) }
                try db.write(CustomerSQL.setBeside, [text, id], changesRow: false)
            }
        }
        // A part of another row is found with that one, whose text is written after those of all its parts.
        try noteSearchText(db, of: wholes)
    }

    /// The same after steps were done, taken back or done again.
    func noteSearchText(_ db: any Session, after steps: [ChangeRecord]) throws {
        let told = steps.filter { step in
            switch step.action {
            case .addNote, .mergeRows: true
            case .logCall: step.after.note != nil
            default: false
            }
        }
        try noteSearchText(db, of: told.compactMap(\.customerID))
    }
}
