import CRMStore
import Foundation

/// Rows in the text form of COPY: a row a line, its values divided by tabs, `\N` for NULL.
/// (PostgreSQL's manual, COPY, "Text Format".)
struct CopyText {
    private(set) var bytes: [UInt8] = []

    /// Whether it is time to send what there is.
    var isLong: Bool { bytes.count >= 1 << 16 }

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    /// False where a text has a zero in it, which PostgreSQL's texts cannot have; the row is incomplete then.
    mutating func append(_ row: [SQLValue]) -> Bool {
        for (place, value) in row.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: "\t")) }
            switch value {
            case .null: bytes += #"\N"#.utf8
            case .integer(let number): bytes += String(number).utf8
            case .text(let text): guard append(text) else { return false }
            case .bytes(let data):
                bytes += #"\\x"#.utf8
                for byte in data { bytes += [CopyText.digits[Int(byte >> 4)], CopyText.digits[Int(byte & 15)]] }
            }
        }
        bytes.append(UInt8(ascii: "\n"))
        return true
    }

    private static let digits = [UInt8]("0123456789abcdef".utf8)

    private mutating func append(_ text: String) -> Bool {
        for byte in text.utf8 {
            switch byte {
            case 0: return false
            case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
            case UInt8(ascii: "\t"): bytes += #"\t"#.utf8
            case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
            case UInt8(ascii: "\r"): bytes += #"\r"#.utf8
            default: bytes.append(byte)
            }
        }
        return true
    }
}
