/// Which fields of a lead to ask for. They are always named: without them Meta leaves the names of ad and campaign
/// out.
public enum LeadFields: Sendable, Hashable, CaseIterable {
    /// All that the product keeps. The ad's and the campaign's fields need a token of somebody who may advertise on
    /// the ad account, and one refused field fails the whole read.
    case full
    /// What a page token alone may always read: the fallback after `GraphFailure.Kind.fieldRefused`.
    case minimal

    /// The names, in the order asked. `form_name` is not among them: a lead has none.
    public var names: [String] {
        switch self {
        case .full:
            [
                "id", "created_time", "ad_id", "ad_name", "adset_id", "adset_name", "campaign_id", "campaign_name",
                "form_id", "field_data", "custom_disclaimer_responses", "is_organic", "platform", "partner_name",
                "retailer_item_id",
            ]
        case .minimal: ["id", "created_time", "form_id", "field_data"]
        }
    }
}
