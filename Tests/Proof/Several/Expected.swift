import CRM

/// What a customer must be like at the end, as its writers remember it.
struct Expected {
    let customer: Customer.ID
    var name: String
    var status = "new"
    var nextCall: String?
    /// What must stand in its timeline, whoever wrote it.
    var history: [String] = []
}
