/// Why a webhook body is refused as a whole. All are answered with 400.
public enum WebhookBodyError: Error, Sendable, Hashable, CustomStringConvertible {
    case notJSON
    case noEnvelope
    case tooManyChanges

    public var description: String {
        switch self {
        case .notJSON: "The request body is not JSON."
        case .noEnvelope: "The request body is not a Meta webhook: it needs \"object\" and \"entry\"."
        case .tooManyChanges: "The request body has more than \(WebhookParser.mostChanges) changes; Meta sends up to 1,000 at once."
        }
    }
}
