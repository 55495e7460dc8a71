import CPostgres
import CRMStore
import Foundation

/// A statement with its arguments.
struct Question: Hashable {
    let statement: String
    let values: [SQLValue]

    init(_ statement: String, _ arguments: [(any SQLConvertible)?]) {
        self.statement = statement
        values = arguments.map { $0?.sqlValue ?? .null }
    }

    /// Gives `body` what `PQexecPrepared` takes; the pointers are good until it returns.
    func withPointers<T>(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) throws -> T
    ) rethrows -> T { try Arguments(values).withPointers(body) }
}

/// The arguments of a statement in one piece of memory, as libpq wants them.
private struct Arguments {
    private var bytes: [UInt8] = []
    /// Where each begins; nil for NULL.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    /// 1 for bytes as they are, 0 for text that ends with a zero.
    private var formats: [Int32] = []

    init(_ values: [SQLValue]) {
        for value in values { append(value) }
    }

    private mutating func append(_ value: SQLValue) {
        switch value {
        case .null:
            starts.append(nil)
            lengths.append(0)
            formats.append(0)
        // The server takes the text for whatever type stands in that place.
        case .integer(let number): append(String(number).utf8, isText: true)
        // PostgreSQL has no text with a zero in it, and says so; as text it would end there.
        case .text(let text): append(text.utf8, isText: !text.utf8.contains(0))
        case .bytes(let data): append(data, isText: false)
        }
    }

    private mutating func append(_ content: some Collection<UInt8>, isText: Bool) {
        starts.append(bytes.count)
        lengths.append(Int32(content.count))
        formats.append(isText ? 0 : 1)
        bytes += content
        bytes.append(0)
    }

    func withPointers<T>(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) throws -> T
    ) rethrows -> T {
        try bytes.withUnsafeBytes { memory in
            let base = memory.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = starts.map { start in start.flatMap { base?.advanced(by: $0) } }
            return try pointers.withUnsafeBufferPointer { values in
                try lengths.withUnsafeBufferPointer { lengths in
                    try formats.withUnsafeBufferPointer { formats in
                        try body(Int32(values.count), values.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}
