/// A box of a form's own disclaimer, as the person left it: what they agreed to, and what not. It is evidence and is kept.
public struct Consent: Hashable, Sendable, Codable {
    /// The box's key on the form.
    public var name: String
    public var isGiven: Bool

    public init(name: String, isGiven: Bool) {
        self.name = name
        self.isGiven = isGiven
    }

    /// For people: the key made readable.
    public var label: String { Answer.readable(name) }

    private enum CodingKeys: String, CodingKey {
        case name
        case isGiven = "is_given"
    }
}
