import CRM
import CRMStore
import Foundation

@testable import PostgresEngine

/// The data of salespeople ana and ben on a server, with roles of their own, one of the manager bea and one of the service. All that is ben's
/// alone has the word ``secretOfBen`` in it, all that is ana's ``secretOfAna``.
final class Team {
    static let secretOfAna = "anaszeug"
    static let secretOfBen = "bensgeheim"

    let desk: Desk
    let database: String
    let ben: User.ID
    let bea: User.ID
    let sheetOfBen: Spreadsheet.ID
    let metaSheetOfAna: Spreadsheet.ID
    let customerOfAna: Customer.ID
    let customerOfBen: Customer.ID
    let closed: ServerDatabase

    private let cluster: PostgresCluster

    init() throws {
        cluster = try PostgresCluster.shared.get()
        desk = try Desk(Engine.all[1])
        database = Engine.databaseName(desk.folder)
        closed = ServerDatabase(try cluster.database(database))
        (ben, bea) = (try desk.store.addUser("ben").id, try desk.store.addUser("bea").id)
        let sheet = try desk.store.apply(.createSpreadsheet(name: Team.secretOfBen, description: ""), by: ben, at: Desk.start)
        sheetOfBen = sheet.spreadsheetID ?? 0
        customerOfAna = try desk.add([.customerName: "Anna \(Team.secretOfAna)", .phoneNumber: "+39 02 8646 3456"])
        _ = try desk.store.apply(.createSpreadsheet(name: Team.secretOfAna, description: ""), by: desk.ana, at: Desk.start)
        let draft = CustomerDraft(
            spreadsheetID: sheetOfBen, fields: [.customerName: "Bruno \(Team.secretOfBen)", .phoneNumber: "+39 02 8646 3456"])
        customerOfBen = try desk.store.apply(.addCustomer(draft), by: ben, at: Desk.start).customerID ?? 0
        for (user, customer, word) in [(desk.ana, customerOfAna, Team.secretOfAna), (ben, customerOfBen, Team.secretOfBen)] {
            _ = try desk.store.apply(.addNote(customer, text: word), by: user, at: Desk.start)
            _ = try desk.store.apply(.editTemplate(.save(MessageTemplate(name: word, subject: "", text: word))), by: user, at: Desk.start)
            _ = try desk.store.apply(.saveView(SavedView(name: word, query: "status:new")), by: user, at: Desk.start)
            try desk.store.setPreference("theme", to: word, of: user)
            try desk.savePage("page-\(word)", token: "EAA\(word)", by: user)
            _ = try desk.lead("lead-\(word)", page: "page-\(word)")
            _ = try desk.store.beginCall(to: customer, session: word, by: user, at: Desk.start)
        }
        metaSheetOfAna = try desk.store.spreadsheets(of: desk.ana).first?.id ?? 0
        for (name, part, user) in [("ana", TeamPart.sales, "ana"), ("ben", .sales, "ben"), ("bea", .manager, "bea")] {
            try closed.grant(part, to: role(name), of: user)
        }
        try closed.grant(.serve, to: role("serve"), of: nil)
    }

    /// Roles are those of the whole cluster.
    func role(_ name: String) -> String { "\(name)_\(database.suffix(12))" }

    /// - Parameter name: "ana", "ben", "bea" or "serve"; nil for the owner.
    func connection(_ name: String? = nil) throws -> Connection {
        try Connection(ServerAddress(cluster.database(database, as: name.map(role))))
    }

    func store(_ name: String, sealer: SecretSealer? = nil, mergesEnquiries: Bool = false) throws -> CRMStore {
        try CRMStore(address: cluster.database(database, as: role(name)), sealer: sealer ?? desk.sealer, mergesEnquiries: mergesEnquiries)
    }

    /// How the server answers statements: "done" with the number of rows that the last has written, or the kind of its error.
    func answer(_ name: String, _ statements: String) throws -> String {
        let connection = try connection(name)
        do {
            let parts = statements.split(separator: "; ").map(String.init)
            for part in parts.dropLast() { try connection.command(part) }
            return "done \(try connection.queryOnce(parts.last ?? "", []).changes)"
        } catch let error as ServerError {
            return error.state
        }
    }

    /// The tables in which a role can read a word, in any column of theirs.
    func tables(naming word: String, for name: String?) throws -> Set<String> {
        let connection = try connection(name)
        let columns = try connection.query(
            """
            SELECT relname::text, string_agg(quote_ident(attname), ', ') FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
            WHERE relnamespace = 'leadsheet'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
                AND has_column_privilege(pg_class.oid, attnum, 'SELECT') GROUP BY 1
            """)
        var tables: Set<String> = []
        for row in 0..<columns.rowCount {
            guard let table = String(sqlValue: columns.value(row: row, column: 0)),
                let names = String(sqlValue: columns.value(row: row, column: 1))
            else { continue }
            let found = try connection.text(
                """
                SELECT count(*) FROM (SELECT \(names) FROM leadsheet."\(table)") AS whole
                WHERE whole::text LIKE '%\(word)%' OR whole::text LIKE '%' || encode('\(word)', 'hex') || '%'
                """)
            if found != "0" { tables.insert(table) }
        }
        return tables
    }
}
