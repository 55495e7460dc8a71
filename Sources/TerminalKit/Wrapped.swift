/// Text over several lines, widths in cells.
public enum Wrapped {
    /// Breaks wherever a line is full and leaves every blank where it is: for text that is shown as it came.
    public static func verbatim(_ text: String, width: Int) -> [String] {
        guard width > 0 else { return [] }
        var lines: [String] = []
        var line = ""
        var used = 0
        for character in text {
            let cells = max(1, TextWidth.of(character))
            if character.isNewline || used + cells > width {
                lines.append(line)
                (line, used) = ("", 0)
                if character.isNewline { continue }
            }
            line.append(character)
            used += cells
        }
        return lines + [line]
    }

    /// Breaks at blanks, and inside a word only where it is wider than a line.
    public static func lines(_ text: String, width: Int) -> [String] {
        guard width > 0 else { return [] }
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            var used = 0
            for word in paragraph.split(separator: " ", omittingEmptySubsequences: true) {
                let needed = TextWidth.of(String(word))
                if used > 0, used + 1 + needed > width {
                    lines.append(line)
                    (line, used) = ("", 0)
                }
                if used > 0 {
                    line += " "
                    used += 1
                }
                for character in word {
                    let cells = TextWidth.of(character)
                    if used + cells > width, used > 0 {
                        lines.append(line)
                        (line, used) = ("", 0)
                    }
                    line.append(character)
                    used += cells
                }
            }
            lines.append(line)
        }
        return lines
    }
}
