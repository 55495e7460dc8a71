/// The outcome of one delivery.
public struct PostResult: Sendable, Hashable {
    /// The HTTP status; nil when there was no answer.
    public let status: Int?
    /// The leads that it told of.
    public let leadgenIDs: [String]
    /// Why there was no answer.
    public let problem: String?

    /// Meta takes 200 alone for an answer.
    public var isAccepted: Bool { status == 200 }
}
