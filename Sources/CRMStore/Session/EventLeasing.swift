import CRM

/// The leases under which several processes fetch events of one journal at once: a process has one for each event that it has taken. A lease
/// ends by itself where its process does not renew it, and another process takes the event then.
///
/// All but ``isAnyLeft(_:)`` and ``secondsToEnd(_:)`` is called in a transaction that writes, and all but ``begin(_:_:)`` in one that no other
/// transaction writes beside.
public protocol EventLeasing: Sendable {
    /// Seconds between two renewals.
    var beat: Double { get }

    /// Gives this process leases for those of some events whose leads no other process is fetching. Gives these, in their order.
    ///
    /// The transaction has locked the rows of all of them (``Engine/writeBeside(_:)``).
    func begin(_ events: [WebhookEvent.ID], _ db: any Session) throws -> [WebhookEvent.ID]
    /// Ends those that this process has for some events.
    func end(_ events: [WebhookEvent.ID], _ db: any Session) throws
    /// Makes all that this process has last anew. Gives their events.
    func renew(_ db: any Session) throws -> Set<WebhookEvent.ID>
    /// The events among these for which this process has a lease, also one that is over and that nobody took.
    func held(_ events: [WebhookEvent.ID], _ db: any Session) throws -> Set<WebhookEvent.ID>

    /// Whether there are events that ``takeBack(_:)`` would make due.
    func isAnyLeft(_ db: any Session) throws -> Bool
    /// Makes those events due that are marked as being fetched, and that no process has a lease for which lasts.
    func takeBack(_ db: any Session) throws
    /// Ends the leases of this process and makes their events due.
    func giveBack(_ db: any Session) throws
    /// Seconds until the next lease of another process ends, at least 0; nil where no other has one.
    func secondsToEnd(_ db: any Session) throws -> Double?
}
