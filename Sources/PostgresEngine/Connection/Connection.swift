import CPostgres
import CRMStore
import Foundation
import Synchronization

/// A connection to the server, which keeps the statements that it has prepared.
///
/// `@unchecked` because libpq wants one thread at a time on a connection: it belongs to the one that took it out of the pool or made it.
final class Connection: @unchecked Sendable {
    private struct Prepared {
        let name: String
        var columns: ResultColumns?
    }

    private enum Sending {
        /// Prepared once, and kept so.
        case kept(Question)
        /// As the server plans it for these arguments.
        case once(Question)
    }

    private var pointer: OpaquePointer
    private let address: ServerAddress
    private let application: String
    private let isQuiet: Bool
    private let canceller = Mutex<Canceller?>(nil)
    private var statements: [String: Prepared] = [:]
    private var named = 0
    /// Statements that go to the server with the next one, so that its answer is not waited for twice.
    private var ahead: [Sending] = []
    /// The number of statements with which the transaction begins.
    private var beginning = 0
    /// The transactions that were rolled back, of which the server's word has not been read.
    private var unread = 0
    /// The first value of those that went ahead and gave one, as text: what the begin of the transaction told.
    private(set) var begun: String?
    /// Whether it was kept from earlier, and nothing was asked on it since.
    private var isUntried = false
    /// Whether not all could be sent, or read, that belongs together: nobody knows which answer is whose any more.
    private var isOutOfStep = false

    /// The number of statements that a connection keeps: those of a screen are some dozens, but lists over many spreadsheets have one
    /// for each number of these.
    private static let mostStatements = 300
    /// Milliseconds: so long a statement waits for another one's lock.
    static let patience = 5000
    /// The schema of the tables.
    static let schema = "leadsheet"

    /// Connects, which takes some milliseconds. Throws ``ServerError``.
    ///
    /// - Parameters:
    ///   - application: how the server's administrator sees the connection.
    ///   - isQuiet: it waits for what the server says, and is to be told soon when the way there is gone.
    init(_ address: ServerAddress, application: String = "leadsheet", isQuiet: Bool = false) throws {
        (self.address, self.application, self.isQuiet) = (address, application, isQuiet)
        pointer = try Connection.connect(address, application, isQuiet)
        try setUp()
    }

    private static func connect(_ address: ServerAddress, _ application: String, _ isQuiet: Bool) throws -> OpaquePointer {
        let made = address.withParameters(application: application, isQuiet: isQuiet) { PQconnectdbParams($0, $1, 1) }
        guard let made else { throw ServerError(state: "", sentence: "there is no memory for a connection") }
        return made
    }

    /// Whether the server says anything at all to one who begins to connect, be it that it takes no more connections; within a few seconds. Where
    /// the address names several, one that stands by would answer for one that hangs: there a connection must be made.
    static func isAnswered(_ address: ServerAddress) -> Bool {
        if address.namesSeveral { return (try? Connection(address, application: "leadsheet link", isQuiet: true)) != nil }
        return address.withParameters(application: "leadsheet link", isQuiet: true) { PQpingParams($0, $1, 1) } != PQPING_NO_RESPONSE
    }

    /// Makes the connection anew, in place of one that is broken. What stands in files, such as the password, is read again.
    private func connectAnew() throws {
        let fresh = try Connection.connect(address, application, isQuiet)
        PQfinish(pointer)
        (pointer, statements, unread, isOutOfStep) = (fresh, [:], 0, false)
        try setUp()
    }

    private func setUp() throws {
        guard PQstatus(pointer) == CONNECTION_OK else { throw ServerError(of: pointer) }
        cpg_be_silent(pointer)
        canceller.withLock { $0 = PQgetCancel(pointer).map(Canceller.init) }
        // The server looks itself whether we are still there: a machine that is gone must not keep its locks for hours.
        // Machine code would be made anew each time of a statement that it reckons to cost much, and a screen asks such ones often.
        try execute(
            """
            SET search_path = \(Connection.schema), pg_temp; SET bytea_output = hex; SET lock_timeout = \(Connection.patience); SET jit = off;
            SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3
            """)
    }

    deinit { PQfinish(pointer) }

    /// As `150018` for 15.18.
    var serverVersion: Int { Int(PQserverVersion(pointer)) }
    var isBroken: Bool { isOutOfStep || PQstatus(pointer) != CONNECTION_OK }
    /// Whether a statement of the transaction that is open has failed, so that nothing of it can stay.
    var hasFailed: Bool { PQtransactionStatus(pointer) == PQTRANS_INERROR }
    /// Whether no transaction is open, as far as the server was told.
    var isIdle: Bool { unread > 0 || PQtransactionStatus(pointer) == PQTRANS_IDLE }
    /// The number of the server's process that serves it.
    var process: Int { Int(PQbackendPID(pointer)) }
    /// The descriptor that becomes readable when the server says something; -1 where there is none.
    var socket: Int32 { PQsocket(pointer) }

    /// A name as it stands in a statement, whatever is in it.
    static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }

    /// Has the server end the statement that runs now, on any thread.
    func cancel() { canceller.withLock(\.self)?.cancel() }

    // MARK: Transactions

    /// Begins a transaction on a connection that was kept or is new. The server is told with the first statement.
    func begin(_ statements: [String], isKept: Bool) {
        (ahead, beginning, begun, isUntried) = (statements.map(Connection.plain), statements.count, nil, isKept)
    }

    /// Has a statement without arguments run before the next one.
    func prefix(_ statement: String) { ahead.append(Connection.plain(statement)) }

    /// The same with arguments.
    func prefix(_ question: Question) { ahead.append(.kept(question)) }

    /// Ends what is open with these statements. Where nothing was asked and nothing is to be done, there is nothing to end.
    func end(_ statements: [String]) throws {
        if isIdle, ahead.count <= beginning { return ahead = [] }
        // Nobody can tell whether one that broke off was ended: it must be open before.
        if isIdle { try onLiveConnection { try flush() } }
        ahead += statements.map(Connection.plain)
        try onLiveConnection { try flush() }
    }

    private static func plain(_ statement: String) -> Sending { .once(Question(statement, [])) }

    /// Takes back what is open, if there is anything. Nobody waits for the server's word, which is read with the next statement.
    func rollBack() {
        ahead = []
        guard !isIdle, !isBroken, PQenterPipelineMode(pointer) == 1, send(Connection.plain("ROLLBACK")) else { return }
        if PQpipelineSync(pointer) == 1 { unread += 1 } else { isOutOfStep = true }
    }

    // MARK: Statements

    /// Runs one or more statements without arguments, whose rows nobody wants.
    func command(_ statements: String) throws {
        try onLiveConnection {
            try flush()
            try execute(statements)
        }
    }

    private func execute(_ statements: String) throws {
        let result = PQexec(pointer, statements)
        defer { PQclear(result) }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(PQresultStatus(result)) else {
            throw ServerError(result, pointer)
        }
    }

    private static func firstText(_ result: OpaquePointer?) -> String? {
        guard PQntuples(result) > 0, PQgetisnull(result, 0, 0) == 0 else { return nil }
        return PQgetvalue(result, 0, 0).map { String(cString: $0) }
    }

    /// Runs one statement, with `?` for its arguments.
    func query(_ statement: String, _ arguments: [(any SQLConvertible)?] = []) throws -> QueryResult {
        try queries([Question(statement, arguments)])[0]
    }

    /// Runs several at once, so that the way to the server and back is taken once. Gives their results in their order; where one fails, none is given.
    func queries(_ questions: [Question]) throws -> [QueryResult] {
        try onLiveConnection {
            try forgetMany()
            if questions.count == 1, let known = statements[questions[0].statement], ahead.isEmpty, unread == 0 {
                let result = try questions[0].withPointers { count, values, lengths, formats in
                    try checked([PQexecPrepared(pointer, known.name, count, values, lengths, formats, 0)])
                }
                return [taken(result[0], of: questions[0])]
            }
            return zip(try pipelined(questions.map(Sending.kept)), questions).map { taken($0, of: $1) }
        }
    }

    private func taken(_ result: OpaquePointer, of question: Question) -> QueryResult {
        let columns = statements[question.statement]?.columns ?? ResultColumns(result)
        statements[question.statement]?.columns = columns
        return QueryResult(result, columns)
    }

    /// Runs one statement as the server plans it for these arguments. A statement that is kept has one plan for all, and none of an index that
    /// serves some texts and not others.
    func queryOnce(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> QueryResult {
        try onLiveConnection {
            let result = try pipelined([.once(Question(statement, arguments))])[0]
            return QueryResult(result, ResultColumns(result))
        }
    }

    private func forgetMany() throws {
        guard statements.count >= Connection.mostStatements else { return }
        try flush()
        try execute("DEALLOCATE ALL")
        statements = [:]
    }

    // MARK: Pipeline

    /// Has what goes ahead done, and reads what was not read.
    private func flush() throws { if !ahead.isEmpty || unread > 0 { _ = try pipelined([]) } }

    /// Sends what goes ahead and then these, all at once. Gives the results of these, for the caller to clear; throws the first error.
    private func pipelined(_ sendings: [Sending]) throws -> [OpaquePointer] {
        let (before, all) = (ahead.count, ahead + sendings)
        ahead = []
        var new: [String] = []
        // The places of the results; a preparation has one of its own.
        var places: [Int] = []
        var isSent = PQenterPipelineMode(pointer) == 1
        for sending in all where isSent {
            if case .kept(let question) = sending, statements[question.statement] == nil {
                new.append(question.statement)
                isSent = prepare(question)
            }
            places.append(places.count + new.count)
            isSent = isSent && send(sending)
        }
        do {
            let results = try checked(try answers(areComing: isSent && PQpipelineSync(pointer) == 1))
            begun = begun ?? places.prefix(before).lazy.compactMap { Connection.firstText(results[$0]) }.first
            let wanted = places.dropFirst(before)
            for index in results.indices where !wanted.contains(index) { PQclear(results[index]) }
            return wanted.map { results[$0] }
        } catch {
            for statement in new { statements[statement] = nil }
            throw error
        }
    }

    /// The answers to the statements that were sent last, behind those that were not read before; the caller clears them.
    private func answers(areComing: Bool) throws -> [OpaquePointer?] {
        isOutOfStep = true
        guard areComing else { throw ServerError(of: pointer) }
        while unread > 0 {
            try readToMark().forEach(PQclear)
            unread -= 1
        }
        let results = try readToMark()
        isOutOfStep = PQexitPipelineMode(pointer) == 0
        return results
    }

    private func prepare(_ question: Question) -> Bool {
        named += 1
        let name = "s\(named)"
        statements[question.statement] = Prepared(name: name)
        return PQsendPrepare(pointer, name, Connection.sql(of: question), 0, nil) == 1
    }

    private func send(_ sending: Sending) -> Bool {
        switch sending {
        case .kept(let question):
            question.withPointers { count, values, lengths, formats in
                PQsendQueryPrepared(pointer, statements[question.statement]?.name, count, values, lengths, formats, 0) == 1
            }
        case .once(let question):
            question.withPointers { count, values, lengths, formats in
                PQsendQueryParams(pointer, Connection.sql(of: question), count, nil, values, lengths, formats, 0) == 1
            }
        }
    }

    private static func sql(of question: Question) -> String {
        let places = Placeholders(question.statement)
        guard places.count == question.values.count else {
            preconditionFailure("\(question.values.count) arguments for: \(question.statement)")
        }
        return places.sql
    }

    /// Reads the results up to the mark that was sent behind their statements; the caller clears them.
    private func readToMark() throws -> [OpaquePointer?] {
        var results: [OpaquePointer?] = []
        var isBetween = false
        while true {
            let result = PQgetResult(pointer)
            if PQresultStatus(result) == PGRES_PIPELINE_SYNC {
                PQclear(result)
                return results
            }
            if result == nil, isBetween || PQstatus(pointer) != CONNECTION_OK {
                defer { results.forEach(PQclear) }
                throw ServerError(results.last { PQresultStatus($0) == PGRES_FATAL_ERROR } ?? nil, pointer)
            }
            // Behind the results of each statement there is none.
            isBetween = result == nil
            if !isBetween { results.append(result) }
        }
    }

    /// The results where all statements succeeded, for the caller to clear; throws the first error.
    private func checked(_ results: [OpaquePointer?]) throws -> [OpaquePointer] {
        guard let failed = results.first(where: { ![PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus($0)) }) else {
            return results.compactMap(\.self)
        }
        let error = ServerError(failed, pointer)
        results.forEach(PQclear)
        // The next transaction prepares anew; this one is lost.
        if error.isOfPreparedStatement { statements = [:] }
        throw error
    }

    /// A connection that was kept may have lost its server since. Nothing was done on it then, so that it is connected anew, and `body` done once more.
    private func onLiveConnection<T>(_ body: () throws -> T) throws -> T {
        let before = ahead
        defer { isUntried = false }
        do {
            return try body()
        } catch let error as ServerError where isUntried && error.isOfConnection && isBroken {
            try connectAnew()
            (ahead, begun) = (before, nil)
            return try body()
        }
    }

    /// The first column of the first row as text; nil where there is none, or NULL.
    func text(_ statement: String, _ arguments: [(any SQLConvertible)?] = []) throws -> String? {
        let result = try query(statement, arguments)
        guard result.rowCount > 0 else { return nil }
        switch result.value(row: 0, column: 0) {
        case .null, .bytes: return nil
        case .integer(let number): return String(number)
        case .text(let text): return text
        }
    }

    /// Begins a COPY that takes rows, to be ended by ``endCopy(isWhole:)`` before anything else is done with the connection.
    func beginCopy(_ statement: String) throws {
        try flush()
        let result = PQexec(pointer, statement)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COPY_IN else { throw ServerError(result, pointer) }
    }

    /// Sends bytes of its rows.
    func sendCopy(_ bytes: [UInt8]) throws {
        let isSent = bytes.withUnsafeBytes { bytes in
            PQputCopyData(pointer, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count)) == 1
        }
        guard isSent else { throw ServerError(of: pointer) }
    }

    /// Throws what the server says of the rows. A COPY that is not whole is broken off, and with it the transaction.
    func endCopy(isWhole: Bool) throws {
        guard PQputCopyEnd(pointer, isWhole ? nil : "it was broken off") == 1 else { throw ServerError(of: pointer) }
        var failure: ServerError?
        while let result = PQgetResult(pointer) {
            if PQresultStatus(result) != PGRES_COMMAND_OK { failure = failure ?? ServerError(result, pointer) }
            PQclear(result)
        }
        if let failure { throw failure }
    }

    // MARK: Listening

    /// Takes in what the server has sent. False when the connection broke.
    func takeInput() -> Bool { PQconsumeInput(pointer) == 1 && !isBroken }

    /// The notes that have come since it was asked last, in their order.
    func takeNotes() -> [Note] {
        var notes: [Note] = []
        while let note = PQnotifies(pointer) {
            notes.append(
                Note(
                    channel: String(cString: note.pointee.relname), text: String(cString: note.pointee.extra),
                    process: Int(note.pointee.be_pid)))
            PQfreemem(note)
        }
        return notes
    }
}

/// A note of another connection, or of this one. Every role that may connect may send one, with any text of less than 8,000 bytes.
struct Note: Sendable {
    let channel: String
    let text: String
    /// The number of the server's process that served its sender, which the server writes there itself.
    let process: Int
}
