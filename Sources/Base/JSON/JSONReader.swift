/// Reads JSON byte by byte and tells where each value lies, so that a part of a text can be kept as it was sent.
///
/// Input is hostile: every index is checked, nesting is limited, and each failure is a `JSONError`.
public struct JSONReader {
    static let depthLimit = 64

    public let bytes: [UInt8]
    public private(set) var position: Int
    private var depth = 0

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // A byte order mark is not JSON, but editors put one in front of hand-made samples.
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next byte that is not white space, left unread.
    public mutating func peek() throws(JSONError) -> UInt8 {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            position += 1
        }
        throw failure(.unexpectedEnd)
    }

    /// Makes sure that only white space is left.
    public mutating func end() throws(JSONError) {
        if (try? peek()) != nil { throw failure(.trailingBytes) }
    }

    public mutating func value() throws(JSONError) -> JSONValue {
        switch try peek() {
        case UInt8(ascii: "{"):
            var members: [JSONKey: JSONValue] = [:]
            try object { (key, reader) throws(JSONError) in members[key] = try reader.value() }
            return .object(members)
        case UInt8(ascii: "["):
            var elements: [JSONValue] = []
            try array { (reader) throws(JSONError) in elements.append(try reader.value()) }
            return .array(elements)
        case UInt8(ascii: "\""): return .string(try string(longest: .max) ?? "")
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), 0x30...0x39: return .number(try number())
        default: throw failure(.unexpectedByte)
        }
    }

    /// Reads one value and keeps nothing of it, so that what nobody asks for costs no memory. The grammar is that of ``value()``.
    public mutating func skip() throws(JSONError) {
        switch try peek() {
        case UInt8(ascii: "{"): try object(longestKey: 0) { (_, reader) throws(JSONError) in try reader.skip() }
        case UInt8(ascii: "["): try array { (reader) throws(JSONError) in try reader.skip() }
        case UInt8(ascii: "\""): _ = try string(longest: 0)
        default: _ = try value()
        }
    }

    /// Reads one value: its text when it is a string or a number of at most so many bytes of UTF-8, nil for anything else. The way in which
    /// it is written makes no difference: escapes count as what they stand for, and bytes that are no UTF-8 as U+FFFD.
    public mutating func text(longest: Int) throws(JSONError) -> String? {
        switch try peek() {
        case UInt8(ascii: "\""):
            return try string(longest: longest)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try skip()
            return nil
        default:
            guard case .number(let text) = try value(), text.utf8.count <= longest else { return nil }
            return text
        }
    }

    /// Walks an object; `member` must read exactly one value. A key of more than `longestKey` bytes, counted as in ``text(longest:)``,
    /// comes as the empty one: where only known keys matter it is none of them.
    public mutating func object(
        longestKey: Int = .max, _ member: (JSONKey, inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        try open(UInt8(ascii: "{"))
        if try peek() == UInt8(ascii: "}") { return close() }
        while true {
            guard try peek() == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
            let key = JSONKey(try string(longest: longestKey) ?? "")
            guard try peek() == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
            position += 1
            _ = try peek()
            try member(key, &self)
            if try closes(with: UInt8(ascii: "}")) { return }
        }
    }

    /// Walks an array; `element` must read exactly one value.
    public mutating func array(_ element: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
        try open(UInt8(ascii: "["))
        if try peek() == UInt8(ascii: "]") { return close() }
        while true {
            _ = try peek()
            try element(&self)
            if try closes(with: UInt8(ascii: "]")) { return }
        }
    }

    private mutating func open(_ bracket: UInt8) throws(JSONError) {
        guard try peek() == bracket else { throw failure(.unexpectedByte) }
        guard depth < Self.depthLimit else { throw failure(.tooDeep) }
        depth += 1
        position += 1
    }

    private mutating func close() {
        depth -= 1
        position += 1
    }

    private mutating func closes(with bracket: UInt8) throws(JSONError) -> Bool {
        let byte = try peek()
        if byte == bracket {
            close()
            return true
        }
        guard byte == UInt8(ascii: ",") else { throw failure(.unexpectedByte) }
        position += 1
        return false
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count, bytes[position..<end].elementsEqual(word.description.utf8) else {
            throw failure(.unexpectedByte)
        }
        position = end
        return value
    }

    private mutating func number() throws(JSONError) -> String {
        let start = position
        if at(UInt8(ascii: "-")) { position += 1 }
        if at(UInt8(ascii: "0")) {
            position += 1
        } else {
            try digits()
        }
        if at(UInt8(ascii: ".")) {
            position += 1
            try digits()
        }
        if at(UInt8(ascii: "e")) || at(UInt8(ascii: "E")) {
            position += 1
            if at(UInt8(ascii: "+")) || at(UInt8(ascii: "-")) { position += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        if position == start { throw failure(.badNumber) }
    }

    private func at(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

    public func failure(_ reason: JSONError.Reason) -> JSONError { JSONError(reason: reason, offset: position) }
}

extension JSONReader {
    /// Of a byte of text, written as `\u0041`.
    private static let longestEscape = 6

    /// Nil for one whose text has more than `longest` bytes.
    private mutating func string(longest: Int) throws(JSONError) -> String? {
        position += 1
        let start = position
        var hasEscapes = false
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                // Far too long as it is written, it is too long as a text: nothing is made of it.
                guard (position - start) / Self.longestEscape <= longest else { return nil }
                let text = hasEscapes ? unescaped(start..<position) : String(decoding: bytes[start..<position], as: UTF8.self)
                return text.utf8.count <= longest ? text : nil
            case UInt8(ascii: "\\"):
                hasEscapes = true
                try passEscape()
            case 0..<0x20:
                throw failure(.badString)
            default:
                position += 1
            }
        }
        throw failure(.unexpectedEnd)
    }

    /// Makes sure that an escape is one.
    private mutating func passEscape() throws(JSONError) {
        position += 1
        guard position < bytes.count else { throw failure(.unexpectedEnd) }
        let letter = bytes[position]
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            break
        case UInt8(ascii: "u"):
            guard position + 4 <= bytes.count else { throw failure(.unexpectedEnd) }
            guard bytes[position..<position + 4].allSatisfy({ Hex.digit($0) != nil }) else { throw failure(.badString) }
            position += 4
        default: throw failure(.badString)
        }
    }

    /// The text of a string whose escapes are known to be good.
    private func unescaped(_ range: Range<Int>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var place = range.lowerBound
        while place < range.upperBound {
            let byte = bytes[place]
            place += 1
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            let letter = bytes[place]
            place += 1
            switch letter {
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"):
                text.append(contentsOf: UTF8.encode(scalar(at: &place, before: range.upperBound)) ?? UTF8.encodedReplacementCharacter)
            default: text.append(letter)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The scalar of `\uXXXX`, whose digits begin at `place`, or of a pair of them; half a pair becomes U+FFFD.
    private func scalar(at place: inout Int, before end: Int) -> Unicode.Scalar {
        let first = fourHexDigits(at: &place)
        if let scalar = Unicode.Scalar(first) { return scalar }
        let replacement: Unicode.Scalar = "\u{FFFD}"
        guard first < 0xDC00, place + 1 < end, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u") else {
            return replacement
        }
        var afterSecond = place + 2
        let second = fourHexDigits(at: &afterSecond)
        // A unit that is not the other half is read again on its own.
        guard (0xDC00...0xDFFF).contains(second) else { return replacement }
        place = afterSecond
        return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? replacement
    }

    private func fourHexDigits(at place: inout Int) -> UInt32 {
        defer { place += 4 }
        return bytes[place..<place + 4].reduce(0) { $0 << 4 | UInt32(Hex.digit($1) ?? 0) }
    }
}
