import Base
import Foundation

/// A fault of a page, present or near, with its remedy. All that follows from it follows from its topic and severity; the sentences are for
/// people.
public struct Problem: Hashable, Sendable, Codable {
    /// The subject of the problem; the raw value names the check for people and in JSON.
    public enum Topic: String, Hashable, Sendable, Codable, CaseIterable {
        case general = "page"
        case appSecret = "app secret"
        case verifyToken = "verify token"
        case token
        case permissions
        case tokenExpiry = "token expiry"
        case dataAccess = "data access"
        case pageSubscription = "page subscription"
        case appSubscription = "app subscription"
        case leadsAccess = "leads access"
        case testLead = "test lead"
        case catchUp = "catch-up"
        case leads
    }

    public enum Severity: Hashable, Sendable {
        /// It works still.
        case warning
        /// Leads stay away.
        case fault
    }

    public var topic: Topic
    public var severity: Severity
    /// One sentence.
    public var sentence: String
    /// The same in a few words, for lines with little room.
    public var brief: String
    /// One sentence.
    public var remedy: String

    /// - Parameter brief: nil where the sentence is brief.
    public init(_ topic: Topic, _ sentence: String, brief: String? = nil, remedy: String, severity: Severity = .fault) {
        self.topic = topic
        self.severity = severity
        self.sentence = sentence
        self.brief = brief ?? sentence
        self.remedy = remedy
    }

    public var isFault: Bool { severity == .fault }

    /// Both, one behind the other. What blocks a page is named in words that end without a full stop.
    public var text: String { "\(sentence.asSentence) \(remedy)" }
}

/// As earlier versions have stored it.
extension Problem {
    private enum CodingKeys: String, CodingKey {
        case topic, remedy, isFault
        case sentence = "finding"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try values.decode(Topic.self, forKey: .topic), try values.decode(String.self, forKey: .sentence),
            remedy: try values.decode(String.self, forKey: .remedy),
            severity: try values.decode(Bool.self, forKey: .isFault) ? .fault : .warning)
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(topic, forKey: .topic)
        try values.encode(sentence, forKey: .sentence)
        try values.encode(remedy, forKey: .remedy)
        try values.encode(isFault, forKey: .isFault)
    }
}

extension MetaPage {
    /// All that is known to be wrong with the page at that instant, the worst first. What was entered and is missing, an access token
    /// or an app secret, is not among it.
    public func problems(at now: Date) -> [Problem] {
        var problems: [Problem] = []
        var named: Set<Problem.Topic> = []
        if case .blocked(let reason, let remedy, _) = state {
            problems.append(Problem(.general, reason, remedy: remedy))
            // The cause that blocks the page is one of these, and said already.
            named = [.token, .permissions]
        } else if let held = heldLeads?.problem(at: now) {
            problems.append(held)
        }
        guard let token else { return problems }
        problems += token.problems.filter { !named.contains($0.topic) }
        guard token.isValid else { return problems }
        for (what, end, topic) in [
            ("token", token.expiresAt, Problem.Topic.tokenExpiry),
            ("access to people's data", token.dataAccessExpiresAt, .dataAccess),
        ] {
            let life = TokenExpiry.line("The \(what)", end, at: now)
            guard let severity = life.severity, let remedy = life.remedy else { continue }
            problems.append(Problem(topic, life.sentence, brief: "\(what) \(life.words)", remedy: remedy, severity: severity))
        }
        return problems
    }
}
