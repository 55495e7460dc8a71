import CRM

/// The text that is searched beside a customer's columns: of forms, campaigns, answers and notes.
extension CRMStore {
    /// Notes looked at; who has more of them is found by the newest.
    private static let mostNotes = 200

    /// Writes that text anew, after notes, leads or the rows merged into this one have changed.
    func noteSearchText(_ db: any Session, of id: Customer.ID) throws {
        db.prefetch([CustomerSQL.partsBeside, LeadSQL.ofCustomer, MergeSQL.whole].map { ($0, [id]) })
        let notes = try db.values(String.self, TimelineSQL.notes(db.dialect), [id, CRMStore.mostNotes])
        let parts = try db.values(String.self, CustomerSQL.partsBeside, [id])
        let text = SearchText.beside(leads: try Lead.fetch(db, of: id).map { [$0] } ?? [], notes: notes, parts: parts)
        let whole = try mergedInto(db, id)
        try db.write(CustomerSQL.setBeside, [text, id], changesRow: false)
        // A part of another row is found with that one.
        if let whole { try noteSearchText(db, of: whole) }
    }

    /// The same after a step was done, taken back or done again.
    func noteSearchText(_ db: any Session, after step: ChangeRecord) throws {
        guard let id = step.customerID else { return }
        switch step.action {
        case .logCall where step.after.note == nil: break
        case .addNote, .logCall, .mergeRows: try noteSearchText(db, of: id)
        default: break
        }
    }
}
