/// The roles that a person may give an answer, in place of those that ``LeadMapper`` finds by itself.
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
