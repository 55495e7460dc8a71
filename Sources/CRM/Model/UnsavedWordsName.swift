/// The names of the preferences in which words about a customer are kept that were typed and not saved. They are the person's own, and go with the
/// customer when that is erased.
public enum UnsavedWordsName {
    /// Of the note, or of the column `field` where one is given.
    public static func of(_ customer: Customer.ID, _ field: CustomerField?) -> String { "\(all(of: customer))\(field?.rawValue ?? note)" }

    /// The beginning of all names of a customer's.
    public static func all(of customer: Customer.ID) -> String { "draft.\(customer)." }

    /// The customer, and the column, whose words a preference keeps; nil for any other preference.
    public static func subject(of name: String) -> (customer: Customer.ID, field: CustomerField?)? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "draft", let customer = Customer.ID(parts[1]) else { return nil }
        if parts[2] == note { return (customer, nil) }
        return CustomerField(rawValue: String(parts[2])).map { (customer, $0) }
    }

    private static let note = "note"
}
