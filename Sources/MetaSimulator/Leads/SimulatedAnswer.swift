import Base

/// An answer of a simulated lead.
public struct SimulatedAnswer: Sendable, Hashable {
    /// The key of the question.
    public let name: String
    /// nil: the key `values` is left out, as Meta does for some skipped questions.
    public let values: [String]?

    public init(name: String, values: [String]?) {
        self.name = name
        self.values = values
    }

    var json: JSONText {
        var members: [JSONText.Member] = [.init("name", .string(name))]
        if let values { members.append(.init("values", .array(values.map(JSONText.string)))) }
        return .object(members)
    }
}
