import Foundation

/// The fields of each kind of object, and which of them a call gets.
extension GraphSide {
    /// A field: known by name, perhaps without a value for this object, perhaps given without being asked for.
    struct Field: Sendable {
        let name: String
        let value: MetaJSON?
        let isDefault: Bool

        init(_ name: String, _ value: MetaJSON?, isDefault: Bool = false) {
            self.name = name
            self.value = value
            self.isDefault = isDefault
        }
    }

    /// The fields asked for, or the default ones; always the id. A name that the node does not have fails the whole
    /// read, as it does at Meta.
    func select(
        _ call: GraphCall, _ fields: [Field], node: String, refused: Set<String> = []
    ) throws(GraphError) -> MetaJSON {
        let names = call.fields ?? fields.filter(\.isDefault).map(\.name)
        var members: [(String, MetaJSON)] = []
        for name in names where !members.contains(where: { $0.0 == name }) {
            guard let field = fields.first(where: { $0.name == name }), !refused.contains(name) else {
                throw .noField(name, on: node)
            }
            if let value = field.value { members.append((name, value)) }
        }
        if let id = fields.first(where: { $0.name == "id" }), let value = id.value,
            !members.contains(where: { $0.0 == "id" })
        {
            members.append(("id", value))
        }
        return .object(members)
    }

    func leadObject(_ lead: SimulatedLead, _ call: GraphCall) throws(GraphError) -> MetaJSON {
        try select(call, Self.fields(of: lead), node: "LeadGenData", refused: faults.refusedFields)
    }

    func pageFields(_ page: SimulatedPage) -> [Field] {
        [
            Field("id", .string(page.id), isDefault: true), Field("name", .string(page.name), isDefault: true),
            Field("category", .string("Kitchen & bath contractor")), Field("access_token", nil),
            Field("has_lead_access", leadAccess),
        ]
    }

    private var leadAccess: MetaJSON {
        let isLetIn = !faults.leadsAccessDenied
        var members: [(String, MetaJSON)] = [
            ("can_access_lead", .bool(isLetIn)), ("app_has_leads_permission", .bool(isLetIn)),
            ("user_has_leads_permission", .bool(true)), ("enabled_lead_access_manager", .bool(!isLetIn)),
        ]
        if !isLetIn {
            members += [
                ("failure_reason", .string("CRM access has been revoked from Lead Access Manager.")),
                ("failure_resolution", .string("Assign the CRM in Leads Access.")),
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
            Field("page", .object([("id", .string(page.id)), ("name", .string(page.name))])),
            Field("questions", .array(form.questions.enumerated().map { question($1, number: $0, form: form) })),
        ]
    }

    private static func question(
        _ question: SimulatedForm.Question, number: Int, form: SimulatedForm
    ) -> MetaJSON {
        var members: [(String, MetaJSON)] = [
            ("key", .string(question.key)), ("label", .string(question.label)), ("type", .string(question.type)),
            ("id", .string(form.id + String(number))),
        ]
        if !question.options.isEmpty {
            members.append(
                (
                    "options",
                    .array(question.options.map { .object([("key", .string($0.key)), ("value", .string($0.value))]) })
                ))
        }
        return .object(members)
    }

    private static func fields(of lead: SimulatedLead) -> [Field] {
        let ad = lead.advertisement
        func text(_ value: String?) -> MetaJSON? { value.map(MetaJSON.string) }
        let consent = lead.consent.map { isChecked in
            MetaJSON.array([
                // Meta's way of saying true and false here.
                .object([("checkbox_key", .string("marketing_consent")), ("is_checked", .string(isChecked ? "1" : ""))])
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
