import Base
import Foundation

/// A lead as the Graph API tells it (Meta: Lead ads, retrieving leads). Ids are opaque text.
public struct GraphLead: Sendable, Hashable {
    public var id: String
    public var createdTime: Date?
    public var formID: String?
    public var adID: String?
    public var adName: String?
    public var adsetID: String?
    public var adsetName: String?
    public var campaignID: String?
    public var campaignName: String?
    /// `fb` and `ig` are seen; the values are not documented, so any other is kept too.
    public var platform: String?
    public var isOrganic: Bool?
    /// The answers in the order of the form. A skipped question has no values.
    public var fields: [LeadAnswer]
    public var disclaimers: [DisclaimerAnswer]
    /// The JSON as received.
    public var raw: String
    /// The number of answers beyond ``mostAnswers``: they stand in `raw` alone.
    public private(set) var answersLeftOut = 0

    /// Of the answers of one lead, the values of one answer, the questions of a form and the choices of one. A form of Meta's has a few
    /// dozen questions.
    static let mostAnswers = 200

    public init(
        id: String, createdTime: Date? = nil, formID: String? = nil, adID: String? = nil, adName: String? = nil,
        adsetID: String? = nil, adsetName: String? = nil, campaignID: String? = nil, campaignName: String? = nil,
        platform: String? = nil, isOrganic: Bool? = nil, fields: [LeadAnswer] = [],
        disclaimers: [DisclaimerAnswer] = [], raw: String = ""
    ) {
        self.id = id
        self.createdTime = createdTime
        self.formID = formID
        self.adID = adID
        self.adName = adName
        self.adsetID = adsetID
        self.adsetName = adsetName
        self.campaignID = campaignID
        self.campaignName = campaignName
        self.platform = platform
        self.isOrganic = isOrganic
        self.fields = fields
        self.disclaimers = disclaimers
        self.raw = raw
    }

    /// Reads the answer to a request for a lead. Throws `unreadable` when it is not JSON or has no `field_data`
    /// (an empty list is fine), and Meta's own error when it holds one.
    public static func parse(_ body: [UInt8]) throws(GraphFailure) -> GraphLead {
        try parse(body, askedFor: "")
    }

    /// `id` stands in when the answer leaves its own out.
    static func parse(_ body: [UInt8], askedFor id: String) throws(GraphFailure) -> GraphLead {
        let value = try GraphAnswer.object(body)
        guard let answers = value["field_data"]?.elements else {
            throw GraphFailure(kind: .unreadable, message: "Meta's answer has no field_data, so it holds no answers.")
        }
        func text(_ key: JSONKey) -> String? { value[key]?.text.flatMap { $0.isEmpty ? nil : $0 } }
        func identifier(_ key: JSONKey) -> String? { text(key).flatMap { $0 == "0" ? nil : $0 } }
        var lead = GraphLead(
            id: identifier("id") ?? id,
            createdTime: MetaTime.date(value["created_time"]),
            formID: identifier("form_id"),
            adID: identifier("ad_id"), adName: text("ad_name"),
            adsetID: identifier("adset_id"), adsetName: text("adset_name"),
            campaignID: identifier("campaign_id"), campaignName: text("campaign_name"),
            platform: text("platform"),
            isOrganic: value["is_organic"]?.bool,
            fields: answers.prefix(mostAnswers).compactMap(LeadAnswer.init(json:)),
            disclaimers: (value["custom_disclaimer_responses"]?.elements ?? []).prefix(mostAnswers).compactMap { response in
                response["checkbox_key"]?.text.map {
                    // Sent as the string "1" or "".
                    DisclaimerAnswer(checkboxKey: $0, isChecked: response["is_checked"]?.bool ?? false)
                }
            },
            raw: String(decoding: body, as: UTF8.self))
        lead.answersLeftOut = max(0, answers.count - mostAnswers)
        return lead
    }
}

extension LeadAnswer {
    /// nil for an element without a name; `values` may be missing, empty, one text or hold numbers and booleans.
    init?(json: JSONValue) {
        guard let name = json["name"]?.name else { return nil }
        let values = json["values"]
        let all = values?.elements ?? values.map { [$0] } ?? []
        self.init(name: name, values: all.prefix(GraphLead.mostAnswers).compactMap(Self.text))
    }

    private static func text(_ value: JSONValue) -> String? {
        if case .bool(let bool) = value { return bool ? "true" : "false" }
        return value.text
    }
}

/// One answer of a lead: the question's key on the form and what was given, possibly nothing.
public struct LeadAnswer: Sendable, Hashable, Codable {
    public let name: String
    public let values: [String]

    public init(name: String, values: [String]) {
        self.name = name
        self.values = values
    }
}

/// One consent box of a form's own disclaimer. It is evidence of consent and is kept with the lead.
public struct DisclaimerAnswer: Sendable, Hashable, Codable {
    public let checkboxKey: String
    public let isChecked: Bool

    public init(checkboxKey: String, isChecked: Bool) {
        self.checkboxKey = checkboxKey
        self.isChecked = isChecked
    }
}

/// Which fields of a lead to ask for. They are always named: without them Meta leaves the names of ad and campaign
/// out.
public enum LeadFields: Sendable, Hashable, CaseIterable {
    /// All that the product keeps. The ad's and the campaign's fields need a token of somebody who may advertise on
    /// the ad account, and one refused field fails the whole read.
    case full
    /// The fields that a page token alone may always read: the fallback after `GraphFailure.Kind.fieldRefused`.
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
