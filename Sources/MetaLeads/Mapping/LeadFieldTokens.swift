import Foundation

/// A field's name, or the question on a form, taken apart into its words.
struct LeadFieldTokens {
    /// Made comparable as ``FieldName/normal(_:)`` makes a whole name; without digits at the end of a word.
    let words: [String]
    /// All of it without spaces, for scripts that have none.
    let run: String

    init(_ text: String) {
        var plain = ""
        var last: Character = " "
        for character in text {
            // phoneNumber, FullName
            if character.isUppercase, last.isLowercase { plain.append("_") }
            let isMark = character.unicodeScalars.allSatisfy { LeadFieldTokens.separates($0) }
            // In Ukrainian an apostrophe is a part of the word.
            let isInWord = "'’ʼ".contains(character) && last.unicodeScalars.allSatisfy { (0x400...0x52F).contains($0.value) }
            if !isInWord { plain.append(isMark ? "_" : character) }
            last = character
        }
        let normal = FieldName.normal(plain).unicodeScalars.filter { !LeadFieldTokens.isVowelMark($0) }
        words = String(String.UnicodeScalarView(normal)).split(separator: "_").map { word in
            let bare = word.reversed().drop { ("0"..."9").contains($0) }
            return bare.isEmpty ? String(word) : String(bare.reversed())
        }
        run = words.joined()
    }

    /// Whether these words stand in it one behind the other.
    func contains(_ phrase: [String]) -> Bool { place(of: phrase) != nil }

    func place(of phrase: [String]) -> Range<Int>? {
        guard words.count >= phrase.count else { return nil }
        return (0...(words.count - phrase.count)).map { $0..<($0 + phrase.count) }.first { Array(words[$0]) == phrase }
    }

    private static func separates(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .otherPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation, .mathSymbol, .modifierSymbol:
            true
        default: false
        }
    }

    /// The marks that Arabic writes or leaves out, and the dot under Devanagari letters.
    private static func isVowelMark(_ scalar: Unicode.Scalar) -> Bool {
        (0x64B...0x65F).contains(scalar.value) || scalar.value == 0x640 || scalar.value == 0x93C
    }
}
