import CRM
import CRMStore
import Foundation
import GRDB

extension Schema {
    /// Each lead keeps how long it waited for the first dealing with it, in seconds of working hours: measured then, and not again when the
    /// settings give other hours. Those that are here are measured by the hours of now. The index of what insights read has it instead of the
    /// instants of which it follows.
    ///
    /// `report` is told how many of how many are done.
    static func addWaits(_ db: Database, _ working: WorkingClock, _ report: MigrationReport) throws {
        try db.execute(sql: "ALTER TABLE customer ADD COLUMN first_wait INTEGER; DROP INDEX customer_leads")
        let touched = "FROM customer WHERE leadgen_id IS NOT NULL AND first_touched_at IS NOT NULL"
        let all = try Int.fetchOne(db, sql: "SELECT count(*) \(touched)") ?? 0
        let writer = try db.makeStatement(sql: "UPDATE customer SET first_wait = ? WHERE id = ?")
        let rows = "SELECT id, lead_created_at, first_touched_at \(touched) AND id > ? ORDER BY id"
        try eachRow(db, rows, report: { report($0, all) }) { row in
            let wait = working.wait(from: Date(milliseconds: row[1]), to: Date(milliseconds: row[2]))
            try writer.execute(arguments: [wait, row[0] as Int64])
        }
        try db.execute(
            sql: """
                CREATE INDEX customer_leads
                    ON customer(spreadsheet_id, arrived_at, status, campaign_name, form_name, first_touched_at, first_wait)
                    WHERE deleted_at IS NULL AND leadgen_id IS NOT NULL AND is_test = 0
                """)
    }
}
