/// What became of one POST of the webhook.
public enum Reception: Hashable, Sendable {
    /// Answer 200: this many events are in the journal, durably.
    case accepted(Int)
    /// Answer 403: nothing in it is signed as it must be; nothing was kept.
    case forbidden
    /// Answer 400: not JSON, or no webhook.
    case malformed
    /// Answer 503, so that Meta sends it again: the journal cannot be written or the pages not be read.
    case unavailable
}
