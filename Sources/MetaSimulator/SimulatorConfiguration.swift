/// How the Meta simulator behaves.
public struct SimulatorConfiguration: Sendable {
    /// The kinds of lead that the sender mixes.
    public enum Mixture: Sendable, Hashable {
        /// Plausible people on forms in several languages, some batches and duplicates, now and then a test.
        case salesFloor
        /// The same, and hostile and empty answers too.
        case everything
    }

    /// The port of the Graph API on 127.0.0.1; 0 takes a free one.
    public var port: Int
    /// The same seed gives the same leads: ids, people and answers. Leads that a listener has seen under a seed are
    /// duplicates to it when they come again, so a second run against the same data wants another seed.
    public var seed: UInt64
    /// At least one.
    public var pages: [SimulatedPage]
    /// The token of a system user who has all pages; empty: there is none.
    public var systemToken: String
    /// Where webhooks are posted, such as `http://127.0.0.1:8080/api/meta/webhook`; may be set later.
    public var webhook: String?
    /// New leads a minute, on average, while sending.
    public var ratePerMinute: Double
    public var faults: SimulatorFaults
    /// Sending ends after so many leads; nil: never.
    public var leadLimit: Int?
    public var mixture: Mixture

    public init(
        port: Int = 0, seed: UInt64 = 1, pages: [SimulatedPage], systemToken: String = "", webhook: String? = nil,
        ratePerMinute: Double = 6, faults: SimulatorFaults = SimulatorFaults(), leadLimit: Int? = nil, mixture: Mixture = .salesFloor
    ) {
        self.port = port
        self.seed = seed
        self.pages = pages
        self.systemToken = systemToken
        self.webhook = webhook
        self.ratePerMinute = ratePerMinute
        self.faults = faults
        self.leadLimit = leadLimit
        self.mixture = mixture
    }
}
