import CRM
import Dispatch

/// Where the data are kept: opens them at this version's schema, gives ``Session``s to read and to write, and looks after them.
///
/// Every function throws ``StoreError`` (CRM); a search that ``interruptSearch()`` ended throws `CancellationError`.
public protocol Engine: AnyObject, Sendable {
    /// For people: the file's path, or the server's address. No secret is in it.
    var location: String { get }

    /// Runs reads on one state of the data.
    func read<T>(_ body: (any Session) throws -> T) throws -> T
    /// Runs a search: like ``read(_:)``, but it can be interrupted.
    func search<T>(_ body: (any Session) throws -> T) throws -> T
    func interruptSearch()
    /// Runs a transaction that is on the disk when the call returns, or left nothing behind.
    func write<T>(_ body: (any Session) throws -> T) throws -> T
    /// The same of one of many portions: until a later ``write(_:)`` has returned, a power cut may leave nothing of it.
    func writeAhead<T>(_ body: (any Session) throws -> T) throws -> T

    /// The same as ``write(_:)`` beside others that write, where the engine can: for what locks by itself all rows that it decides on.
    func writeBeside<T>(_ body: (any Session) throws -> T) throws -> T

    /// Reads the tables while nobody writes to them.
    func readTables<T>(_ body: (any TableReading) throws -> T) throws -> T
    /// Fills the tables, in a transaction like that of ``write(_:)``.
    func fillTables<T>(_ body: (any TableFilling) throws -> T) throws -> T

    /// The fault when the data were moved away, or others put in their place; nil while they are there.
    func placeFault() -> StoreError?
    /// Why nothing can be written now, in a sentence; nil when it can.
    func writeFault() -> String?
    /// Writes a copy of one state of the data to a file.
    func backup(to path: String) throws
    /// One sentence for each kind of damage.
    func integrity() throws -> [String]
    /// Leaves nothing of what was erased on the disk. False when another program kept reading, so that something may be left.
    func purgeFreedPages() throws -> Bool
    /// Brings the data into the shape that is opened fastest, after many were written at once.
    func checkpoint() throws
    /// Tells these data from others, so that two programs can find out that they work on the same. No path and no address is in it.
    var identity: String { get }
    /// Calls `onChange` on `queue` when the data were changed, by this process or another, until the watch is stopped or let go of. A burst
    /// of changes gives few calls, and one after the last change.
    ///
    /// - Parameter presence: called there as well, with the sessions that are there, when one has told something (``PresenceTelling``); nil:
    ///   nobody asks.
    func watch(
        on queue: DispatchQueue, presence: (@Sendable ([SeenPresence]) -> Void)?, _ onChange: @escaping @Sendable (DataChange) -> Void
    ) throws(StoreError) -> any DataWatching
    /// Tells the presence of this process's session, or with nil that it has ended, to all who watch. Nothing of it is written into the data.
    func tellPresence(_ own: Presence?) throws
    /// The right to do the intake on these data, not taken yet.
    func intakeLock() -> any IntakeLocking
    /// Where several processes fetch events at once, the leases of this one; nil where one process at a time does.
    var leases: (any EventLeasing)? { get }

    /// Runs `body` while no other program opens the data.
    func whileNobodyOpens<T>(_ body: () throws -> T) throws -> T
    /// Waits for the calls under way and lets go of the data; calls after it throw.
    func close()
}

extension Engine {
    public func writeBeside<T>(_ body: (any Session) throws -> T) throws -> T { try write(body) }
}
