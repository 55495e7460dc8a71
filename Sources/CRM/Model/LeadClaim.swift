import Foundation

/// Which of several users has taken a customer: the others leave it alone, and it is in nobody else's call list. It stands while the user may
/// write in the customer's spreadsheet.
public struct LeadClaim: Hashable, Sendable, Codable {
    public var userID: User.ID
    /// The user's, looked up when the row is read; empty until then.
    public var name: String
    public var at: Date

    public init(userID: User.ID, name: String, at: Date) {
        self.userID = userID
        self.name = name
        self.at = at
    }

    /// The refusal of a customer to all others, in the words of every place that refuses.
    ///
    /// - Parameters:
    ///   - customer: the name, as in a sentence.
    ///   - moment: when it was taken, on the reader's clock; nil where there is none.
    public func refusal(of customer: String, moment: String?) -> String {
        "\(name) has this lead\(moment.map { " since \($0)" } ?? ""): \(customer). Nothing was written."
    }
}

/// A step of a user with a claim.
public enum ClaimMove: Hashable, Sendable {
    case take
    /// By the one who has taken it, or by the owner of the spreadsheet.
    case release

    /// The claim that stands afterwards; nil: anybody may take the customer.
    ///
    /// - Parameters:
    ///   - current: the claim that stands now.
    ///   - wanted: that of the user who takes or releases.
    ///   - ownsSheet: whether the spreadsheet is theirs.
    ///   - customer: the name, as in a sentence.
    public func claim(
        after current: LeadClaim?, _ wanted: LeadClaim, ownsSheet: Bool, customer: String
    ) throws(StoreError) -> LeadClaim? {
        if let current, current.userID != wanted.userID, self == .take || !ownsSheet { throw .claimed(customer: customer, current) }
        return self == .take ? current ?? wanted : nil
    }
}
