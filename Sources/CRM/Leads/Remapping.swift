/// The changes that another mapping makes in a customer, and the columns that it leaves to the person who edited them.
public struct Remapping: Hashable, Sendable {
    public private(set) var edits: [FieldEdit] = []
    /// Columns that the new mapping would fill otherwise, but a person has edited.
    public private(set) var kept: [CustomerField] = []

    /// - Parameters:
    ///   - wanted: the columns as the new mapping fills them.
    ///   - previous: as the mapping before filled them.
    ///   - former: as those before it did.
    ///   - edited: the columns that a person has edited: what stands there is theirs, even where a mapping would have put the same.
    public init(
        _ customer: Customer, wanted: [CustomerField: String], previous: [CustomerField: String], former: [[CustomerField: String]],
        edited: Set<CustomerField> = []
    ) {
        for field in CustomerField.allCases {
            let current = customer[field: field]
            guard let text = wanted[field], text != current else { continue }
            // A placeholder for nothing known was put there by no person; earlier versions found less in the same answers.
            let isMapped = Placeholder.isBlank(current, in: field) || former.contains { $0[field] == current }
            if current == previous[field] || (isMapped && !edited.contains(field)) {
                edits.append(FieldEdit(field, from: current, to: text))
            } else if text != previous[field] {
                kept.append(field)
            }
        }
    }
}
