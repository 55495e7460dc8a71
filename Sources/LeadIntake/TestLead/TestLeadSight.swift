import CRM

/// What the journal says of a test lead.
struct TestLeadSight: Hashable, Sendable {
    /// The event that brought it: the webhook's, where there is one.
    var event: WebhookEvent?
    /// It is a customer.
    var isSaved = false
    /// A webhook announced it.
    var isAnnounced = false
}
