/// Measures and cuts text by the cells it takes once it is safe.
public enum TextWidth {
    public static func of(_ text: String) -> Int {
        if SafeText.isPlain(text) { return text.utf8.count }
        var sum = 0
        for character in text { sum += of(character) }
        return sum
    }

    public static func of(_ character: Character) -> Int {
        if let byte = character.asciiValue, byte &- 0x20 < 0x5F { return 1 }
        var sum = 0
        SafeText.forEachPiece(of: character, newline: .mark) { sum += $1 }
        return sum
    }

    /// Safe text of at most `width` cells, with "…" as its last cell when something was cut off.
    public static func truncate(_ text: String, to width: Int, ellipsis: Bool = true) -> String {
        var pieces = TextPieces(limit: max(0, width))
        pieces.append(text)
        return pieces.fitted(ellipsis: ellipsis).map(\.text).joined()
    }
}
