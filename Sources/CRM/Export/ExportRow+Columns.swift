import Base

/// The columns of a customer in an export, by the names of the outside interface.
extension ExportRow {
    public static let csvColumns = ExportColumn.csv.map(\.name)

    /// The cells under ``csvColumns``, neither guarded nor quoted. What is unknown is empty; the answers are JSON.
    public var csvCells: [String] { ExportColumn.csv.map { $0.cell(self) } }

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
        let members = ExportColumn.json.map { JSONText.Member($0.name, $0.value(self)) }
        return .object(members + (others.isEmpty ? [] : [.init("other_leads", .array(others))]))
    }

    var leadgenID: String? { lead?.leadgenID ?? customer.lead?.leadgenID }

    static func json(_ answers: [Answer]) -> JSONText {
        .array(
            answers.map { answer in
                .object([
                    .init("name", .string(answer.name)),
                    .init("label", .string(answer.label)),
                    .init("values", .array(answer.values.map { .string($0) })),
                ])
            })
    }

    static func json(_ consents: [Consent]) -> JSONText {
        .array(
            consents.map { consent in
                .object([
                    .init("name", .string(consent.name)), .init("label", .string(consent.label)), .init("is_given", .bool(consent.isGiven)),
                ])
            })
    }
}
