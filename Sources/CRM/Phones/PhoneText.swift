/// The text of a telephone number brought to what can be read as one.
struct PhoneText {
    /// A number starts with + or a digit: whatever came before is gone, such as the `p:` of Meta's exports.
    let text: String

    /// Longer texts hold no number, or more than one; and reading takes longer than in proportion.
    private static let longest = 64

    /// Nil when there is no digit, or far too much text.
    init?(_ raw: String) {
        guard raw.utf8.count <= 4 * PhoneText.longest else { return nil }
        var scalars = String.UnicodeScalarView()
        for scalar in raw.unicodeScalars {
            let plain = PhoneText.plain(scalar)
            guard let plain, !scalars.isEmpty || plain == "+" || PhoneText.isDigit(plain) else { continue }
            scalars.append(plain)
        }
        guard !scalars.isEmpty, scalars.count <= PhoneText.longest else { return nil }
        text = String(scalars)
    }

    var isInternational: Bool { text.hasPrefix("+") }

    /// `0039…` as `+39…`: what is dialled in most countries. Nil for a text that does not start so.
    var withoutDialledPrefix: String? {
        guard text.hasPrefix("00") else { return nil }
        return "+" + text.dropFirst(2)
    }

    /// `+44 (0)20…` without the 0, which is dialled only at home. Nil for a text without one.
    var withoutTrunkZero: String? {
        text.contains("(0)") ? text.replacing("(0)", with: "", maxReplacements: 1) : nil
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// Digits of all scripts, full-width signs and white space of every width in ASCII; nil for what is invisible, such as a bidi mark.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let properties = scalar.properties
        if properties.isWhitespace { return " " }
        if scalar.isASCII { return scalar }
        if properties.numericType == .decimal, let value = properties.numericValue { return Unicode.Scalar(0x30 + UInt8(value)) }
        switch scalar.value {
        case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0)
        default: return properties.generalCategory == .format ? nil : scalar
        }
    }
}
