import Base
import Foundation

/// The fields of each kind of object, and which of them a call gets.
extension GraphSide {
    /// A field: known by name, perhaps without a value for this object, perhaps given without being asked for.
    struct Field: Sendable {
        let name: String
        let value: JSONText?
        let isDefault: Bool

        init(_ name: String, _ value: JSONText?, isDefault: Bool = false) {
            self.name = name
            self.value = value
            self.isDefault = isDefault
        }
    }

    /// The fields asked for, or the default ones; always the id. A name that the node does not have fails the whole
    /// read, as it does at Meta.
    func select(
        _ call: GraphCall, _ fields: [Field], node: String, refused: Set<String> = []
    ) throws(GraphError) -> JSONText {
        let names = call.fields ?? fields.filter(\.isDefault).map(\.name)
        var members: [JSONText.Member] = []
        for name in names where !members.contains(where: { $0.key == name }) {
            guard let field = fields.first(where: { $0.name == name }), !refused.contains(name) else {
                throw .noField(name, on: node)
            }
            if let value = field.value { members.append(.init(name, value)) }
        }
        if let id = fields.first(where: { $0.name == "id" }), let value = id.value,
            !members.contains(where: { $0.key == "id" })
        {
            members.append(.init("id", value))
        }
        return .object(members)
    }

    func leadObject(_ lead: SimulatedLead, _ call: GraphCall) throws(GraphError) -> JSONText {
        try select(call, Self.fields(of: lead), node: "LeadGenData", refused: faults.refusedFields)
    }

    /// A page's own token does not tell itself.
    func pageFields(_ page: SimulatedPage, token: JSONText? = nil) -> [Field] {
        [
            Field("id", .string(page.id), isDefault: true), Field("name", .string(page.name), isDefault: true),
            Field("category", .string("Kitchen & bath contractor")), Field("access_token", token),
            Field("has_lead_access", leadAccess),
        ]
    }

    private var leadAccess: JSONText {
        let isLetIn = !faults.leadsAccessDenied
        var members: [JSONText.Member] = [
            .init("can_access_lead", .bool(isLetIn)), .init("app_has_leads_permission", .bool(isLetIn)),
            .init("user_has_leads_permission", .bool(true)), .init("enabled_lead_access_manager", .bool(!isLetIn)),
        ]
        if !isLetIn {
            members += [
                .init("failure_reason", .string("CRM access has been revoked from Lead Access Manager.")),
                .init("failure_resolution", .string("Assign the CRM in Leads Access.")),
            ]
        }
        return .object(members)
    }

    static func fields(of form: SimulatedForm, page: SimulatedPage, leads: Int) -> [Field] {
        [
            Field("id", .string(form.id), isDefault: true), Field("locale", .string(form.locale), isDefault: true),
            Field("name", .string(form.name), isDefault: true), Field("status", .string("ACTIVE"), isDefault: true),
            Field("created_time", .string(form.createdTime)), Field("leads_count", .number(leads)),
            Field("expired_leads_count", .number(0)),
            Field("page", .object([.init("id", .string(page.id)), .init("name", .string(page.name))])),
            Field("questions", .array(form.questions.enumerated().map { question($1, number: $0, form: form) })),
        ]
    }

    private static func question(
        _ question: SimulatedForm.Question, number: Int, form: SimulatedForm
    ) -> JSONText {
        var members: [JSONText.Member] = [
            .init("key", .string(question.key)), .init("label", .string(question.label)), .init("type", .string(question.type)),
            .init("id", .string(form.id + String(number))),
        ]
        if !question.options.isEmpty {
            let options = question.options.map { JSONText.object([.init("key", .string($0.key)), .init("value", .string($0.value))]) }
            members.append(.init("options", .array(options)))
        }
        return .object(members)
    }

    private static func fields(of lead: SimulatedLead) -> [Field] {
        let ad = lead.advertisement
        func text(_ value: String?) -> JSONText? { value.map(JSONText.string) }
        let consent = lead.consent.map { isChecked in
            JSONText.array([
                // Meta's way of saying true and false here.
                .object([.init("checkbox_key", .string("marketing_consent")), .init("is_checked", .string(isChecked ? "1" : ""))])
            ])
        }
        return [
            Field("created_time", .string(time(lead.createdTime)), isDefault: true),
            Field("id", .string(lead.id), isDefault: true),
            Field("ad_id", text(ad?.adID), isDefault: true), Field("ad_name", text(ad?.adName)),
            Field("adset_id", text(ad?.adsetID)), Field("adset_name", text(ad?.adsetName)),
            Field("campaign_id", text(ad?.campaignID)), Field("campaign_name", text(ad?.campaignName)),
            Field("form_id", .string(lead.formID), isDefault: true),
            Field("field_data", .array(lead.answers.map(\.json)), isDefault: true),
            Field("custom_disclaimer_responses", consent), Field("is_organic", .bool(ad == nil)),
            Field("platform", .string(lead.platform)), Field("partner_name", nil), Field("post", nil),
            Field("retailer_item_id", nil), Field("home_listing", nil), Field("vehicle", nil),
            Field("post_submission_check_result", nil),
        ]
    }

    /// Such as `2015-02-28T08:49:14+0000`.
    static func time(_ date: Date) -> String {
        date.formatted(
            Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day().time(includingFractionalSeconds: false))
            + "+0000"
    }
}
