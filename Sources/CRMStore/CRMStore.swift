import CRM
import Dispatch
import Foundation
import Synchronization

/// The data of Leadsheet, shared by all processes that open them: the rules of writing, over the sessions of an ``Engine``.
///
/// Reads run beside each other and beside a write; a write is on the disk when its call returns. Every function throws ``StoreError`` (CRM),
/// and a search that ``interruptSearch()`` ended throws `CancellationError`.
public final class CRMStore: SheetStoring, PageStoring, JournalStoring, LedgerStoring {
    let engine: any Engine
    /// The number of this process's term at the intake; nil while it has none.
    let term = Mutex<Int64?>(nil)
    /// Where several processes fetch at once: the events that this one has taken and not ended, and whether others were changing due events when it
    /// took some last.
    let leased = Mutex<(events: Set<WebhookEvent.ID>, isShared: Bool)>(([], false))
    let hints = Hints()
    let sealer: SecretSealer
    public let statuses: StatusCatalogue
    let outcomes: OutcomeWords
    let rules: FieldRules
    let working: WorkingClock
    /// A lead whose person has a row becomes a part of that row.
    let mergesEnquiries: Bool
    private let hooking: Mutex<Bool>
    /// A hook is to be run for each lead that this process saves from now on, ``LeadEventStoring``.
    public var hooksNewLeads: Bool {
        get { hooking.withLock { $0 } }
        set { hooking.withLock { $0 = newValue } }
    }

    /// - Parameters:
    ///   - engine: keeps the data; closed with the store.
    ///   - sealer: seals and opens the pages' secrets.
    ///   - statuses: the statuses a customer may be given, ``StatusCatalogue/beginning`` being that of a new one.
    ///   - outcomes: the words in which the outcomes of calls are written down.
    ///   - working: by which it is measured how long a lead waited, when somebody first deals with it; what was measured stays.
    ///   - mergesEnquiries: whether a lead whose person has a row becomes a part of that row, instead of a row of its own.
    ///   - hooksNewLeads: whether a hook is to be run for each lead that this process saves, ``LeadEventStoring``.
    public init(
        _ engine: any Engine, sealer: SecretSealer, statuses: StatusCatalogue = .standard, outcomes: OutcomeWords = .standard,
        working: WorkingClock = .standard,
        mergesEnquiries: Bool = false, hooksNewLeads: Bool = false
    ) {
        self.engine = engine
        self.sealer = sealer
        self.statuses = statuses
        self.outcomes = outcomes
        self.working = working
        self.mergesEnquiries = mergesEnquiries
        hooking = Mutex(hooksNewLeads)
        rules = FieldRules(statuses: statuses)
        // A disk that is full now must not keep anybody from reading: the next undo carries the steps on, the next start the statuses.
        _ = try? finishSteps(at: Date())
        try? noteEndedStatuses()
    }

    deinit { close() }

    /// Where the data are, for people.
    public var location: String { engine.location }

    /// The fault when the data were moved away, or others put in their place; nil while they are there.
    public func placeFault() -> StoreError? { engine.placeFault() }

    /// ``Engine/identity``
    public var identity: String { engine.identity }

    /// ``Engine/watch(on:presence:_:)``
    public func watch(
        on queue: DispatchQueue, presence: (@Sendable ([SeenPresence]) -> Void)? = nil, _ onChange: @escaping @Sendable (DataChange) -> Void
    ) throws(StoreError) -> any DataWatching {
        try engine.watch(on: queue, presence: presence, onChange)
    }

    /// ``Engine/intakeLock()``
    public func intakeLock() -> any IntakeLocking { engine.intakeLock() }

    /// To be called before the program exits: what the engine has to put in order is done now, not by the next start.
    public func close() { engine.close() }

    public func interruptSearch() { engine.interruptSearch() }

    func read<T>(_ body: (any Session) throws -> T) throws -> T { try engine.read(body) }

    func search<T>(_ body: (any Session) throws -> T) throws -> T { try engine.search(body) }

    @discardableResult
    func write<T>(_ body: (any Session) throws -> T) throws -> T { try engine.write(body) }

    func writeAhead<T>(_ body: (any Session) throws -> T) throws -> T { try engine.writeAhead(body) }
}

extension CRMStore: PresenceTelling {
    public func tellPresence(_ presence: Presence?) throws { try engine.tellPresence(presence) }

    public func userNames() throws -> [User.ID: String] {
        try read { db in
            Dictionary(try db.rows(UserSQL.known).map { ($0[0] as User.ID, $0[1] as String) }) { first, _ in first }
        }
    }
}

extension CRMStore: HealthChecking {
    public func writeFault() -> String? { engine.writeFault() }
}

extension CRMStore: StoreMaintenance {
    public func backup(to path: String) throws { try engine.backup(to: path) }
    public func integrity() throws -> [String] { try engine.integrity() }
    public func purgeFreedPages() throws -> Bool { try engine.purgeFreedPages() }
}
