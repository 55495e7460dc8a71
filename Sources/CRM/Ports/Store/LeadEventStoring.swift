import Foundation

/// The outbox: what happened to leads, written in the transaction that did it, so that neither is there without the other.
///
/// A lead that becomes a customer writes one event, also where it joins the row of its person, and also a test lead; one that is here
/// already writes none. With the customer goes the event.
public protocol LeadEventStoring: Sendable {
    /// Up to `limit` events newer than `after`, oldest first, of a user's customers when given.
    func leadEvents(after: LeadEvent.ID, user: User.ID?, limit: Int) throws -> [LeadEvent]
    /// The newest event's id; 0 where there is none.
    func newestLeadEvent() throws -> LeadEvent.ID
    /// Removes the events from before `date` for which no hook is still to be run. Gives how many.
    func purgeLeadEvents(before date: Date) throws -> Int

    /// The event for which the hook is to be run now, or nil: of those that are due the one that has failed least, and of these the
    /// oldest, so that a new lead does not wait behind those whose command fails. Due is also what is planned for more than two days
    /// ahead, which no plan reaches: the clock was set back since.
    func nextHook(at now: Date) throws -> LeadEvent?
    /// When the next run of the hook is due; nil when none waits.
    func nextHookDue() throws -> Date?
    /// Notes how a run ended. Throws ``StoreError/intakeTaken`` when another process does the intake now.
    func endHook(_ id: LeadEvent.ID, _ end: HookEnd) throws
    /// No hook is set any more: none is run for the events that wait for one, also when one is set later.
    func dropHooks() throws
    /// The number of events for which the hook has failed, by whether it waits to be run again or was given up.
    func hookFailures() throws -> (waiting: Int, givenUp: Int)
}
