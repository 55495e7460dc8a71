import CRM

extension CRMStore {
    public func dayLoad(of user: User.ID, on day: CalendarDay, except customer: Customer.ID?) throws -> DayLoad {
        try read { db in
            // The key of the order by next call has no date for those whose work has ended, and an index.
            let rows = try db.rows(
                """
                SELECT CAST(substr(next_call_time, 1, 2) AS INTEGER), count(*) FROM spreadsheet
                JOIN customer ON customer.spreadsheet_id = spreadsheet.id
                WHERE spreadsheet.user_id = ? AND spreadsheet.deleted_at IS NULL AND customer.deleted_at IS NULL
                    AND call_up >= ? AND call_up < ? AND customer.id IS NOT ?
                GROUP BY 1
                """, [user, day.description, day.adding(days: 1).description, customer])
            var load = DayLoad(day: day, calls: 0, byHour: [:])
            for row in rows {
                let count: Int = row[1]
                load.calls += count
                if let hour: Int = row[0] { load.byHour[hour] = count }
            }
            return load
        }
    }
}
