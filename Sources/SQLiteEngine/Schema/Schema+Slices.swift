import GRDB

extension Schema {
    private static let slice = 1000

    /// Hands over the rows that a migration works on, slice by slice: the time grows with their number, the memory does not.
    ///
    /// - Parameters:
    ///   - sql: a query for the rows behind an id, in the order of their ids, without a limit. The id is its argument and its first column.
    ///   - report: is told now and then how many are done.
    static func eachRow(_ db: Database, _ sql: String, report: (Int) -> Void = { _ in }, _ body: (Row) throws -> Void) throws {
        let reader = try db.makeStatement(sql: "\(sql) LIMIT \(slice)")
        var (last, done): (Int64, Int) = (0, 0)
        while true {
            let rows = try Row.fetchAll(reader, arguments: [last])
            for row in rows {
                last = row[0]
                try body(row)
            }
            if rows.count < slice { return }
            done += rows.count
            if done % 20_000 == 0 { report(done) }
        }
    }
}
