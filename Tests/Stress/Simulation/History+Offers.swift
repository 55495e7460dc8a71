import CRM
import CRMStore
import Foundation
import LeadIntake

/// Leads of spreadsheets that several users share, as those see them come and go. It is read after each call that may have offered one.
extension History {
    struct Team {
        struct Offer: Equatable {
            let id: LeadOffer.ID
            let customer: Customer.ID
            let user: User.ID
            let sheet: Spreadsheet.ID
            let at: Date
        }

        /// In their order, without those of persons who were erased.
        var offers: [Offer] = []
        var newest: LeadOffer.ID = 0
        /// All that were made.
        var count = 0
        /// Those whose time has come.
        var ended: Set<LeadOffer.ID> = []
        /// When the program that offers leads on was started. Seconds since the history began.
        var programFrom = 0.0
        /// When the disk last refused to write.
        var refusedAt = -Double.infinity

        /// The last one of each customer, unless its time has come.
        var open: [Offer] {
            Dictionary(offers.map { ($0.customer, $0) }, uniquingKeysWith: { $1 }).values.filter { !ended.contains($0.id) }
                .sorted { $0.id < $1.id }
        }

        /// The last one to a user of a spreadsheet's leads; 0 where there is none.
        func last(to user: User.ID, of sheet: Spreadsheet.ID, before id: LeadOffer.ID) -> LeadOffer.ID {
            offers.last { $0.user == user && $0.sheet == sheet && $0.id < id }?.id ?? 0
        }

        mutating func forget(_ customer: Customer.ID) { offers.removeAll { $0.customer == customer } }
    }

    /// The owner of a spreadsheet, and those with whom it is shared to write.
    func writers(of sheet: Spreadsheet.ID) throws -> Set<User.ID> {
        let colleagues = try store.colleagues(for: sheet)
        let owner = users.map(\.id).filter { user in !colleagues.contains { $0.id == user } }
        return Set(owner + colleagues.filter { $0.right == .write }.map(\.id))
    }

    /// The leads that ring at each user's screens.
    func ringing() throws -> [[LeadOffer]] { try users.map { try store.offers(to: $0.id, after: 0) } }

    // MARK: At the moment of the offer

    /// Saves leads, of which each goes to the right one.
    func watchingNewLeads(
        _ life: Life, at now: Date, _ save: () throws -> [Result<SavedLead?, StoreError>]
    ) throws -> [Result<SavedLead?, StoreError>] {
        let outcomes = try save()
        guard users.count > 1 else { return outcomes }
        look {
            try noteOffers()
            for case .success(let saved?) in outcomes where saved.isNew {
                try checkTurn(of: saved.customer.id, team.offers.last { $0.customer == saved.customer.id }, before: [], life, at: now)
            }
        }
        return outcomes
    }

    /// Offers leads on: those alone whose time is over and that nobody has touched or taken.
    func watchingOffers(_ life: Life, at now: Date, _ offerOn: () throws -> Int) throws -> Int {
        // One who is alone hears of leads that join a row that they have taken, and of nothing else.
        guard users.count > 1 else { return try offerOn() }
        let open = team.open
        let before = try open.map { try store.customer($0.customer) }
        let count = try offerOn()
        look {
            try noteOffers()
            for (offer, customer) in zip(open, before) { try checkOnward(offer, of: customer, life, at: now) }
        }
        return count
    }

    private func checkOnward(_ offer: Team.Offer, of customer: Customer?, _ life: Life, at now: Date) throws {
        let new = team.offers.last { $0.customer == offer.customer && $0.id > offer.id }
        let after = try store.customer(offer.customer)
        let isSame = new == nil && after?.claim == customer?.claim
        let rest = (patience ?? .infinity) - now.timeIntervalSince(offer.at)
        // Times are kept in milliseconds.
        if abs(rest) < 0.002, isSame { return }
        let isDue = rest < 0.002
        if isDue { team.ended.insert(offer.id) }
        if isDue, let customer, stands(offer, of: customer) || isFree(customer) {
            let before = Set(team.offers.filter { $0.customer == offer.customer && $0.id != new?.id }.map(\.user))
            try checkTurn(of: customer.id, new, before: before, life, at: now)
        } else {
            expect(
                isSame,
                "Lead \(offer.customer) was \(isDue ? "touched or taken" : "offered just now"), and was offered on: \(offer), \(String(describing: new))."
            )
        }
    }

    private func isUntouched(_ customer: Customer) -> Bool {
        customer.firstTouchedAt == nil && StatusCatalogue.standard.type(of: customer.status) == .open
    }

    /// The user to whom a lead was offered has it by that offer, and has not touched it.
    private func stands(_ offer: Team.Offer, of customer: Customer) -> Bool {
        customer.claim?.userID == offer.user && customer.claim?.at == offer.at && isUntouched(customer)
    }

    /// The user to whom a lead was offered gave it back, or may not write there any more, and nobody has it.
    private func isFree(_ customer: Customer) -> Bool { customer.claim == nil && isUntouched(customer) }

    /// A lead that may be offered now went to the one whose turn it was, or to nobody where nobody was there.
    ///
    /// - Parameter before: the users to whom it was offered already.
    private func checkTurn(of id: Customer.ID, _ offer: Team.Offer?, before: Set<User.ID>, _ life: Life, at now: Date) throws {
        guard let program = programs.first(where: { $0.life === life }), let customer = try store.customer(id) else { return }
        let writers = try writers(of: customer.spreadsheetID)
        let here = writers.intersection(present(to: program, hasTime: !before.isEmpty)).subtracting(before)
        guard let offer else {
            expect(writers.count < 2 || here.isEmpty, "Lead \(id) was offered to nobody, and at their screens are the users \(here).")
            return expect(customer.claim == nil, "User \(customer.claim?.name ?? "-") has lead \(id), which was offered to nobody.")
        }
        note("lead \(id) is offered to user \(offer.user); present are \(here.sorted())")
        expect(
            customer.claim?.userID == offer.user && offer.at == Date(milliseconds: now.milliseconds),
            "\(offer) was made, and is not \(customer).")
        expect(
            writers.count > 1 && writers.contains(offer.user),
            "Lead \(id) was offered to user \(offer.user), and those who may write there are \(writers).")
        expect(perhapsPresent.contains(offer.user), "Lead \(id) was offered to user \(offer.user), who is not at the screens.")
        expect(!before.contains(offer.user), "Lead \(id) was offered to user \(offer.user) twice.")
        let last = team.last(to: offer.user, of: offer.sheet, before: offer.id)
        for other in here where other != offer.user {
            expect(
                team.last(to: other, of: offer.sheet, before: offer.id) >= last,
                "Lead \(id) was offered to user \(offer.user), and user \(other), who is there, had none for longer.")
        }
        let line = try store.timeline(of: id, limit: 1000).first { $0.kind == .claimed }
        expect(
            line?.text.hasSuffix("offered to \(customer.claim?.name ?? "-")") == true,
            "Lead \(id) was offered to user \(offer.user), and its timeline says: \(line?.text ?? "-").")
    }

    /// Takes in the offers since the last look.
    private func noteOffers() throws {
        let new = try users.flatMap { user in
            try store.offers(to: user.id, after: team.newest).map { offer in
                Team.Offer(
                    id: offer.id, customer: offer.customer.id, user: user.id, sheet: offer.customer.spreadsheetID,
                    at: offer.customer.claim?.at ?? .distantPast)
            }
        }.sorted { $0.id < $1.id }
        // The last one goes with a person who is erased.
        let newest = max(team.newest, try store.newestOffer())
        expect(newest == new.last?.id ?? team.newest, "The last offer is \(newest), and those that ring are \(new).")
        (team.newest, team.count) = (newest, team.count + new.count)
        team.offers += new
    }

    private func look(_ body: () throws -> Void) {
        do {
            try body()
        } catch {
            expect(false, "The offers cannot be read: \(error)")
        }
    }

    // MARK: At any moment

    /// Each lead rings at the screens of one, who may have it, until that one deals with it or its time is over; the feed says so.
    func checkOffers() throws {
        guard !team.offers.isEmpty else { return }
        let rows = try store.events(before: nil, state: nil, user: nil, limit: 100_000)
        var rung: Set<LeadOffer.ID> = []
        var customers: Set<Customer.ID> = []
        for (user, offers) in zip(users, try ringing()) {
            for offer in offers {
                let customer = offer.customer
                rung.insert(offer.id)
                expect(customers.insert(customer.id).inserted, "Lead \(customer.id) rings at two screens at once.")
                expect(
                    try customer.claim?.userID == user.id && isUntouched(customer) && writers(of: customer.spreadsheetID).contains(user.id),
                    "Lead \(customer.id) rings at the screens of user \(user.id), and it is \(customer).")
                expect(
                    rows.contains { $0.event.customerID == customer.id && $0.offeredTo == user.name },
                    "Lead \(customer.id) is offered to \(user.name), and the feed does not say so.")
            }
        }
        for row in rows {
            guard let name = row.offeredTo, let customer = try row.event.customerID.flatMap({ try store.customer($0) }) else { continue }
            expect(
                customer.claim?.name == name,
                "The feed says of lead \(customer.id) that it is offered to \(name), and \(customer.claim?.name ?? "nobody") has it.")
        }
        for offer in team.open {
            guard let customer = try store.customer(offer.customer), stands(offer, of: customer) else { continue }
            expect(rung.contains(offer.id), "Lead \(customer.id) was offered to user \(offer.user), and does not ring there.")
            checkTime(of: offer)
        }
    }

    /// A lead goes on when its time is over, soon after the program can write. After a refusal of the disk it waits for a minute.
    private func checkTime(of offer: Team.Offer) {
        guard let patience, program != nil, !isStopping, !weather.isDiskFull else { return }
        let due = max(offer.at.timeIntervalSince1970 - SimulatedMeta.epoch + patience, team.programFrom, team.refusedAt)
        expect(scheduler.now - due < 65, "Lead \(offer.customer) was to be offered on \(Int(scheduler.now - due)) s ago.")
    }
}
