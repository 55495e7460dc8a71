/// The places of a statement's arguments in PostgreSQL's form: `?` and `?1` become `$1`.
///
/// A `?` takes the number behind the largest one that stands before it, as SQLite counts. What stands in literals, in quoted names and in comments
/// is left alone.
struct Placeholders {
    let sql: String
    /// The number of arguments that the statement takes.
    let count: Int

    init(_ statement: String) {
        var reader = Reader(bytes: Array(statement.utf8))
        reader.read()
        sql = String(decoding: reader.written, as: UTF8.self)
        count = reader.largest
    }

    private struct Reader {
        let bytes: [UInt8]
        var written: [UInt8] = []
        var largest = 0
        private var at = 0

        init(bytes: [UInt8]) {
            self.bytes = bytes
            written.reserveCapacity(bytes.count + 16)
        }

        mutating func read() {
            while at < bytes.count {
                switch bytes[at] {
                case UInt8(ascii: "'"), UInt8(ascii: "\""): quoted()
                case UInt8(ascii: "-") where follows("-"): take { $0 == UInt8(ascii: "\n") }
                case UInt8(ascii: "/") where follows("*"): comment()
                case UInt8(ascii: "?"): placeholder()
                default: copy()
                }
            }
        }

        private func follows(_ next: Unicode.Scalar) -> Bool { at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: next) }

        private mutating func copy() {
            written.append(bytes[at])
            at += 1
        }

        private mutating func take(until isEnd: (UInt8) -> Bool) {
            while at < bytes.count, !isEnd(bytes[at]) { copy() }
        }

        /// A quote that is written twice ends one literal and begins the next, which comes to the same.
        private mutating func quoted() {
            let quote = bytes[at]
            copy()
            take { $0 == quote }
            if at < bytes.count { copy() }
        }

        private mutating func comment() {
            copy()
            repeat { copy() } while at < bytes.count && !(bytes[at] == UInt8(ascii: "*") && follows("/"))
            take { $0 == UInt8(ascii: "/") }
        }

        private mutating func placeholder() {
            at += 1
            var number = 0
            while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) {
                number = number * 10 + Int(bytes[at] - UInt8(ascii: "0"))
                at += 1
            }
            if number == 0 { number = largest + 1 }
            largest = max(largest, number)
            written += Array("$\(number)".utf8)
        }
    }
}
