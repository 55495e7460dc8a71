import CPostgres

/// An error of the server or of the way to it.
struct ServerError: Error {
    /// The kind of the error as the server names it (SQLSTATE); empty where the connection failed or broke.
    let state: String
    /// The first sentence about it, of the server or of the client.
    let sentence: String
    /// The server asked for a password, and there was none.
    let wantsPassword: Bool

    init(state: String, sentence: String, wantsPassword: Bool = false) {
        self.state = state
        self.sentence = sentence
        self.wantsPassword = wantsPassword
    }

    /// Why a result is no result. `connection` says it where the server does not.
    init(_ result: OpaquePointer?, _ connection: OpaquePointer) {
        let state = result.flatMap { cpg_state($0) }.map { String(cString: $0) } ?? ""
        let said = result.flatMap { cpg_sentence($0) } ?? UnsafePointer(PQerrorMessage(connection))
        self.init(state: state, sentence: ServerError.firstLine(said))
    }

    /// The words of libpq about a connection that failed.
    init(of connection: OpaquePointer) {
        self.init(
            state: "", sentence: ServerError.firstLine(UnsafePointer(PQerrorMessage(connection))),
            wantsPassword: PQconnectionNeedsPassword(connection) != 0)
    }

    private static func firstLine(_ text: UnsafePointer<CChar>?) -> String {
        guard let text else { return "no reason was given" }
        let line = String(cString: text).split(separator: "\n").first.map(String.init) ?? ""
        return line.isEmpty ? "no reason was given" : line
    }

    /// There is no connection any more, or there was none.
    var isOfConnection: Bool { state.isEmpty || state.hasPrefix("08") || ["25P03", "57P01", "57P02", "57P03", "53300"].contains(state) }
    /// The role may not connect to the database, which libpq tells by the server's words alone.
    var isOfStranger: Bool { state.isEmpty && sentence.contains("permission denied for database") }
    /// The remedy where no connection is made, because the server does not let this role in or could not show to be the right one. libpq tells that
    /// by its words alone; nil where it is something else, or in another language.
    var remedy: String? {
        if sentence.contains("authentication failed") {
            return """
                the password of that role is another one, or may be used no more (VALID UNTIL): put the right one into ~/.pgpass, or have the server's \
                administrator give a new one
                """
        }
        if sentence.contains("not permitted to log in") { return "the server's administrator lets it: ALTER ROLE NAME LOGIN" }
        if sentence.contains("too many connections for role") {
            return "end programs of that role, or have the server's administrator allow it more: ALTER ROLE NAME CONNECTION LIMIT NUMBER"
        }
        if sentence.contains("too many connections for database") {
            return "its owner allows it more: ALTER DATABASE NAME CONNECTION LIMIT NUMBER"
        }
        if sentence.contains("too many clients already") || sentence.contains("connection slots are reserved") {
            return """
                all connections of the server are taken; its administrator sets max_connections in postgresql.conf to six for each person and ten more, and \
                starts it anew
                """
        }
        if sentence.contains("no pg_hba.conf entry") {
            return "the server's administrator lets this role and machine in, by a line of pg_hba.conf"
        }
        if sentence.contains("role \"") && sentence.contains("does not exist") {
            return "write the role's name into the address, or have the owner of the database make it: leadsheet database grant NAME PART"
        }
        if sentence.contains("database \"") && sentence.contains("does not exist") {
            return "write the right name into the address, or make it: createdb, then leadsheet database create ADDRESS"
        }
        if sentence.contains("match host name") { return "write the host's name into the address as its certificate has it" }
        if sentence.contains("ertifi") {
            return """
                put the certificate of the authority that signed the server's into ~/.postgresql/root.crt, or name its file in the address: \
                sslrootcert=FILE
                """
        }
        if sentence.contains("SSL") { return "its administrator turns TLS on: ssl = on in postgresql.conf, with a certificate and its key" }
        return nil
    }
    /// The statement was ended by `PQcancel`, or by the server for having taken too long.
    var isCancellation: Bool { state == "57014" }
    /// Another one's lock was not given back in time.
    var isOfLock: Bool { state == "55P03" }
    /// The disk of the server is full.
    var isOfFullDisk: Bool { state == "53100" }
    /// The server takes no writes now: it is a copy of another one, or its disk is full.
    var isOfWriting: Bool { state == "25006" || isOfFullDisk }
    /// No transaction has had the number yet for which the server was asked.
    var isOfUnknownNumber: Bool { state == "22023" }
    /// A number was divided by zero.
    var isOfDivision: Bool { state == "22012" }
    /// A prepared statement is no longer there, or no longer fits the tables.
    var isOfPreparedStatement: Bool { state == "26000" || state == "0A000" }
}
