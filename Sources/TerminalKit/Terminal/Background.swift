/// Whether the terminal's own background is dark or light.
public enum Background: Hashable, Sendable, CaseIterable {
    case dark, light
    /// The terminal does not say, or has not said yet.
    case unknown

    /// Reads the background from COLORFGBG ("15;0": light on dark); nil when it says nothing of use. Colour 7 and those from 9 up are
    /// light.
    public init?(colorFgBg: String?) {
        guard let last = colorFgBg?.split(separator: ";").last, let number = Int(last), (0...15).contains(number) else {
            return nil
        }
        self = number == 7 || number > 8 ? .light : .dark
    }

    /// Reads a terminal's answer to the question for its background: "11;rgb:RRRR/GGGG/BBBB", 1 to 4 digits each, or rgba with a fourth
    /// part (xterm's control sequences, OSC 11). Nil for any other answer.
    init?(answer: String) {
        let text = answer.lowercased()
        guard let start = ["11;rgb:", "11;rgba:"].first(where: text.hasPrefix) else { return nil }
        let parts = text.dropFirst(start.count).split(separator: "/", omittingEmptySubsequences: false).map { part in
            (1...4).contains(part.utf8.count) ? Int(part, radix: 16).map { Double($0) / Double(1 << (4 * part.utf8.count) - 1) } : nil
        }
        guard parts.count >= 3, let red = parts[0], let green = parts[1], let blue = parts[2] else { return nil }
        self = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5 ? .light : .dark
    }
}
