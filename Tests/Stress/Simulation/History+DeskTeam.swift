import CRM
import CRMStore
import Foundation

/// The work at the desk of several who share spreadsheets: these are shared and unshared, leads are taken and given back.
extension History {
    /// Most put the leads of their pages into a spreadsheet in which others work as well.
    func shareLeads() throws {
        for owner in users where users.count > 1 && dice.chance(0.75) {
            let made = try store.apply(.createSpreadsheet(name: Spreadsheet.metaAdsLeads, description: ""), by: owner.id, at: clock)
            guard let sheet = made.spreadsheetID else { continue }
            for colleague in users where colleague.id != owner.id && dice.chance(0.85) {
                _ = try store.apply(
                    .shareSpreadsheet(sheet, with: colleague.id, dice.chance(0.85) ? .write : .read), by: owner.id, at: clock)
            }
        }
    }

    /// One of the leads that ring at a user's screens.
    func ringing(at user: User.ID) throws -> Customer? { dice.pick(try store.offers(to: user, after: 0))?.customer }

    /// Takes any customer, as a rule one that rings at somebody's screens: whose it is already keeps it.
    func take(by user: User.ID) throws -> Bool {
        let rung = try dice.chance(0.4) ? users.compactMap { try ringing(at: $0.id) }.first : nil
        guard let customer = try rung ?? anybody(of: nil) else { return false }
        do {
            guard try !store.apply(.claimCustomer(customer.id, .take), by: user, at: clock).didNothing else {
                expect(customer.claim?.userID == user, "User \(user) takes customer \(customer.id), and nothing happens.")
                return false
            }
        } catch StoreError.claimed(_, let claim) {
            expect(
                claim.userID == customer.claim?.userID && claim.userID != user,
                "Customer \(customer.id) is refused to user \(user), for \(claim.name) has it; it is \(customer).")
            return false
        }
        expect(customer.claim == nil, "User \(user) took customer \(customer.id), which \(customer.claim?.name ?? "-") has.")
        try checkClaim(of: customer, is: user, by: user)
        return true
    }

    /// Gives back a customer of the user's own, or frees one for which another may have it.
    func giveBack(by user: User.ID, own isOwn: Bool) throws -> Bool {
        var claimed: [Customer] = []
        try store.export(user: nil, spreadsheet: nil) { row in
            if let claim = row.customer.claim, (claim.userID == user) == isOwn { claimed.append(row.customer) }
        }
        guard let customer = dice.pick(claimed) else { return false }
        do {
            _ = try store.apply(.claimCustomer(customer.id, .release), by: user, at: clock)
        } catch StoreError.claimed(_, let claim) where !isOwn {
            expect(claim == customer.claim, "Customer \(customer.id) is not to be freed, for \(claim) has it; it is \(customer).")
            return false
        }
        try checkClaim(of: customer, is: nil, by: user)
        return true
    }

    private func checkClaim(of customer: Customer, is wanted: User.ID?, by user: User.ID) throws {
        expect(
            try writers(of: customer.spreadsheetID).contains(user), "User \(user) may not write, and has changed customer \(customer.id).")
        let now = try store.customer(customer.id)
        expect(
            now != nil && now?.claim?.userID == wanted,
            "Customer \(customer.id) was taken or freed by user \(user), and is \(String(describing: now)).")
    }

    /// Shares a spreadsheet, or ends that, with any right.
    func share(by user: User.ID) throws -> Bool {
        let own = try dice.pick(store.spreadsheets(of: user).filter { $0.shared == nil && $0.spreadsheet.name == Spreadsheet.metaAdsLeads })
        guard let sheet = try dice.chance(0.8) ? own?.spreadsheet : anySpreadsheet(),
            let colleague = dice.pick(try store.colleagues(for: sheet.id))
        else { return false }
        let right = dice.pick([.write, .write, .read, nil] as [SharedRight?]) ?? nil
        let didNothing = try store.apply(.shareSpreadsheet(sheet.id, with: colleague.id, right), by: user, at: clock).didNothing
        expect(sheet.userID == user, "User \(user) shared a spreadsheet of user \(sheet.userID).")
        let now = try store.colleagues(for: sheet.id)
        expect(
            now.first { $0.id == colleague.id }?.right == right && didNothing == (colleague.right == right),
            "Spreadsheet \(sheet.id) was shared with \(colleague.name), \(right?.title ?? "not any more"), and is \(now).")
        return !didNothing
    }

    /// The customers that are a user's to call: of all spreadsheets that they see, and taken by nobody else.
    func isToCall(_ customer: Customer, by user: User.ID, seeing sheets: Set<Spreadsheet.ID>) -> Bool {
        sheets.contains(customer.spreadsheetID) && (customer.claim.map { $0.userID == user } ?? true)
    }
}
