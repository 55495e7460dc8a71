import CRM
import CRMStore

/// The leases of this process for events of the journal, in the table `event_lease`.
///
/// When one ends is decided by the server's clock alone, for those of the machines may differ. They begin in transactions that have locked the
/// events' rows and left those alone that others had locked, so that no two processes take the same event.
struct EventLeases: EventLeasing {
    /// Milliseconds.
    private static let length = 10_000
    let beat = 2.0

    /// The number of this process among those that fetch.
    private let fetcher = Int64.random(in: 1...Int64.max)

    private static let now = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
    private static let events = PostgresDialect().list("?")
    private static let beDue = "UPDATE webhook_event SET state = 'received', next_attempt_at = NULL"
    /// Of events that no process has a lease for which lasts, but for those of one process.
    private static let isLeft = """
        state = 'fetching' AND NOT EXISTS (
            SELECT 1 FROM event_lease WHERE event_id = webhook_event.id AND (fetcher = ? OR fetching_until > \(now))
        )
        """

    private func argument(_ events: [WebhookEvent.ID]) -> any SQLConvertible { PostgresDialect().argument(events) }

    /// Two events of one lead may be taken by two processes at the same moment, each of which sees no lease of the other's. So the leads are locked
    /// until the transaction ends, in one order for all, and the leases are looked at behind that.
    func begin(_ events: [WebhookEvent.ID], _ db: any Session) throws -> [WebhookEvent.ID] {
        guard !events.isEmpty else { return [] }
        db.prefetch([(Self.lockLeads, [argument(events)])])
        let begun = Set(try db.values(Int64.self, Self.begin, [fetcher, argument(events)]))
        return events.filter(begun.contains)
    }

    private static let lockLeads = """
        SELECT count(pg_advisory_xact_lock(\(AdvisoryLock.leads), lead))
        FROM (SELECT DISTINCT hashtext(leadgen_id) AS lead FROM webhook_event WHERE id IN \(events) ORDER BY 1) AS leads
        """
    private static let begin = """
        INSERT INTO event_lease (event_id, fetcher, fetching_until)
        SELECT id, ?1::bigint, \(now) + \(length) FROM webhook_event AS event
        WHERE id IN \(PostgresDialect().list("?2")) AND NOT EXISTS (
            SELECT 1 FROM event_lease JOIN webhook_event AS fetched ON fetched.id = event_id
            WHERE fetched.leadgen_id = event.leadgen_id AND fetcher <> ?1 AND fetching_until > \(now)
        )
        ON CONFLICT (event_id) DO UPDATE SET fetcher = excluded.fetcher, fetching_until = excluded.fetching_until
        RETURNING event_id
        """

    func end(_ events: [WebhookEvent.ID], _ db: any Session) throws {
        try db.run("DELETE FROM event_lease WHERE fetcher = ? AND event_id IN \(Self.events)", [fetcher, argument(events)])
    }

    /// Nobody need hear of it, so it is no news.
    func renew(_ db: any Session) throws -> Set<WebhookEvent.ID> {
        let renew = "UPDATE event_lease SET fetching_until = \(Self.now) + \(Self.length) WHERE fetcher = ? RETURNING event_id"
        return Set(try db.values(Int64.self, renew, [fetcher]))
    }

    func held(_ events: [WebhookEvent.ID], _ db: any Session) throws -> Set<WebhookEvent.ID> {
        let held = "SELECT event_id FROM event_lease WHERE fetcher = ? AND event_id IN \(Self.events)"
        return Set(try db.values(Int64.self, held, [fetcher, argument(events)]))
    }

    func isAnyLeft(_ db: any Session) throws -> Bool {
        try db.exists("SELECT 1 FROM webhook_event WHERE \(Self.isLeft) LIMIT 1", [fetcher])
    }

    func takeBack(_ db: any Session) throws {
        try db.run("\(Self.beDue) WHERE \(Self.isLeft)", [fetcher])
        try db.run("DELETE FROM event_lease WHERE fetcher <> ? AND fetching_until <= \(Self.now)", [fetcher])
    }

    func giveBack(_ db: any Session) throws {
        let own = "SELECT event_id FROM event_lease WHERE fetcher = ?"
        try db.run("\(Self.beDue) WHERE state = 'fetching' AND id IN (\(own))", [fetcher])
        try db.run("DELETE FROM event_lease WHERE fetcher = ?", [fetcher])
    }

    /// The event of a lease may have ended otherwise, as when its lead came with a file.
    func secondsToEnd(_ db: any Session) throws -> Double? {
        let left = try db.value(
            Int64.self,
            """
            SELECT min(fetching_until) - \(Self.now) FROM event_lease JOIN webhook_event ON id = event_id
            WHERE fetcher <> ? AND state = 'fetching'
            """, [fetcher])
        return left.map { max(0, Double($0) / 1000) }
    }
}
