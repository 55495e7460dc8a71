import Foundation

/// One thing that happened to a customer, as its timeline shows it.
public struct Activity: Hashable, Sendable, Identifiable {
    public enum Kind: String, Sendable, Codable {
        case lead, created, edited, noted, deleted, restored, called, messaged, moved, claimed
    }

    public let id: Int64
    public var kind: Kind
    public var at: Date
    /// The user's name; nil for what came from Meta.
    public var author: String?
    /// One line for people: `status new → attempted`, the note's text, `lead from Meta: "Kitchen form"`.
    public var text: String
    /// The change of the next call, which the text tells as it is stored; for readers who write dates in a form of their own.
    public var call: FieldEdit?
    /// The row it happened to, where those of a person's other rows stand beside them; nil elsewhere.
    public var row: Customer.ID?

    public init(id: Int64, kind: Kind, at: Date, author: String?, text: String, call: FieldEdit? = nil, row: Customer.ID? = nil) {
        self.id = id
        self.kind = kind
        self.at = at
        self.author = author
        self.text = text
        self.call = call
        self.row = row
    }
}
