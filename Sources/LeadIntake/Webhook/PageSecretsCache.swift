import CRM
import Synchronization

/// The settings of all pages in memory, for the listener's thread, which must not wait for a disk.
final class PageSecretsCache: Sendable {
    struct Snapshot: Sendable {
        var version: Int?
        /// The app secret of every page; empty where it has none.
        var secrets: [String: String] = [:]
        /// The app secrets, each once.
        var distinctSecrets: [String] = []
        var verifyTokens: [(page: String, token: Secret)] = []
        var checkedAt: ContinuousClock.Instant?
    }

    /// So often is the store asked whether the settings changed, at most; a quiet listener asks for every delivery.
    private static let freshness = Duration.milliseconds(20)

    private let pages: any PageStoring
    private let queue: any WorkQueue
    private let snapshot = Mutex(Snapshot())

    init(pages: any PageStoring, queue: any WorkQueue) {
        self.pages = pages
        self.queue = queue
    }

    /// The pages as they are now. Throws what the store throws.
    func current(evenIfFresh mustAsk: Bool = false) async throws -> Snapshot {
        if !mustAsk, let fresh = fresh() { return fresh }
        return try await withCheckedThrowingContinuation { continuation in
            queue.run {
                continuation.resume(with: Result { try self.reload(mustAsk: mustAsk) })
            }
        }
    }

    /// Runs a short write on the queue of the pages.
    func write(_ work: @escaping @Sendable (any PageStoring) throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.run { continuation.resume(with: Result { try work(self.pages) }) }
        }
    }

    private func fresh() -> Snapshot? {
        snapshot.withLock { snapshot in
            guard let checkedAt = snapshot.checkedAt, queue.now - checkedAt < Self.freshness else { return nil }
            return snapshot
        }
    }

    private func reload(mustAsk: Bool) throws -> Snapshot {
        // Deliveries that came together ask once.
        if !mustAsk, let fresh = fresh() { return fresh }
        let start = queue.now
        // Read before the settings: a change in between is then seen the next time.
        let version = try pages.pagesVersion()
        var next = snapshot.withLock { $0 }
        if next.version != version { next = try read(version) }
        next.checkedAt = start
        snapshot.withLock { [next] in $0 = next }
        return next
    }

    private func read(_ version: Int) throws -> Snapshot {
        var next = Snapshot(version: version)
        for settings in try pages.allSettings() {
            let secret = settings.metaAppSecret.reveal()
            next.secrets[settings.metaPageId] = secret
            if !secret.isEmpty, !next.distinctSecrets.contains(secret) { next.distinctSecrets.append(secret) }
            if !settings.metaVerifyToken.isEmpty {
                next.verifyTokens.append((settings.metaPageId, settings.metaVerifyToken))
            }
        }
        return next
    }
}
