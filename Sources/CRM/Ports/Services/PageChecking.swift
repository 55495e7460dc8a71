import Foundation

/// Asks Meta whether a page's settings work: the *Test connection* of the settings form.
public protocol PageChecking: Sendable {
    /// Asks the Graph API with the given settings, saved or not. Never throws: what goes wrong is a line of the report. What is found
    /// of saved settings is noted with the page, which is blocked or set free by it.
    func check(_ settings: PageSettings, at now: Date) async -> PageCheckReport
}

/// The findings of a check of a page, in the order of the questions.
public struct PageCheckReport: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public enum Verdict: Hashable, Sendable { case good, warning, fault }
        public var topic: Problem.Topic
        public var verdict: Verdict
        /// The finding, in one sentence.
        public var finding: String
        /// The remedy; nil when all is well.
        public var remedy: String?
        /// Meta gave no answer just now, so nothing follows for the page.
        public var isUnanswered: Bool
        /// A warning that is noted with the page, as every fault is.
        public var isKept = false

        public init(
            _ verdict: Verdict, _ finding: String, remedy: String? = nil, on topic: Problem.Topic = .general, isUnanswered: Bool = false
        ) {
            self.isUnanswered = isUnanswered
            self.topic = topic
            self.verdict = verdict
            self.finding = finding
            self.remedy = remedy
        }
    }

    public var lines: [Line]
    /// The page's name at Meta, when the token could read it.
    public var pageName: String?
    public var token: TokenHealth?
    /// Whether the page's leads can be read, as far as Meta has said it; nil when that does not follow from its answers.
    public var state: PageState?

    public var isWell: Bool { !lines.contains { $0.verdict == .fault } }

    public init(lines: [Line], pageName: String? = nil, token: TokenHealth? = nil) {
        self.lines = lines
        self.pageName = pageName
        self.token = token
    }
}
