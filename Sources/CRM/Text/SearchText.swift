import Foundation

/// How text is compared in a search: without case, accents and width.
public enum SearchText {
    /// The folded form that is stored beside a customer and searched: all columns, and the phone number's digits alone and with the
    /// country code as well, so that a number is found however it is typed.
    ///
    /// - Parameter e164: the number in the phone column, ``PhoneNumber/e164(of:country:)``; nil when it is none that is recognised.
    public static func of(_ customer: Customer, e164: String?) -> String {
        let digits = customer.phoneNumber.unicodeScalars.filter { $0.properties.numericType == .decimal }
        var columns = CustomerField.allCases.map { customer[field: $0] }
        // What is in another already is found there.
        var numbers = [customer.phoneNumber]
        for number in [e164 ?? "", String(String.UnicodeScalarView(digits))] where !numbers.contains(where: { $0.contains(number) }) {
            numbers.append(number)
        }
        columns += numbers.dropFirst()
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
