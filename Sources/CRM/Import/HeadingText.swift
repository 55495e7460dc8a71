import Foundation

/// The heading of a column as it is compared and shown. A cell of a file can be anything, so no more than its beginning counts.
struct HeadingText: Hashable {
    /// Longer ones name nothing that we know.
    private static let longest = 200

    /// As it stands in the file, at most so long.
    let shown: String
    /// Small letters without accents, digits, and one space wherever anything else stands; empty where it is too long to be a name.
    let folded: String

    init(_ cell: String, place: Int) {
        let text = CSVGuard.unguarded(cell.bounded(toBytes: HeadingText.longest)).withoutOuterBlanks
        shown = text.isEmpty ? "column \(place + 1)" : text
        folded = cell.utf8.count > HeadingText.longest ? "" : HeadingText.fold(text)
    }

    var words: [Substring] { folded.split(separator: " ") }

    /// `E-Mail 1 - Value` and `FirstName` become `e mail 1 value` and `first name`.
    static func fold(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isSmall = false
        for scalar in text.unicodeScalars {
            // The programming interfaces of CRMs name their fields so.
            if isSmall, scalar.properties.isUppercase { result.append(" ") }
            isSmall = scalar.properties.isLowercase
            result.append(scalar)
        }
        var folded = String.UnicodeScalarView()
        for scalar in SearchText.fold(String(result)).unicodeScalars {
            switch scalar.properties.generalCategory {
            case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .decimalNumber, .nonspacingMark, .spacingMark:
                folded.append(scalar)
            default: if folded.last != " ", !folded.isEmpty { folded.append(" ") }
            }
        }
        if folded.last == " " { folded.removeLast() }
        return String(folded)
    }
}
