import Foundation

/// What keeps a page's leads away or soon will, with what to do about it.
public struct PageTrouble: Hashable, Sendable, Codable {
    public var topic: PageCheckReport.Line.Topic
    /// One sentence.
    public var finding: String
    /// One sentence.
    public var remedy: String
    /// False: it works still.
    public var isFault: Bool

    public init(_ topic: PageCheckReport.Line.Topic, _ finding: String, remedy: String, isFault: Bool = true) {
        self.topic = topic
        self.finding = finding
        self.remedy = remedy
        self.isFault = isFault
    }
}

extension MetaPage {
    /// All that is known to be wrong with the page at that instant, the worst first. What was entered and is missing, an access token
    /// or an app secret, is not among it.
    public func troubles(at now: Date) -> [PageTrouble] {
        var troubles: [PageTrouble] = []
        var named: Set<PageCheckReport.Line.Topic> = []
        if case .blocked(let reason, let remedy, _) = state {
            troubles.append(PageTrouble(.general, reason, remedy: remedy))
            // What blocks the page is one of these, and said already.
            named = [.token, .permissions]
        }
        guard let token else { return troubles }
        troubles += token.troubles.filter { !named.contains($0.topic) }
        guard token.isValid else { return troubles }
        for (what, end, topic) in [
            ("The token", token.expiresAt, PageCheckReport.Line.Topic.tokenExpiry),
            ("The access to people's data", token.dataAccessExpiresAt, .dataAccess),
        ] {
            let life = TokenExpiry.line(what, end, at: now)
            guard life.isNear, let remedy = life.remedy else { continue }
            troubles.append(PageTrouble(topic, life.sentence, remedy: remedy, isFault: life.isFault))
        }
        return troubles
    }
}
