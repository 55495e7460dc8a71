/// Spreadsheets that are shared with colleagues; ``Change/shareSpreadsheet(_:with:_:)`` shares one.
///
/// Every function may throw ``StoreError``.
public protocol SheetSharing: Sendable {
    /// All users but the owner of the spreadsheet, by name, each with what they may do in it.
    func colleagues(for sheet: Spreadsheet.ID) throws -> [Colleague]
    /// The leads that were offered to a user behind an offer, that are theirs now and that nobody has touched, and those that joined a row and that
    /// the user is to hear of: ``LeadOffer/most`` at most, the newest last.
    func offers(to user: User.ID, after last: LeadOffer.ID) throws -> [LeadOffer]
    /// The last offer to anybody; 0 where there is none.
    func newestOffer() throws -> LeadOffer.ID
}

/// A lead of a spreadsheet that several share, offered to one of them.
public struct LeadOffer: Hashable, Sendable, Identifiable {
    /// A later offer has a higher one.
    public let id: Int64
    /// Of a lead that joined a row the one that it would have been (``JoinedLead/customer``).
    public let customer: Customer

    public init(id: Int64, customer: Customer) {
        self.id = id
        self.customer = customer
    }

    public static let most = 50
}
