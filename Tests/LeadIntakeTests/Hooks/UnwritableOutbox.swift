import CRM
import Foundation
import Synchronization

/// An outbox in which nothing can be noted until it is mended.
final class UnwritableOutbox: LeadEventStoring {
    private let store: any LeadEventStoring
    private let state = Mutex((refusals: 0, isMended: false))

    init(_ store: any LeadEventStoring) { self.store = store }

    var refusals: Int { state.withLock { $0.refusals } }
    func mend() { state.withLock { $0.isMended = true } }

    func endHook(_ id: LeadEvent.ID, _ end: HookEnd) throws {
        let isMended = state.withLock { state in
            if !state.isMended { state.refusals += 1 }
            return state.isMended
        }
        guard isMended else { throw StoreError.invalid("The disk is full.") }
        try store.endHook(id, end)
    }

    func leadEvents(after: LeadEvent.ID, user: User.ID?, limit: Int) throws -> [LeadEvent] {
        try store.leadEvents(after: after, user: user, limit: limit)
    }
    func newestLeadEvent() throws -> LeadEvent.ID { try store.newestLeadEvent() }
    func purgeLeadEvents(before date: Date) throws -> Int { try store.purgeLeadEvents(before: date) }
    func nextHook(at now: Date) throws -> LeadEvent? { try store.nextHook(at: now) }
    func nextHookDue() throws -> Date? { try store.nextHookDue() }
    func dropHooks() throws { try store.dropHooks() }
    func hookFailures() throws -> (waiting: Int, givenUp: Int) { try store.hookFailures() }
}
