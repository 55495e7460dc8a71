import CPostgres
import CRMStore
import Foundation

/// A connection to the server, which keeps the statements that it has prepared.
///
/// `@unchecked` because libpq wants one thread at a time on a connection: it belongs to the one that took it out of the pool or made it.
final class Connection: @unchecked Sendable {
    private struct Prepared {
        let name: String
        let count: Int
        var columns: ResultColumns?
    }

    private let pointer: OpaquePointer
    private var statements: [String: Prepared] = [:]
    private var named = 0

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
        let parameters = address.parameters(application: application, isQuiet: isQuiet)
        let keywords = CStrings(parameters.map(\.0))
        let values = CStrings(parameters.map(\.1))
        let made = withExtendedLifetime((keywords, values)) { PQconnectdbParams(keywords.pointers, values.pointers, 1) }
        guard let pointer = made else { throw ServerError(state: "", sentence: "there is no memory for a connection") }
        self.pointer = pointer
        guard PQstatus(pointer) == CONNECTION_OK else { throw ServerError(of: pointer) }
        cpg_be_silent(pointer)
        // The server looks itself whether we are still there: a machine that is gone must not keep its locks for hours.
        try command(
            """
            SET search_path = \(Connection.schema), pg_temp; SET bytea_output = hex; SET lock_timeout = \(Connection.patience);
            SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3
            """)
    }

    deinit { PQfinish(pointer) }

    /// As `150018` for 15.18.
    var serverVersion: Int { Int(PQserverVersion(pointer)) }
    var isBroken: Bool { PQstatus(pointer) != CONNECTION_OK }
    /// Whether a statement of the transaction that is open has failed, so that nothing of it can stay.
    var hasFailed: Bool { PQtransactionStatus(pointer) != PQTRANS_INTRANS }
    /// Whether no transaction is open.
    var isIdle: Bool { PQtransactionStatus(pointer) == PQTRANS_IDLE }
    /// The number of the server's process that serves it.
    var process: Int { Int(PQbackendPID(pointer)) }
    /// The descriptor that becomes readable when the server says something; -1 where there is none.
    var socket: Int32 { PQsocket(pointer) }

    /// A name as it stands in a statement, whatever is in it.
    static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }

    /// The means to stop a statement of this connection, on any thread.
    func canceller() -> Canceller? { PQgetCancel(pointer).map(Canceller.init) }

    /// Runs one or more statements without arguments, whose rows nobody wants.
    func command(_ statements: String) throws { _ = try answer(to: statements) }

    /// Runs one or more statements without arguments. Gives the first value of the last one's first row as text; nil where there is none, or
    /// NULL.
    func answer(to statements: String) throws -> String? {
        let result = PQexec(pointer, statements)
        defer { PQclear(result) }
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(PQresultStatus(result)) else {
            throw ServerError(result, pointer)
        }
        guard PQntuples(result) > 0, PQgetisnull(result, 0, 0) == 0 else { return nil }
        return PQgetvalue(result, 0, 0).map { String(cString: $0) }
    }

    /// Runs one statement, with `?` for its arguments.
    func query(_ statement: String, _ arguments: [(any SQLConvertible)?] = []) throws -> QueryResult {
        let prepared = try prepare(statement)
        guard prepared.count == arguments.count else { preconditionFailure("\(arguments.count) arguments for: \(statement)") }
        let result = try checked(
            Arguments(arguments).withPointers { count, values, lengths, formats in
                PQexecPrepared(pointer, prepared.name, count, values, lengths, formats, 0)
            })
        let columns = prepared.columns ?? ResultColumns(result)
        if prepared.columns == nil { statements[statement]?.columns = columns }
        return QueryResult(result, columns)
    }

    /// Runs one statement as the server plans it for these arguments. A statement that is kept has one plan for all, and none of an index that
    /// serves some texts and not others.
    func queryOnce(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> QueryResult {
        let places = Placeholders(statement)
        guard places.count == arguments.count else { preconditionFailure("\(arguments.count) arguments for: \(statement)") }
        let result = try checked(
            Arguments(arguments).withPointers { count, values, lengths, formats in
                PQexecParams(pointer, places.sql, count, nil, values, lengths, formats, 0)
            })
        return QueryResult(result, ResultColumns(result))
    }

    /// The result, which is the caller's to clear, of a statement that succeeded.
    private func checked(_ result: OpaquePointer?) throws -> OpaquePointer {
        if let result, [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) { return result }
        let error = ServerError(result, pointer)
        PQclear(result)
        // The next transaction prepares anew; this one is lost.
        if error.isOfPreparedStatement { statements = [:] }
        throw error
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

    private func prepare(_ statement: String) throws -> Prepared {
        if let known = statements[statement] { return known }
        if statements.count >= Connection.mostStatements {
            try command("DEALLOCATE ALL")
            statements = [:]
        }
        let places = Placeholders(statement)
        named += 1
        let name = "s\(named)"
        let result = PQprepare(pointer, name, places.sql, 0, nil)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw ServerError(result, pointer) }
        let prepared = Prepared(name: name, count: places.count)
        statements[statement] = prepared
        return prepared
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

/// Stops the statement that a connection runs.
///
/// `@unchecked` because libpq allows it on any thread at any time.
final class Canceller: @unchecked Sendable {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQfreeCancel(pointer) }

    /// Returns when the server has been told, some milliseconds later. A statement that has ended meanwhile is not touched.
    func cancel() {
        var reason = [CChar](repeating: 0, count: 256)
        PQcancel(pointer, &reason, Int32(reason.count))
    }
}

/// Texts for C, with the NULL that ends them.
private final class CStrings {
    let pointers: UnsafePointer<UnsafePointer<CChar>?>
    private let memory: UnsafeMutableBufferPointer<UnsafePointer<CChar>?>

    init(_ texts: [String]) {
        memory = .allocate(capacity: texts.count + 1)
        _ = memory.initialize(from: texts.map { UnsafePointer(strdup($0)) } + [nil])
        guard let base = memory.baseAddress else { preconditionFailure("no room for a pointer") }
        pointers = UnsafePointer(base)
    }

    deinit {
        for pointer in memory { free(UnsafeMutablePointer(mutating: pointer)) }
        memory.deallocate()
    }
}
