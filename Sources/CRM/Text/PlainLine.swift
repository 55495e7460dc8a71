import Base

/// Text from outside made safe for a log line or a table on a terminal: anyone can fill in an ad form.
public enum PlainLine {
    /// One line: line breaks and tabs become a space, every other control, escape and bidi character becomes U+FFFD.
    public static func of(_ text: String) -> String {
        plain(text, keepsLines: false)
    }

    /// The same for text of several lines, such as a CSV shown on a terminal: line feeds and tabs stay, CR before LF goes.
    public static func lines(_ text: String) -> String {
        plain(text, keepsLines: true)
    }

    private static func plain(_ text: String, keepsLines: Bool) -> String {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
        let text = BoundedText.cut(text, bytes: .max)
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\n":
                // CR LF is one break, made at the CR.
                if previous != "\r" { result.append(keepsLines ? "\n" : " ") }
            case "\r": result.append(keepsLines ? "\n" : " ")
            case "\t": result.append(keepsLines ? "\t" : " ")
            case "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}": result.append(" ")
            default: result.append(HostileScalar.contains(scalar) ? "\u{FFFD}" : scalar)
            }
        }
        return String(result)
    }
}
