import Base

/// Where Meta posts what happens to one sort of object (Meta: Graph API reference, Application subscriptions).
public struct AppSubscription: Sendable, Hashable {
    /// `page` for leads.
    public var object: String
    public var callbackURL: String?
    /// False: Meta has switched it off, as it does when the callback fails for days.
    public var isActive: Bool
    public var fields: [String]

    public init(object: String, callbackURL: String?, isActive: Bool, fields: [String]) {
        self.object = object
        self.callbackURL = callbackURL
        self.isActive = isActive
        self.fields = fields
    }

    /// Reads the list; the fields are objects with a name, in old answers plain names. Throws as `GraphLead.parse` does.
    static func parse(_ body: [UInt8]) throws(GraphFailure) -> [AppSubscription] {
        guard let data = try GraphAnswer.object(body)["data"]?.elements else {
            throw GraphFailure(kind: .unreadable, message: "Meta's answer about the app's subscriptions has no data.")
        }
        return data.compactMap { entry in
            entry["object"]?.text.map {
                AppSubscription(
                    object: $0, callbackURL: entry["callback_url"]?.text, isActive: entry["active"]?.bool ?? true,
                    fields: (entry["fields"]?.elements ?? []).compactMap { $0["name"]?.text ?? $0.text })
            }
        }
    }
}
