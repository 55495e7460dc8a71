import Foundation

/// How text is compared in a search: without case, accents and width.
public enum SearchText {
    /// The folded form that is stored beside a customer and searched: all columns, and the phone number's digits alone as well, so
    /// that a number is found however it is typed.
    public static func of(_ customer: Customer) -> String {
        let digits = customer.phoneNumber.unicodeScalars.filter { $0.properties.numericType == .decimal }
        let columns = CustomerField.allCases.map { customer[field: $0] } + [String(String.UnicodeScalarView(digits))]
        return fold(columns.filter { !$0.isEmpty }.joined(separator: "\n"))
    }

    /// The words of a search, folded; every one of them must be found.
    public static func words(_ search: String) -> [String] {
        fold(search).split(whereSeparator: \.isWhitespace).map(String.init)
    }

    public static func fold(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 128 }) { return text.lowercased() }
        return text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
            .replacingOccurrences(of: "đ", with: "d").replacingOccurrences(of: "ı", with: "i").replacingOccurrences(of: "ł", with: "l")
            .replacingOccurrences(of: "ø", with: "o")
    }
}
