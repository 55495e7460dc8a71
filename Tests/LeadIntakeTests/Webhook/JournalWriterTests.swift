import CRM
import Foundation
import LeadIntake
import Synchronization
import Testing

@Suite struct JournalWriterTests {
    /// A journal whose writes can be held back and made to fail.
    final class HeldJournal: Sendable, AppendOnly {
        struct Full: Error {}

        private struct State {
            var groups: [Int] = []
            var nextID: Int64 = 0
            var failures: Set<Int> = []
        }

        private let state = Mutex(State())
        private let gate = DispatchSemaphore(value: 0)

        var groups: [Int] { state.withLock { $0.groups } }
        func failGroup(_ number: Int) { state.withLock { _ = $0.failures.insert(number) } }
        func letGo(_ count: Int) { for _ in 0..<count { gate.signal() } }

        func append(_ deliveries: [Delivery]) throws -> [WebhookEvent] {
            let number = state.withLock { state in
                state.groups.append(deliveries.count)
                return state.groups.count
            }
            gate.wait()
            return try state.withLock { state in
                if state.failures.contains(number) { throw Full() }
                return deliveries.flatMap(\.events).map { event in
                    state.nextID += 1
                    return WebhookEvent(
                        id: state.nextID, kind: event.kind, receivedAt: World.morning, pageID: event.pageID,
                        leadgenID: event.leadgenID, state: event.state)
                }
            }
        }
    }

    static func delivery(_ leads: [String]) -> Delivery {
        Delivery(
            receivedAt: World.morning, body: [],
            events: leads.map { NewEvent(kind: .lead, pageID: "page_1", leadgenID: $0, signatureChecked: true) })
    }

    @Test("what waits while the disk is busy goes into one transaction, and each gets its own events")
    func groups() async throws {
        let journal = HeldJournal()
        let writer = JournalWriter(journal: journal)
        async let first = writer.append(Self.delivery(["a"]))
        try await eventually("the first is being written") { journal.groups == [1] }
        let results = try await withThrowingTaskGroup(of: (Int, [String?]).self) { group in
            for number in 0..<50 {
                group.addTask {
                    (number, try await writer.append(Self.delivery(["\(number)x", "\(number)y"])).map(\.leadgenID))
                }
            }
            try await eventually("all fifty wait") { writer.waiting == 50 }
            journal.letGo(60)
            var results: [(Int, [String?])] = []
            for try await result in group { results.append(result) }
            return results
        }
        #expect(try await first.map(\.leadgenID) == ["a"])
        #expect(results.count == 50)
        for (number, leads) in results { #expect(leads == ["\(number)x", "\(number)y"]) }
        #expect(journal.groups == [1, 50])
    }

    @Test("a transaction that fails fails for each of its deliveries, and the next goes on")
    func failure() async throws {
        let journal = HeldJournal()
        journal.failGroup(1)
        journal.letGo(10)
        let writer = JournalWriter(journal: journal)
        await #expect(throws: HeldJournal.Full.self) { try await writer.append(Self.delivery(["a"])) }
        #expect(try await writer.append(Self.delivery(["b"])).map(\.leadgenID) == ["b"])
    }

    @Test("a closed writer refuses")
    func closed() async throws {
        let writer = JournalWriter(journal: HeldJournal())
        writer.close()
        await #expect(throws: JournalWriter.Closed.self) { try await writer.append(Self.delivery(["a"])) }
    }

    @Test("a journal that cannot be written makes the receiver say so, and nothing is acknowledged")
    func receiver() async throws {
        let world = try World()
        let journal = HeldJournal()
        journal.failGroup(1)
        journal.letGo(10)
        let receiver = WebhookReceiver(
            pages: world.store, writer: JournalWriter(journal: journal), channel: world.channel, wake: {},
            clock: { World.morning })
        #expect(await receiver.receive(body: World.body([("page_1", "lead_1")]), signature: nil) == .unavailable)
        #expect(await receiver.receive(body: World.body([("page_1", "lead_1")]), signature: nil) == .accepted(1))
    }
}

/// A journal that only takes deliveries.
protocol AppendOnly: JournalStoring {}

extension AppendOnly {
    func unknownPageUsage(since: Date) throws -> UnknownPageUsage { UnknownPageUsage() }
    func canWrite() -> Bool { true }
    func recoverFetching() throws {}
    func takeDue(at now: Date, limit: Int, perPage: Int, except pages: Set<String>) throws -> [WebhookEvent] { [] }
    func explainWait(of page: String, until end: Date, _ why: String, reason: EventReason, remedy: String) throws {}
    func hasten(_ reasons: Set<EventReason>?, of page: String?, at now: Date) throws {}
    func nextDue() throws -> Date? { nil }
    var leaseBeat: TimeInterval? { nil }
    func renewLeases() throws -> Set<WebhookEvent.ID> { [] }
    func leaseEnd() throws -> TimeInterval? { nil }
    func customer(ofLead leadgenID: String) throws -> Customer? { nil }
    func record(_ ends: [(event: WebhookEvent.ID, end: AttemptEnd)], at now: Date) throws -> [Result<SavedLead?, StoreError>] {
        ends.map { _ in .success(nil) }
    }
    func events(before: WebhookEvent.ID?, state: EventState?, user: User.ID?, limit: Int) throws -> [FeedRow] { [] }
    func events(after: WebhookEvent.ID, user: User.ID?, limit: Int) throws -> [FeedRow] { [] }
    func event(_ id: WebhookEvent.ID) throws -> FeedRow? { nil }
    func raw(of event: WebhookEvent.ID) throws -> RawEvent? { nil }
    func retry(_ ids: [WebhookEvent.ID]?, user: User.ID?, at now: Date) throws -> Int { 0 }
    func eventCounts() throws -> [EventState: Int] { [:] }
    func arrivals(user: User.ID?, until now: Date, span: TimeInterval, buckets: Int) throws -> [Int] { [] }
}
