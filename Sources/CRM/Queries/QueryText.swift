/// Writes in a query what a key of the screens chose, so that the letters and the language are one thing.
public enum QueryText {
    /// The query with a value put behind a key, or taken away where it stands there. `isOne`: the key has one value at a time.
    public static func toggled(_ text: String, _ key: String, _ value: String, isOne: Bool = false) -> String {
        guard let pieces = try? QueryPiece.all(in: text) else { return text }
        guard let piece = pieces.first(where: { $0.key == key && !$0.isNegated }) else {
            return joined(text, "\(key):\(value)")
        }
        var values = piece.values.map(\.text)
        if let index = values.firstIndex(of: value) {
            values.remove(at: index)
        } else {
            values = isOne ? [value] : values + [value]
        }
        let letters = Array(text)
        let new = values.isEmpty ? "" : "\(key):\(values.map(quoted).joined(separator: ","))"
        let before = String(letters[..<piece.range.lowerBound])
        return joined(joined(before, new), String(letters[piece.range.upperBound...]))
    }

    /// The values that stand behind a key.
    public static func values(_ text: String, of key: String) -> [String] {
        let pieces = (try? QueryPiece.all(in: text)) ?? []
        return pieces.first { $0.key == key && !$0.isNegated }?.values.map(\.text) ?? []
    }

    /// The query without a key.
    public static func without(_ text: String, _ key: String) -> String {
        guard let pieces = try? QueryPiece.all(in: text) else { return text }
        let letters = Array(text)
        return pieces.filter { $0.key != key }.map { String(letters[$0.range]) }.joined(separator: " ")
    }

    private static func quoted(_ value: String) -> String { value.contains(where: \.isWhitespace) ? "\"\(value)\"" : value }

    private static func joined(_ one: String, _ other: String) -> String {
        [one, other].map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
