import CRM
import GRDB

extension CRMStore {
    public func dayLoad(of user: User.ID, on day: CalendarDay, except customer: Customer.ID?) throws -> DayLoad {
        let ended = statuses.statuses.filter(\.type.isEnded).map(\.id)
        return try read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT CAST(substr(next_call_time, 1, 2) AS INTEGER), count(*) FROM spreadsheet
                        JOIN customer ON customer.spreadsheet_id = spreadsheet.id
                        WHERE spreadsheet.user_id = ? AND spreadsheet.deleted_at IS NULL AND customer.deleted_at IS NULL
                            AND next_call_up >= ? AND next_call_up < ? AND customer.id IS NOT ?
                            AND status NOT IN (\(ended.map { _ in "?" }.joined(separator: ", ")))
                        GROUP BY 1
                        """),
                arguments: [user, day.description, day.adding(days: 1).description, customer] + StatementArguments(ended))
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
