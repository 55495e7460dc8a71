/// Looks for many texts in one pass over the bytes, by the method of Rabin and Karp: the hash of the last bytes is carried along, and
/// only where it is that of a text's beginning is that text compared.
struct ByteSearch {
    /// Bytes compared for each one searched. No text that people write takes one; one made to have the beginnings of all texts
    /// everywhere would take as many as there are texts.
    static let mostCompared = 16

    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

    private let texts: [[UInt8]]
    /// Bytes of the shortest text: of each so many are hashed.
    private let width: Int
    private let byHash: [UInt64: [Int]]

    /// - Parameter texts: none of them empty.
    init(_ texts: [[UInt8]]) {
        self.texts = texts
        let width = texts.map(\.count).min() ?? 0
        self.width = width
        byHash = Dictionary(grouping: texts.indices) { index in texts[index].prefix(width).reduce(0) { $0 &* Self.base &+ UInt64($1) } }
    }

    /// Calls `found` with the place of each text and its number, in the order of the places, until it says false.
    ///
    /// - Returns: false when it was given up after ``mostCompared``.
    func search(_ bytes: [UInt8], _ found: (_ at: Int, _ text: Int) -> Bool) -> Bool {
        guard width > 0, bytes.count >= width else { return true }
        var left = bytes.count * Self.mostCompared
        let leaving = (0..<width).reduce(1 as UInt64) { power, _ in power &* Self.base }
        var hash: UInt64 = 0
        for end in bytes.indices {
            hash = hash &* Self.base &+ UInt64(bytes[end])
            let at = end - width + 1
            if at > 0 { hash = hash &- leaving &* UInt64(bytes[at - 1]) }
            guard at >= 0, let candidates = byHash[hash] else { continue }
            for text in candidates {
                var same = 0
                while same < texts[text].count, at + same < bytes.count, bytes[at + same] == texts[text][same] { same += 1 }
                left -= same + 1
                if same == texts[text].count, !found(at, text) { return true }
                if left < 0 { return false }
            }
        }
        return true
    }
}
