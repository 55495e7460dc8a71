/// The answer to Meta's question whether the callback is ours.
public enum VerificationResult: Hashable, Sendable {
    /// Answer 200 with these bytes and nothing around them.
    case confirmed(String)
    /// Answer 403.
    case refused
}
