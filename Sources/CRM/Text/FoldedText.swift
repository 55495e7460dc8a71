import Foundation

/// Text as it is compared: without case, accents, width and apostrophes, letters that have no accent to lose in plain ones (ß, ø, ł), and
/// digits of every script alike.
enum FoldedText {
    static func of(_ text: String) -> String {
        var text = text
        if let plain = text.withUTF8(ofASCII) { return plain }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<UInt32(table.count): result.append(table[Int(scalar.value)])
            // Ideographs and Hangul have neither case nor accents.
            case 0x3400...0x9FFF, 0xAC00...0xD7A3, 0x20000...0x3FFFF: result.unicodeScalars.append(scalar)
            default: result.append(folded(scalar))
            }
        }
        return result
    }

    /// Nil when a byte is not ASCII. The commonest text by far, and an import folds a million rows.
    private static func ofASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        return String(unsafeUninitializedCapacity: bytes.count) { place in
            var length = 0
            for byte in bytes where byte != UInt8(ascii: "'") && byte != UInt8(ascii: "`") {
                place[length] = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
                length += 1
            }
            return length
        }
    }

    /// The scalars of Latin, Greek, Cyrillic, the scripts of India and others, each folded once.
    private static let table: [String] = (0..<0x3100).map { Unicode.Scalar($0).map(folded) ?? "" }

    private static func folded(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        // The characters typed for an apostrophe, and the Hebrew mark that is written for one.
        case "'", "`", "´", "‘", "’", "‛", "ʼ", "ʻ", "ʽ", "ˈ", "′", "＇", "ꞌ", "՚", "׳": return ""
        case "đ", "Đ", "ð", "Ð": return "d"
        case "ı", "İ", "I": return "i"
        case "ł", "Ł": return "l"
        case "ø", "Ø": return "o"
        case "æ", "Æ": return "ae"
        case "œ", "Œ": return "oe"
        case "ß", "ẞ": return "ss"
        case "þ", "Þ": return "th"
        case "ħ", "Ħ": return "h"
        case "ŧ", "Ŧ": return "t"
        case "ŋ", "Ŋ": return "n"
        case "ς": return "σ"
        default: break
        }
        let properties = scalar.properties
        if properties.numericType == .decimal, let value = properties.numericValue { return String(Int(value)) }
        if (0x300...0x36F).contains(scalar.value) { return "" }
        return String(scalar).folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }
}
