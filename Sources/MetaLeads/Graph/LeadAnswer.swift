/// One answer of a lead: the question's key on the form and what was given, possibly nothing.
public struct LeadAnswer: Sendable, Hashable, Codable {
    public let name: String
    public let values: [String]

    public init(name: String, values: [String]) {
        self.name = name
        self.values = values
    }
}
