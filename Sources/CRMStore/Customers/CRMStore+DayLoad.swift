import CRM

extension CRMStore {
    public func dayLoad(of user: User.ID, on day: CalendarDay, except customer: Customer.ID?) throws -> DayLoad {
        try read { db in
            let rows = try db.rows(CustomerSQL.callsByHour, [user, day.description, day.adding(days: 1).description, customer])
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
