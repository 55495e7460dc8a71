/// A delivery of Meta's: what it is about, and all changes of all entries in the order sent.
public struct WebhookPayload: Sendable, Hashable {
    /// `page` for leads; empty for a pasted sample without an envelope.
    public let object: String
    public let changes: [WebhookChange]

    public init(object: String, changes: [WebhookChange]) {
        self.object = object
        self.changes = changes
    }
}
