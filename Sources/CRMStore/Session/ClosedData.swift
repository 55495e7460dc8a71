import CRM

/// The questions that can be asked of data that are not open in this process, and may be damaged or not there.
public protocol ClosedData: Sendable {
    /// The files that belong to the data, and what each is.
    var files: [(path: String, what: String)] { get }
    /// ``Engine/identity``; nil where they are not there, or cannot be looked at.
    var identity: String? { get }
    /// Throws the sentence that refuses data of which there is no file; of those on a server the opening tells.
    func requireFile() throws(StoreError)
    /// The process that does the intake on the data; nil when none does.
    func intakeHolder() -> IntakePlace?
    /// The faults of the data, as ``Engine/integrity()`` finds them. Reads all of them and needs no key. Throws when they are not
    /// Leadsheet's at all.
    ///
    /// - Parameter inIndexes: holds the indexes against their tables too, which takes several times as long.
    func faults(inIndexes: Bool) throws(StoreError) -> [String]
    /// Why the indexes cannot be held against their tables, in a sentence that says what to do; nil where they can.
    func indexRefusal() -> String?

    /// Their state at a glance. Throws when they cannot be reached, or are not Leadsheet's.
    func status() throws(StoreError) -> DataStatus
    /// Makes the tables, as the owner of the place where they are to be; where they are there already, nothing is done.
    func create() throws(StoreError)
    /// Brings the tables of an earlier version to this one, as their owner.
    func upgrade() throws(StoreError) -> SchemaChange
    /// Gives a role of the server a part, as the owner of the data, and makes the role where it is not there.
    ///
    /// - Parameter user: the name of the user whose rows are its own; ``TeamPart/serve`` has none.
    func grant(_ part: TeamPart, to role: String, of user: String?) throws(StoreError)
    /// Takes the part of a role away: it reads and writes nothing any more. Gives whether the server has the role.
    func revoke(_ role: String) throws(StoreError) -> Bool
    /// The program and the arguments that write a copy of the data to a file; nil where ``Engine/backup(to:)`` does it.
    func copyCommand(to path: String) throws(StoreError) -> [String]?
}
