import LeadIntake

/// The facts that `/healthz` and `/metrics` tell besides those that the listener knows itself.
public struct ListenerReport: Sendable {
    /// One thing that is well or not.
    public struct Check: Sendable, Hashable {
        public var name: String
        public var isWell: Bool
        /// One sentence: what is wrong and what to do, or empty.
        public var detail: String

        public init(_ name: String, isWell: Bool, detail: String = "") {
            self.name = name
            self.isWell = isWell
            self.detail = detail
        }
    }

    /// The leads of one form of a page, counted.
    public struct Leads: Sendable, Hashable {
        public var pageID: String
        /// Empty for leads without a form.
        public var formID: String
        /// By what is counted, such as `by_webhook`.
        public var counts: [String: Int]

        public init(pageID: String, formID: String, counts: [String: Int]) {
            self.pageID = pageID
            self.formID = formID
            self.counts = counts
        }
    }

    /// Which Leadsheet answers.
    public var version: String
    /// Tells one database from another; not a secret and not a path.
    public var data: String
    /// False: the journal cannot be written, and `/healthz` answers 503.
    public var canWrite: Bool
    /// Why not, with what to do; nil when it is not known.
    public var writeFault: String?
    public var checks: [Check]
    /// Nil when another process does the intake.
    public var intake: IntakeMetrics?
    /// The number of events in each state, by the state's word.
    public var events: [String: Int]
    /// Nil when another process does the catch-up.
    public var catchUp: CatchUpMetrics?
    public var ledger: [Leads]
    /// Whether Meta refuses the settings of a page, by the page's id.
    public var isBlocked: [String: Bool]

    public init(
        version: String = "", data: String, canWrite: Bool, writeFault: String? = nil, checks: [Check] = [], intake: IntakeMetrics? = nil,
        events: [String: Int] = [:],
        catchUp: CatchUpMetrics? = nil, ledger: [Leads] = [], isBlocked: [String: Bool] = [:]
    ) {
        self.version = version
        self.data = data
        self.canWrite = canWrite
        self.writeFault = writeFault
        self.checks = checks
        self.intake = intake
        self.events = events
        self.catchUp = catchUp
        self.ledger = ledger
        self.isBlocked = isBlocked
    }
}
