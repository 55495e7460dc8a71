import CRM
import Foundation

extension CRMStore: InsightStoring {
    public func insightFacts(of user: User.ID, since start: Date, by grouping: InsightGrouping) throws -> InsightFacts {
        try read { db in
            _ = try userName(db, user)
            let (dialect, scope) = (db.dialect, [user, start.milliseconds] as [(any SQLConvertible)?])
            return InsightFacts(
                arrivals: try db.rows(InsightSQL.arrivals(dialect), scope).map {
                    InsightFacts.Arrivals(status: $0["status"], quarter: $0["quarter"], count: $0["n"])
                },
                groups: try db.rows(InsightSQL.groups(dialect, by: grouping), scope).map {
                    InsightFacts.Group(name: named($0["name"]), status: $0["status"], count: $0["n"])
                },
                touches: try db.rows(InsightSQL.touches(dialect, by: grouping), scope + [InsightFacts.mostTouches]).map {
                    InsightFacts.Touch(
                        created: Date(milliseconds: $0["lead_created_at"]), touched: Date(milliseconds: $0["first_touched_at"]),
                        group: named($0["name"]))
                },
                calls: try db.rows(InsightSQL.calls, scope).compactMap { row in
                    CallOutcome.ID(rawValue: row["outcome"]).map { InsightFacts.Call(at: Date(milliseconds: row["at"]), outcome: $0) }
                })
        }
    }

    /// A name without letters is none.
    private func named(_ name: String?) -> String? { name.flatMap { $0.isBlank ? nil : $0 } }
}
