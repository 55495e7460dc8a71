import Base

/// The text of a telephone number brought to what can be read as one: digits, a plus before them, what people put between them, and an
/// extension. Text with other words or signs in it is none, for a digit of theirs would be dialled along: "0664 1234567 ab 17".
struct PhoneText {
    /// A number starts with + or a digit: whatever came before is gone, such as the `p:` of Meta's exports. An extension stands behind
    /// `;ext=`, and there are no letters besides.
    let text: String

    /// Longer texts hold no number, or more than one; and reading takes longer than in proportion.
    private static let longest = 64

    /// Nil when there is no digit, far too much text, more than one number, or words beside the number.
    init?(_ raw: String) {
        guard raw.utf8.count <= 4 * PhoneText.longest else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(raw.utf8.count)
        // A character that no telephone number has stands as a letter here: its meaning is only looked up in `Extension`.
        for scalar in raw.unicodeScalars {
            if let plain = PhoneText.plain(scalar) { bytes.append(plain.isASCII ? UInt8(plain.value) : UInt8(ascii: "?")) }
        }
        guard let start = bytes.firstIndex(where: { $0 == UInt8(ascii: "+") || PhoneText.isDigit($0) }),
            let last = bytes.lastIndex(where: { PhoneText.isDigit($0) }), start <= last
        else { return nil }
        let end = bytes[start...].firstIndex { !PhoneText.mayStandInside($0) } ?? bytes.endIndex
        var number = bytes[start..<min(end, last + 1)]
        while let byte = number.last, !PhoneText.isDigit(byte) { number.removeLast() }
        var found = String(decoding: number, as: UTF8.self)
        if number.endIndex <= last {
            guard let digits = PhoneExtension.digits(behind: number.count, of: raw, from: start) else { return nil }
            found += ";ext=" + digits
        } else if bytes[(last + 1)...].contains(where: PhoneText.isWord) {
            return nil
        }
        guard found.utf8.count <= PhoneText.longest, PhoneText.isOneNumber(number), PhoneText.mayStandBefore(bytes[..<start], number) else {
            return nil
        }
        text = found
    }

    var isInternational: Bool { text.utf8.first == UInt8(ascii: "+") }

    /// `0039…` as `+39…`: what is dialled in most countries. Nil for a text that does not start so.
    var withoutDialledPrefix: String? {
        guard text.hasPrefix("00") else { return nil }
        return "+" + text.dropFirst(2)
    }

    /// `+44 (0)20…` without the 0, which is dialled only at home. Nil for a text without one.
    var withoutTrunkZero: String? {
        text.contains(bytesOf: "(0)") ? text.replacing("(0)", with: "", maxReplacements: 1) : nil
    }

    /// The digits of the number alone, without its extension.
    var digits: String { String(text.prefix { $0 != ";" }.filter(\.isNumber)) }

    // MARK: What stands in a number, and beside it

    /// One plus, at the beginning; a bracket or a slash only near the beginning, where the area code is: behind it they are the hours to
    /// call at, or another number.
    private static func isOneNumber(_ number: ArraySlice<UInt8>) -> Bool {
        let slashes = number.count { $0 == UInt8(ascii: "/") }
        let most = number.first == UInt8(ascii: "+") || number.starts(with: [UInt8(ascii: "0"), UInt8(ascii: "0")]) ? 9 : 6
        var digits = 0
        for (place, byte) in zip(0..., number) {
            switch byte {
            case UInt8(ascii: "+"): if place > 0 { return false }
            case UInt8(ascii: "("): if digits > most { return false }
            case UInt8(ascii: "/"): if digits > most, slashes == 1 { return false }
            default: if isDigit(byte) { digits += 1 }
            }
        }
        // "347/123/4567" is divided throughout, "030/123456/78" is a number and the end of another.
        let tail = number.reversed().prefix { isDigit($0) }.count
        return slashes < 2 || tail > 2
    }

    /// Says whether the words may stand before the number: its name may, as in "Tel. 030 …". Other words may have a number of their own, as
    /// in "ab 17 030 …", seen by a short first group; a name ends with a colon or a full stop, or is one that telephones have.
    private static func mayStandBefore(_ words: ArraySlice<UInt8>, _ number: ArraySlice<UInt8>) -> Bool {
        let first = number.prefix { isDigit($0) }
        guard words.contains(where: isWord), (1...2).contains(first.count), first.first != UInt8(ascii: "0"), number.count > first.count
        else { return true }
        let bare = words.reversed().drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "(") }
        if let end = bare.first, end == UInt8(ascii: ":") || end == UInt8(ascii: ".") || end == UInt8(ascii: "=") { return true }
        let word = String(decoding: bare.prefix { isWord($0) }.reversed(), as: UTF8.self).lowercased()
        return names.contains(word)
    }

    private static let names: Set<String> = [
        "tel", "telefon", "telephone", "phone", "fon", "ph", "mobile", "mobil", "mob", "cell", "handy", "whatsapp", "p", "t", "m",
    ]

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "?")
    }

    private static func mayStandInside(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
            UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: " "), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// Digits of all scripts, full-width signs, hyphens and white space of every width in ASCII; nil for what is invisible, such as a bidi
    /// mark. Other scalars are given back. A line break is none of what stands in a number.
    static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        if scalar.isASCII {
            switch scalar {
            case "\t": return " "
            case "\n", "\r", "\u{0B}", "\u{0C}": return "\n"
            default: return scalar
            }
        }
        switch scalar.value {
        case 0x85, 0x2028, 0x2029: return "\n"
        // Hyphens, dashes, the minus sign and the long vowel mark that Japanese keyboards give.
        case 0x2010...0x2015, 0x2043, 0x2212, 0x2500, 0x2796, 0x30FC, 0xFE58, 0xFE63, 0xFF0D, 0xFF70: return "-"
        case 0xB7, 0x2022, 0x2024, 0x2219, 0x22C5, 0x30FB, 0xFF65: return "."
        case 0x2044, 0x2215: return "/"
        case 0x207A, 0x208A, 0x2795, 0xFB29, 0xFE62: return "+"
        case 0xFF5E, 0x223C: return "~"
        case 0xFF01...0xFF5D: return Unicode.Scalar(scalar.value - 0xFEE0)
        // The frame of a keycap: 1️⃣.
        case 0x20E3: return nil
        default: break
        }
        let properties = scalar.properties
        if properties.isWhitespace { return " " }
        let isDigit = properties.numericType == .decimal || properties.numericType == .digit
        if isDigit, let value = properties.numericValue, (0...9).contains(value) {
            return Unicode.Scalar(0x30 + UInt8(value))
        }
        return properties.generalCategory == .format || properties.isDefaultIgnorableCodePoint ? nil : scalar
    }
}
