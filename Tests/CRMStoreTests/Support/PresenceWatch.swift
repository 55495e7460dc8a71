import CRM
import CRMStore
import Dispatch
import Foundation
import Synchronization

/// A watch of a store, for as long as it is kept.
final class PresenceWatch: Sendable {
    private let watch: any DataWatching
    private let heard: AsyncStream<[SeenPresence]>
    private let changes: Mutex<Int>.Box

    init(_ store: CRMStore) throws {
        let (heard, continuation) = AsyncStream.makeStream(of: [SeenPresence].self)
        let changes = Mutex<Int>.Box()
        self.heard = heard
        self.changes = changes
        watch = try store.watch(on: .global(), presence: { continuation.yield($0) }) { _ in changes.value.withLock { $0 += 1 } }
    }

    deinit { watch.stop() }

    /// How often it was told that the data were changed.
    var changeCount: Int { changes.value.withLock { $0 } }

    /// The first list that is as wanted; nil when none comes within ten minutes.
    func until(_ wanted: @escaping @Sendable ([SeenPresence]) -> Bool) async -> [SeenPresence]? {
        await first(of: heard, where: wanted)
    }
}

extension Mutex where Value == Int {
    /// A mutex that closures can share.
    final class Box: Sendable {
        let value = Mutex(0)
    }
}
