import Foundation

/// The few sequences that go past curses. Text from outside is made safe first, so that it cannot end a sequence and
/// begin another.
enum EscapeSequences {
    /// Terminals drop longer OSC 52 payloads.
    static let longestCopy = 74_994

    static func title(_ title: String) -> String {
        "\u{1B}]2;\(TextWidth.truncate(title, to: 200))\u{7}"
    }

    /// OSC 9 has one text only. A semicolon would make some terminals read "9;4;…" as a progress bar.
    static func notification(title: String, body: String) -> String {
        let text = TextWidth.truncate(body.isEmpty ? title : "\(title): \(body)", to: 200)
        return "\u{1B}]9;\(text.replacingOccurrences(of: ";", with: ","))\u{7}"
    }

    /// nil when the text is too long.
    static func copy(_ text: String) -> String? {
        let encoded = Data(text.utf8).base64EncodedString()
        return encoded.utf8.count <= longestCopy ? "\u{1B}]52;c;\(encoded)\u{7}" : nil
    }

    /// Puts one cell at a place without curses: no line wrap there, and the cursor and its attributes come back.
    static func place(_ cell: Cell, x: Int, y: Int, look: Palette.Look) -> String {
        var codes = ["0"]
        if look.bold { codes.append("1") }
        if look.dim { codes.append("2") }
        if look.underline { codes.append("4") }
        if look.reverse { codes.append("7") }
        codes += colour(look.foreground, base: 30) + colour(look.background, base: 40)
        let graphics = codes.joined(separator: ";")
        return "\u{1B}7\u{1B}[?7l\u{1B}[\(y + 1);\(x + 1)H\u{1B}[\(graphics)m\(cell.text)\u{1B}[?7h\u{1B}8"
    }

    private static func colour(_ index: Int, base: Int) -> [String] {
        switch index {
        case ..<0: []
        case 0..<8: ["\(base + index)"]
        case 8..<16: ["\(base + 60 + index - 8)"]
        default: ["\(base + 8)", "5", "\(index)"]
        }
    }
}
