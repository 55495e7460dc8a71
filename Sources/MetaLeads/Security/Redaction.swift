import Base

/// Makes words of others fit to be shown and logged: one line, limited, without access tokens.
enum Redaction {
    private static let hidden = "[hidden]"
    /// No secret of Meta's is nearly as short, and hiding shorter ones would hide ordinary words.
    private static let shortestSecret = 8

    /// `secrets` are replaced wherever they occur, and so is everything that looks like a token of Meta's.
    static func sentence(_ text: String, secrets: [String] = [], limit: Int = 300) -> String {
        var text = text
        // Scalars, not Characters: with an accent after it the secret's last letter would be another Character.
        for secret in secrets where secret.utf8.count >= shortestSecret {
            text.unicodeScalars.replace(secret.unicodeScalars, with: hidden.unicodeScalars)
        }
        // A hostile text of megabytes need not be looked at to its end.
        let line = oneLine(BoundedText.cut(text, bytes: limit * 32)).split(separator: " ").map(hideTokens).joined(separator: " ")
        return line.count <= limit ? line : line.prefix(limit - 1) + "…"
    }

    /// Control, format and bidirectional characters and runs of white space become one space.
    private static func oneLine(_ text: String) -> String {
        let clean = text.unicodeScalars.map { scalar -> Character in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: " "
            default: Character(scalar)
            }
        }
        return String(clean).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Runs of token characters that begin like a user, page or system token (`EAA…`), hold a `|` like an app token,
    /// or are longer than any word or id.
    private static func hideTokens(_ word: Substring) -> String {
        var result = ""
        var run = ""
        func flush() {
            let isToken =
                (run.hasPrefix("EAA") && run.utf8.count >= 12)
                || (run.contains("|") && run.utf8.count >= 20)
                || run.utf8.count >= 60
            result += isToken ? hidden : run
            run = ""
        }
        for character in word {
            if character.isASCII, character.isLetter || character.isNumber || "|-_".contains(character) {
                run.append(character)
            } else {
                flush()
                result.append(character)
            }
        }
        flush()
        return result
    }
}
