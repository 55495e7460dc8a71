import Base

/// A text that a user sends again and again, with places in it for what is known of the customer.
public struct MessageTemplate: Hashable, Sendable, Identifiable {
    public typealias ID = Int64
    /// Below 0 for one of ``builtIn``, 0 for one that is not stored yet.
    public var id: ID
    /// 1 to 60 characters in one line.
    public var name: String
    /// 1 to 4,000 characters. The names in braces that ``MessageValues`` knows are filled in by ``filled(with:)``.
    public var text: String

    public init(id: ID = 0, name: String, text: String) {
        self.id = id
        self.name = name
        self.text = text
    }

    public static let longestName = 60
    public static let longestText = 4000

    /// The templates of a user who has stored none.
    public static let builtIn = [
        MessageTemplate(
            id: -1, name: "first hello",
            text: "Hi {first_name}, this is {me}. You asked us about \"{form}\". When may I call you?"),
        MessageTemplate(
            id: -2, name: "not reached", text: "Hi {first_name}, this is {me}. I tried to call you just now. When suits you best?"),
        MessageTemplate(
            id: -3, name: "appointment", text: "Hi {first_name}, we see each other: {next_call}. Answer here if that does not suit you."),
    ]

    /// The text with the values in the places of their names. What is put in is not looked at again, so a customer called `{me}` stays it.
    public func filled(with values: MessageValues) -> FilledMessage {
        var result = ""
        var missing: [String] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            let inner = rest[rest.index(after: open)...]
            guard let close = inner.firstIndex(where: { $0 == "}" || $0 == "{" || $0.isNewline }), inner[close] == "}",
                close > inner.startIndex
            else {
                result += "{"
                rest = inner
                continue
            }
            let name = String(inner[..<close])
            if let value = values[name] {
                result += value
            } else {
                result += "{\(name)}"
                if !missing.contains(name) { missing.append(name) }
            }
            rest = inner[inner.index(after: close)...]
        }
        return FilledMessage(text: MessageText.clean(result + rest), missing: missing)
    }
}

/// A template as it would be sent to one customer.
public struct FilledMessage: Hashable, Sendable {
    public var text: String
    /// The names in braces for which nothing is known of this customer; they stand in the text as they are.
    public var missing: [String]

    public init(text: String, missing: [String] = []) {
        self.text = text
        self.missing = missing
    }
}

/// Texts that go into a message: those of a lead are anybody's.
public enum MessageText {
    /// In characters.
    public static let longest = 1000

    /// At most ``longest`` characters without anything that a terminal or another program would obey; line feeds stay.
    public static func clean(_ text: String) -> String {
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        let safe = lines.unicodeScalars.filter { $0 == "\n" || !HostileScalar.contains($0) }
        return BoundedText.cut(String(String.UnicodeScalarView(safe)), characters: longest)
    }

    /// The same in one line, without blanks at its ends.
    public static func line(_ text: String) -> String {
        clean(PlainLine.of(BoundedText.cut(text, characters: longest)).replacing("\u{FFFD}", with: "")).withoutOuterBlanks
    }
}
