/// A row that a statement gave. A column that is asked for must be there, and hold what is asked for: anything else is a fault of the
/// program and ends it.
public struct SQLRow {
    /// Where an engine has the values of a row.
    public protocol Source: AnyObject {
        func value(at index: Int) -> SQLValue
        /// Nil when there is no such column.
        func value(of column: String) -> SQLValue?
        /// The same row, to be kept while the statement gives others.
        func copy() -> Self
    }

    private let source: any Source

    public init(_ source: any Source) {
        self.source = source
    }

    func copy() -> SQLRow { SQLRow(source.copy()) }

    public subscript<Value: SQLConvertible>(_ column: String) -> Value { SQLRow.read(value(of: column), column) }

    /// Nil for NULL.
    public subscript<Value: SQLConvertible>(_ column: String) -> Value? {
        let value = value(of: column)
        return value == .null ? nil : SQLRow.read(value, column)
    }

    /// By position, where millions of rows are read.
    public subscript<Value: SQLConvertible>(_ index: Int) -> Value { SQLRow.read(source.value(at: index), index) }

    /// By position; nil for NULL.
    public subscript<Value: SQLConvertible>(_ index: Int) -> Value? {
        let value = source.value(at: index)
        return value == .null ? nil : SQLRow.read(value, index)
    }

    /// A text that is shown, by position: not endless, whoever has written it.
    func shown(_ index: Int) -> String { StoredBounds.text(self[index]) }

    private func value(of column: String) -> SQLValue {
        guard let value = source.value(of: column) else { preconditionFailure("no column \(column)") }
        return value
    }

    private static func read<Value: SQLConvertible>(_ value: SQLValue, _ column: some CustomStringConvertible) -> Value {
        guard let read = Value(sqlValue: value) else { preconditionFailure("column \(column) holds another kind of value") }
        return read
    }
}
