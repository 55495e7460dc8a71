import Foundation

/// Writing many rows at once, such as data that are made up. None of it is a step of a user's, so undo does not find it.
///
/// Each call is one transaction. Every function throws ``StoreError``.
public protocol BulkWriting: Sendable {
    /// Writes many customers into a spreadsheet, with what is known of calls and without lines in the timeline. Of each customer the `id`,
    /// `spreadsheetID` and `version` are not looked at; one with a lead mark gets a lead without answers, which ``importLeads(_:)`` can
    /// replace. Gives the new ids in the order of the customers.
    @discardableResult
    func importCustomers(_ drafts: some Sequence<Customer>, into spreadsheet: Spreadsheet.ID) throws -> [Customer.ID]
    /// Writes the leads of customers, in the place of those that are there.
    func importLeads(_ leads: some Sequence<(customer: Customer.ID, lead: Lead)>) throws
    /// Writes lines of timelines; one of a customer that is not there is left out.
    func importTimeline(_ activities: some Sequence<ImportedActivity>) throws
    /// Ends the list of steps that `undo` can take back: what was filled in for a user is no work of theirs.
    func forgetSteps(of user: User.ID) throws
}

/// A line for a customer's timeline that is brought in bulk.
public struct ImportedActivity: Hashable, Sendable {
    public var customerID: Customer.ID
    public var kind: Activity.Kind
    public var at: Date
    /// The user's name; nil for what came from Meta.
    public var author: String?
    public var text: String
    /// Of a call.
    public var outcome: CallOutcome.ID?
    /// The status that the customer got by it; nil where it stayed.
    public var status: Status.ID?

    public init(
        customerID: Customer.ID, kind: Activity.Kind, at: Date, author: String?, text: String, outcome: CallOutcome.ID? = nil,
        status: Status.ID? = nil
    ) {
        self.customerID = customerID
        self.kind = kind
        self.at = at
        self.author = author
        self.text = text
        self.outcome = outcome
        self.status = status
    }
}
