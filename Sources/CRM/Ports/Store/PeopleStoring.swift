/// People who stand in several rows. A person is whoever has the same phone number (E.164) or the same e-mail address, directly or over
/// a third row, within one user. Test leads and deleted rows are nobody's.
public protocol PeopleStoring: Sendable {
    /// The card of a customer for a user, with no more than `limit` lines of the timeline and of the person's rows those that the user reads; nil
    /// when there is none such, it was deleted, or the user does not read it. For a row that was merged into another, that of the other.
    func person(of customer: Customer.ID, for user: User.ID, limit: Int) throws -> Person?
    /// The newest leads that became part of a row instead of one of this spreadsheet's own, newest first.
    func joined(in spreadsheet: Spreadsheet.ID, limit: Int) throws -> [JoinedLead]
}
