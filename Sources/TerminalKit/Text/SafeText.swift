/// Makes text from anywhere harmless for a terminal: nothing in it can move the cursor, change its mode, turn the
/// direction of reading or hide itself. What is taken out leaves a visible mark, except what has no width anyway.
public enum SafeText {
    /// The replacement for a line break.
    public enum Newline: Sendable {
        /// "⏎", for text that must stay on one line.
        case mark
        case space
        /// Stays, for text of several lines on standard output.
        case keep
    }

    /// The character that stands where something was that must not be shown: U+FFFD.
    public static let replacement = "\u{FFFD}"

    /// The text without controls, bidi overrides, unassigned scalars and invisible characters. Safe text comes back
    /// as it is.
    public static func clean(_ text: String, newline: Newline = .mark) -> String {
        if isPlain(text) { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for character in text {
            forEachPiece(of: character, newline: newline) { piece, _ in result += piece }
        }
        return result
    }

    /// True when every byte is printable ASCII: safe, and as wide as it is long.
    static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 &- 0x20 < 0x5F }
    }

    /// Calls `body` with each cell's worth of a character: its text and its width of 1 or 2. One character may be
    /// several cells (a flag is shown as its two letters) or none.
    static func forEachPiece(of character: Character, newline: Newline, _ body: (String, Int) -> Void) {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return }
        if first.value == 0x0D || first.value == 0x0A || first.value == 0x85 {
            switch newline {
            case .mark: body("⏎", 1)
            case .space: body(" ", 1)
            case .keep: body("\n", 1)
            }
            return
        }
        if first.value == 0x09 {
            body(" ", 1)
            return
        }
        var cluster = Cluster()
        for scalar in scalars { cluster.take(scalar, body) }
        cluster.finish(body)
    }

    /// Gathers the scalars of one character into pieces.
    private struct Cluster {
        private var text = ""
        private var width = 0
        private var count = 0
        private var joined = false
        private var began = false

        mutating func take(_ scalar: Unicode.Scalar, _ body: (String, Int) -> Void) {
            switch ScalarKind(scalar) {
            case .joiner:
                joined = true
            case .dropped:
                break
            case .forbidden:
                finish(body)
                body(SafeText.replacement, 1)
            case .letter(let letter):
                finish(body)
                body(letter, 1)
            case .mark:
                if count == 0 {
                    // Half a Hangul syllable has no width and is no mark: nothing would show it.
                    guard scalar.properties.isGraphemeExtend else { return body(SafeText.replacement, 1) }
                    start("\u{25CC}", 1)
                }
                if count < 4 {
                    text.unicodeScalars.append(scalar)
                    count += 1
                }
            case .spacing(let cells):
                let isTone = (0x1F3FB...0x1F3FF).contains(scalar.value)
                let follows = joined && scalar.value > 0x203B && scalar.properties.isEmoji
                joined = false
                // A terminal shows the person of a joined emoji, and neither the tone nor the trade.
                if began, isTone || follows { return }
                finish(body)
                // A tone by itself would join whatever cell stands before it.
                if isTone { return body(SafeText.replacement, 1) }
                start(scalar, cells)
            }
        }

        mutating func finish(_ body: (String, Int) -> Void) {
            began = true
            if count > 0 { body(text, width) }
            text = ""
            count = 0
        }

        private mutating func start(_ scalar: Unicode.Scalar, _ cells: Int) {
            began = true
            text = String(scalar)
            width = cells
            count = 1
        }
    }
}
