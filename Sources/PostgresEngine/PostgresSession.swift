import CRM
import CRMStore

/// A transaction on one of the connections.
final class PostgresSession: Session {
    private let connection: Connection
    private let search: RunningSearch?
    private var savepoints = 0
    /// The questions that are going to be asked; they go to the server with the next one.
    private var expected: [Question] = []
    /// The results of what was expected, until something is written.
    private var results: [Question: QueryResult] = [:]
    /// The results that are given whatever is written.
    private var kept: [Question: QueryResult] = [:]
    /// The searches of the index so far.
    private var searches: [(patterns: String, most: Int)] = []
    /// The change that others are to be told; empty where nothing was written.
    private var change: DataChange = []

    /// The channel on which it is told that the data were changed.
    static let channel = "leadsheet"

    /// - Parameter search: ends the session when it is interrupted.
    init(_ connection: Connection, search: RunningSearch? = nil) {
        self.connection = connection
        self.search = search
    }

    var dialect: any Dialect { PostgresDialect() }
    var isFar: Bool { true }

    func each(_ statement: String, _ arguments: [(any SQLConvertible)?], _ body: (SQLRow) throws -> Bool) throws {
        let result = try query(statement, arguments)
        for number in 0..<result.rowCount {
            guard try body(SQLRow(ResultRow(result, number))) else { return }
        }
    }

    /// To plan a statement takes the server up to ten times as long as to run it.
    func planOnce() { connection.prefix("SET LOCAL plan_cache_mode = force_generic_plan") }

    func prefetch(_ statements: @autoclosure () -> [SQLStatement]) { expect(statements().map { Question($0.sql, $0.arguments) }) }

    func withAnswers<T>(to statements: @autoclosure () -> [SQLStatement], _ body: () throws -> T) throws -> T {
        let questions = statements().map { Question($0.sql, $0.arguments) }
        try checkInterruption()
        expect(questions)
        try fetch()
        let outer = kept
        defer { kept = outer }
        for question in questions { kept[question] = results[question] }
        return try body()
    }

    func run(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> Int {
        let changes = try writing { try query(statement, arguments).changes }
        if changes > 0 { note(statement) }
        return changes
    }

    /// One that changes no row divides by zero, so that nothing that follows it is done.
    func write(_ statement: String, _ arguments: [(any SQLConvertible)?], changesRow: Bool) throws {
        guard savepoints == 0 else { return try writeNow(statement, arguments, changesRow: changesRow) }
        note(statement)
        writing {
            let checked = "WITH changed AS (\(statement) RETURNING 1) SELECT 1 / count(*) FROM changed"
            connection.prefix(Question(changesRow ? checked : statement, arguments))
        }
    }

    func insert(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> Int64 { try insert(statement, rows: [arguments])[0] }

    func insert(_ statement: String, rows: [[(any SQLConvertible)?]]) throws -> [Int64] {
        guard !rows.isEmpty else { return [] }
        try checkInterruption()
        note(statement)
        let results = try writing { try connection.queries(rows.map { Question("\(statement) RETURNING id", $0) }) }
        return results.map { result in
            guard result.rowCount == 1, let id = Int64(sqlValue: result.value(row: 0, column: 0)) else {
                preconditionFailure("the table of an inserted row numbers none")
            }
            return id
        }
    }

    func script(_ statements: String) throws {
        change = .everything
        try writing { try connection.command(statements) }
    }

    func savepoint(_ body: () throws -> Void) throws {
        savepoints += 1
        defer { savepoints -= 1 }
        let name = "savepoint_\(savepoints)"
        connection.prefix("SAVEPOINT \(name)")
        do {
            try body()
        } catch {
            // Where the connection broke, nothing stays anyway.
            try? writing { try connection.command("ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)") }
            throw error
        }
        connection.prefix("RELEASE SAVEPOINT \(name)")
    }

    func candidates(for terms: [SearchTerm], upTo most: Int) throws -> Candidates? {
        guard let search = trigramSearch(terms, upTo: most) else { return nil }
        switch try value(Int.self, search.statement.sql, search.statement.arguments) {
        case 0: return .nobody
        case nil: return .more(condition: search.isMore)
        default: return .among(list: search.list)
        }
    }

    func prefetchCandidates(for terms: [SearchTerm], upTo most: Int) -> [Candidates?] {
        guard let search = trigramSearch(terms, upTo: most) else { return [nil] }
        prefetch([search.statement])
        return [.among(list: search.list), .more(condition: search.isMore)]
    }

    /// Nil where the index knows no such terms.
    private func trigramSearch(_ terms: [SearchTerm], upTo most: Int) -> TrigramSearch? {
        guard let patterns = TrigramSearch.patterns(terms) else { return nil }
        let asked = searches.firstIndex { $0 == (patterns, most) }
        if asked == nil { searches.append((patterns, most)) }
        return TrigramSearch(patterns: patterns, most: most, number: asked ?? searches.count - 1)
    }

    /// There is an index for each.
    func isOrdered(by column: String, rows: () throws -> Int) throws -> Bool { true }

    /// Indexes stay: to take them away would keep everybody from reading. The triggers that count are told to look away until the end of the
    /// transaction.
    func takeDown(_ part: TablePart, of table: String) throws -> [String] {
        guard case .insertTriggers = part else { return [] }
        try connection.command("SET LOCAL \(Schema.countedLater) = 'on'")
        return ["SET LOCAL \(Schema.countedLater) = 'off'"]
    }

    func expectManyWrites() throws {}

    /// PostgreSQL writes nothing over: what was deleted goes with the next vacuum, and lives on in the server's log, copies and backups until
    /// these are recycled.
    func overwriteDeleted() throws {}

    /// All tables, to be filled.
    func tables() -> PostgresTables {
        change = .everything
        return PostgresTables(connection)
    }

    private func query(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> QueryResult {
        try checkInterruption()
        let question = Question(statement, arguments)
        if let known = kept[question] ?? results[question] { return known }
        guard !expected.isEmpty else { return try connection.queries([question])[0] }
        expected.append(question)
        try fetch()
        guard let answer = results[question] else { preconditionFailure("a question that was asked has no answer") }
        return answer
    }

    private func expect(_ questions: [Question]) { expected += questions.filter { results[$0] == nil } }

    private func note(_ statement: String) {
        if change != .everything { change.formUnion(DataChange(of: statement)) }
    }

    /// Asks what is expected, each question once, in the order in which it was first told of.
    private func fetch() throws {
        var asked: Set<Question> = []
        let questions = expected.filter { asked.insert($0).inserted }
        expected = []
        guard !questions.isEmpty else { return }
        for (question, result) in zip(questions, try connection.queries(questions)) { results[question] = result }
    }

    /// Nothing that was read before says how the data are afterwards.
    private func writing<T>(_ body: () throws -> T) rethrows -> T {
        expected = []
        defer { results = [:] }
        return try body()
    }

    /// Between two statements the server has none to end.
    private func checkInterruption() throws {
        if search?.wasInterrupted == true { throw CancellationError() }
    }

    /// Ends the transaction. What was written is on the server's disk afterwards.
    func commit() throws {
        // A rule that has caught an error and gone on would lose all it wrote without a word.
        guard !connection.hasFailed else { throw ServerError(state: "25P02", sentence: "an earlier statement of the change failed") }
        try connection.end((change.isEmpty ? [] : [change.notify]) + ["COMMIT"])
    }
}
