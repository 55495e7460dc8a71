import Base

/// The page that a page access token belongs to.
public struct GraphPage: Sendable, Hashable {
    public var id: String
    public var name: String?

    public init(id: String, name: String? = nil) {
        self.id = id
        self.name = name
    }

    /// Reads the answer to a request for `/me`; throws as `GraphLead.parse` does.
    public static func parse(_ body: [UInt8]) throws(GraphFailure) -> GraphPage {
        let value = try GraphAnswer.object(body)
        guard let id = value["id"]?.text else {
            throw GraphFailure(kind: .unreadable, message: "Meta's answer about the page has no id.")
        }
        return GraphPage(id: id, name: value["name"]?.text)
    }
}
