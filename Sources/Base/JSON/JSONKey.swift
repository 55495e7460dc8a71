/// The key of an object's member, compared and hashed by its bytes.
///
/// As Swift compares them, texts are alike when they look alike, which costs the square of the length where marks stand in an order of
/// their own. Keys come from anybody, and JSON's are the same when their code points are (RFC 8259, string comparison).
public struct JSONKey: Sendable, Hashable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let text: String

    public init(_ text: String) { self.text = text }

    public init(stringLiteral text: String) { self.text = text }

    public var description: String { text }

    public static func == (one: JSONKey, other: JSONKey) -> Bool { one.text.hasSameBytes(as: other.text) }

    public static func < (one: JSONKey, other: JSONKey) -> Bool { one.text.utf8.lexicographicallyPrecedes(other.text.utf8) }

    public func hash(into hasher: inout Hasher) { text.hashBytes(into: &hasher) }
}

extension String {
    /// Whether both are the same byte for byte, in time that grows with the length alone.
    func hasSameBytes(as other: String) -> Bool { utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8) }

    func hashBytes(into hasher: inout Hasher) {
        hasher.combine(utf8.count)
        let isDone = utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) } != nil
        if !isDone { for byte in utf8 { hasher.combine(byte) } }
    }
}
