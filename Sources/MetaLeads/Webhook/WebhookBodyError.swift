/// Why a webhook body is refused as a whole. Both are answered with 400.
public enum WebhookBodyError: Error, Sendable, Hashable, CustomStringConvertible {
    case notJSON
    case noEnvelope

    public var description: String {
        switch self {
        case .notJSON: "The request body is not JSON."
        case .noEnvelope: "The request body is not a Meta webhook: it needs \"object\" and \"entry\"."
        }
    }
}
