import CRM
import Dispatch
import Foundation
import GRDB
import Synchronization
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("The length of the log")
struct LogLengthTests {
    /// Two who read by turns, each beginning before the other ends, so that at every moment somebody reads.
    private final class Readers: Sendable {
        private let isOver = Mutex(false)
        private let ended = DispatchSemaphore(value: 0)

        init(_ path: String) throws {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.allowsUnsafeTransactions = true
            let (one, other) = (
                try DatabaseQueue(path: path, configuration: configuration), try DatabaseQueue(path: path, configuration: configuration)
            )
            try Self.begin(one)
            Thread.detachNewThread {
                var (here, next) = (one, other)
                while !self.isOver.withLock({ $0 }) {
                    try? Self.begin(next)
                    try? here.inDatabase { try $0.commit() }
                    swap(&here, &next)
                }
                try? here.inDatabase { try $0.commit() }
                self.ended.signal()
            }
        }

        private static func begin(_ queue: DatabaseQueue) throws {
            try queue.inDatabase { db in
                try db.beginTransaction(.deferred)
                _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM filler")
                // Longer than a write takes.
                _ = try Int.fetchOne(
                    db, sql: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT count(*) FROM n")
            }
        }

        func end() {
            isOver.withLock { $0 = true }
            ended.wait()
        }
    }

    /// In bytes.
    private static let bound = 8 << 20

    /// A store whose log has that bound, with a table to write much into. `patience` is in milliseconds.
    private func store(_ path: String, patience: Int) throws -> CRMStore {
        let log = WALCheckpointer(ofDatabase: path, bound: Self.bound, patience: patience)
        let store = CRMStore(try SQLiteEngine(path: path, log: log), sealer: .random())
        try store.sqlite.writeDatabase { db in
            try db.execute(sql: "CREATE TABLE filler (bytes BLOB)")
            try db.execute(sql: "INSERT INTO filler VALUES (zeroblob(1000000))")
        }
        return store
    }

    @Test("is bounded although there is no moment in which nobody reads")
    func bounded() throws {
        let folder = NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/leadsheet.db"
        let store = try store(path, patience: 30_000)
        let readers = try Readers(path)
        var longest = 0
        for _ in 0..<(Self.bound / 1_000_000 * 8) {
            try store.sqlite.writeDatabase { try $0.execute(sql: "UPDATE filler SET bytes = randomblob(1000000)") }
            longest = max(longest, try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int ?? 0)
        }
        readers.end()
        #expect(longest < Self.bound * 4)
    }

    @Test("waits in vain for one who goes on reading, and what is written meanwhile is there")
    func export() throws {
        let folder = NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try store(folder + "/leadsheet.db", patience: 1)
        let count = Self.bound / 1_000_000 * 3
        try store.sqlite.pool.read { reading in
            #expect(try Int.fetchOne(reading, sql: "SELECT count(*) FROM filler") == 1)
            for _ in 0..<count { try store.sqlite.writeDatabase { try $0.execute(sql: "INSERT INTO filler VALUES (randomblob(1000000))") } }
            #expect(try Int.fetchOne(reading, sql: "SELECT count(*) FROM filler") == 1)
        }
        #expect(try store.sqlite.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM filler") } == count + 1)
    }
}
