/// A table with the columns that are stored; what an engine works out of them is not among these.
public struct StoredTable: Hashable, Sendable {
    public let name: String
    /// Sorted by name, so that all engines give them in one order.
    public let columns: [String]

    public init(name: String, columns: [String]) {
        self.name = name
        self.columns = columns.sorted()
    }
}

/// Every row of an engine, whatever it means, in one state of the data.
public protocol TableReading: AnyObject {
    /// The tables that all engines have, sorted by name. What an engine keeps for itself is not among them.
    func tables() throws -> [StoredTable]
    /// Gives each row of a table to `body`: its values in the order of the columns, the rows in no order.
    func each(of table: StoredTable, _ body: ([SQLValue]) throws -> Void) throws
    /// The tables that number their rows, each with the last number that was given to one; 0 for none.
    func lastNumbers() throws -> [String: Int64]
}

/// An engine without anybody's data, to be filled with those of another one.
public protocol TableFilling: TableReading {
    /// Puts rows in the place of those of a table: `rows` is given a function that takes one row after the other.
    func fill(_ table: StoredTable, _ rows: (_ add: ([SQLValue]) throws -> Void) throws -> Void) throws
    /// The next row of the table gets a higher number.
    func setLastNumber(_ number: Int64, of table: String) throws
}
