/// What a person may say that an answer is, in place of what ``LeadMapper`` finds by itself.
public enum ContactField: String, Sendable, Hashable {
    case name = "customer_name"
    case company = "company_name"
    case phone = "phone_number"
    case email
    /// A remark about the customer.
    case remark
    /// None of these: the answer stays among the others.
    case nothing
}
