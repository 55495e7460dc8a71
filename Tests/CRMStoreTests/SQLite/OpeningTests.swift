import CRM
import CRMStore
import Dispatch
import Foundation
import GRDB
import SQLiteEngine
import Testing

@Suite("Opening a database file") struct OpeningTests {
    private func mode(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test("the database, its log and its folder are private")
    func modes() throws {
        let desk = try Desk()
        try desk.add([.customerName: "M"])
        #expect(try mode(desk.folder) == 0o700)
        #expect(try mode(desk.path) == 0o600)
        #expect(try mode(desk.path + "-wal") == 0o600)
        #expect(try mode(desk.path + "-shm") == 0o600)
    }

    @Test("a file that is no database is refused and left as it is")
    func garbage() throws {
        let folder = NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/leadsheet.db"
        let bytes = Data("customer_name,company_name\n".utf8) + Data(repeating: 7, count: 5000)
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreError.databaseUnreadable(path: path, reason: "it is not a database of Leadsheet")) {
            try CRMStore(path: path, sealer: .random())
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    }

    @Test("a database of another program, a folder, and a folder that cannot be made are refused")
    func others() throws {
        let folder = NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/other.db"
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE bookmark (url TEXT)") }
        #expect(throws: StoreError.databaseUnreadable(path: path, reason: "it belongs to another program")) {
            try CRMStore(path: path, sealer: .random())
        }
        #expect(throws: StoreError.databaseUnreadable(path: folder, reason: "it is a folder")) {
            try CRMStore(path: folder, sealer: .random())
        }
        let inside = path + "/data/leadsheet.db"
        let error = #expect(throws: StoreError.self) { try CRMStore(path: inside, sealer: .random()) }
        guard case .folderNotWritable(let named, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(named == path + "/data")
    }

    @Test("a full disk keeps data from being opened, and from being changed: each is told as what it is")
    func fullDisk() throws {
        let desk = try Desk()
        let engine = try SQLiteEngine(path: desk.path)
        let full = DatabaseError(resultCode: .SQLITE_FULL)
        #expect(throws: StoreError.diskFull(path: desk.path)) { try engine.read { _ in throw full } }
        #expect(throws: StoreError.cannotWrite(reason: "the disk is full")) { try engine.write { _ in throw full } }
        let busy = DatabaseError(resultCode: .SQLITE_BUSY)
        let reason = "another program has kept the database locked for 5 seconds"
        #expect(throws: StoreError.cannotWrite(reason: reason)) { try engine.write { _ in throw busy } }
        #expect(throws: StoreError.cannotRead(reason: reason)) { try engine.read { _ in throw busy } }
        #expect(!StoreError.cannotRead(reason: reason).message.contains("change"))
        #expect(StoreError.diskFull(path: "/data").message.contains("The disk of /data is full, so the database cannot be opened."))
    }

    @Test("a database of a newer version is refused and left as it is")
    func newer() throws {
        let desk = try Desk()
        let queue = try DatabaseQueue(path: desk.path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v999')") }
        #expect(throws: StoreError.databaseNewer(path: desk.path)) { try desk.again() }
        try queue.write { try $0.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = 'v999'") }
        #expect(try desk.again().users().map(\.name) == ["ana"])
    }

    @Test("many that start at once on a new folder all find the same data")
    func together() throws {
        let folder = NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let sealer = SecretSealer.random()
        DispatchQueue.concurrentPerform(iterations: 6) { index in
            do {
                _ = try Engine.sqlite.open(folder, sealer).addUser("user \(index)")
            } catch {
                Issue.record("\(error)")
            }
        }
        #expect(try Engine.sqlite.open(folder, sealer).users().count == 6)
    }

    @Test("who is kept waiting by another that opens the database says so, and by whom")
    func waiting() async throws {
        let desk = try Desk()
        let folder = open(desk.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        try #require(folder >= 0 && flock(folder, LOCK_EX) == 0)
        let (said, words) = AsyncStream.makeStream(of: String.self)
        let (path, sealer) = (desk.path, desk.sealer)
        let (opened, end) = AsyncStream.makeStream(of: [String]?.self)
        // On a thread of its own: it waits for this test, and tasks may have but one thread.
        Thread.detachNewThread { end.yield(try? CRMStore(path: path, sealer: sealer, note: { words.yield($0) }).users().map(\.name)) }
        for await sentence in said {
            #if os(Linux)
                #expect(sentence.hasPrefix("process \(getpid()) is opening the database"))
            #else
                #expect(sentence.hasPrefix("another Leadsheet is opening the database"))
            #endif
            break
        }
        close(folder)
        #expect(await opened.first { _ in true } == ["ana"])
    }
}
