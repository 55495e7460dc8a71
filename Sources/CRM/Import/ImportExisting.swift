/// The fate of a record of a file whose customer is in the spreadsheet already: one with the same telephone number or e-mail address
/// and no other name. A record that is a lead is never taken for one: somebody who asks again is a new lead.
public enum ImportExisting: String, Hashable, Sendable, CaseIterable {
    /// The record is left out.
    case skip
    /// The customer gets what it lacks.
    case fill
    /// The record becomes a row of its own.
    case add

    /// The columns that an existing customer gets from a record: those that are blank here and not there. Its status stays, and a next call
    /// is taken only where it has none and its work has not ended.
    public static func edits(of existing: Customer, from record: Customer, in statuses: StatusCatalogue) -> [FieldEdit] {
        CustomerField.allCases.compactMap { field in
            let (old, new) = (existing[field: field], record[field: field])
            if field == .status || Placeholder.isBlank(new, in: field) || !Placeholder.isBlank(old, in: field) { return nil }
            if field == .nextCallDate, statuses.type(of: existing.status).isEnded { return nil }
            return FieldEdit(field, from: old, to: new)
        }
    }
}
