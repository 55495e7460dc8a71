import CRM

extension CRMStore {
    /// From so many rows on it pays to take the triggers away.
    private static let manyRows = 200

    /// Runs `body`, which inserts so many customers and gives them, within the transaction that is under way, and does afterwards for all
    /// at once what triggers do for each.
    ///
    /// A statement with a trigger may fail halfway, so SQLite keeps a copy of every page that it touches: for one customer those of a dozen
    /// indexes, which took half the time of an import. Nobody else sees that the triggers are gone, for the transaction brings them back, or
    /// leaves nothing behind.
    func insertingMany(_ count: Int, _ db: any Session, _ body: () throws -> [InsertedCustomer]) throws {
        guard count >= CRMStore.manyRows else {
            _ = try body()
            return
        }
        let triggers = try db.takeDown(.insertTriggers, of: "customer")
        var counts: [InsertedCustomer: Int] = [:]
        for customer in try body() { counts[customer, default: 0] += 1 }
        for (kind, count) in counts {
            try db.run(SpreadsheetSQL.addToCount, [kind.spreadsheet, kind.status, count])
            try countArrivals(count, kind, db)
        }
        for trigger in triggers { try db.script(trigger) }
    }
}

/// The facts that are counted of a customer that was inserted.
struct InsertedCustomer: Hashable {
    var spreadsheet: Spreadsheet.ID
    var status: Status.ID
    /// The quarter of an hour in which it came; nil for a test of Meta's.
    var quarter: Int64?

    init(_ customer: Customer) {
        spreadsheet = customer.spreadsheetID
        status = customer.status
        quarter = customer.lead?.isTest == true ? nil : InsightSQL.quarter(at: customer.arrivedAt)
    }
}
