import CRM
import CRMStore
import Dispatch
import Foundation
import Synchronization
import Testing

@testable import PostgresEngine

@Suite("Several that fetch leads from one server", .enabled(if: PostgresCluster.whyNot == nil)) struct LeaseTests {
    private let desk: Desk
    private let database: String

    init() throws {
        desk = try Desk(Engine.all[1])
        database = try PostgresCluster.shared.get().database(Engine.databaseName(desk.folder))
        try desk.savePage("100")
    }

    private static func take(_ store: any Store, limit: Int = 9, at now: Date = Desk.start) throws -> [String?] {
        try store.takeDue(at: now, limit: limit, perPage: limit, except: []).map(\.leadgenID)
    }

    /// As if the time had come by the server's clock.
    private func endLeases() throws {
        try Connection(ServerAddress(database)).command("UPDATE event_lease SET fetching_until = 0")
    }

    private func state(_ event: WebhookEvent) throws -> WebhookEvent? { try desk.store.event(event.id)?.event }

    @Test("each takes other events, none takes one twice, and all are taken")
    func apart() async throws {
        let leads = (0..<200).map { "l\($0)" }
        try desk.post(leads)
        let stores = try (0..<4).map { _ in try desk.again() }
        let database = database
        let taken = try await withThrowingTaskGroup(of: [String].self) { group in
            for store in stores {
                group.addTask {
                    var own: [String] = []
                    while case let some = try Self.take(store, limit: 7), !some.isEmpty {
                        own += some.compactMap { $0 }
                        // No lease ends meanwhile, however long the others wait for their turn.
                        try Connection(ServerAddress(database)).command("UPDATE event_lease SET fetching_until = \(Int64.max)")
                    }
                    return own
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(taken.sorted() == leads.sorted())
    }

    @Test("the events of one that does not renew its leases are taken by another; its own late words change nothing")
    func late() throws {
        let events = try desk.post(["read", "waits", "unread"])
        let (stopped, other) = try (desk.again(), desk.again())
        #expect(try Self.take(stopped) == ["read", "waits", "unread"])
        #expect(try Self.take(other) == [] && other.leaseEnd() ?? 0 > 0)
        #expect(try stopped.leaseEnd() == nil, "its own is no other's")
        try endLeases()
        #expect(try other.leaseEnd() == 0)
        #expect(try Self.take(other) == ["read", "waits", "unread"])
        #expect(try state(events[0])?.attempts == 2)

        let later = Desk.start.addingTimeInterval(60)
        try other.settle(events[1].id, AttemptResult(state: .waiting, nextAttemptAt: later, error: "theirs", plan: .passing))
        #expect(try stopped.renewLeases() == [])
        let ends: [(event: WebhookEvent.ID, end: AttemptEnd)] = [
            (events[0].id, .read(Desk.arrival("read"))),
            (events[1].id, .settled(AttemptResult(state: .failed, error: "late"))),
            (events[2].id, .settled(AttemptResult(state: .waiting, nextAttemptAt: later, error: "late", plan: .passing))),
        ]
        #expect(try stopped.record(ends, at: Desk.start) == Array(repeating: .failure(.intakeTaken), count: 3))
        #expect(try desk.store.customer(ofLead: "read") == nil)
        #expect(try state(events[1])?.error == "theirs" && state(events[1])?.tries == 1)
        #expect(try state(events[2])?.state == .fetching)
        #expect(try desk.save(Desk.arrival("read"), for: events[0].id, in: other).isNew)
    }

    @Test("one that renews its leases keeps its events, also when it is late and nobody took them meanwhile")
    func renewal() throws {
        let events = try desk.post(["l1", "l2"])
        let (slow, other) = try (desk.again(), desk.again())
        #expect(try Self.take(slow) == ["l1", "l2"])
        try endLeases()
        #expect(try slow.renewLeases() == Set(events.map(\.id)))
        #expect(try Self.take(other) == [])
        #expect(try desk.save(Desk.arrival("l1"), for: events[0].id, in: slow).isNew)
        #expect(try slow.renewLeases() == [events[1].id], "an attempt that has ended needs no lease")
        try slow.recoverFetching()
        #expect(try Self.take(other) == ["l2"], "it has given its events back")
        try slow.recoverFetching()
        #expect(try state(events[1])?.state == .fetching, "which are not its own any more")
    }

    @Test("a lease for an event that ended otherwise is waited for by nobody")
    func endedOtherwise() throws {
        let event = try desk.post(["l1"])[0].id
        let other = try desk.again()
        #expect(try Self.take(desk.again()) == ["l1"])
        try desk.store.settle(event, AttemptResult(state: .ignored))
        #expect(try other.leaseEnd() == nil)
        try endLeases()
        #expect(try other.leaseEnd() == nil && Self.take(other) == [])
    }

    @Test("a lead that Meta tells of twice is fetched by one at a time")
    func sameLead() throws {
        try desk.post(["twice"])
        let (one, other) = try (desk.again(), desk.again())
        #expect(try Self.take(one) == ["twice"])
        try desk.post(["twice", "new"])
        #expect(try Self.take(other) == ["new"])
        #expect(try Self.take(one) == ["twice"], "it knows itself that it fetches the lead")
    }

    @Test("events are taken while others write, but for those that they are changing, which are soon looked for again")
    func besideWrites() throws {
        let events = try desk.post(["changed", "free"])
        let other = try desk.again()
        let writer = try Connection(ServerAddress(database))
        try writer.command(
            """
            BEGIN; SELECT pg_advisory_xact_lock(\(AdvisoryLock.writing.key));
            UPDATE webhook_event SET remedy = '' WHERE id = \(events[0].id)
            """)
        #expect(try Self.take(other) == ["free"])
        #expect(try Self.take(other) == [] && other.leaseEnd() == 1, "whoever changes it may end before it is taken")
        try writer.command("ROLLBACK")
        #expect(try Self.take(other) == ["changed"] && other.leaseEnd() == nil)
        #expect(try desk.store.eventCounts()[.fetching] == 2)
    }

    @Test("a lead that Meta tells of twice is taken by one alone, also where two take its events at the same moment")
    func sameLeadAtOnce() throws {
        let event = try desk.post(["twice"])[0].id
        let first = try Connection(ServerAddress(database))
        // Another process has taken the first event, and its transaction is still open.
        try first.command(
            """
            BEGIN; SELECT pg_advisory_xact_lock(\(AdvisoryLock.leads), hashtext('twice'));
            INSERT INTO event_lease VALUES (\(event), 1, \(Int64.max)); UPDATE webhook_event SET state = 'fetching' WHERE id = \(event)
            """)
        try desk.post(["twice"])
        let (second, database) = (try desk.again(), database)
        let taken = Mutex<[String?]?>(nil)
        let taking = DispatchGroup()
        DispatchQueue.global().async(group: taking) {
            let own = try? Self.take(second)
            taken.withLock { $0 = own ?? ["nothing was answered"] }
        }
        let watcher = try Connection(ServerAddress(database))
        let isWaiting = """
            SELECT 1 FROM pg_locks WHERE classid = \(AdvisoryLock.leads) AND NOT granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        while try taken.withLock(\.self) == nil && watcher.text(isWaiting) == nil { sched_yield() }
        try first.command("COMMIT")
        taking.wait()
        #expect(taken.withLock(\.self) == [])
    }

    @Test("what is marked as being fetched and has no lease, as in data that were moved, is taken")
    func withoutLease() throws {
        try desk.post(["l1"])
        #expect(try Self.take(desk.again()) == ["l1"])
        try Connection(ServerAddress(database)).command("DELETE FROM event_lease")
        #expect(try Self.take(desk.store) == ["l1"])
    }

    @Test("the role for the service has leases, a salesperson sees none")
    func roles() throws {
        let team = try Team()
        try team.desk.post(["l1"], page: "page-\(Team.secretOfAna)")
        #expect(try team.store("serve").takeDue(at: Desk.start, limit: 9, perPage: 9, except: []).map(\.leadgenID) == ["l1"])
        #expect(try team.answer("serve", "SELECT FROM event_lease") != "42501")
        #expect(try team.answer("ana", "SELECT FROM event_lease") == "42501")
    }
}
