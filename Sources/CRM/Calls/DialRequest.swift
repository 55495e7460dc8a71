import Base

/// A call that a program is to begin: whom, and how the program's words are filled.
public struct DialRequest: Hashable, Sendable {
    public let number: PhoneNumber
    /// The customer's, which anybody may have typed.
    public let name: String

    public init(number: PhoneNumber, name: String) {
        self.number = number
        self.name = name
    }

    /// The names in braces that ``filled(_:)`` knows.
    public static let names = ["e164", "digits", "national", "extension", "name"]

    /// `+393471234567`; the same without its plus; the digits that are dialled within the country; those that are dialled once the call is
    /// taken, or nothing; the name in one line.
    private func value(_ name: String) -> String? {
        switch name {
        case "e164": number.e164
        case "digits": DialRequest.digits(number.e164)
        case "national": DialRequest.digits(number.national)
        case "extension": number.extensionDigits ?? ""
        // A program may take a word that begins with a hyphen for an option of its own.
        case "name": String(MessageText.line(self.name).drop { $0 == "-" || $0 == " " })
        default: nil
        }
    }

    private static func digits(_ text: String) -> String { text.filter { ("0"..."9").contains($0) } }

    /// The words of a command with the values in their places. A value that is put in is not looked at again, and stays within its word.
    public func filled(_ words: [String]) -> [String] {
        words.map { word in word.replacing(/\{([a-z0-9_]+)\}/) { match in value(String(match.1)) ?? String(match.0) } }
    }

    /// The first name in braces that is none of ``names``; nil where all are.
    public static func unknownName(in words: [String]) -> String? {
        words.lazy.flatMap { $0.matches(of: /\{([^{}]*)\}/) }.map { String($0.1) }.first { !names.contains($0) }
    }
}
