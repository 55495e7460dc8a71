/// The locks of a database that stand for no row. PostgreSQL keeps them apart from those of other databases, and gives them back when the
/// transaction or the connection that holds them ends, however it ends.
package enum AdvisoryLock: Int32 {
    /// Held by each transaction that writes.
    case writing = 1
    /// Held by the process that does the intake, for as long as it has the right.
    case intake = 2
    /// Held while the tables are made or looked at.
    case opening = 3

    /// "Lead": other programs may have locks of their own in the same database.
    static let program: Int32 = 0x4C65_6164

    /// The arguments of PostgreSQL's functions.
    package var key: String { "\(AdvisoryLock.program), \(rawValue)" }
}
