/// The text of single answers.
enum ContactText {
    /// Trimmed, with line ends, control characters and runs of white space as one space.
    static func clean(_ text: String) -> String {
        text.split { $0.isWhitespace || $0.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control } }
            .joined(separator: " ")
    }

    /// Without the `p:` that Meta's spreadsheet exports put before a phone number.
    static func phone(_ text: String) -> String {
        guard text.lowercased().hasPrefix("p:") else { return text }
        return clean(String(text.dropFirst(2)))
    }

    /// One `@` with something before it and a domain with a dot after it.
    static func looksLikeEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !text.contains(" ")
            && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
    }

    /// Seven to fifteen digits (the most that E.164 allows) and nothing but what phone numbers are written with.
    static func looksLikePhone(_ text: String) -> Bool {
        let text = phone(text)
        let digits = text.count { $0.isWholeNumber }
        return (7...15).contains(digits)
            && text.allSatisfy { $0.isWholeNumber || "+-./() ".contains($0) }
            && !looksLikeDate(text)
    }

    private static func looksLikeDate(_ text: String) -> Bool {
        text.wholeMatch(of: /[0-9]{1,4}[.\/-] ?[0-9]{1,2}[.\/-] ?[0-9]{1,4}/) != nil
    }
}
