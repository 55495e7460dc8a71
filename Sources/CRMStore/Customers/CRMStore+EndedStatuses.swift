import CRM

extension CRMStore {
    /// Has the database know which statuses end the work. Rows are looked at only when that has changed since it was opened last.
    func noteEndedStatuses() throws {
        let known = try read { db in try Set(db.values(String.self, CustomerSQL.endedStatuses)) }
        guard known != statuses.ended else { return }
        try write { db in
            try db.run(CustomerSQL.forgetEndedStatuses)
            for status in statuses.ended { try db.run(CustomerSQL.addEndedStatus, [status]) }
            try db.run(CustomerSQL.noteEnded)
        }
    }
}

extension StatusCatalogue {
    /// The statuses that end the work.
    var ended: Set<Status.ID> { Set(statuses.filter(\.type.isEnded).map(\.id)) }
}
