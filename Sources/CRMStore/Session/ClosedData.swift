import CRM

/// The questions that can be asked of data that are not open in this process, and may be damaged or not there.
public protocol ClosedData: Sendable {
    /// The files that belong to the data, and what each is.
    var files: [(path: String, what: String)] { get }
    /// ``Engine/identity``
    var identity: String { get }
    /// The number of the process that does the intake on the data; nil when none does.
    func intakeHolder() -> Int32?
    /// The faults of the data, as ``Engine/integrity()`` finds them. Reads all of them and needs no key. Throws when they are not
    /// Leadsheet's at all.
    ///
    /// - Parameter inIndexes: holds the indexes against their tables too, which takes several times as long.
    func faults(inIndexes: Bool) throws(StoreError) -> [String]
}
