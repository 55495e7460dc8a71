import CRM
import Crypto
import Foundation

extension CRMStore {
    /// A table that was brought to another database.
    public struct MovedTable: Hashable, Sendable {
        public let name: String
        public let rows: Int
    }

    /// Brings all data into the database of another store, which has no user yet, reads them there again and compares: every row is there as
    /// it was, or the other database is left as it was. These data stay as they are.
    ///
    /// Nobody can write to either meanwhile. Throws ``StoreError``, and what `tell` throws.
    ///
    /// - Parameter tell: is told of each table when it is begun, and now and then how many of its rows have been brought.
    public func move(to other: CRMStore, tell: (_ table: String, _ rows: Int) throws -> Void = { _, _ in }) throws -> [MovedTable] {
        let moved = try engine.readTables { source in
            try other.engine.fillTables { target in try CRMStore.copy(source, to: target, tell) }
        }
        try other.engine.checkpoint()
        return moved
    }

    /// The number of rows between two words about them.
    private static let toldRows = 10_000

    private static func copy(
        _ source: any TableReading, to target: any TableFilling, _ tell: (String, Int) throws -> Void
    ) throws -> [MovedTable] {
        let tables = try source.tables()
        guard try tables == target.tables() else {
            throw StoreError.invalid(
                "The two databases are not of the same version of Leadsheet, so nothing was moved. Open each with this version first.")
        }
        // A database is filled once: who has a user there may have customers.
        for table in tables where table.name == "user" {
            try target.each(of: table) { _ in
                throw StoreError.invalid("The other database has users already, so nothing was moved. Choose one that has none yet.")
            }
        }
        let numbers = try source.lastNumbers()
        var moved: [MovedTable] = []
        for table in tables {
            try tell(table.name, 0)
            var sum = RowSum()
            try target.fill(table) { add in
                try source.each(of: table) { row in
                    sum.add(row)
                    try add(row)
                    if sum.rows % toldRows == 0 { try tell(table.name, sum.rows) }
                }
            }
            var found = RowSum()
            try target.each(of: table) { found.add($0) }
            guard found == sum else {
                throw StoreError.invalid(
                    "The rows of the table \(table.name) are not the same in the other database, so nothing was moved: \(found.rows) of \(sum.rows) arrived, or some were changed on the way."
                )
            }
            if let number = numbers[table.name] { try target.setLastNumber(number, of: table.name) }
            moved.append(MovedTable(name: table.name, rows: sum.rows))
        }
        return moved
    }
}

/// A sum over rows, whatever their order: two tables with the same one have the same rows.
private struct RowSum: Equatable {
    private(set) var rows = 0
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var bytes: [UInt8] = []

    static func == (one: RowSum, other: RowSum) -> Bool {
        one.rows == other.rows && one.low == other.low && one.high == other.high
    }

    mutating func add(_ row: [SQLValue]) {
        bytes.removeAll(keepingCapacity: true)
        for value in row {
            switch value {
            case .null: bytes.append(0)
            case .integer(let number): append(1, withUnsafeBytes(of: number.littleEndian) { [UInt8]($0) })
            case .text(let text): append(2, text.utf8)
            case .bytes(let data): append(3, data)
            }
        }
        SHA256.hash(data: bytes).withUnsafeBytes { digest in
            low &+= digest.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            high &+= digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        }
        rows += 1
    }

    /// Its kind and length come first, so that no two rows have the same bytes.
    private mutating func append(_ kind: UInt8, _ content: some Collection<UInt8>) {
        bytes.append(kind)
        withUnsafeBytes(of: UInt64(content.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes += content
    }
}
