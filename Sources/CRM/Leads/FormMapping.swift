/// Which answer of a form fills which column, where that is not left to the automatic mapping.
public struct FormMapping: Hashable, Sendable {
    /// By the question's key. A question that is not named goes where the automatic mapping puts it.
    public var targets: [String: FormTarget]

    public init(_ targets: [String: FormTarget] = [:]) {
        self.targets = targets
    }
}

/// Where a question's answer goes. The raw values are those of storage, of commands and of JSON.
public enum FormTarget: String, Sendable, Codable, CaseIterable {
    case customerName = "customer_name"
    case companyName = "company_name"
    case phoneNumber = "phone_number"
    case email
    case remark
    /// Into no column: the answer is shown among the others of the form.
    case nothing

    /// The column; nil for none.
    public var field: CustomerField? { CustomerField(rawValue: rawValue) }

    /// The word for people.
    public var title: String { field?.title ?? "nothing" }
}
