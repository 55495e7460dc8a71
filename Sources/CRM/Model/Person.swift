/// One row of a spreadsheet with all that is known of its person: what the customer card shows.
public struct Person: Hashable, Sendable {
    public var customer: Customer
    /// The lead of the row, and those of the rows that were merged into it, the newest first.
    public var leads: [Lead]
    /// The person's other rows, in the order of their arrival.
    public var others: [PersonRow]
    /// The events of all rows of the person, the newest first.
    public var timeline: [Activity]

    public init(customer: Customer, leads: [Lead], others: [PersonRow] = [], timeline: [Activity]) {
        self.customer = customer
        self.leads = leads
        self.others = others
        self.timeline = timeline
    }
}

/// Another row of a person, wherever it stands.
public struct PersonRow: Hashable, Sendable {
    public var customer: Customer
    /// The name of its spreadsheet.
    public var spreadsheet: String

    public init(customer: Customer, spreadsheet: String) {
        self.customer = customer
        self.spreadsheet = spreadsheet
    }
}

/// A lead that became part of a row that was there.
public struct JoinedLead: Hashable, Sendable {
    /// The row it would have been, with its own lead and its number among the person's enquiries.
    public var customer: Customer
    /// The row that it became a part of.
    public var into: Customer.ID

    public init(customer: Customer, into: Customer.ID) {
        self.customer = customer
        self.into = into
    }
}
