import CRM

/// The columns that a lead gives its customer, with the mission's words where its form did not ask.
enum MetaColumns {
    static func of(_ contact: LeadContact, leadgenID: String) -> [CustomerField: String] {
        let id = LeadDefaults.remark(leadgenID)
        return [
            .customerName: FieldRules.fromMeta(contact.name) ?? LeadDefaults.customerName,
            .companyName: FieldRules.fromMeta(contact.company) ?? LeadDefaults.companyName,
            .phoneNumber: FieldRules.fromMeta(contact.phone) ?? LeadDefaults.phoneNumber,
            .email: FieldRules.fromMeta(contact.email) ?? "",
            .remark: FieldRules.fromMeta(contact.remark).map { "\(id) · \($0)" } ?? id,
        ]
    }
}
