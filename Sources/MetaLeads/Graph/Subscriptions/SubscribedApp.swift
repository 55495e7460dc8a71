import Base

/// An app to which a page sends what happens on it (Meta: Graph API reference, Page subscribed_apps).
public struct SubscribedApp: Sendable, Hashable {
    public var id: String
    public var name: String?
    /// Such as `leadgen` and `feed`.
    public var fields: [String]

    public init(id: String, name: String? = nil, fields: [String]) {
        self.id = id
        self.name = name
        self.fields = fields
    }

    /// Reads the list; an entry without an id is left out. Throws as `GraphLead.parse` does.
    static func parse(_ body: [UInt8]) throws(GraphFailure) -> [SubscribedApp] {
        guard let data = try GraphAnswer.object(body)["data"]?.elements else {
            throw GraphFailure(kind: .unreadable, message: "Meta's answer about the page's subscriptions has no data.")
        }
        return data.compactMap { app in
            app["id"]?.text.map {
                SubscribedApp(
                    id: $0, name: app["name"]?.text, fields: (app["subscribed_fields"]?.elements ?? []).compactMap(\.text))
            }
        }
    }
}
