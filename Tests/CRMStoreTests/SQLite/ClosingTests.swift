import CRM
import Dispatch
import Foundation
import GRDB
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("Closing the store")
struct ClosingTests {
    @Test("leaves no log for the next start to read through, and the data whole")
    func log() throws {
        let folder = NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let sealer = SecretSealer.random()
        let store = try CRMStore(path: folder + "/leadsheet.db", sealer: sealer)
        let user = try store.addUser("ana")
        let sheet = try #require(
            try store.apply(.createSpreadsheet(name: "Leads", description: ""), by: user.id, at: Date(timeIntervalSince1970: 1))
                .spreadsheetID)
        _ = try store.spreadsheets(of: nil)
        _ = try store.count(SheetQuery(sheet, search: "x"), upTo: 10)
        store.close()
        let log = (try? FileManager.default.attributesOfItem(atPath: folder + "/leadsheet.db-wal")[.size] as? Int) ?? 0
        #expect(log == 0)
        #expect(throws: (any Error).self) { try store.users() }
        #expect(try CRMStore(path: folder + "/leadsheet.db", sealer: sealer).spreadsheets(of: user.id).map(\.spreadsheet.name) == ["Leads"])
    }

    @Test("does not wait for another program that reads all the time: the log stays, and the data whole")
    func reader() throws {
        let folder = NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try CRMStore(path: folder + "/leadsheet.db", sealer: .random())
        let other = try DatabaseQueue(path: folder + "/leadsheet.db")
        try other.inDatabase { db in
            try db.beginTransaction(.deferred)
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM user") == 0)
            _ = try store.addUser("ana")
            store.close()
            #expect(throws: (any Error).self) { try store.users() }
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM user") == 0)
            try db.commit()
        }
        #expect(try CRMStore(path: folder + "/leadsheet.db", sealer: .random()).users().map(\.name) == ["ana"])
    }

    @Test("every write is synced to the disk but the portions that another one follows, whatever becomes of these")
    func syncing() throws {
        let folder = NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let engine = try SQLiteEngine(path: folder + "/leadsheet.db")
        func level(_ session: any Session) throws -> Int? { try session.value(Int.self, "PRAGMA synchronous") }
        #expect(try engine.write(level) == 2)
        #expect(try engine.writeAhead(level) == 1)
        #expect(try engine.write(level) == 2)
        #expect(throws: CancellationError.self) { try engine.writeAhead { _ in throw CancellationError() } }
        #expect(try engine.write(level) == 2)
    }

    @Test("waits for whoever reads, and refuses whoever comes after")
    func calls() throws {
        for _ in 0..<20 {
            let folder = NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let store = try CRMStore(path: folder + "/leadsheet.db", sealer: .random())
            _ = try store.addUser("ana")
            // More of them than there are connections, so that some wait for one when the store is closed under them.
            let readers = DispatchGroup()
            let begun = DispatchSemaphore(value: 0)
            for _ in 0..<16 {
                readers.enter()
                Thread.detachNewThread {
                    begun.signal()
                    for _ in 0..<100 where (try? store.users()) == nil { break }
                    readers.leave()
                }
            }
            for _ in 0..<16 { begun.wait() }
            store.close()
            readers.wait()
            #expect(throws: (any Error).self) { try store.users() }
            #expect(!store.canWrite())
        }
    }
}
