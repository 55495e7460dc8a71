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

    var json: MetaJSON {
        var members: [(String, MetaJSON)] = [("name", .string(name))]
        if let values { members.append(("values", .array(values.map(MetaJSON.string)))) }
        return .object(members)
    }
}
