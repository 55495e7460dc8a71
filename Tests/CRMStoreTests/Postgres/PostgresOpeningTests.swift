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

    @Test("a server that is not there, and a database that is not, are named, and no password is")
    func nowhere() throws {
        let gone = refusal("host=/nowhere user=ana password=geheim dbname=leadsheet")
        #expect(gone?.hasPrefix("The database leadsheet on /nowhere cannot be reached (") == true)
        #expect(gone?.contains("geheim") == false)
        let scratch = try Scratch()
        let missing = refusal(try scratch.address().replacing(scratch.name, with: "nobodys"))
        #expect(missing?.contains(#"database "nobodys" does not exist"#) == true)
    }

    @Test("an address that cannot be read is not repeated, for a password may be in it")
    func unreadable() {
        let said = refusal("postgres://ana:geheim@[db/leadsheet")
        #expect(said?.contains("cannot be read") == true && said?.contains("geheim") == false)
    }

    @Test(
        "the certificate of a server elsewhere is checked, unless the way is of this machine alone",
        arguments: [
            ("postgres://ana@db.example.com/leadsheet", "verify-full"),
            ("postgres://ana@db.example.com/x?sslmode=verify-full", "verify-full"),
            ("host=localhost,db.example.com", "verify-full"), ("service=leadsheet", "verify-full"), ("hostaddr=192.0.2.1", "verify-full"),
            ("host=/run/postgresql", nil), ("postgres://ana@localhost/leadsheet", nil), ("host=127.0.0.1 dbname=leadsheet", nil),
        ] as [(String, String?)])
    func certificate(_ address: String, _ mode: String?) throws {
        let parameters = try ServerAddress(address).parameters(application: "leadsheet")
        #expect(parameters.last { $0.0 == "sslmode" }?.1 == mode)
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
