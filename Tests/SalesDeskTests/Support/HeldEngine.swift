import CRM
import CRMStore
import Dispatch
import Synchronization

/// An engine of which one search is held where a long one would run, until searches are interrupted, or which refuses writes for a while; all else is
/// that of another engine.
final class HeldEngine: Engine {
    private struct Plan {
        /// The number of searches before the one that is held; nil when none is to be.
        var before: Int?
        var isHolding = false
        var refusesWrites = false
    }

    private let engine: any Engine
    private let plan = Mutex(Plan())
    private let interrupted = DispatchSemaphore(value: 0)

    init(_ engine: any Engine) { self.engine = engine }

    /// Has the search behind so many others held.
    func holdSearch(after others: Int) { plan.withLock { $0.before = others } }

    var isHolding: Bool { plan.withLock { $0.isHolding } }

    var refusesWrites: Bool {
        get { plan.withLock { $0.refusesWrites } }
        set { plan.withLock { $0.refusesWrites = newValue } }
    }

    func search<T>(_ body: (any Session) throws -> T) throws -> T {
        let isHeld = plan.withLock { plan in
            guard let before = plan.before else { return false }
            plan.before = before == 0 ? nil : before - 1
            plan.isHolding = before == 0
            return before == 0
        }
        guard isHeld else { return try engine.search(body) }
        interrupted.wait()
        throw CancellationError()
    }

    func interruptSearch() {
        let wasHolding = plan.withLock { plan in
            defer { plan.isHolding = false }
            return plan.isHolding
        }
        if wasHolding { interrupted.signal() }
        engine.interruptSearch()
    }

    var location: String { engine.location }
    var identity: String { engine.identity }
    var leases: (any EventLeasing)? { engine.leases }
    func read<T>(_ body: (any Session) throws -> T) throws -> T { try engine.read(body) }
    func write<T>(_ body: (any Session) throws -> T) throws -> T {
        if refusesWrites { throw StoreError.serverUnreachable(address: "leads", reason: "connection refused") }
        return try engine.write(body)
    }
    func writeAhead<T>(_ body: (any Session) throws -> T) throws -> T { try engine.writeAhead(body) }
    func readTables<T>(_ body: (any TableReading) throws -> T) throws -> T { try engine.readTables(body) }
    func fillTables<T>(_ body: (any TableFilling) throws -> T) throws -> T { try engine.fillTables(body) }
    func placeFault() -> StoreError? { engine.placeFault() }
    func writeFault() -> String? { engine.writeFault() }
    func backup(to path: String) throws { try engine.backup(to: path) }
    func integrity() throws -> [String] { try engine.integrity() }
    func purgeFreedPages() throws -> Bool { try engine.purgeFreedPages() }
    func checkpoint() throws { try engine.checkpoint() }
    func watch(
        on queue: DispatchQueue, presence: (@Sendable ([SeenPresence]) -> Void)?, _ onChange: @escaping @Sendable (DataChange) -> Void
    ) throws(StoreError) -> any DataWatching {
        try engine.watch(on: queue, presence: presence, onChange)
    }
    func tellPresence(_ own: Presence?) throws { try engine.tellPresence(own) }
    func intakeLock() -> any IntakeLocking { engine.intakeLock() }
    func whileNobodyOpens<T>(_ body: () throws -> T) throws -> T { try engine.whileNobodyOpens(body) }
    func close() { engine.close() }
}
