import Base
import Foundation

/// The text of single answers.
enum ContactText {
    /// In bytes, more than a telephone number or an address has: what is longer is neither, and is not read to its end to find that out.
    static let longest = 500

    static func isShort(_ text: String) -> Bool { text.utf8.count <= longest }

    /// Trimmed, with line ends, control characters and runs of white space as one space. Marks that nobody sees, which telephones and
    /// browsers copy along, go from both ends.
    static func clean(_ text: String) -> String {
        text.split { $0.isWhitespace || $0.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control } }
            .joined(separator: " ").trimmed { InvisibleMark.contains($0) || $0 == " " }
    }

    /// Without the `p:` that Meta's spreadsheet exports put before a phone number.
    static func phone(_ text: String) -> String {
        guard text.lowercased().hasPrefix("p:") else { return text }
        return clean(String(text.dropFirst(2)))
    }

    /// One `@` with something before it and a domain with a dot after it.
    static func looksLikeEmail(_ text: String) -> Bool {
        guard isShort(text) else { return false }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !text.contains(" ")
            && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
    }

    /// Says whether the text has enough digits, of any script, to be a telephone number.
    static func mayBePhone(_ text: String) -> Bool { isShort(text) && digitsAndSigns(text).count(where: \.isNumber) >= 6 }

    /// Written as a date, a span of years, hours of the day, an amount of money or the groups of a card.
    static func isOtherNumber(_ text: String) -> Bool {
        let plain = digitsAndSigns(phone(text))
        return otherNumbers.contains { plain.wholeMatch(of: $0) != nil } || isMoney(plain)
    }

    /// Written as only a telephone number is: with a plus, a first 0, or what people put between its parts.
    static func isWrittenAsPhone(_ text: String) -> Bool {
        let plain = digitsAndSigns(phone(text))
        return plain.hasPrefix("+") || plain.hasPrefix("0") || plain.hasPrefix("(") || plain.contains { "-./ ".contains($0) }
    }

    static func isInternational(_ text: String) -> Bool {
        let plain = digitsAndSigns(phone(text))
        return plain.hasPrefix("+") || plain.hasPrefix("(+") || plain.hasPrefix("00")
    }

    private static var otherNumbers: [Regex<Substring>] {
        [
            // 31.12.2027, 2027-12-31
            /[0-9]{1,4}[.\/-] ?[0-9]{1,2}[.\/-] ?[0-9]{1,4}/,
            // 2019-2024
            /(?:19|20)[0-9]{2} ?[-\/ ] ?(?:19|20)[0-9]{2}/,
            // 09.00 - 11.00, 9:30-17:00, 0900-1100
            /[0-2]?[0-9][.:h]? ?[0-5][0-9] ?h? ?- ?[0-2]?[0-9][.:h]? ?[0-5][0-9] ?h?/,
            // 1234 5678 9012, and cards of four groups
            /[1-9][0-9]{3}[ -][0-9]{4}[ -][0-9]{4}(?:[ -][0-9]{4})?/,
            // 12345-6789
            /[1-9][0-9]{4}-[0-9]{3,4}/,
        ]
    }

    /// One amount or two: what ends with noughts, without the plus or the 0 at the beginning that a telephone number has.
    private static func isMoney(_ plain: String) -> Bool {
        let parts = plain.split(separator: "-").map { $0.filter(\.isNumber) }
        guard (1...2).contains(parts.count), !plain.hasPrefix("+"), !plain.hasPrefix("0"), !plain.hasPrefix("(") else { return false }
        return parts.allSatisfy { $0.count >= 4 && $0.hasSuffix(parts.count == 1 ? "000" : "00") }
    }

    /// Digits of every script and hyphens of every width made plain; what is invisible is gone.
    private static func digitsAndSigns(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars {
            let properties = scalar.properties
            switch properties.generalCategory {
            case .dashPunctuation: plain.append("-")
            case .spaceSeparator: plain.append(" ")
            case .format: continue
            case .decimalNumber: plain.append(contentsOf: String(Int(properties.numericValue ?? 0)).unicodeScalars)
            default: plain.append(scalar.value == 0x2212 ? "-" : scalar)
            }
        }
        return String(plain)
    }
}
