import CRM
import Foundation
import TestSupport
import Testing
@testable import CRMStore
@testable import SQLiteEngine

@Suite("Who does the intake") struct IntakeLockTests {
    /// A holder that gives no sign of life, as a stopped process: it has the lock and never writes.
    private func stoppedHolder(_ desk: Desk, process: Int32) throws -> Int32 {
        let descriptor = open(desk.path + ".intake", O_RDWR | O_CREAT, 0o600)
        try #require(descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        let text = Array("\(process) 5\n".utf8)
        pwrite(descriptor, text, text.count, 0)
        return descriptor
    }

    @Test("one that stands still is replaced and named; nobody else gets in between")
    func silent() async throws {
        let desk = try Desk()
        let descriptor = try stoppedHolder(desk, process: getppid())
        defer { close(descriptor) }
        let waiting = IntakeLock(database: desk.path, pause: 0.01, patience: 20)
        let (stream, calls) = AsyncStream.makeStream(of: Void.self)
        try waiting.acquire { calls.yield() }
        #expect(await arrives(stream))
        #expect(waiting.isHeld && waiting.stoppedPredecessor == getppid())
        #expect(try !IntakeLock(database: desk.path).tryAcquire())
        waiting.release()
    }

    @Test("one that lives is not replaced, however long others wait")
    func alive() async throws {
        let desk = try Desk()
        let holder = IntakeLock(database: desk.path, pause: 0.01, patience: 20)
        #expect(try holder.tryAcquire())
        let waiting = IntakeLock(database: desk.path, pause: 0.05, patience: 200)
        let (stream, calls) = AsyncStream.makeStream(of: Void.self)
        try waiting.acquire { calls.yield() }
        // Two signs of life later it has still not been taken.
        let said = { try String(contentsOfFile: desk.path + ".intake", encoding: .utf8) }
        let before = try said()
        try await Waiting.until {
            try said() == before ? nil : true
        } missing: {
            "The holder gave no further sign of life."
        }
        #expect(holder.isHeld && !waiting.isHeld && waiting.silentHolder == nil)
        holder.release()
        #expect(await arrives(stream))
        waiting.release()
    }

    @Test("one that wakes up after it was replaced learns so")
    func lost() async throws {
        let desk = try Desk()
        let holder = IntakeLock(database: desk.path)
        let (stream, calls) = AsyncStream.makeStream(of: Void.self)
        try holder.acquire(onLost: { calls.yield() }, onAcquired: {})
        // What a process does that takes it for dead.
        try FileManager.default.removeItem(atPath: desk.path + ".intake")
        let other = IntakeLock(database: desk.path)
        #expect(try other.tryAcquire())
        #expect(await arrives(stream))
        #expect(!holder.isHeld && other.isHeld)
        other.release()
    }

    @Test("a process whose term is over writes nothing of the intake's, and takes posts all the same")
    func term() throws {
        let desk = try Desk()
        let old = try #require(desk.store as? CRMStore)
        let new = try #require(try desk.again() as? CRMStore)
        try desk.savePage("100")
        let events = try desk.post(["l1", "l2"])
        try old.beginIntake()
        #expect(try old.takeDue(at: Desk.start, limit: 1, perPage: 1, except: []).count == 1)
        try new.beginIntake()
        #expect(throws: StoreError.intakeTaken) { try old.settle(events[0].id, AttemptResult(state: .failed, error: "late")) }
        #expect(throws: StoreError.intakeTaken) { try old.record([(events[0].id, .read(Desk.arrival("l1")))], at: Desk.start) }
        #expect(throws: StoreError.intakeTaken) { try old.recoverFetching() }
        #expect(throws: StoreError.intakeTaken) { try old.takeDue(at: Desk.start, limit: 1, perPage: 1, except: []) }
        #expect(try old.events(before: nil, state: nil, user: nil, limit: 9).map(\.event.state) == [.received, .fetching])
        _ = try old.append([
            Delivery(
                receivedAt: Desk.start, body: [], events: [NewEvent(kind: .lead, pageID: "100", leadgenID: "l3", signatureChecked: true)])
        ])
        try new.recoverFetching()
        #expect(try new.record([(events[0].id, .read(Desk.arrival("l1")))], at: Desk.start)[0].get()?.isNew == true)
        try old.beginIntake()
        try old.recoverFetching()
    }

    @Test("a link that somebody laid under its name is not followed")
    func link() throws {
        let desk = try Desk()
        let target = desk.folder + "/precious"
        try "precious".write(toFile: target, atomically: true, encoding: .utf8)
        try FileManager.default.createSymbolicLink(atPath: desk.path + ".intake", withDestinationPath: target)
        #expect(throws: StoreError.self) { try IntakeLock(database: desk.path).tryAcquire() }
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "precious")
    }

    @Test("without the kernel's help changes of other programs are found by looking")
    func blind() async throws {
        let desk = try Desk()
        let other = try desk.again()
        let (stream, calls) = AsyncStream.makeStream(of: Void.self)
        let watcher = try DataWatcher(path: desk.path, onChange: { calls.yield() }, queue: .global(), blindness: "no watches left")
        #expect(watcher.blindness == "no watches left")
        for index in 0..<2 {
            _ = try other.addUser("user \(index)")
            #expect(await arrives(stream))
        }
        watcher.stop()
    }
}
