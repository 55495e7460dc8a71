import CRM

/// All that the customer card shows.
public struct CardContent: Hashable, Sendable {
    public var customer: Customer
    public var lead: Lead?
    public var timeline: [Activity]
    /// The leads of rows that were merged into this one.
    public var otherLeads: [Lead]
    /// The person's other rows, in the order of their arrival.
    public var others: [PersonRow]

    public init(customer: Customer, lead: Lead?, timeline: [Activity], otherLeads: [Lead] = [], others: [PersonRow] = []) {
        self.customer = customer
        self.lead = lead
        self.timeline = timeline
        self.otherLeads = otherLeads
        self.others = others
    }

    init(_ person: Person) {
        self.init(
            customer: person.customer, lead: person.leads.first, timeline: person.timeline, otherLeads: Array(person.leads.dropFirst()),
            others: person.others)
    }
}
