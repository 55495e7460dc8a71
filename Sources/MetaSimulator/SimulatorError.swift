/// Why the Meta simulator does not start or send.
public enum SimulatorError: Error, Sendable, Hashable, CustomStringConvertible {
    case noPages
    case noWebhook
    case notAnAddress(String)
    case notLoopback(String)
    case cannotBind(Int, String)

    /// One sentence for a person.
    public var message: String {
        switch self {
        case .noPages:
            "The Meta simulator has no page, so nobody could receive its leads: give it at least one."
        case .noWebhook:
            "The Meta simulator does not know where to post leads: give it the address of the webhook."
        case .notAnAddress(let text):
            "\"\(text)\" is not an address to post to: it must look like http://127.0.0.1:8080/api/meta/webhook."
        case .notLoopback(let host):
            "The Meta simulator posts to this machine only, and \"\(host)\" is not a loopback address: "
                + "use 127.0.0.1, [::1] or localhost."
        case .cannotBind(let port, let reason):
            "The Meta simulator cannot listen on 127.0.0.1:\(port): \(reason). "
                + "Give it another port, or 0 for a free one."
        }
    }

    public var description: String { message }
}
