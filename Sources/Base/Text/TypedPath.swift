/// A path as a person types it, or as a terminal pastes one that is dropped on it: with a tilde, in quotes, with backslashes before blanks,
/// or as a `file:` address.
public enum TypedPath {
    /// The paths that it can mean, the likeliest first: as it stands there, as a shell reads it, as an address.
    ///
    /// - Parameter home: the folder for which `~` stands, without a slash at its end.
    public static func readings(of typed: String, home: String) -> [String] {
        let text = trimmed(typed)
        var readings: [String] = []
        for reading in [text, shellWord(text), address(text)].compactMap({ $0 }) where !reading.isEmpty {
            let full = expanded(reading, home: home)
            if !readings.contains(full) { readings.append(full) }
        }
        return readings
    }

    /// A pasted text as a field shows it, when it is a whole path; nil for any other text.
    public static func pasted(_ text: String) -> String? {
        let text = trimmed(text)
        let plain = address(text) ?? shellWord(text) ?? text
        return plain.hasPrefix("/") || plain.hasPrefix("~/") ? plain : nil
    }

    /// As a sentence names it: of one that is longer than a person reads the middle is left out.
    public static func shown(_ path: String) -> String { path.count <= 200 ? path : "\(path.prefix(100))…\(path.suffix(60))" }

    /// With the home folder in the place of a tilde at its beginning.
    public static func expanded(_ path: String, home: String) -> String {
        path == "~" ? home : path.hasPrefix("~/") ? home + path.dropFirst() : path
    }

    private static func trimmed(_ text: String) -> String {
        func isBlank(_ character: Character) -> Bool { character.isWhitespace }
        var text = Substring(text).drop(while: isBlank)
        // A blank behind a backslash belongs to the name.
        while let last = text.last, isBlank(last), text.dropLast().last != "\\" { text.removeLast() }
        return String(text)
    }

    /// One word without the quotes and backslashes of a shell; nil where these do not end, and where it is more than one.
    private static func shellWord(_ text: String) -> String? {
        var word = ""
        var quote: Character?
        var isEscaped = false
        for character in text {
            if isEscaped {
                // Between double quotes a backslash stands for itself before most characters.
                if quote == "\"", !"\"\\$`".contains(character) { word.append("\\") }
                word.append(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
            } else if quote == nil, character.isWhitespace {
                return nil
            } else {
                word.append(character)
            }
        }
        return quote == nil && !isEscaped ? word : nil
    }

    /// The path of a `file:` address of this machine; nil for anything else.
    private static func address(_ text: String) -> String? {
        guard let scheme = ["file://localhost/", "file:///", "file:/"].first(where: { text.lowercased().hasPrefix($0) }) else { return nil }
        var bytes: [UInt8] = []
        var rest = Substring("/" + text.dropFirst(scheme.count))
        while let first = rest.first {
            if first == "%", let byte = UInt8(rest.dropFirst().prefix(2), radix: 16), rest.count > 2, byte != 0 {
                bytes.append(byte)
                rest = rest.dropFirst(3)
            } else {
                bytes += Array(String(first).utf8)
                rest.removeFirst()
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
