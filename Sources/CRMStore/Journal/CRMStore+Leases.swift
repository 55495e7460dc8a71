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
        let end = try read { try leases.secondsToEnd($0) }
        guard leased.withLock(\.isShared) else { return end }
        return min(end ?? CRMStore.lookAgain, CRMStore.lookAgain)
    }

    /// Seconds after which events are looked for anew that another process was about to take: it may have ended before it did.
    private static let lookAgain: TimeInterval = 1

    /// Takes due events beside others that write and take: what they are changing is left to them.
    func takeDue(_ question: DueQuestion, _ leases: any EventLeasing) throws -> [WebhookEvent] {
        let (taken, pages, isAnyLeft) = try engine.writeBeside { db in
            db.prefetch([question.statement(db.dialect)])
            let isAnyLeft = try leases.isAnyLeft(db)
            let pages = try question.answer(db)
            return (try take(db, leases.begin(question.turns(pages), db)), pages, isAnyLeft)
        }
        leased.withLock { leased in
            leased.events.formUnion(taken.map(\.id))
            leased.isShared = pages.contains(where: \.isShared)
        }
        guard isAnyLeft || pages.contains(where: \.isBlocked) else { return taken }
        try write { db in
            if isAnyLeft { try leases.takeBack(db) }
            try block(db, pages)
        }
        // Events that were taken back are due, and are taken when these here are used up.
        return isAnyLeft && taken.isEmpty ? try takeDue(question, leases) : taken
    }

    /// Runs a transaction that writes how attempts at events ended, and ends the leases of those that are written to their end.
    ///
    /// - Parameter body: is given the events that this process had taken and that another one has taken since; it writes nothing of these. An
    ///   event that this process never took has no lease to lose.
    func fenced(
        _ events: [WebhookEvent.ID], _ body: (any Session, _ lost: Set<WebhookEvent.ID>) throws -> [Result<SavedLead?, StoreError>]
    ) throws -> [Result<SavedLead?, StoreError>] {
        guard let leases = engine.leases else { return try intakeWrite { try body($0, []) } }
        let own = leased.withLock { $0.events.intersection(events) }
        let (outcomes, ended) = try write { db in
            let lost = try own.subtracting(leases.held(events, db))
            let outcomes = try body(db, lost)
            let ended = zip(events, outcomes).filter { CRMStore.isEnd($1) }.map(\.0)
            try leases.end(ended, db)
            return (outcomes, ended)
        }
        leased.withLock { $0.events.subtract(ended) }
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
