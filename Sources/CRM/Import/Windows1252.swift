/// The encoding that Excel's plain "CSV" has in Western Europe and the Americas.
enum Windows1252 {
    /// The bytes as text; nil where they cannot be a Western language's: other code pages have letters where this one has signs, and
    /// whole words of bytes above 0x80.
    static func text(_ bytes: [UInt8]) -> String? {
        var scalars = String.UnicodeScalarView()
        var high = 0
        var previous: UInt8 = 0
        for byte in bytes {
            high = byte < 0xC0 ? 0 : high + 1
            let isBehindLetter = (0x61...0x7A).contains(previous | 0x20)
            if high > 3 || isBehindLetter && neverBehindLetters.contains(byte) { return nil }
            previous = byte
            guard let scalar = byte < 0x80 || byte >= 0xA0 ? Unicode.Scalar(byte) : signs[Int(byte) - 0x80] else { return nil }
            scalars.append(scalar)
        }
        return String(scalars)
    }

    /// Pounds, fractions, broken bars: where one of these follows a letter, it is a Polish one.
    private static let neverBehindLetters: Set<UInt8> = [0xA1, 0xA3, 0xA5, 0xA6, 0xAC, 0xAF, 0xB1, 0xB6, 0xB9, 0xBC, 0xBE, 0xBF]

    /// 0x80 to 0x9F; nil where the code page has nothing, or something that no name, address or remark has.
    private static let signs: [Unicode.Scalar?] = [
        "€", nil, nil, nil, nil, "…", nil, nil, nil, nil, "Š", nil, "Œ", nil, "Ž", nil,
        nil, "‘", "’", "“", "”", "•", "–", "—", nil, "™", "š", nil, "œ", nil, "ž", "Ÿ",
    ]
}
