import Foundation

/// All that Meta knows about one form submission. Ids are text: Meta sends them as strings and as numbers past 2^53.
public struct Lead: Hashable, Sendable {
    /// Meta keeps leads so long, in seconds (Meta: Business help centre, downloading leads: 90 days).
    public static let keptAtMeta: Double = 90 * 86400

    public var leadgenID: String
    public var pageID: String
    public var formID: String?
    public var formName: String?
    public var adID: String?
    public var adName: String?
    public var campaignID: String?
    public var campaignName: String?
    /// Meta's word, such as `fb` or `ig`; unknown words are kept.
    public var platform: String?
    public var isOrganic: Bool?
    public var isTest: Bool
    public var createdTime: Date
    public var answers: [Answer]
    /// The person's consents, given or not; empty where the form had no boxes of its own.
    public var consents: [Consent]
    /// The Graph API's answer as it came.
    public var raw: String

    public init(
        leadgenID: String, pageID: String, formID: String? = nil, formName: String? = nil, adID: String? = nil, adName: String? = nil,
        campaignID: String? = nil, campaignName: String? = nil, platform: String? = nil, isOrganic: Bool? = nil, isTest: Bool = false,
        createdTime: Date, answers: [Answer] = [], consents: [Consent] = [], raw: String = ""
    ) {
        self.leadgenID = leadgenID
        self.pageID = pageID
        self.formID = formID
        self.formName = formName
        self.adID = adID
        self.adName = adName
        self.campaignID = campaignID
        self.campaignName = campaignName
        self.platform = platform
        self.isOrganic = isOrganic
        self.isTest = isTest
        self.createdTime = createdTime
        self.answers = answers
        self.consents = consents
        self.raw = raw
    }
}

/// One question of a form with what the person answered: no value, one, or several.
public struct Answer: Hashable, Sendable, Codable {
    /// The question's key on the form.
    public var name: String
    /// The question as the person read it, where it is known; otherwise the key made readable.
    public var label: String
    public var values: [String]

    public init(name: String, label: String, values: [String]) {
        self.name = name
        self.label = label
        self.values = values
    }

    /// `which_city_are_you_from` as `Which city are you from`.
    public static func readable(_ key: String) -> String {
        let words = key.split(whereSeparator: { $0 == "_" || $0.isWhitespace }).joined(separator: " ")
        guard let first = words.first else { return key }
        return first.uppercased() + words.dropFirst()
    }
}

/// The customer columns that a lead gives; nil where its form did not ask.
public struct LeadContact: Hashable, Sendable {
    public var name: String?
    public var company: String?
    public var phone: String?
    public var email: String?
    /// The text that is added to the customer's remark.
    public var remark: String?

    public init(name: String? = nil, company: String? = nil, phone: String? = nil, email: String? = nil, remark: String? = nil) {
        self.name = name
        self.company = company
        self.phone = phone
        self.email = email
        self.remark = remark
    }
}
