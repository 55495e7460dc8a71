import Foundation

/// Leads of spreadsheets that several users share: each is offered to one of those who are at the screens (``OfferRules``), in the transaction
/// that makes its customer, and that user has it (``LeadClaim``). All of it stands in the data, so that another process goes on with the turn.
///
/// Every function throws ``StoreError``.
public protocol LeadOffering: Sendable {
    /// Ends some of the offers that were made at `moment` or before. A lead that nobody has touched, or that was given back and that nobody has
    /// taken since, goes to the next user whose turn it is, or is open to all where there is none. Gives the number of such leads. Throws ``StoreError/intakeTaken`` when another process does the intake now.
    ///
    /// - Parameter present: the users who are at the screens.
    func offerOn(since moment: Date, present: Set<User.ID>, at now: Date) throws -> Int
    /// When the oldest offer was made that has not ended; nil where there is none.
    func oldestOffer() throws -> Date?
}
