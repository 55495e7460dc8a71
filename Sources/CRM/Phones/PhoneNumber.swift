import CPhoneNumber

/// A telephone number that was recognised in the text of a customer's column. The text itself is what is stored.
///
/// The tables and rules are libphonenumber's, and ``NumberingChange`` where these are too old. Nothing is guessed: a number that names
/// no country is one only when a country is given and it gives out such numbers, or mobile numbers as long as this.
public struct PhoneNumber: Hashable, Sendable {
    /// By what it is found and known again.
    public let key: PhoneKey
    /// The number for machines: `+` and digits (ITU-T E.164), without the extension.
    public var e164: String { key.e164 }
    /// The digits dialled once the call is taken; nil for none.
    public let extensionDigits: String?
    /// Nil for a number that no one country gives out.
    public let country: Country?
    /// The country gives out numbers such as this. False: the length is right, and that is all that is known.
    public let isValid: Bool
    /// As it is dialled within its country, such as `(415) 555-2671`.
    public let national: String
    /// As it is dialled from anywhere, such as `+1 415-555-2671`.
    public let international: String

    /// Reads the text of a phone column: anything a person or a form may have written.
    ///
    /// - Parameter country: where a number without country code belongs; nil for not known.
    /// - Returns: Nil when it is no telephone number, or one that cannot be told without knowing the country.
    public init?(_ raw: String, country: Country?) {
        guard let found = PhoneNumber.read(raw, country: country, to: CPN_TEXTS) else { return nil }
        key = PhoneKey(e164: PhoneNumber.text(found.e164), home: PhoneNumber.text(found.home))
        let digits = PhoneNumber.text(found.extension)
        extensionDigits = digits.isEmpty ? nil : digits
        self.country = Country(PhoneNumber.text(found.region))
        isValid = found.is_valid != 0
        national = PhoneNumber.text(found.national)
        international = PhoneNumber.text(found.international)
    }

    /// Whether a text is written as one telephone number, though it may be of no country: seven to fifteen digits (the most that E.164
    /// allows), and no words.
    public static func isWritten(_ raw: String) -> Bool { PhoneText(raw).map { (7...15).contains($0.digits.utf8.count) } ?? false }

    /// By what a number in a text is found and known again, in a fraction of the time that reading all of it takes.
    public static func key(of raw: String, country: Country?) -> PhoneKey? {
        read(raw, country: country, to: CPN_NUMBER).map { PhoneKey(e164: text($0.e164), home: text($0.home)) }
    }

    /// The ``e164`` of a text alone, as fast.
    public static func e164(of raw: String, country: Country?) -> String? {
        read(raw, country: country, to: CPN_NUMBER).map { text($0.e164) }
    }

    /// The text to show: nil where the number may not be right as it was understood, and what came is the better thing to see.
    func shown(as format: PhoneFormat, in home: Country?) -> String? {
        guard isValid else { return nil }
        return format == .national && country != nil && country == home ? national : international
    }

    /// The shortest whole number with its country code, in characters of its E.164.
    private static let shortest = 8

    private static func read(_ raw: String, country: Country?, to depth: Int) -> cpn_number? {
        guard let text = PhoneText(raw) else { return nil }
        return NumberingChange.read(text, country: country, to: depth) ?? read(text, country: country, to: depth)
    }

    private static func read(_ text: PhoneText, country: Country?, to depth: Int) -> cpn_number? {
        if text.isInternational {
            guard let other = text.withoutTrunkZero else { return read(text.text, "", depth) }
            // In most countries this 0 goes, in Italy it may stay: the number that there is, is meant.
            let whole = read(text.text, "", max(depth, CPN_VALIDITY))
            return whole?.is_valid == 1 ? whole : read(other, "", depth) ?? whole
        }
        if let country, let found = readAtHome(text, country, depth) { return found }
        return text.withoutDialledPrefix.flatMap { read($0, country: nil, to: depth) }
    }

    /// A number of the country itself is one when the country gives it out; and also when it is as long as the mobile numbers there, for
    /// the library's tables are years old, and ranges have been given out since.
    private static func readAtHome(_ text: PhoneText, _ country: Country, _ depth: Int) -> cpn_number? {
        guard var found = read(text.text, country.code, depth) else { return nil }
        if found.is_usual == 1, Set(self.text(found.e164).suffix(7)).count > 1 { return found }
        if depth < CPN_VALIDITY {
            guard let judged = read(text.text, country.code, CPN_VALIDITY) else { return nil }
            found = judged
        }
        return found.is_valid == 1 ? found : nil
    }

    static func read(_ text: String, _ region: String, _ depth: Int) -> cpn_number? {
        var number = cpn_number()
        var text = bare(text)
        let isRead = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cpn_read($0.baseAddress, $0.count, region, Int32(depth), &number) != 0 }
        }
        return isRead && self.text(number.e164).utf8.count >= shortest ? number : nil
    }

    /// The digits and the plus alone, where nothing else has a meaning: the library leaves the rest out too, after it has looked at each sign
    /// of it with a dozen regular expressions.
    private static func bare(_ text: String) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"): digits.append(byte)
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("), UInt8(ascii: ")"): break
            default: return text
            }
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Writes a text into one of C's arrays, which has room for it.
    static func put<Characters>(_ text: String, in characters: inout Characters) {
        withUnsafeMutableBytes(of: &characters) { place in
            for index in place.indices { place[index] = 0 }
            place.copyBytes(from: text.utf8.prefix(place.count - 1))
        }
    }

    /// The text in one of C's arrays, which Swift sees as a tuple.
    static func text<Characters>(_ characters: Characters) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

/// By what a telephone number is found and known again.
public struct PhoneKey: Hashable, Sendable {
    /// `+` and digits (ITU-T E.164), without the extension.
    public let e164: String
    /// The digits that are dialled at home: `07911123456`. Empty where they are a part of ``e164``.
    public let home: String

    public init(e164: String, home: String = "") {
        self.e164 = e164
        self.home = home
    }
}

/// How recognised telephone numbers are shown.
public enum PhoneFormat: String, Hashable, Sendable, CaseIterable {
    /// With the country code, all of them.
    case international
    /// Those of the user's own country as they are dialled there, the others with the country code.
    case national
}
