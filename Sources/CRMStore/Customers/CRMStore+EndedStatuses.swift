import CRM

extension CRMStore {
    /// Has the database know which statuses end the work. Rows are looked at only when that has changed since it was opened last.
    func noteEndedStatuses() throws {
        let known = try read { db in try Set(db.values(String.self, "SELECT status FROM ended_status")) }
        guard known != statuses.ended else { return }
        try write { db in
            try db.run("DELETE FROM ended_status")
            for status in statuses.ended { try db.run("INSERT INTO ended_status VALUES (?)", [status]) }
            try db.run("UPDATE customer SET is_ended = 1 - is_ended WHERE is_ended <> (status IN (SELECT status FROM ended_status))")
        }
    }
}

extension StatusCatalogue {
    /// The statuses that end the work.
    var ended: Set<Status.ID> { Set(statuses.filter(\.type.isEnded).map(\.id)) }
}
