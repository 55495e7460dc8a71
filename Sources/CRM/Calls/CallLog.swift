/// A call as it is written: its outcome, and what the person at the desk saw that it would write.
public struct CallLog: Hashable, Sendable {
    public var customerID: Customer.ID
    public var outcome: CallOutcome.ID
    /// The status and the next call that the prompt has shown, with what stood there, which may be the same.
    public var edits: [FieldEdit]
    /// Empty for none.
    public var note: String
    /// ``LostReason/id``; for ``CallOutcome/ID/notInterested``.
    public var lostReason: String?

    public init(customerID: Customer.ID, outcome: CallOutcome.ID, edits: [FieldEdit], note: String = "", lostReason: String? = nil) {
        self.customerID = customerID
        self.outcome = outcome
        self.edits = edits
        self.note = note
        self.lostReason = lostReason
    }
}
