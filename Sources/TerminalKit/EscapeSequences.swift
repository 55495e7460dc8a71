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
}
