import Foundation

/// What an export says of a customer, by the names of the outside interface.
extension ExportRow {
    /// The columns of the CSV: the seven of a customer first, then the rest.
    public static let csvColumns =
        CustomerField.allCases.map(\.rawValue) + [
            "id", "user", "spreadsheet", "next_call_time", "leadgen_id", "page_id", "form_id", "ad_id", "campaign_id", "is_test",
            "created_at", "answers", "consent",
        ]

    /// The cells under ``csvColumns``, neither guarded nor quoted. What is unknown is empty; the answers are JSON. Where a row has
    /// several leads, all their ids stand in the cell with spaces between, and so do all their answers.
    public var csvCells: [String] {
        [
            customer.customerName, customer.companyName, customer.phoneNumber, customer.email, customer.remark, customer.status,
            customer.nextCall?.day.description ?? "",
            String(customer.id), user, spreadsheet, customer.nextCall?.time?.description ?? "",
            ([leadgenID].compactMap { $0 } + otherLeads.map(\.leadgenID)).joined(separator: " "), lead?.pageID ?? "", lead?.formID ?? "", lead?.adID ?? "", lead?.campaignID ?? "",
            isTest ? "true" : "false", InstantText.of(customer.createdAt),
            ExportRow.json((lead?.answers ?? []) + otherLeads.flatMap(\.answers)).line,
            ExportRow.json((lead?.consents ?? []) + otherLeads.flatMap(\.consents)).line,
        ]
    }

    /// The object of the JSON export; what is unknown is null. Only a row with several leads has `other_leads`.
    public var json: JSONText {
        let others = otherLeads.map { lead in
            JSONText.object([
                .init("leadgen_id", .string(lead.leadgenID)),
                .init("page_id", .string(lead.pageID)),
                .init("form_id", .text(lead.formID)),
                .init("ad_id", .text(lead.adID)),
                .init("campaign_id", .text(lead.campaignID)),
                .init("created_at", .string(InstantText.of(lead.createdTime))),
                .init("answers", ExportRow.json(lead.answers)),
                .init("consent", ExportRow.json(lead.consents)),
            ])
        }
        return .object(members + (others.isEmpty ? [] : [.init("other_leads", .array(others))]))
    }

    private var members: [JSONText.Member] {
        [
            .init("id", .number(customer.id)),
            .init("user", .string(user)),
            .init("spreadsheet", .string(spreadsheet)),
            .init("customer_name", .string(customer.customerName)),
            .init("company_name", .string(customer.companyName)),
            .init("phone_number", .string(customer.phoneNumber)),
            .init("email", .string(customer.email)),
            .init("remark", .string(customer.remark)),
            .init("status", .string(customer.status)),
            .init("next_call_date", .text(customer.nextCall?.day.description)),
            .init("next_call_time", .text(customer.nextCall?.time?.description)),
            .init("leadgen_id", .text(leadgenID)),
            .init("page_id", .text(lead?.pageID)),
            .init("form_id", .text(lead?.formID)),
            .init("ad_id", .text(lead?.adID)),
            .init("campaign_id", .text(lead?.campaignID)),
            .init("is_test", .bool(isTest)),
            .init("created_at", .string(InstantText.of(customer.createdAt))),
            .init("answers", ExportRow.json(lead?.answers ?? [])),
            .init("consent", ExportRow.json(lead?.consents ?? [])),
        ]
    }

    private var leadgenID: String? { lead?.leadgenID ?? customer.lead?.leadgenID }
    private var isTest: Bool { lead?.isTest ?? customer.lead?.isTest ?? false }

    private static func json(_ consents: [Consent]) -> JSONText {
        .array(
            consents.map { consent in
                .object([.init("name", .string(consent.name)), .init("label", .string(consent.label)), .init("is_given", .bool(consent.isGiven))])
            })
    }

    private static func json(_ answers: [Answer]) -> JSONText {
        .array(
            answers.map { answer in
                .object([
                    .init("name", .string(answer.name)),
                    .init("label", .string(answer.label)),
                    .init("values", .array(answer.values.map { .string($0) })),
                ])
            })
    }
}
