import Foundation

/// A lead as the simulator knows it.
public struct SimulatedLead: Sendable, Hashable {
    /// The advertisement that brought a lead.
    public struct Advertisement: Sendable, Hashable {
        public let adID: String
        public let adName: String
        public let adsetID: String
        public let adsetName: String
        public let campaignID: String
        public let campaignName: String
    }

    public let id: String
    public let pageID: String
    public let formID: String
    /// Whole seconds.
    public let createdTime: Date
    /// nil for organic and test leads.
    public let advertisement: Advertisement?
    /// `fb` or `ig`.
    public let platform: String
    public let kind: LeadKind
    public let answers: [SimulatedAnswer]
    /// The consent box of the form: nil when it has none.
    public let consent: Bool?

    /// A lead with the ids alone, for webhook bodies about leads that the Graph side need not know.
    public init(id: String, pageID: String, formID: String, createdTime: Date) {
        self.init(
            id: id, pageID: pageID, formID: formID, createdTime: createdTime, advertisement: nil, platform: "fb",
            kind: .ordinary, answers: [], consent: nil)
    }

    init(
        id: String, pageID: String, formID: String, createdTime: Date, advertisement: Advertisement?,
        platform: String, kind: LeadKind, answers: [SimulatedAnswer], consent: Bool?
    ) {
        self.id = id
        self.pageID = pageID
        self.formID = formID
        self.createdTime = createdTime
        self.advertisement = advertisement
        self.platform = platform
        self.kind = kind
        self.answers = answers
        self.consent = consent
    }
}
