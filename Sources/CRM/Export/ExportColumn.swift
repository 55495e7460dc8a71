import Base

/// One thing that an export says of a customer, under its name of the outside interface: heading and content are one record, so that
/// neither can slip beside the other.
public struct ExportColumn: Sendable {
    public let name: String
    /// In the JSON; what is unknown is null.
    let value: @Sendable (ExportRow) -> JSONText
    /// In the CSV, neither guarded nor quoted; what is unknown is empty.
    let cell: @Sendable (ExportRow) -> String

    /// `cell`: where the CSV says something else than the JSON.
    init(_ name: String, _ value: @escaping @Sendable (ExportRow) -> JSONText, cell: (@Sendable (ExportRow) -> String)? = nil) {
        self.name = name
        self.value = value
        self.cell = cell ?? { ExportColumn.text(value($0)) }
    }

    private static func text(_ value: JSONText) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        default: value.line
        }
    }
}

extension ExportColumn {
    /// The columns of the CSV: the seven of a customer first, then the rest.
    static let csv =
        CustomerColumn.all.map(customer) + [
            id, user, spreadsheet, callTime, leadgenID, pageID, formID, adID, campaignID, isTest, createdAt, answers, consent,
        ] + outreach

    /// The members of the JSON.
    static let json =
        [id, user, spreadsheet] + CustomerColumn.all.map(customer) + [
            callTime, leadgenID, pageID, formID, adID, campaignID, isTest, createdAt, answers, consent,
        ] + outreach

    /// The attempts to reach the customer, and the user who has taken it. An import leaves these columns out: the work was done elsewhere.
    static let outreach = [
        ExportColumn("attempts") { .number(Int64($0.customer.contact.attempts)) },
        ExportColumn("last_contact") { .text($0.customer.contact.lastContactAt.map(InstantText.of)) },
        ExportColumn("last_outcome") { .text($0.customer.contact.lastOutcome?.rawValue) },
        ExportColumn("do_not_call") { .bool($0.customer.contact.doNotCall != nil) },
        ExportColumn("claimed_by") { .text($0.customer.claim?.name) },
    ]

    private static func customer(_ column: CustomerColumn) -> ExportColumn {
        ExportColumn(column.field.rawValue) { .text(column.exported($0.customer)) }
    }

    private static let id = ExportColumn("id") { .number($0.customer.id) }
    private static let user = ExportColumn("user") { .string($0.user) }
    private static let spreadsheet = ExportColumn("spreadsheet") { .string($0.spreadsheet) }
    private static let callTime = ExportColumn("next_call_time") { .text($0.customer.nextCall?.time?.description) }
    /// Where a row has several leads, all their ids stand in the cell with spaces between, and so do all their answers.
    private static let leadgenID = ExportColumn("leadgen_id") {
        .text($0.leadgenID)
    } cell: { row in
        ([row.leadgenID].compactMap { $0 } + row.otherLeads.map(\.leadgenID)).joined(separator: " ")
    }
    private static let pageID = ExportColumn("page_id") { .text($0.lead?.pageID) }
    private static let formID = ExportColumn("form_id") { .text($0.lead?.formID) }
    private static let adID = ExportColumn("ad_id") { .text($0.lead?.adID) }
    private static let campaignID = ExportColumn("campaign_id") { .text($0.lead?.campaignID) }
    private static let isTest = ExportColumn("is_test") { .bool($0.lead?.isTest ?? $0.customer.lead?.isTest ?? false) }
    private static let createdAt = ExportColumn("created_at") { .string(InstantText.of($0.customer.createdAt)) }
    private static let answers = ExportColumn("answers") {
        ExportRow.json($0.lead?.answers ?? [])
    } cell: { row in
        ExportRow.json((row.lead?.answers ?? []) + row.otherLeads.flatMap(\.answers)).line
    }
    private static let consent = ExportColumn("consent") {
        ExportRow.json($0.lead?.consents ?? [])
    } cell: { row in
        ExportRow.json((row.lead?.consents ?? []) + row.otherLeads.flatMap(\.consents)).line
    }
}
