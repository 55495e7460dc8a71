import CRM

@testable import CRMStore

/// Reads one state of the data and writes into a later one, as a transaction does beside which others write (READ COMMITTED): what they
/// committed after its reads is there when it writes.
final class SplitSession: Session {
    private let reads: any Session
    private let writes: any Session

    init(reads: any Session, writes: any Session) {
        self.reads = reads
        self.writes = writes
    }

    var dialect: any Dialect { writes.dialect }

    func each(_ statement: String, _ arguments: [(any SQLConvertible)?], _ body: (SQLRow) throws -> Bool) throws {
        try reads.each(statement, arguments, body)
    }

    func run(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> Int { try writes.run(statement, arguments) }
    func insert(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> Int64 { try writes.insert(statement, arguments) }
    func script(_ statements: String) throws { try writes.script(statements) }
    func savepoint(_ body: () throws -> Void) throws { try writes.savepoint(body) }
    func isOrdered(by column: String, rows: () throws -> Int) throws -> Bool { try reads.isOrdered(by: column, rows: rows) }
    func write(_ statement: String, _ arguments: [(any SQLConvertible)?], changesRow: Bool) throws {
        try writes.write(statement, arguments, changesRow: changesRow)
    }

    func candidates(for terms: [SearchTerm], upTo most: Int) throws -> Candidates? { try reads.candidates(for: terms, upTo: most) }
    func takeDown(_ part: TablePart, of table: String) throws -> [String] { try writes.takeDown(part, of: table) }
    func expectManyWrites() throws { try writes.expectManyWrites() }
    func overwriteDeleted() throws { try writes.overwriteDeleted() }
}
