/// The fate of a record of a file whose customer is in the spreadsheet already: one with the same telephone number or e-mail address
/// and no other name. A record that is a lead is never taken for one: somebody who asks again is a new lead.
public enum ImportExisting: String, Hashable, Sendable, CaseIterable {
    /// The record is left out.
    case skip
    /// The customer gets what it lacks.
    case fill
    /// The record becomes a row of its own.
    case add

    /// The columns that an existing customer gets from a record: those that are blank here and not there. A next call is taken only where
    /// the customer's work has not ended, and a status only from a mended line, for a customer whom nobody has dealt with. What the remark
    /// tells of mended cells goes, where they are taken.
    public static func edits(of existing: Customer, from imported: ImportedCustomer, in statuses: StatusCatalogue) -> [FieldEdit] {
        let record = imported.customer
        var filled = existing
        for field in CustomerField.allCases where field != .remark && isTaken(field, existing, imported, statuses) {
            filled.set(field, record[field: field])
        }
        for field in imported.mended?.fields ?? [] where filled[field: field] == record[field: field] {
            filled.remark = imported.mended?.remark(filled.remark, without: field) ?? filled.remark
        }
        if Placeholder.isBlank(filled.remark, in: .remark), !record.remark.isBlank { filled.remark = record.remark }
        return CustomerField.allCases.compactMap { field in
            let (old, new) = (existing[field: field], filled[field: field])
            return old == new ? nil : FieldEdit(field, from: old, to: new)
        }
    }

    /// Whether the customer keeps another status than the record tells of.
    public static func keepsStatus(_ existing: Customer, from imported: ImportedCustomer, in statuses: StatusCatalogue) -> Bool {
        let status = imported.customer.status
        return status != statuses.beginning && status != existing.status && !isTaken(.status, existing, imported, statuses)
    }

    private static func isTaken(
        _ field: CustomerField, _ existing: Customer, _ imported: ImportedCustomer, _ statuses: StatusCatalogue
    ) -> Bool {
        if field == .status {
            // A lead's other status would say that somebody has dealt with it.
            return imported.mended?.fields.contains(.status) == true && existing.status == statuses.beginning
                && existing.firstTouchedAt == nil && existing.lead == nil
        }
        if field == .nextCallDate, statuses.type(of: existing.status).isEnded { return false }
        return !Placeholder.isBlank(imported.customer[field: field], in: field) && Placeholder.isBlank(existing[field: field], in: field)
    }
}
