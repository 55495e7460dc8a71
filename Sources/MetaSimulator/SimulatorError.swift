/// Why the stand-in for Meta does not start or send.
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
            "The stand-in for Meta has no page, so nobody could receive its leads: give it at least one."
        case .noWebhook:
            "The stand-in for Meta does not know where to post leads: give it the address of the webhook."
        case .notAnAddress(let text):
            "\"\(text)\" is not an address to post to: it must look like http://127.0.0.1:8080/api/meta/webhook."
        case .notLoopback(let host):
            "The stand-in for Meta posts to this machine only, and \"\(host)\" is not a loopback address: "
                + "use 127.0.0.1, [::1] or localhost."
        case .cannotBind(let port, let reason):
            "The stand-in for Meta cannot listen on 127.0.0.1:\(port): \(reason). "
                + "Give it another port, or 0 for a free one."
        }
    }

    public var description: String { message }
}
