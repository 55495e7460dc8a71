/// One thing that a search asks for, folded. It is found where one of its forms is.
public struct SearchTerm: Hashable, Sendable {
    public let forms: [String]

    /// From so many digits on, what is typed with spaces between is one number; fewer may be anything, such as a day and an hour.
    private static let digitsOfNumber = 6

    init(word: String) {
        let digits = SearchTerm.digits([word[...]])
        forms = SearchTerm.mayBePartOfNumber(word[...]) && !digits.isEmpty ? SearchTerm.unique([word] + SearchTerm.dialled(digits)) : [word]
    }

    /// A text that was folded already, found as it stands.
    package init(exactly text: String) {
        forms = [text]
    }

    /// One that is found where any of these is.
    package init(anyOf terms: [SearchTerm]) {
        forms = SearchTerm.unique(terms.flatMap(\.forms))
    }

    /// A telephone number, or a part of one, as somebody reads it off a display: whatever stands between the digits. Nil where the words are
    /// too few digits for that.
    init?(number words: [Substring]) {
        let digits = SearchTerm.digits(words)
        let isDialled = ["+", "(", "00", "011"].contains { words.first?.hasPrefix($0) == true }
        guard words.count > 1, isDialled || digits.count >= SearchTerm.digitsOfNumber else { return nil }
        forms = SearchTerm.unique([words.joined(separator: " ")] + SearchTerm.dialled(digits))
    }

    /// Digits and what stands between those of a number.
    static func mayBePartOfNumber(_ word: Substring) -> Bool {
        word.unicodeScalars.allSatisfy { scalar in
            guard let plain = PhoneText.plain(scalar) else { return true }
            return ("0"..."9").contains(plain) || "+-./()".unicodeScalars.contains(plain)
        }
    }

    /// The digits, with the plus before them. The 0 that a display shows in brackets behind a country code is dialled at home only.
    private static func digits(_ words: [Substring]) -> String {
        var whole = String(String.UnicodeScalarView(words.joined().unicodeScalars.compactMap(PhoneText.plain)))
        if whole.hasPrefix("+") {
            whole = whole.replacing("(0)", with: "", maxReplacements: 1)
            if whole.hasSuffix("(0") { whole.removeLast(2) }
        }
        let digits = whole.filter(\.isASCIIDigit)
        return whole.hasPrefix("+") || whole.hasPrefix("(+") ? "+" + digits : digits
    }

    /// As it is, and with the plus for what is dialled to leave a country: 00 in most, 011 in North America.
    private static func dialled(_ digits: String) -> [String] {
        for prefix in ["00", "011"] where digits.hasPrefix(prefix) {
            return [digits, "+" + digits.dropFirst(prefix.count)]
        }
        return [digits]
    }

    private static func unique(_ forms: [String]) -> [String] {
        forms.reduce(into: []) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }
    }
}
