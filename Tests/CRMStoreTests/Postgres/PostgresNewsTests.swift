import CRM
import CRMStore
import Dispatch
import Foundation
import Testing

@testable import PostgresEngine

@Suite("News of a database on PostgreSQL", .enabled(if: PostgresCluster.whyNot == nil)) struct PostgresNewsTests {
    private static let addUser = #"INSERT INTO "user" (name, created_at) VALUES (?, ?)"#

    @Test("what another program writes is told, what wrote nothing is not, and nothing is once the watch was stopped")
    func tells() async throws {
        let scratch = try Scratch()
        let (here, there) = try (PostgresEngine(address: scratch.address()), PostgresEngine(address: scratch.address()))
        let queue = DispatchQueue(label: "news of a test")
        let (calls, continuation) = AsyncStream.makeStream(of: Void.self)
        let watch = try here.watch(on: queue, presence: nil) { _ in continuation.yield() }
        #expect(watch.blindness == nil)
        // These wrote nothing: were they told, the call that comes would not be that of the write.
        _ = try there.read { try $0.value(Int.self, "SELECT 1") }
        _ = try there.write { try $0.run(#"DELETE FROM "user""#) }
        _ = try there.write { try $0.insert(Self.addUser, ["ana", 1]) }
        #expect(await arrives(calls))

        watch.stop()
        queue.sync {}
        let (later, second) = AsyncStream.makeStream(of: Void.self)
        let other = try here.watch(on: queue, presence: nil) { _ in second.yield() }
        continuation.finish()
        _ = try there.write { try $0.insert(Self.addUser, ["ben", 1]) }
        #expect(await arrives(later), "the one that still watches")
        other.stop()
    }

    @Test("a transaction that wrote customers or events alone is told as such, and one that wrote anything else besides is not")
    func parts() async throws {
        let scratch = try Scratch()
        let (here, there) = try (PostgresEngine(address: scratch.address()), PostgresEngine(address: scratch.address()))
        let (calls, continuation) = AsyncStream.makeStream(of: DataChange.self)
        let watch = try here.watch(on: .global(), presence: nil) { continuation.yield($0) }
        var changes = calls.makeAsyncIterator()
        let user = try there.write { try $0.insert(Self.addUser, ["ana", 1]) }
        #expect(await changes.next() == .everything)
        let addSheet = "INSERT INTO spreadsheet (user_id, name, description, created_at) VALUES (?, 'x', '', 1)"
        let addCustomer = """
            INSERT INTO customer (spreadsheet_id, customer_name, company_name, phone_number, email, remark, status, search_text, arrived_at,
                created_at) VALUES (?, '', '', '', '', '', 'new', '', 1, 1)
            """
        let sheet = try there.write { db in
            let sheet = try db.insert(addSheet, [user])
            _ = try db.insert(addCustomer, [sheet])
            return sheet
        }
        #expect(await changes.next() == .everything)
        _ = try there.write { try $0.insert(addCustomer, [sheet]) }
        #expect(await changes.next() == .customers)
        try there.write { db in
            try db.write("UPDATE customer SET status = 'won'", [], changesRow: true)
            try db.write("UPDATE spreadsheet SET name = 'y'", [], changesRow: true)
        }
        #expect(await changes.next() == .everything)
        try there.write { try $0.write("UPDATE customer SET status = 'lost'", [], changesRow: true) }
        #expect(await changes.next() == .customers)

        let addDelivery = "INSERT INTO webhook_delivery (received_at, body) VALUES (?, ?)"
        _ = try there.write { try $0.insert(addDelivery, [1, Data()]) }
        #expect(await changes.next() == .journal)
        try there.write { db in
            _ = try db.insert(addDelivery, [2, Data()])
            try db.write("UPDATE customer SET status = 'new'", [], changesRow: true)
        }
        #expect(await changes.next() == [.customers, .journal])
        try there.write { db in
            _ = try db.insert(addDelivery, [3, Data()])
            try db.write("UPDATE spreadsheet SET name = 'z'", [], changesRow: true)
        }
        #expect(await changes.next() == .everything)
        watch.stop()
    }

    @Test("a connection that broke is made again, and there is a call whatever happened meanwhile")
    func again() async throws {
        let scratch = try Scratch()
        let engine = try PostgresEngine(address: scratch.address())
        let (calls, continuation) = AsyncStream.makeStream(of: Void.self)
        let watch = try engine.watch(on: .global(), presence: nil) { _ in continuation.yield() }
        try Connection(ServerAddress(scratch.address())).command(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'leadsheet news' AND datname = current_database()"
        )
        #expect(await arrives(calls))
        #expect(watch.blindness == nil)
        _ = try engine.write { try $0.insert(Self.addUser, ["ana", 1]) }
        #expect(await arrives(calls))
        watch.stop()
    }

    @Test("a server that cannot be reached says so at once")
    func unreachable() throws {
        let scratch = try Scratch()
        let engine = try PostgresEngine(address: scratch.address())
        let cluster = try PostgresCluster.shared.get()
        cluster.remove(scratch.name)
        #expect(throws: StoreError.self) { try engine.watch(on: .global(), presence: nil) { _ in } }
    }
}

@Suite("The intake's right on PostgreSQL", .enabled(if: PostgresCluster.whyNot == nil)) struct PostgresIntakeLockTests {
    private func lock(_ scratch: Scratch, patience: Double = 600) throws -> PostgresIntakeLock {
        PostgresIntakeLock(try ServerAddress(scratch.address()), look: 0.01, beat: 0.01, patience: patience)
    }

    @Test("one has it, and gives it to the one that waits")
    func one() async throws {
        let scratch = try Scratch()
        let (first, second) = try (lock(scratch), lock(scratch))
        #expect(second.holder() == nil)
        #expect(try first.tryAcquire())
        #expect(try first.tryAcquire())
        #expect(first.isHeld && first.holder()?.process == getpid())
        #expect(try !second.tryAcquire())
        #expect(second.holder()?.process == getpid() && second.silentHolder == nil)
        let (acquired, continuation) = AsyncStream.makeStream(of: Void.self)
        try second.acquire(onLost: {}, onAcquired: { continuation.yield() })
        #expect(!second.isHeld)
        first.release()
        #expect(await arrives(acquired))
        #expect(second.isHeld && !first.isHeld)
        second.release()
        #expect(second.holder() == nil)
    }

    @Test("one that waits is told when it is given back, and need not look")
    func told() async throws {
        let scratch = try Scratch()
        func patient() throws -> PostgresIntakeLock {
            PostgresIntakeLock(try ServerAddress(scratch.address()), look: 600, beat: 600, patience: 600)
        }
        let (first, second) = try (patient(), patient())
        #expect(try first.tryAcquire())
        let (acquired, continuation) = AsyncStream.makeStream(of: Void.self)
        try second.acquire(onLost: {}, onAcquired: { continuation.yield() })
        first.release()
        #expect(await arrives(acquired))
        #expect(second.isHeld)
        second.release()
    }

    @Test("databases do not keep each other from it")
    func apart() throws {
        let (one, other) = try (Scratch(), Scratch())
        let (first, second) = try (lock(one), lock(other))
        #expect(try first.tryAcquire())
        #expect(try second.tryAcquire())
        first.release()
        second.release()
    }

    @Test("one whose connection ends has lost it, and is told")
    func lost() async throws {
        let scratch = try Scratch()
        let first = try lock(scratch)
        let (lost, continuation) = AsyncStream.makeStream(of: Void.self)
        try first.acquire(onLost: { continuation.yield() }, onAcquired: {})
        try Connection(ServerAddress(scratch.address())).command(
            "SELECT pg_terminate_backend(pid, 600000) FROM pg_stat_activity WHERE application_name LIKE 'leadsheet intake%' AND datname = current_database()"
        )
        #expect(await arrives(lost))
        #expect(!first.isHeld && first.holder() == nil)
        #expect(try first.tryAcquire())
        first.release()
    }

    @Test("one that gives no sign of life is replaced by the one that waits")
    func silent() async throws {
        let scratch = try Scratch()
        // Its signs of life are too far apart for the other's patience.
        let stopped = PostgresIntakeLock(try ServerAddress(scratch.address()), look: 600, beat: 600, patience: 600)
        #expect(try stopped.tryAcquire())
        let waiting = try lock(scratch, patience: 0.2)
        let (acquired, continuation) = AsyncStream.makeStream(of: Void.self)
        try waiting.acquire(onLost: {}, onAcquired: { continuation.yield() })
        #expect(await arrives(acquired))
        #expect(waiting.isHeld && waiting.stoppedPredecessor == getpid())
        waiting.release()
        stopped.release()
    }

    /// Each machine's `serve` has a role of its own, which may end no connection of another's.
    @Test("one that hangs is replaced by a process of another role, which a role without that part cannot do")
    func roles() async throws {
        let team = try Team()
        try team.closed.grant(.serve, to: team.role("other"), of: nil)
        func lock(_ name: String, beat: Double, patience: Double) throws -> PostgresIntakeLock {
            let address = try PostgresCluster.shared.get().database(team.database, as: team.role(name))
            return PostgresIntakeLock(try ServerAddress(address), look: 0.01, beat: beat, patience: patience)
        }
        let (stopped, waiting) = try (lock("serve", beat: 600, patience: 600), lock("other", beat: 0.01, patience: 0.2))
        #expect(try stopped.tryAcquire())
        let place = try #require(try team.closed.status().intake)
        #expect(place.role == team.role("serve") && place.process == getpid() && place.machine == nil)
        for name in ["ana", "bea"] {
            let store = try team.store(name)
            #expect(store.intakeLock().holder()?.role == team.role("serve"))
            #expect(throws: StoreError.self) { try lock(name, beat: 600, patience: 0).tryAcquire() }
            #expect(try team.answer(name, "DELETE FROM intake_holder") == "42501")
        }
        let (acquired, continuation) = AsyncStream.makeStream(of: Void.self)
        try waiting.acquire(onLost: {}, onAcquired: { continuation.yield() })
        #expect(await arrives(acquired))
        #expect(waiting.isHeld && stopped.holder()?.role == team.role("other"))
        // What the stopped one gives back when it ends is not its own any more.
        stopped.release()
        #expect(waiting.isHeld && waiting.holder()?.role == team.role("other"))
        waiting.release()
        #expect(try team.closed.status().intake == nil)
    }

    @Test("one that wakes up after it was replaced learns so, and writes nothing of the intake's")
    func awake() async throws {
        let team = try Team()
        try team.closed.grant(.serve, to: team.role("other"), of: nil)
        let (old, new) = (try team.store("serve"), try team.store("other"))
        let (lost, continuation) = AsyncStream.makeStream(of: Void.self)
        let lock = old.intakeLock()
        try lock.acquire(onLost: { continuation.yield() }, onAcquired: {})
        try old.beginIntake()
        // What a process does that takes it for dead.
        let other = try team.connection("other")
        try other.command("UPDATE intake_holder SET holder = 1, role = session_user, connection = pg_backend_pid()")
        try new.beginIntake()
        #expect(await arrives(lost))
        #expect(!lock.isHeld && lock.holder()?.role == team.role("other"))
        #expect(throws: StoreError.intakeTaken) { try old.endHook(1, .done) }
        withExtendedLifetime(other) {}
    }

    @Test("while the server takes no writes nobody has it, and who waits has it afterwards")
    func readOnly() async throws {
        let scratch = try Scratch()
        let administrator = try Connection(ServerAddress(scratch.address()))
        try administrator.command("ALTER DATABASE \(scratch.name) SET default_transaction_read_only = on")
        let waiting = try lock(scratch)
        let (acquired, continuation) = AsyncStream.makeStream(of: Void.self)
        try waiting.acquire(onLost: {}, onAcquired: { continuation.yield() })
        #expect(!waiting.isHeld && waiting.holder() == nil)
        try administrator.command("ALTER DATABASE \(scratch.name) RESET default_transaction_read_only")
        #expect(await arrives(acquired))
        waiting.release()
    }
}
