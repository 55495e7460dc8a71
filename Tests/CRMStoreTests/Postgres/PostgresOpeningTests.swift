import CRM
import CRMStore
import Foundation
import Testing

@testable import PostgresEngine

@Suite("A database on PostgreSQL is opened", .enabled(if: PostgresCluster.whyNot == nil)) struct PostgresOpeningTests {
    private func refusal(_ address: String) -> String? {
        #expect(throws: StoreError.self) { try PostgresEngine(address: address) }?.message
    }

    @Test("one without tables says so, its owner makes them, and to make them again does nothing")
    func create() throws {
        let scratch = try Scratch()
        let address = try scratch.empty()
        #expect(refusal(address)?.contains("has no data of Leadsheet yet") == true)
        try PostgresEngine.create(address: address)
        let first = try PostgresEngine(address: address)
        try PostgresEngine.create(address: address)
        let second = try PostgresEngine(address: address)
        #expect(first.identity == second.identity && first.identity.count > 16)
        let other = try Scratch()
        #expect(try PostgresEngine(address: other.address()).identity != first.identity)
    }

    @Test("one of an older or a newer Leadsheet is left alone")
    func versions() throws {
        let scratch = try Scratch()
        let address = try scratch.address()
        let connection = try Connection(ServerAddress(address))
        try connection.command("UPDATE schema_version SET version = version - 1")
        #expect(refusal(address)?.contains("was made by an older Leadsheet") == true)
        try connection.command("UPDATE schema_version SET version = version + 2")
        #expect(refusal(address)?.contains("was written by a newer Leadsheet") == true)
    }

    @Test("a server that is not there, and a database that is not, are named")
    func nowhere() throws {
        let gone = refusal("host=/nowhere user=ana dbname=leadsheet")
        #expect(gone?.hasPrefix("The database leadsheet on /nowhere cannot be reached (") == true)
        let scratch = try Scratch()
        let missing = refusal(try scratch.address().replacing(scratch.name, with: "nobodys"))
        #expect(missing?.contains(#"database "nobodys" does not exist"#) == true)
    }

    @Test("of an address with several servers all are named, for any may be the one that is meant")
    func several() throws {
        for (address, location) in [
            ("postgres://ana@/x?host=/run/a,/run/b&target_session_attrs=read-write", "x on /run/a or /run/b"),
            ("postgres://ana@db1.example.com,db2.example.com:5433/x", "x on db1.example.com or db2.example.com"),
            ("hostaddr=192.0.2.1,192.0.2.2 dbname=x", "x on 192.0.2.1 or 192.0.2.2"),
        ] { #expect(try ServerAddress(address).location == location) }
    }

    @Test("an address that cannot be read is not repeated, for a password may be in it")
    func unreadable() {
        let said = refusal("postgres://ana:geheim@[db/leadsheet")
        #expect(said?.contains("cannot be read") == true && said?.contains("geheim") == false)
    }

    @Test(
        "an address with a password is refused with the way to do without, and the password is not repeated",
        arguments: ["postgres://ana:geheim@localhost/x", "service=x password=geheim", "postgres://localhost/x?sslpassword=geheim"])
    func password(_ address: String) {
        let said = refusal(address)
        #expect(said?.contains("holds a password") == true && said?.contains("~/.pgpass") == true)
        #expect(said?.contains("geheim") == false)
    }

    @Test("the server's own programs get the address as words of one argument, with what this program insists on")
    func program() throws {
        #expect(
            try ServerAddress("postgres://ana@db.example.com/o'neil").text(forProgram: "copy")
                == #"application_name='copy' dbname='o\'neil' host='db.example.com' sslmode='verify-full' user='ana'"#)
        #expect(try ServerAddress("host=/run/x dbname=y").text(forProgram: "copy") == "application_name='copy' dbname='y' host='/run/x'")
    }

    @Test("an upgrade takes the steps that are left, all or none, and says what there was to do")
    func upgrade() throws {
        let scratch = try Scratch()
        let address = try scratch.address()
        let now = Schema.version
        #expect(try PostgresEngine.upgrade(address: address) == SchemaChange(before: now, after: now))
        let steps = [
            SchemaStep(version: now + 1, statements: "ALTER TABLE template ADD COLUMN colour text; UPDATE template SET colour = 'red'"),
            SchemaStep(version: now + 2, statements: "ALTER TABLE template ADD COLUMN size bigint NOT NULL DEFAULT 1"),
        ]
        let broken = steps + [SchemaStep(version: now + 3, statements: "ALTER TABLE nobodys ADD COLUMN size bigint")]
        #expect(throws: StoreError.self) {
            try PostgresEngine.changingTables(address) { try $0.upgrade(along: broken, to: now + 3) }
        }
        #expect(throws: Never.self) { try PostgresEngine(address: address) }
        let connection = try Connection(ServerAddress(address))
        let columns = "SELECT count(*) FROM information_schema.columns WHERE table_name = 'template' AND column_name IN ('colour', 'size')"
        #expect(try connection.text(columns) == "0")

        let done = try PostgresEngine.changingTables(address) { try $0.upgrade(along: steps, to: now + 2) }
        #expect(done == SchemaChange(before: now, after: now + 2))
        #expect(try connection.text(columns) == "2")
        #expect(refusal(address)?.contains("was written by a newer Leadsheet") == true)
        let again = try PostgresEngine.changingTables(address) { try $0.upgrade(along: steps, to: now + 2) }
        #expect(again == SchemaChange(before: now + 2, after: now + 2))
        // This program's own is behind it now.
        #expect(throws: StoreError.self) { try PostgresEngine.upgrade(address: address) }
    }

    /// Takes away what version 33 has brought, and the indexes of the versions 37 and 38; those with the columns in them go with these.
    private static let withoutSharing = """
        DROP INDEX customer_by_address_key, customer_by_remark_key, customer_by_call_down, activity_called_at;
        DROP TABLE spreadsheet_share; ALTER TABLE customer DROP COLUMN claimed_by, DROP COLUMN claimed_at;
        CREATE INDEX customer_to_call ON customer(spreadsheet_id); CREATE INDEX customer_untouched ON customer(spreadsheet_id);
        """

    @Test(
        "the tables of an earlier version are after an upgrade as in a database that is made anew, and so is what guards their rows",
        arguments: [
            (31, "\(Schema.unguarded); \(withoutSharing)"),
            (
                32,
                "\(Schema.baseline); DROP TABLE lead_offer, event_lease; DROP FUNCTION speaker, is_others_lead; DROP TRIGGER customer_claimed ON customer; \(withoutSharing)"
            ),
        ])
    func earlier(_ version: Int, _ tables: String) throws {
        let (old, new) = (try Scratch(), try Scratch())
        let address = try old.empty()
        let connection = try Connection(ServerAddress(address))
        try connection.command("CREATE SCHEMA leadsheet; \(tables); UPDATE schema_version SET version = \(version)")
        // Longer keys than an index takes, in more rows than a page has.
        try connection.command(
            """
            INSERT INTO "user" (name, created_at) VALUES ('ana', 1); INSERT INTO spreadsheet (user_id, name, description, created_at) VALUES (1, 'A', '', 1);
            INSERT INTO customer (spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text, arrived_at, created_at, remark_key)
            SELECT 1, 'a', '', '', '', '', 'new', '', 1, 1, (SELECT string_agg(md5(n || '.' || m), '') FROM generate_series(1, 300) AS m)
            FROM generate_series(1, 60) AS n
            """)
        #expect(refusal(address)?.contains("leadsheet database upgrade") == true)
        #expect(try PostgresEngine.upgrade(address: address) == SchemaChange(before: version, after: Schema.version))
        let fresh = try Connection(ServerAddress(new.address()))
        for list in [
            "SELECT string_agg(policies::text, chr(10) ORDER BY tablename, policyname) FROM pg_policies AS policies",
            """
            SELECT string_agg(pg_get_functiondef(oid) || array_to_string(proacl, ','), chr(10) ORDER BY proname) FROM pg_proc
            WHERE pronamespace = 'leadsheet'::regnamespace AND prolang <> 13 AND probin IS NULL
            """,
            "SELECT string_agg(relname || relrowsecurity, chr(10) ORDER BY relname) FROM pg_class WHERE relnamespace = 'leadsheet'::regnamespace",
            "SELECT string_agg(tgname, chr(10) ORDER BY tgname) FROM pg_trigger WHERE NOT tgisinternal",
            "SELECT string_agg(indexdef, chr(10) ORDER BY indexname) FROM pg_indexes WHERE schemaname = 'leadsheet'",
            """
            SELECT string_agg(table_name || column_name || data_type || is_nullable, chr(10) ORDER BY table_name, column_name)
            FROM information_schema.columns WHERE table_schema = 'leadsheet'
            """,
            """
            SELECT string_agg(conrelid::regclass || pg_get_constraintdef(oid), chr(10) ORDER BY conrelid::regclass::text, conname)
            FROM pg_constraint WHERE connamespace = 'leadsheet'::regnamespace
            """,
        ] {
            let made = try fresh.text(list)
            #expect(try made?.isEmpty == false && connection.text(list) == made)
        }
        #expect(throws: Never.self) { try PostgresEngine(address: address) }
        #expect(try connection.text("SELECT max(length(remark_key)) FROM leadsheet.customer") == "240")
    }

    @Test("the steps lead from the first version to this one, without a gap")
    func steps() {
        #expect(Schema.steps.map(\.version) == Array(Schema.firstVersion..<Schema.version).map { $0 + 1 })
    }

    @Test("an upgrade of a database without tables, or from a version that nobody knows, is refused and changes nothing")
    func noWay() throws {
        let scratch = try Scratch()
        let address = try scratch.empty()
        let none = #expect(throws: StoreError.self) { try PostgresEngine.upgrade(address: address) }
        #expect(none?.message.contains("leadsheet database create") == true)
        try PostgresEngine.create(address: address)
        try Connection(ServerAddress(address)).command("UPDATE schema_version SET version = 7")
        let old = #expect(throws: StoreError.self) { try PostgresEngine.upgrade(address: address) }
        #expect(old?.message.contains("is of version 7, from which this Leadsheet knows no way") == true)
    }

    @Test("the state at a glance: server, version, rows and who is connected")
    func status() throws {
        let scratch = try Scratch()
        let closed = ServerDatabase(try scratch.address())
        let engine = try PostgresEngine(address: scratch.address())
        _ = try engine.write { try $0.insert(#"INSERT INTO "user" (name, created_at) VALUES (?, ?)"#, ["ana", 1]) }
        let status = try closed.status()
        #expect(status.location == engine.location && status.program.hasPrefix("PostgreSQL "))
        #expect(status.version == Schema.version && status.ownVersion == Schema.version)
        #expect(status.rows.map { "\($0.count) \($0.name)" } == ["1 user", "0 customer", "0 lead", "0 event"])
        #expect(status.connected == [.init(name: "desk", count: 1)])
        #expect(
            try closed.faults(inIndexes: true) == [] && closed.faults(inIndexes: false) == [] && closed.identity == engine.identity
                && closed.intakeHolder() == nil)
        let empty = try Scratch()
        #expect(try ServerDatabase(empty.empty()).status().version == nil)
    }

    @Test(
        "the certificate of a server elsewhere is checked, unless the way is of this machine alone",
        arguments: [
            ("postgres://ana@db.example.com/leadsheet", "verify-full"),
            ("postgres://ana@db.example.com/x?sslmode=verify-full", "verify-full"),
            ("host=localhost,db.example.com", "verify-full"), ("service=leadsheet", "verify-full"), ("hostaddr=192.0.2.1", "verify-full"),
            ("host=localhost hostaddr=192.0.2.1", "verify-full"), ("host=localhost,db.example.com hostaddr=127.0.0.1,", "verify-full"),
            ("host=127.example.com", "verify-full"), ("host=db.example.com hostaddr=127.0.0.1", nil),
            ("host=/run/postgresql", nil), ("postgres://ana@localhost/leadsheet", nil), ("host=127.0.0.1 dbname=leadsheet", nil),
        ] as [(String, String?)])
    func certificate(_ address: String, _ mode: String?) throws {
        let parameters = try ServerAddress(address).parameters(application: "leadsheet")
        #expect(parameters.last { $0.0 == "sslmode" }?.1 == mode)
    }

    @Test(
        "a server that does not show to be the right one, or does not let the role in, is said with what to do",
        arguments: [
            (#"root certificate file "/root/.postgresql/root.crt" does not exist"#, "sslrootcert=FILE"),
            ("SSL error: certificate verify failed", "sslrootcert=FILE"),
            ("server does not support SSL, but SSL was required", "ssl = on in postgresql.conf"),
            (#"server certificate for "db" does not match host name "10.0.0.7""#, "write the host's name into the address"),
            ("Connection refused", "(Connection refused). Until it can"),
            (#"FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "ana""#, "by a line of pg_hba.conf"),
            ("FATAL:  sorry, too many clients already", "sets max_connections in postgresql.conf"),
            (
                "FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute",
                "sets max_connections in postgresql.conf"
            ),
            (#"FATAL:  too many connections for role "ana""#, "ALTER ROLE NAME CONNECTION LIMIT NUMBER"),
            (#"FATAL:  too many connections for database "leads""#, "ALTER DATABASE NAME CONNECTION LIMIT NUMBER"),
            (#"FATAL:  database "laeds" does not exist"#, "write the right name into the address"),
        ])
    func untrusted(_ words: String, _ remedy: String) {
        let error = StoreError(ServerError(state: "", sentence: words), location: "leads on db", writing: false)
        #expect(error.message.contains(words) && error.message.contains(remedy), "\(error.message)")
    }

    @Test(
        "a server that can do no more says what it lacks, to who writes and to who reads",
        arguments: [
            ("53100", true, "the disk of the server is full"), ("53100", false, "has no room on its disk left for this"),
            ("53200", true, "the server is out of memory"), ("53200", false, "has no memory left for this"),
            ("22003", false, "leadsheet doctor names the tables"), ("22P02", true, "a value is refused by PostgreSQL, error 22P02"),
        ])
    func exhausted(_ state: String, _ isWriting: Bool, _ words: String) {
        let error = StoreError(ServerError(state: state, sentence: "x"), location: "leads on db", writing: isWriting)
        #expect(error.message.contains(words), "\(error.message)")
    }

    @Test("a database that was set to be read alone says so to who writes, and is read")
    func readAlone() throws {
        let scratch = try Scratch()
        try Connection(ServerAddress(scratch.address())).command(
            "ALTER DATABASE \(scratch.name) SET default_transaction_read_only = on")
        let engine = try PostgresEngine(address: scratch.address())
        let refused = #expect(throws: StoreError.self) {
            try engine.write { try $0.insert(#"INSERT INTO "user" (name, created_at) VALUES (?, ?)"#, ["ana", 1]) }
        }
        #expect(refused?.message.contains("was set to be read alone") == true, "\(refused?.message ?? "")")
        #expect(engine.writeFault()?.contains("was set to be read alone") == true && engine.placeFault() == nil)
        #expect(try engine.read { try $0.value(Int.self, #"SELECT count(*) FROM "user""#) } == 0)
    }

    @Test("less than a checked certificate is refused with the reason", arguments: ["disable", "prefer", "require", "verify-ca"])
    func weak(_ mode: String) {
        let error = #expect(throws: StoreError.self) { try ServerAddress("postgres://db.example.com/x?sslmode=\(mode)") }
        #expect(error?.message.contains("would let others between here and the server") == true)
    }

    @Test("a connection that the server has ended is made anew, and a transaction that it ends is refused and leaves nothing")
    func ended() throws {
        let scratch = try Scratch()
        let engine = try PostgresEngine(address: scratch.address())
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        let other = try Connection(ServerAddress(scratch.address()))
        try other.command(end)
        #expect(try engine.read { try $0.value(Int.self, "SELECT 1") } == 1)

        let error = #expect(throws: StoreError.self) {
            try engine.write { session in
                try session.run(#"INSERT INTO "user" (name, created_at) VALUES (?, ?)"#, ["ana", 1])
                try other.command(end)
                try session.run(#"INSERT INTO "user" (name, created_at) VALUES (?, ?)"#, ["ben", 1])
            }
        }
        #expect(error?.message.contains("cannot be reached") == true)
        // The server is there: the fault goes by itself, and no call is refused.
        #expect(try engine.read { try $0.value(Int.self, #"SELECT count(*) FROM "user""#) } == 0)
        #expect(engine.placeFault() == nil && engine.writeFault() == nil)
    }

    @Test("a closed engine refuses, and closes only once")
    func closed() throws {
        let scratch = try Scratch()
        let engine = try PostgresEngine(address: scratch.address())
        engine.close()
        engine.close()
        #expect(throws: StoreError.self) { try engine.read { try $0.value(Int.self, "SELECT 1") } }
    }

    @Test("what a rule forbids is refused, and no words of people are in the reason")
    func rules() throws {
        let scratch = try Scratch()
        let engine = try PostgresEngine(address: scratch.address())
        let insert = #"INSERT INTO "user" (name, created_at) VALUES (?, ?)"#
        _ = try engine.write { try $0.insert(insert, ["Zoë", 1]) }
        let twice = #expect(throws: StoreError.self) { try engine.write { try $0.insert(insert, ["Zoë", 1]) } }
        #expect(twice?.message.contains("a rule of the database forbids it") == true && twice?.message.contains("Zoë") == false)
        let number = #expect(throws: StoreError.self) { try engine.write { try $0.insert(insert, ["Ida", "Zoë"]) } }
        #expect(number?.message.contains("22P02") == true && number?.message.contains("Zoë") == false)
        #expect(throws: StoreError.self) { try engine.write { try $0.insert(insert, ["a\0b", 1]) } }
        #expect(try engine.read { try $0.values(String.self, #"SELECT name FROM "user""#) } == ["Zoë"])
    }
}
