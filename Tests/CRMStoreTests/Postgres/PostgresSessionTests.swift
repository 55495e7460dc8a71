import CRM
import CRMStore
import Dispatch
import Foundation
import Synchronization
import Testing

@testable import PostgresEngine

@Suite("Transactions on PostgreSQL", .enabled(if: PostgresCluster.whyNot == nil)) struct PostgresSessionTests {
    private static let addUser = #"INSERT INTO "user" (name, created_at) VALUES (?, ?)"#

    private func names(_ engine: PostgresEngine) throws -> [String] {
        try engine.read { try $0.values(String.self, #"SELECT name FROM "user" ORDER BY id"#) }
    }

    @Test("every kind of value comes back as it went in")
    func values() throws {
        let scratch = try Scratch()
        let engine = try PostgresEngine(address: scratch.address())
        let bytes = Data((0...255).map { UInt8($0) })
        try engine.write { db in
            try db.run("INSERT INTO erased_lead (hash, page_id, form_id) VALUES (?, ?, ?)", [bytes, "ñ\u{1F600}'\\ ?", nil])
            try db.run("INSERT INTO erased_lead (hash, page_id, form_id) VALUES (?, ?, ?)", [Data(), "", "\n"])
        }
        let rows = try engine.read {
            try $0.rows("SELECT hash, page_id, form_id, form_id IS NULL AS none FROM erased_lead ORDER BY 4 DESC")
        }
        #expect(rows.map { $0["hash"] as Data } == [bytes, Data()])
        #expect(rows.map { $0["page_id"] as String } == ["ñ\u{1F600}'\\ ?", ""])
        #expect(rows.map { $0["form_id"] as String? } == [nil, "\n"])
        #expect(rows.map { $0[3] as Bool } == [true, false])
        let numbers = try engine.read { db in
            try #require(try db.one("SELECT ?::bigint AS least, sum(n), count(*) FROM event_count", [Int64.min]))
        }
        #expect(numbers["least"] as Int64 == .min && numbers[1] as Int == 0 && numbers[2] as Int == 7)
    }

    @Test("answers that are fetched for what writes stay as they were until it ends, and others are asked anew")
    func answers() throws {
        let scratch = try Scratch()
        let engine = try PostgresEngine(address: scratch.address())
        let count = #"SELECT count(*) FROM "user""#
        try engine.write { db in
            try db.withAnswers(to: [(count, [])]) {
                _ = try db.insert(Self.addUser, ["a", 1])
                #expect(try db.value(Int.self, count) == 0)
                #expect(try db.exists(#"SELECT 1 FROM "user" WHERE name = ?"#, ["a"]))
                #expect(try db.withAnswers(to: [(count, [])]) { try db.value(Int.self, count) } == 1)
                #expect(try db.value(Int.self, count) == 0)
            }
            #expect(try db.value(Int.self, count) == 1)
        }
    }

    @Test("a savepoint takes back its own alone, also within another, and what follows is written")
    func savepoints() throws {
        struct Refused: Error {}
        let scratch = try Scratch()
        let engine = try PostgresEngine(address: scratch.address())
        try engine.write { db in
            _ = try db.insert(Self.addUser, ["a", 1])
            try db.savepoint {
                _ = try db.insert(Self.addUser, ["b", 1])
                _ = try? db.savepoint {
                    _ = try db.insert(Self.addUser, ["c", 1])
                    throw Refused()
                }
                // An error of the server itself is taken back as well.
                _ = try? db.savepoint { _ = try db.insert(Self.addUser, ["a", 1]) }
                _ = try db.insert(Self.addUser, ["d", 1])
            }
        }
        #expect(try names(engine) == ["a", "b", "d"])
        #expect(throws: Refused.self) {
            try engine.write { db in
                _ = try db.insert(Self.addUser, ["e", 1])
                throw Refused()
            }
        }
        #expect(try names(engine) == ["a", "b", "d"])
    }

    @Test("a rule that goes on after an error of the server has written nothing, and is told")
    func swallowed() throws {
        let scratch = try Scratch()
        let engine = try PostgresEngine(address: scratch.address())
        #expect(throws: StoreError.self) {
            try engine.write { db in
                _ = try db.insert(Self.addUser, ["a", 1])
                _ = try? db.insert(Self.addUser, ["a", 1])
            }
        }
        #expect(try names(engine) == [])
    }

    @Test("writers on several connections read, decide and write one after the other, and none is lost")
    func writers() throws {
        let scratch = try Scratch()
        let address = try scratch.address()
        let engines = try (0..<3).map { _ in try PostgresEngine(address: address) }
        let faults = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 6) { index in
            for _ in 0..<20 {
                do {
                    try engines[index % 3].write { db in
                        let count = try db.value(Int.self, "SELECT n FROM counter WHERE name = 'intake'") ?? 0
                        try db.run("UPDATE counter SET n = ? WHERE name = 'intake'", [count + 1])
                    }
                } catch {
                    faults.withLock { $0.append("\(error)") }
                }
            }
        }
        #expect(faults.withLock { $0 } == [])
        #expect(try engines[0].read { try $0.value(Int.self, "SELECT n FROM counter WHERE name = 'intake'") } == 120)
    }

    @Test("while writers wait for one of another machine, reads are answered")
    func waiting() throws {
        let scratch = try Scratch()
        let address = try scratch.address()
        let (engine, other) = (try PostgresEngine(address: address), try PostgresEngine(address: address))
        let writers = DispatchGroup()
        let refused = Atomic(0)
        try other.write { _ = try $0.insert(Self.addUser, ["a", 1]) }
        try other.write { db in
            _ = try db.insert(Self.addUser, ["b", 1])
            for number in 0..<8 {
                writers.enter()
                Thread.detachNewThread {
                    if (try? engine.write { try $0.insert(Self.addUser, ["c\(number)", 1]) }) == nil { refused.add(1, ordering: .relaxed) }
                    writers.leave()
                }
            }
            let waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            while try engine.read({ try $0.value(Int.self, waiting) ?? 0 }) < 2 {}
            for _ in 0..<50 { #expect(try names(engine) == ["a"]) }
        }
        writers.wait()
        #expect(refused.load(ordering: .relaxed) == 0)
        #expect(try names(engine).count == 10)
    }

    @Test("a read keeps its state while another writes")
    func snapshot() throws {
        let scratch = try Scratch()
        let engine = try PostgresEngine(address: scratch.address())
        let count = #"SELECT count(*) FROM "user""#
        try engine.read { db in
            #expect(try db.value(Int.self, count) == 0)
            _ = try engine.write { try $0.insert(Self.addUser, ["a", 1]) }
            #expect(try db.value(Int.self, count) == 0)
        }
        #expect(try names(engine) == ["a"])
    }

    @Test(
        "a search that takes long is ended at once, its connection goes on, and one that has ended is not touched",
        arguments: [false, true])
    func interrupt(isMadeAnew: Bool) throws {
        let scratch = try Scratch()
        let engine = try PostgresEngine(address: scratch.address())
        if isMadeAnew {
            try Connection(ServerAddress(scratch.address())).command(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
        }
        let isOver = Atomic(false)
        let stopping = DispatchGroup()
        stopping.enter()
        // On a thread of its own: one of the queues' threads for each case would leave none on which the server is told.
        Thread.detachNewThread {
            while !isOver.load(ordering: .acquiring) { engine.interruptSearch() }
            stopping.leave()
        }
        #expect(throws: CancellationError.self) { try engine.search { try $0.exists("SELECT pg_sleep(600)") } }
        for _ in 0..<20 { #expect(try engine.read { try $0.value(Int.self, "SELECT 1") } == 1) }
        isOver.store(true, ordering: .releasing)
        stopping.wait()
        #expect(try engine.search { try $0.value(Int.self, "SELECT 1") } == 1)
    }

    @Test("more statements than a connection keeps, and tables that change, do not keep a statement from running")
    func statements() throws {
        let scratch = try Scratch()
        let engine = try PostgresEngine(address: scratch.address())
        let numbers = try engine.read { db in try (0..<700).map { try db.value(Int.self, "SELECT \($0)") } }
        #expect(numbers == Array(0..<700))
        #expect(try engine.read { try $0.rows("SELECT * FROM counter") }.count == 2)
        try engine.write { try $0.script("ALTER TABLE counter ADD COLUMN more bigint") }
        // The server refuses the old plan once.
        _ = try? engine.read { try $0.rows("SELECT * FROM counter") }
        #expect(try engine.read { try $0.one("SELECT * FROM counter")?["more"] as Int64? } == nil)
    }

    @Test("the counts that triggers keep are held against the rows")
    func integrity() throws {
        let scratch = try Scratch()
        let engine = try PostgresEngine(address: scratch.address())
        #expect(try engine.integrity() == [])
        try engine.write {
            try $0.script("UPDATE event_count SET n = 3 WHERE state = 'saved'; ALTER TABLE lead DISABLE TRIGGER lead_counted")
        }
        #expect(try engine.integrity() == ["The trigger lead_counted is turned off.", "There are 1 wrong numbers in event_count."])
        #expect(try engine.purgeFreedPages())
        try engine.checkpoint()
        let backup = #expect(throws: StoreError.self) { try engine.backup(to: "/tmp/none") }
        #expect(backup?.message.contains("pg_dump") == true)
    }
}
