import CRM
import Foundation

extension CRMStore: LeadOffering {
    /// Offers that are looked at in one transaction.
    private static let portion = 100

    /// Offers a new lead to one of several, in the transaction that makes its customer. Where nobody is present, or only one user may have it, it
    /// stays open.
    func offerNew(_ db: any Session, _ id: Customer.ID, present: Set<User.ID>, at now: Date) throws {
        guard !present.isEmpty, let customer = try Customer.live(db, id),
            let user = OfferRules.next(try candidates(db, customer.spreadsheetID), present: present)
        else { return }
        try offer(db, customer, to: user, "", at: now)
    }

    /// Has one of several hear of a lead that joined a row, as of a new one: the user who has that row, or else the one whose turn it is. The row
    /// stays with the one who has it, or open. Nobody hears of a lead of a spreadsheet that is not shared with them.
    func tellJoined(_ db: any Session, _ lead: JoinedLead, present: Set<User.ID>, at now: Date) throws {
        guard let row = try Customer.live(db, lead.into) else { return }
        let sheet = lead.customer.spreadsheetID
        let user =
            try settled(db, row).claim?.userID
            ?? OfferRules.next(
                candidates(db, sheet).filter { try right(db, on: row.spreadsheetID, of: $0.userID) == .write }, present: present)
        guard let user, try right(db, on: sheet, of: user) != nil else { return }
        try db.run(OfferSQL.add, [lead.customer.id, sheet, user, now.milliseconds])
    }

    public func offerOn(since moment: Date, present: Set<User.ID>, at now: Date) throws -> Int {
        try intakeWrite { db in
            // The clock of the machine that made it may be ahead a little; one that was made much later was made before the clock was set back.
            let latest = now.addingTimeInterval(now.timeIntervalSince(moment))
            let due = try db.rows(OfferSQL.due, [moment.milliseconds, latest.milliseconds, CRMStore.portion])
            return try due.reduce(0) { count, row in
                let id: Customer.ID = row[1]
                // The call that is under way ends with an outcome, or the lead is offered on then.
                let believed = now.addingTimeInterval(-CallUnderWay.longest)
                if try db.exists(PresenceSQL.isCalled, [id, believed.milliseconds, latest.milliseconds]) { return count }
                try db.run(OfferSQL.end, [row[0] as Int64])
                guard let customer = try Customer.any(db, id), isUntouched(customer) else { return count }
                // A user who gave it back and took it by themselves keeps it, and so does another who took it then.
                if let claim = try settled(db, customer).claim, claim.userID != row[2] || claim.at.milliseconds != row[3] { return count }
                let isGivenBack = customer.claim == nil
                // A row that is brought back is open.
                guard try Customer.live(db, id) != nil else {
                    if !isGivenBack { try setClaim(db, nil, of: customer) }
                    return count
                }
                let candidates = try candidates(db, customer.spreadsheetID)
                let before = Set(try db.values(Int64.self, OfferSQL.users, [customer.id]))
                let minutes = Int((now.timeIntervalSince(moment) / 60).rounded())
                let cause = isGivenBack ? "given back: " : "not touched for \(minutes) min: "
                if let next = OfferRules.next(candidates, present: present, before: before) {
                    try offer(db, customer, to: next, cause, at: now)
                } else if isGivenBack {
                    // It has been open since.
                    return count
                } else {
                    try setClaim(db, nil, of: customer)
                    // It may have been handed over to somebody who works alone.
                    if candidates.count > 1 { try tell(db, customer, "\(cause)open to all", at: now) }
                }
                return count + 1
            }
        }
    }

    public func oldestOffer() throws -> Date? {
        try read { db in try db.value(Int64.self, OfferSQL.oldest) }.map { Date(milliseconds: $0) }
    }

    private func isUntouched(_ customer: Customer) -> Bool {
        customer.firstTouchedAt == nil && statuses.type(of: customer.status) == .open
    }

    private func candidates(_ db: any Session, _ sheet: Spreadsheet.ID) throws -> [OfferRules.Candidate] {
        try db.rows(OfferSQL.candidates, [sheet]).map { OfferRules.Candidate(userID: $0[0], lastOffer: $0[1]) }
    }

    private func offer(_ db: any Session, _ customer: Customer, to user: User.ID, _ cause: String, at now: Date) throws {
        let name = try userName(db, user)
        try setClaim(db, LeadClaim(userID: user, name: name, at: now), of: customer)
        try db.run(OfferSQL.add, [customer.id, customer.spreadsheetID, user, now.milliseconds])
        try tell(db, customer, "\(cause)offered to \(name)", at: now)
    }

    private func tell(_ db: any Session, _ customer: Customer, _ text: String, at now: Date) throws {
        try db.run(OfferSQL.addLine, [now.milliseconds, customer.id, customer.spreadsheetID, text])
    }
}
