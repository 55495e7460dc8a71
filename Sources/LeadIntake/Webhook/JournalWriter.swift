import CRM
import Dispatch
import Foundation
import Synchronization

/// Writes deliveries to the journal by group commit: all that wait become one durable transaction.
///
/// A commit costs a flush of the disk, whatever it holds; while one runs, the next deliveries gather, so the rate grows with
/// the load instead of being bound by the disk.
public final class JournalWriter: Sendable {
    /// The writer was closed before the delivery was written.
    public struct Closed: Error {}

    private struct Request {
        let delivery: Delivery
        let continuation: CheckedContinuation<[WebhookEvent], any Error>
    }

    private struct State {
        var requests: [Request] = []
        var isWriting = false
        var isClosed = false
    }

    private let journal: any JournalStoring
    private let largestGroup: Int
    private let state = Mutex(State())
    private let queue: any WorkQueue

    /// `largestGroup` bounds the deliveries of one transaction.
    public init(
        journal: any JournalStoring, largestGroup: Int = 1000,
        queue: any WorkQueue = DispatchQueue(label: "lead-journal")
    ) {
        self.journal = journal
        self.queue = queue
        self.largestGroup = max(1, largestGroup)
    }

    /// Deliveries that wait for the next transaction.
    public var waiting: Int { state.withLock { $0.requests.count } }

    /// Gives the delivery's events once they are on the disk. Throws what the journal threw (then nothing of the delivery is
    /// kept), or ``Closed``.
    public func append(_ delivery: Delivery) async throws -> [WebhookEvent] {
        try await withCheckedThrowingContinuation { continuation in
            let (isOpen, mustStart) = state.withLock { state in
                guard !state.isClosed else { return (false, false) }
                state.requests.append(Request(delivery: delivery, continuation: continuation))
                defer { state.isWriting = true }
                return (true, !state.isWriting)
            }
            if !isOpen { continuation.resume(throwing: Closed()) }
            if mustStart { queue.run { self.writeAll() } }
        }
    }

    /// The amount that strangers have left in the journal since then, for ``UnknownPageQuota``. Throws the errors of the journal.
    func unknownPageUsage(since: Date) async throws -> UnknownPageUsage {
        try await withCheckedThrowingContinuation { continuation in
            queue.run { continuation.resume(with: Result { try self.journal.unknownPageUsage(since: since) }) }
        }
    }

    /// Refuses further deliveries; those that wait are still written. Returns when they are.
    public func close() {
        state.withLock { $0.isClosed = true }
        queue.drain()
    }

    private func writeAll() {
        while let group = nextGroup() { write(group) }
    }

    private func nextGroup() -> [Request]? {
        state.withLock { state in
            guard !state.requests.isEmpty else {
                state.isWriting = false
                return nil
            }
            let group = Array(state.requests.prefix(largestGroup))
            state.requests.removeFirst(group.count)
            return group
        }
    }

    private func write(_ group: [Request]) {
        do {
            let events = try journal.append(group.map(\.delivery))
            var position = 0
            for request in group {
                let end = min(events.count, position + request.delivery.events.count)
                request.continuation.resume(returning: Array(events[position..<end]))
                position = end
            }
        } catch {
            for request in group { request.continuation.resume(throwing: error) }
        }
    }
}
