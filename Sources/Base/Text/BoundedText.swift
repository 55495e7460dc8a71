/// Keeps text of others to a length that costs little to store, compare and draw.
///
/// A Swift `Character` has no bound: a letter with a million accents is one. And where accents stand in an order of their own, comparing
/// two texts costs the square of their number. So text is bounded by its bytes, and by how many marks stand in a row.
public enum BoundedText {
    /// More than the writing of any language puts on one letter.
    public static let mostMarks = 8

    /// The beginning of a text in at most so many bytes of UTF-8, never half a code point, with the marks left out that follow
    /// ``mostMarks`` others. Takes time that grows with what is kept, and with what is left out of it.
    public static func cut(_ text: String, bytes most: Int) -> String {
        if text.utf8.count <= most, hasNoMarks(text) { return text }
        var result = String.UnicodeScalarView()
        var length = 0
        var run = 0
        for scalar in text.unicodeScalars {
            run = isMark(scalar) ? run + 1 : 0
            guard run <= mostMarks else { continue }
            length += UTF8.width(scalar)
            guard length <= most else { break }
            result.append(scalar)
        }
        return String(result)
    }

    /// The same in at most so many characters, of four bytes each on the average.
    public static func cut(_ text: String, characters most: Int) -> String {
        let bounded = cut(text, bytes: most * bytesPerCharacter)
        return bounded.utf8.count <= most ? bounded : String(bounded.prefix(most))
    }

    /// Whether nothing would be cut off at so many characters, but marks.
    public static func fits(_ text: String, characters most: Int) -> Bool {
        text.utf8.count <= most || (text.utf8.count <= most * bytesPerCharacter && text.count <= most)
    }

    private static let bytesPerCharacter = 4

    /// Marks, and what joins or marks without being seen.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= firstMark else { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .format: return true
        default: return false
        }
    }

    private static let firstMark: UInt32 = 0x300

    /// Whether every code point lies before the first mark, by the byte that such a one begins with.
    private static func hasNoMarks(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0xCC } }
}
