import CPostgres
import CRMStore
import Foundation

/// The rows that a statement gave, all of them in memory.
final class QueryResult {
    private let pointer: OpaquePointer
    private let columns: ResultColumns
    let rowCount: Int

    /// Takes over the result of a statement that succeeded.
    init(_ pointer: OpaquePointer, _ columns: ResultColumns) {
        self.pointer = pointer
        self.columns = columns
        rowCount = Int(PQntuples(pointer))
    }

    deinit { PQclear(pointer) }

    /// How many rows the statement wrote.
    var changes: Int { PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0 }

    var columnCount: Int { columns.kinds.count }

    func index(of column: String) -> Int? { columns.indexes[column] }

    func value(row: Int, column: Int) -> SQLValue {
        let (row, number) = (Int32(row), Int32(column))
        guard PQgetisnull(pointer, row, number) == 0, let start = PQgetvalue(pointer, row, number) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(pointer, row, number)))
        switch columns.kinds[column] {
        case .integer: return .integer(QueryResult.integer(bytes))
        case .truth: return .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case .bytes: return .bytes(QueryResult.unhex(bytes))
        case .text: return .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// Sums of whole numbers are numbers of any size to PostgreSQL, and fractions are numbers too: what is no `Int64` is the nearest one.
    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        let text = String(decoding: bytes, as: UTF8.self)
        if let number = Int64(text) { return number }
        guard let number = Double(text), !number.isNaN else { return 0 }
        return Int64(exactly: number.rounded(.towardZero)) ?? (number < 0 ? .min : .max)
    }

    /// Bytes come as `\x` and two digits each.
    private static func unhex(_ bytes: UnsafeRawBufferPointer) -> Data {
        func digit(_ byte: UInt8) -> UInt8 { byte < UInt8(ascii: "a") ? byte &- UInt8(ascii: "0") : byte &- UInt8(ascii: "a") &+ 10 }
        var data = Data(capacity: bytes.count / 2)
        var at = 2
        while at + 1 < bytes.count {
            data.append(digit(bytes[at]) << 4 | digit(bytes[at + 1]))
            at += 2
        }
        return data
    }
}

/// The columns of a statement's rows.
struct ResultColumns {
    enum Kind { case integer, truth, bytes, text }

    let kinds: [Kind]
    /// By name; of several with the same name the first.
    let indexes: [String: Int]

    init(_ result: OpaquePointer) {
        let numbers = 0..<PQnfields(result)
        kinds = numbers.map { ResultColumns.kind(PQftype(result, $0)) }
        indexes = Dictionary(
            numbers.map { (PQfname(result, $0).map { String(cString: $0) } ?? "", Int($0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// The numbers of PostgreSQL's own types never change.
    private static func kind(_ type: Oid) -> Kind {
        switch type {
        case 16: .truth
        case 17: .bytes
        case 20, 21, 23, 26, 700, 701, 1700: .integer
        default: .text
        }
    }
}

/// A row of a result, which it keeps.
final class ResultRow: SQLRow.Source {
    private let result: QueryResult
    private let number: Int

    init(_ result: QueryResult, _ number: Int) {
        self.result = result
        self.number = number
    }

    func value(at index: Int) -> SQLValue { result.value(row: number, column: index) }
    func value(of column: String) -> SQLValue? { result.index(of: column).map { value(at: $0) } }
    func copy() -> Self { self }
}
