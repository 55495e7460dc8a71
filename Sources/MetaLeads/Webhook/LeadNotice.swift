import Foundation

/// The content of a `leadgen` change: identifiers only, the answers must be fetched (Meta: Lead ads, retrieving leads). Ids are opaque
/// text.
public struct LeadNotice: Sendable, Hashable {
    public let leadgenID: String
    /// The page's id from the change, else the entry's; empty when neither has one.
    public let pageID: String
    public let formID: String?
    /// The ad; nil for an organic lead, one from an ad preview, or a token without access to the ad account.
    public let adID: String?
    public let createdTime: Date?

    public init(leadgenID: String, pageID: String, formID: String?, adID: String?, createdTime: Date?) {
        self.leadgenID = leadgenID
        self.pageID = pageID
        self.formID = formID
        self.adID = adID
        self.createdTime = createdTime
    }
}
