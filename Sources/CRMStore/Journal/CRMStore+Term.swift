import CRM
import Foundation
import Synchronization

/// The intake's term of office. A process that was stopped may wake after another has taken the intake over; it learns so before it
/// writes anything of the intake's.
extension CRMStore {
    /// Begins a term: whoever did the intake before can write nothing of it any more.
    public func beginIntake() throws {
        let fresh = try write { db in
            try db.run(JournalSQL.beginTerm)
            return try CRMStore.currentTerm(db)
        }
        term.withLock { $0 = fresh }
    }

    /// Like ``write(_:)``, for what the intake alone writes: throws ``StoreError/intakeTaken`` when another process does it now. Without
    /// a term there is nothing to lose.
    @discardableResult
    func intakeWrite<T>(_ body: (any Session) throws -> T) throws -> T {
        try write { db in
            // The lock is had with the first answer: the own term is looked at behind it, for this process may begin another one meanwhile.
            let current = try CRMStore.currentTerm(db)
            if let own = term.withLock({ $0 }), current != own { throw StoreError.intakeTaken }
            return try body(db)
        }
    }

    /// Like ``write(_:)``, for what is written of events while they are fetched: by the term, or where several processes fetch at once by the
    /// leases of the events.
    @discardableResult
    func fetchWrite<T>(_ body: (any Session) throws -> T) throws -> T {
        try engine.leases == nil ? intakeWrite(body) : write(body)
    }

    private static func currentTerm(_ db: any Session) throws -> Int64 {
        try db.value(Int64.self, JournalSQL.term) ?? 0
    }
}
