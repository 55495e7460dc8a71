/// What became of one POST of the webhook.
public enum DeliveryResult: Hashable, Sendable {
    /// Answer 200: this many events are in the journal, durably.
    case accepted(Int)
    /// Answer 403, so that Meta sends it again: this many events are in the journal, durably, and the app secret of another change's page
    /// did not sign it. That secret is perhaps to be set anew; what comes again is known by its lead.
    case acceptedInPart(Int)
    /// Answer 403: nothing in it is signed as it must be; nothing was kept.
    case forbidden
    /// Answer 400: not JSON, or no webhook.
    case malformed
    /// Answer 503, so that Meta sends it again: the journal cannot be written or the pages not be read.
    case unavailable
}
