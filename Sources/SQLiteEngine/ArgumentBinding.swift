import CRMStore
import Foundation
import GRDB
import GRDBSQLite

/// Gives a statement of SQLite's its arguments.
///
/// SQLite asks for memory for each text that it copies, and gives it back afterwards: of an import that took more time than some of the
/// indexes. So the texts of a statement that is run to its end lie here while it runs.
final class ArgumentBinding {
    /// Long enough for nearly all rows; what has no room is copied by SQLite.
    private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)
    private var used = 0

    deinit { memory.deallocate() }

    /// To be called before the first argument of the next statement.
    func forgetTexts() { used = 0 }

    /// Gives SQLite's code of the result. With `keepingTexts` false SQLite copies texts and bytes: they are valid for as long as the statement
    /// has these arguments, otherwise until the next ``forgetTexts()``. Parameters of a statement begin at 1.
    func bind(_ value: SQLValue, to statement: SQLiteStatement, at index: Int32, keepingTexts: Bool) -> Int32 {
        switch value {
        case .null: return SQLITE_OK
        case .integer(let number): return sqlite3_bind_int64(statement, index, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                let bytes = UnsafeRawBufferPointer(bytes)
                // An empty text has no address, and NULL would stand for it.
                guard bytes.count > 0 else { return sqlite3_bind_text(statement, index, "", 0, Self.copied) }
                let kept = keepingTexts ? keep(bytes) : nil
                let start = (kept ?? bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
                return sqlite3_bind_text(statement, index, start, Int32(bytes.count), kept == nil ? Self.copied : nil)
            }
        case .bytes(let bytes):
            return bytes.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress else { return sqlite3_bind_zeroblob(statement, index, 0) }
                return sqlite3_bind_blob(statement, index, start, Int32(bytes.count), Self.copied)
            }
        }
    }

    private func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
        guard used + bytes.count <= memory.count else { return nil }
        let place = UnsafeMutableRawBufferPointer(rebasing: memory[used..<used + bytes.count])
        place.copyMemory(from: bytes)
        used += bytes.count
        return UnsafeRawPointer(place.baseAddress)
    }

    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
