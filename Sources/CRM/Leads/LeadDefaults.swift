/// The mission's own words for what stands in a customer's columns where a lead's form did not ask.
public enum LeadDefaults {
    public static let customerName = "Meta Lead"
    public static let companyName = "Meta Ads"
    public static let phoneNumber = "N/A"

    /// The remark that every lead is given: `Meta Lead ID: 769224190664558`.
    public static func remark(_ leadgenID: String) -> String { "Meta Lead ID: \(leadgenID)" }

    /// True for the remark of some lead, with nothing added to it.
    static func isRemark(_ remark: String) -> Bool { remark.wholeMatch(of: /Meta Lead ID: \S*/) != nil }
}
