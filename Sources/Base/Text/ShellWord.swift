/// A word as it can be typed into a shell.
public enum ShellWord {
    /// In quotes where it has other characters than letters and digits of ASCII and `/._-:~+,@`.
    public static func quoted(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-:~+,@".contains($0)) }
        return isPlain ? text : inQuotes(text)
    }

    /// In quotes, whatever its characters are.
    public static func inQuotes(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
}
