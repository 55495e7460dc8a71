import CRM
import Foundation

extension CRMStore {
    private static let portion = 500

    /// By user, then in the order of ``spreadsheets(of:)``, each spreadsheet in the order of the filter, oldest first
    /// where it has none. Read in portions, so that `each` may
    /// take its time, and may read and write the store itself.
    public func export(
        user: User.ID?, spreadsheet: String?, where filter: CustomerFilter, _ each: (ExportRow) throws -> Void
    ) throws {
        for summary in try spreadsheets(of: user) {
            guard spreadsheet == nil || [summary.spreadsheet.name, summary.title].contains(spreadsheet) else { continue }
            let sheet = summary.spreadsheet
            var last: Customer?
            while true {
                let portion = try read { db in
                    let query = SheetQuery(.spreadsheet(sheet.id), filter, order: filter.order ?? SheetOrder(.arrival))
                    let sql = try statements(db, query, wanted: CRMStore.portion)[0]
                    let statement = sql.rows(last.map { .after(sql.place(of: $0)) } ?? .all(backwards: false), limit: CRMStore.portion)
                    var customers = try db.rows(statement.sql, statement.arguments).map(Customer.init)
                    try settleClaims(db, &customers)
                    let leads = try mergedLeads(db, of: customers)
                    db.prefetch(customers.filter { $0.lead != nil }.map { (LeadSQL.ofCustomer, [$0.id]) })
                    return try customers.map { customer in
                        ExportRow(
                            user: summary.owner, spreadsheet: sheet.name, customer: customer,
                            lead: customer.lead == nil ? nil : try Lead.fetch(db, of: customer.id), otherLeads: leads[customer.id] ?? [])
                    }
                }
                for row in portion { try each(row) }
                guard let end = portion.last, portion.count == CRMStore.portion else { break }
                last = end.customer
            }
        }
    }

    /// One customer; nil when there is none such, or it was deleted.
    func exportRow(_ db: any Session, _ id: Customer.ID) throws -> ExportRow? {
        guard let customer = try Customer.live(db, id).map({ try settled(db, $0) }) else { return nil }
        let names = try db.one(SpreadsheetSQL.names, [customer.spreadsheetID])
        return ExportRow(
            user: names?[0] ?? "", spreadsheet: names?[1] ?? "", customer: customer,
            lead: customer.lead == nil ? nil : try Lead.fetch(db, of: id), otherLeads: try mergedLeads(db, of: [customer])[id] ?? [])
    }

    /// The leads of rows that were merged into these, by the row they are a part of now; asked in one statement, for few have any.
    private func mergedLeads(_ db: any Session, of customers: [Customer]) throws -> [Customer.ID: [Lead]] {
        let rows = try db.rows(MergeSQL.partsOfMany(db.dialect), [db.dialect.argument(customers.map(\.id))])
        return try rows.reduce(into: [:]) { leads, row in
            if let lead = try Lead.fetch(db, of: row[1]) { leads[row[0], default: []].append(lead) }
        }
    }
}
