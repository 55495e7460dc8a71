import Base

/// A text that a user sends again and again, with places in it for what is known of the customer.
public struct MessageTemplate: Hashable, Sendable, Identifiable {
    public typealias ID = Int64
    /// Below 0 for one of ``builtIn``, 0 for one that is not stored yet.
    public var id: ID
    /// 1 to 60 characters in one line.
    public var name: String
    /// The first line of an e-mail, at most 200 characters; other channels have none. Empty for none.
    public var subject: String
    /// 1 to 4,000 characters. The names in braces that ``MessageValues`` knows are filled in by ``filled(with:withSubject:)``, as they are
    /// in the subject.
    public var text: String

    public init(id: ID = 0, name: String, subject: String = "", text: String) {
        self.id = id
        self.name = name
        self.subject = subject
        self.text = text
    }

    public static let longestName = 60
    public static let longestSubject = 200
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

    /// A sentence about the first name in braces that stands for nothing, in the subject or the text; nil where all do.
    public var unknownNameSentence: String? {
        var names: [String] = []
        for part in [subject, text] {
            _ = Self.fill(part) { name in
                names.append(name)
                return nil
            }
        }
        let unknown = names.first { !MessageValues.names.contains($0) && !$0.hasPrefix(MessageValues.answer) }
        guard let unknown else { return nil }
        let near = unknown.nearest(among: MessageValues.names).map { "Did you mean {\($0)}? " } ?? ""
        let known = (MessageValues.names.map { "{\($0)}" } + ["{\(MessageValues.answer)QUESTION}"]).joined(separator: " ")
        return "{\(unknown.prefix(60))} stands for nothing. \(near)Known are \(known)."
    }

    /// The text with the values in the places of their names. What is put in is not looked at again, so a customer called `{me}` stays it.
    ///
    /// - Parameter withSubject: the subject is sent as well, so that its values are needed too.
    public func filled(with values: MessageValues, withSubject: Bool = false) -> FilledMessage {
        var missing: [String] = []
        func value(_ name: String) -> String? {
            if let value = values[name] { return value }
            if !missing.contains(name) { missing.append(name) }
            return nil
        }
        let subject = withSubject ? MessageText.line(Self.fill(subject, value)) : ""
        return FilledMessage(subject: subject, text: MessageText.clean(Self.fill(text, value)), missing: missing)
    }

    /// A name for which there is no value stays as it is.
    private static func fill(_ text: String, _ value: (String) -> String?) -> String {
        var result = ""
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
            result += value(name) ?? "{\(name)}"
            rest = inner[inner.index(after: close)...]
        }
        return result + rest
    }
}

/// One act on the templates of the user who does it. A user who has stored none has the built-in ones; the first act stores these.
public enum TemplateEdit: Hashable, Sendable {
    /// Changes the template with this id; 0 adds it behind the others.
    case save(MessageTemplate)
    case remove(MessageTemplate.ID)
    /// Brings a template to the place `to`, counted from 0; beyond the end it is the last.
    case move(MessageTemplate.ID, to: Int)
}

/// A template as it would be sent to one customer.
public struct FilledMessage: Hashable, Sendable {
    /// Of an e-mail.
    public var subject: String
    public var text: String
    /// The names in braces for which nothing is known of this customer; they stand in the text as they are.
    public var missing: [String]

    public init(subject: String = "", text: String, missing: [String] = []) {
        self.subject = subject
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
