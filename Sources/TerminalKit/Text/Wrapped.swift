import Base

/// Text over several lines, widths in cells.
public enum Wrapped {
    /// Breaks wherever a line is full and leaves every blank where it is: for text that is shown as it came, but for marks in a row
    /// that no cell shows.
    public static func verbatim(_ text: String, width: Int) -> [String] {
        guard width > 0 else { return [] }
        if SafeText.isPlain(text) { return plain(text, width) }
        var lines: [String] = []
        var line = ""
        var used = 0
        for character in BoundedText.cut(text, bytes: .max) {
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

    /// The same where every byte is a cell.
    private static func plain(_ text: String, _ width: Int) -> [String] {
        guard text.utf8.count > width else { return [text] }
        var rest = text[...]
        var lines: [String] = []
        while !rest.isEmpty {
            let line = rest[..<(rest.utf8.index(rest.startIndex, offsetBy: width, limitedBy: rest.endIndex) ?? rest.endIndex)]
            lines.append(String(line))
            rest = rest[line.endIndex...]
        }
        return lines
    }

    /// Breaks at blanks, and inside a word only where it is wider than a line: behind a slash where it has one, so that the parts of an address
    /// stay whole.
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
                var slash: String.Index?
                for character in word {
                    let cells = TextWidth.of(character)
                    if used + cells > width, used > 0 {
                        let end = slash ?? line.endIndex
                        lines.append(String(line[..<end]))
                        line = String(line[end...])
                        (used, slash) = (TextWidth.of(line), nil)
                    }
                    line.append(character)
                    used += cells
                    if character == "/" { slash = line.endIndex }
                }
            }
            lines.append(line)
        }
        return lines
    }
}
