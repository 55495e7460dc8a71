/// Takes an input apart: choices first, as single bytes, then the text. What is missing counts as 0 or as empty.
struct FuzzInput {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

    /// A number below `limit`, which is at most 256.
    mutating func number(below limit: Int) -> Int { Int(byte()) % limit }

    var rest: [UInt8] { Array(bytes) }
    /// Bytes that are no UTF-8 become U+FFFD, as they do on every way in.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
