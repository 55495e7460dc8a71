import CPhoneNumber
import Foundation

/// A country by its code of two letters (ISO 3166-1 alpha-2), such as `IT`.
public struct Country: Hashable, Sendable {
    /// Two capital ASCII letters.
    public let code: String

    /// Takes two ASCII letters of any case; nil for anything else. Whether there is such a country is ``isKnown``.
    public init?(_ code: String) {
        guard code.utf8.count == 2, code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0 & 0xDF) }) else {
            return nil
        }
        self.code = code.uppercased()
    }

    /// Whether its telephone numbers are known.
    public var isKnown: Bool { cpn_calling_code(code) != 0 }

    /// The digits that lead there from elsewhere, such as `+39`; nil where its numbers are not known.
    public var callingCode: String? {
        let digits = cpn_calling_code(code)
        return digits == 0 ? nil : "+\(digits)"
    }

    /// Its English name; the code where there is none.
    public var name: String { Country.english.localizedString(forRegionCode: code) ?? code }

    /// The country that a person means by its code, in letters of any case, or by its English name; nil for anything else.
    public static func find(_ text: String) -> Country? {
        let text = text.trimmingCharacters(in: .whitespaces)
        if let country = Country(text), country.isKnown { return country }
        let name = text.lowercased()
        return Locale.Region.isoRegions.lazy.compactMap { Country($0.identifier) }.first { $0.name.lowercased() == name && $0.isKnown }
    }

    private static let english = Locale(identifier: "en_US")
}
