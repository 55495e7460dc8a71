import CRM

/// The columns that a lead gives its customer, with the mission's words where its form did not ask.
enum MetaColumns {
    static func of(_ contact: LeadContact, leadgenID: String) -> [CustomerField: String] {
        let id = "Meta Lead ID: \(leadgenID)"
        return [
            .customerName: FieldRules.fromMeta(contact.name) ?? "Meta Lead",
            .companyName: FieldRules.fromMeta(contact.company) ?? "Meta Ads",
            .phoneNumber: FieldRules.fromMeta(contact.phone) ?? "N/A",
            .email: FieldRules.fromMeta(contact.email) ?? "",
            .remark: FieldRules.fromMeta(contact.remark).map { "\(id) · \($0)" } ?? id,
        ]
    }
}
