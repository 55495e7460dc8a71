import CRM
import Foundation

extension CRMStore: InsightStoring {
    public func insightFacts(of user: User.ID, in periods: [ClockPeriod], by grouping: InsightGrouping) throws -> InsightFacts {
        try read { db in
            _ = try userName(db, user)
            guard let start = periods.first?.start else { return InsightFacts() }
            let (dialect, scope) = (db.dialect, [user, start.milliseconds] as [(any SQLConvertible)?])
            return InsightFacts(
                arrivals: try periods.flatMap { period in
                    try db.rows(
                        InsightSQL.arrivals,
                        [
                            user, InsightSQL.quarter(at: period.start.milliseconds),
                            period.end.map { InsightSQL.quarter(at: $0.milliseconds) } ?? .max,
                            InsightSQL.quarter(at: Int64(period.offset) * 1000),
                        ]
                    ).map { InsightFacts.Arrivals(status: $0["status"], day: CalendarDay(number: $0["day"]), count: $0["n"]) }
                },
                groups: try db.rows(InsightSQL.groups(dialect, by: grouping), scope).map { row in
                    InsightFacts.Group(
                        name: named(row["name"]), status: row["status"], count: row["n"],
                        waits: FirstCallSpeed.Bucket.allCases.map { row[InsightSQL.column($0)] }, worst: row["worst"])
                },
                touches: try db.rows(InsightSQL.touches(dialect, by: grouping), scope + [InsightFacts.mostTouches]).map {
                    InsightFacts.Touch(
                        touched: Date(milliseconds: $0["first_touched_at"]), wait: $0["first_wait"], group: named($0["name"]))
                },
                calls: try db.rows(InsightSQL.calls, scope).compactMap { row in
                    CallOutcome.ID(rawValue: row["outcome"]).map { InsightFacts.Call(at: Date(milliseconds: row["at"]), outcome: $0) }
                })
        }
    }

    /// A customer that came is counted in the quarter of an hour in which it came. Meta's tests are not counted.
    func countArrivals(_ count: Int, _ kind: InsertedCustomer, _ db: any Session) throws {
        guard let quarter = kind.quarter else { return }
        try db.run(InsightSQL.addArrivals, [kind.spreadsheet, quarter, kind.status, count])
    }

    /// A name without letters is none.
    private func named(_ name: String?) -> String? { name.flatMap { $0.isBlank ? nil : $0 } }
}
