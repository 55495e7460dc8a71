import CRM

/// A lead that has just come in.
enum ArrivedLead: Hashable, Sendable {
    /// It has a row of its own.
    case row(Customer)
    /// It became part of a row that was there.
    case part(JoinedLead)

    /// The customer that is announced.
    var customer: Customer {
        switch self {
        case .row(let customer): customer
        case .part(let lead): lead.customer
        }
    }
}
