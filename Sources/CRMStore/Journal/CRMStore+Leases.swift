import CRM
import Foundation
import Synchronization

/// Fetching by several processes at once, where the engine has leases for it.
extension CRMStore {
    public var leaseBeat: TimeInterval? { engine.leases?.beat }

    public func renewLeases() throws -> Set<WebhookEvent.ID> {
        guard let leases = engine.leases else { return [] }
        return try write { try leases.renew($0) }
    }

    public func leaseEnd() throws -> TimeInterval? {
        guard let leases = engine.leases else { return nil }
        return try read { try leases.secondsToEnd($0) }
    }

    /// Runs a transaction that writes how attempts at events ended, and ends the leases of those that are written to their end.
    ///
    /// - Parameter body: is given the events that this process had taken and that another one has taken since; it writes nothing of these. An
    ///   event that this process never took has no lease to lose.
    func fenced(
        _ events: [WebhookEvent.ID], _ body: (any Session, _ lost: Set<WebhookEvent.ID>) throws -> [Result<SavedLead?, StoreError>]
    ) throws -> [Result<SavedLead?, StoreError>] {
        guard let leases = engine.leases else { return try intakeWrite { try body($0, []) } }
        let own = leased.withLock { $0.intersection(events) }
        let (outcomes, ended) = try write { db in
            let lost = try own.subtracting(leases.held(events, db))
            let outcomes = try body(db, lost)
            let ended = zip(events, outcomes).filter { CRMStore.isEnd($1) }.map(\.0)
            try leases.end(ended, db)
            return (outcomes, ended)
        }
        leased.withLock { $0.subtract(ended) }
        return outcomes
    }

    /// Whether an attempt that came to this is not written once more.
    private static func isEnd(_ outcome: Result<SavedLead?, StoreError>) -> Bool {
        switch outcome {
        case .success, .failure(.leadErased), .failure(.intakeTaken): true
        case .failure: false
        }
    }
}
