/// A question to Meta that brought no answer, and why. Safe to show and to log: it never holds a token.
public struct GraphFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind decides the remedy; it depends on Meta's code and subcode, never on the HTTP status alone.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// The token is expired, revoked, of the wrong kind or none at all: a person must connect the page again.
        case tokenRefused
        /// The token is fine but lacks a permission.
        case permissionMissing
        /// Wait; asking on prolongs it.
        case rateLimited
        /// The object is gone, or not to be seen with this token: Meta says the same for both.
        case objectMissing
        /// One of the fields asked for does not exist or needs more rights; ask with fewer.
        case fieldRefused
        /// The question is wrong; asking again is of no use.
        case badRequest
        /// Meta's own trouble; try again.
        case transient
        /// Meta holds the app for abusive; stop for hours.
        case blockedAsAbusive
        /// The app secret does not belong to the token's app.
        case proofRefused
        /// The version of the Graph API is switched off.
        case versionDead
        /// No answer: name, connection, TLS or time.
        case unreachable
        /// An answer that is not JSON or lacks what was asked for.
        case unreadable
        /// An answer beyond any length that Meta's have: a lead with such answers never comes in.
        case tooLarge
    }

    public let kind: Kind
    public let code: Int?
    public let subcode: Int?
    /// Meta's own words or ours: one line, at most 300 characters, tokens hidden.
    public let message: String
    /// Words for a person, in the language that Meta chose.
    public let userTitle: String?
    public let userMessage: String?
    /// `fbtrace_id`, which Meta's support asks for.
    public let traceID: String?
    /// How long Meta wants to be left alone; nil when it does not say.
    public let retryAfter: Duration?
    /// Meta's own opinion.
    public let isTransient: Bool?
    /// The HTTP status; nil when there was no answer.
    public let status: Int?

    /// Every text is made one line and cleared of tokens; `secrets` are hidden too.
    public init(
        kind: Kind, code: Int? = nil, subcode: Int? = nil, message: String, userTitle: String? = nil,
        userMessage: String? = nil, traceID: String? = nil, retryAfter: Duration? = nil, isTransient: Bool? = nil,
        status: Int? = nil, secrets: [String] = []
    ) {
        func clean(_ text: String) -> String { Redaction.sentence(text, secrets: secrets) }
        self.kind = kind
        self.code = code
        self.subcode = subcode
        self.message = clean(message)
        self.userTitle = userTitle.map(clean)
        self.userMessage = userMessage.map(clean)
        self.traceID = traceID.map(clean)
        self.retryAfter = retryAfter
        self.isTransient = isTransient
        self.status = status
    }

    /// Whether other leads of the page would fare the same now. What blocks the page is said by its state, and not here.
    public var concernsPage: Bool {
        switch kind {
        case .transient, .unreachable, .unreadable, .tooLarge, .rateLimited, .blockedAsAbusive, .versionDead: true
        case .tokenRefused, .permissionMissing, .proofRefused, .objectMissing, .fieldRefused, .badRequest: false
        }
    }

    public var description: String { "\(headline): \(message)" }

    /// The failure, with Meta's numbers and without its words, which may name a lead.
    public var headline: String {
        let numbers = [code.map { "code \($0)" }, subcode.map { "subcode \($0)" }].compactMap { $0 }
        let place = numbers.isEmpty ? status.map { " (HTTP \($0))" } ?? "" : " (\(numbers.joined(separator: ", ")))"
        return "\(missionSentence)\(place)"
    }
}
