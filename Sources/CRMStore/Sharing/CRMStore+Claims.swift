import CRM
import Foundation

/// Customers that one of several users has taken.
extension CRMStore {
    /// Gives each claim its user's name, and takes those away that do not stand any more. Most rows have none, and cost nothing.
    func settleClaims(_ db: any Session, _ customers: inout [Customer]) throws {
        guard let question = claims(db, of: customers) else { return }
        let rows = try db.rows(question.sql, question.arguments)
        let names: [Customer.ID: String] = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        for index in customers.indices where customers[index].claim != nil {
            if let name = names[customers[index].id] {
                customers[index].claim?.name = name
            } else {
                customers[index].claim = nil
            }
        }
    }

    /// The question for the claims that stand, to be fetched before; nil where nobody has taken any.
    func claims(_ db: any Session, of customers: [Customer]) -> SQLStatement? {
        let claimed = customers.filter { $0.claim != nil }.map(\.id)
        return claimed.isEmpty ? nil : (ShareSQL.claims(db.dialect), [db.dialect.argument(claimed)])
    }

    /// The same for one customer.
    func settled(_ db: any Session, _ customer: Customer) throws -> Customer {
        var customers = [customer]
        try settleClaims(db, &customers)
        return customers[0]
    }

    /// All in one transaction: of two who take a customer at the same time, the second is told whose it is.
    func claimCustomer(_ db: any Session, _ id: Customer.ID, _ move: ClaimMove, by user: User.ID, at now: Date) throws -> ChangeRecord? {
        let customer = try settled(db, liveCustomer(db, id))
        let name = ChangeSummary.name(customer)
        // As precisely as it is stored, for undo compares it with the row.
        let wanted = LeadClaim(userID: user, name: try userName(db, user), at: Date(milliseconds: now.milliseconds))
        let owns = try owns(db, customer.spreadsheetID, user)
        let claim = try move.claim(after: customer.claim, wanted, ownsSheet: owns, customer: name)
        if claim == customer.claim { return nil }
        try setClaim(db, claim, of: customer)
        var step = ChangeRecord(
            action: .claimCustomer, kind: .claimed, customerID: id, spreadsheetID: customer.spreadsheetID, text: "", sentence: "")
        (step.before.claim, step.after.claim) = (customer.claim, claim)
        switch (move, customer.claim) {
        case (.take, _): (step.text, step.sentence) = ("took this lead", "took \(name)")
        case (.release, let held?) where held.userID != user:
            (step.text, step.sentence) = ("freed this lead, which \(held.name) had", "freed \(name), whom \(held.name) had")
        case (.release, _): (step.text, step.sentence) = ("gave this lead back", "gave \(name) back")
        }
        return step
    }

    /// Goes from one side of a step to the other, where nobody has taken the customer or given it back since.
    func revertClaim(_ db: any Session, _ step: ChangeRecord, from: ChangeRecord.Side, to: ChangeRecord.Side, by user: User.ID) throws {
        guard let id = step.customerID else { throw StoreError.customerGone }
        let customer = try settled(db, liveCustomer(db, id))
        let name = ChangeSummary.name(customer)
        guard customer.claim?.userID == from.claim?.userID else {
            if let claim = customer.claim { throw StoreError.claimed(customer: name, claim) }
            throw StoreError.invalid("\(name) was given back meanwhile, so nothing was written. Take the lead anew if you like.")
        }
        if let wanted = to.claim, wanted.userID != user {
            throw StoreError.invalid("\(wanted.name) had \(name), and takes the lead again by themselves. Nothing was written.")
        }
        try setClaim(db, to.claim, of: customer)
    }

    /// Throws where a colleague has taken the customer, who would find it gone. The owner of the spreadsheet may, as they may free it.
    func checkNotTaken(_ db: any Session, _ customer: Customer, by user: User.ID) throws {
        let customer = try settled(db, customer)
        guard let claim = customer.claim, try isOthers(db, customer, than: user) else { return }
        throw StoreError.claimed(customer: ChangeSummary.name(customer), claim)
    }

    /// Whether a customer whose claim is settled is a colleague's to move away or delete, and not this user's.
    func isOthers(_ db: any Session, _ customer: Customer, than user: User.ID) throws -> Bool {
        guard let claim = customer.claim, claim.userID != user else { return false }
        return try !owns(db, customer.spreadsheetID, user)
    }

    func setClaim(_ db: any Session, _ claim: LeadClaim?, of customer: Customer) throws {
        try db.writeAsRead(ShareSQL.setClaim, [claim?.userID, claim?.at.milliseconds, customer.id, customer.version])
    }
}
