/// A line of the call list.
public struct CallRow: Hashable, Sendable, Identifiable {
    public var customer: Customer
    /// The newest note, call or message; nil where there is none.
    public var last: Activity?

    public var id: Customer.ID { customer.id }

    public init(customer: Customer, last: Activity? = nil) {
        self.customer = customer
        self.last = last
    }
}
