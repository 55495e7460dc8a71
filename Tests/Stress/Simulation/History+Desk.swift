import CRM
import CRMStore
import Foundation

/// The work of salespeople at their desks. Each act must do what it says and nothing else; one undo takes back the whole of it, and a redo does
/// it again.
extension History {
    /// A thing that is done at the desk as one step; each gives whether anything was written.
    private enum DeskAct: CaseIterable {
        case call, message, move, copy, bulk, file, view, template, take, giveBack, free, share

        /// A user gets no customer by an undo whom another had.
        var isTakenBack: Bool { self != .free }
    }

    /// Any one of these, by anybody.
    func workAtDesk() {
        guard !isMended, let user = dice.pick(users)?.id, let act = dice.pick(DeskAct.allCases) else { return }
        person("works at the desk: \(act)") {
            let before = try DeskRecord(store, users)
            checkAttempts(before)
            let didWrite: Bool
            do {
                didWrite = try perform(act, by: user)
            } catch let error as StoreError {
                try expectSame(before, "A refused \(act) (\(error.message)) wrote something")
                throw error
            }
            guard didWrite else { return try expectSame(before, "A \(act) that had nothing to do wrote something") }
            deskActs += 1
            let after = try DeskRecord(store, users)
            for customer in after.customers where customer.lead == nil && people.madeWith[customer.id] == nil {
                people.madeWith[customer.id] = customer.contact.attempts
            }
            try checkOffers()
            if act.isTakenBack, dice.chance(0.4) { try takeBack(act, by: user, before, after) }
            for customer in try DeskRecord(store, users).customers { people.attempts[customer.id] = customer.contact.attempts }
        }
    }

    private func takeBack(_ act: DeskAct, by user: User.ID, _ before: DeskRecord, _ after: DeskRecord) throws {
        people.attempts = [:]
        do {
            expect(try store.undo(by: user, at: clock) != nil, "After a \(act) there is nothing to take back.")
            try expectSame(before, "One undo does not take back the whole of a \(act)")
            guard dice.chance(0.5) else { return }
            expect(try store.redo(by: user, at: clock) != nil, "A \(act) that was taken back cannot be done again.")
            try expectSame(after, "A redo does not do the whole of a \(act) again")
        } catch let error as StoreError {
            expect(false, "A \(act) cannot be taken back, and nobody has done anything since: \(error.message)")
        }
    }

    private func expectSame(_ record: DeskRecord, _ what: String) throws {
        let now = try DeskRecord(store, users)
        expect(now == record, "\(what): \(now.difference(from: record))")
    }

    /// An attempt stays one, as long as nobody has taken back anything.
    private func checkAttempts(_ record: DeskRecord) {
        for customer in record.customers {
            guard let known = people.attempts[customer.id] else { continue }
            expect(
                customer.contact.attempts >= known,
                "Customer \(customer.id) was tried \(known) times, now it says \(customer.contact.attempts), and nobody took back anything."
            )
        }
    }

    private func perform(_ act: DeskAct, by user: User.ID) throws -> Bool {
        switch act {
        case .call: try call(by: user)
        case .message: try message(by: user)
        case .move: try move(by: user)
        case .copy: try copy(by: user)
        case .bulk: try changeMany(by: user)
        case .file: try importFile(by: user)
        case .view: try changeViews(by: user)
        case .template: try changeTemplates(by: user)
        case .take: try take(by: user)
        case .giveBack: try giveBack(by: user, own: true)
        case .free: try giveBack(by: user, own: false)
        case .share: try share(by: user)
        }
    }

    // MARK: One customer

    /// A call with any outcome, now and then from a prompt whose customer somebody has changed since.
    private func call(by user: User.ID) throws -> Bool {
        let rung = try dice.chance(0.5) ? ringing(at: user) : nil
        guard let customer = try rung ?? anybody(of: nil), let outcome = dice.pick(CallOutcome.all) else { return false }
        let plan = CallPlan(
            outcome, to: customer, at: clock, statuses: .standard, cadence: .standard, hours: .standard, zone: .gmt)
        var edits = plan.edits(nextCall: plan.nextCall)
        let isStale = dice.chance(0.15) && plan.status != customer.status
        if isStale { edits[0].from = "another" }
        let log = CallLog(
            customerID: customer.id, outcome: outcome.id, edits: edits, note: dice.chance(0.5) ? "was friendly" : "",
            lostReason: outcome.id == .notInterested ? "price" : nil)
        let lines = try store.timeline(of: customer.id, limit: 1000)
        do {
            _ = try store.apply(.logCall(log), by: user, at: clock)
        } catch StoreError.conflict where isStale {
            return false
        }
        expect(!isStale, "A call whose prompt showed another status was written over it, of customer \(customer.id).")
        guard let called = try store.customer(customer.id) else {
            expect(false, "Customer \(customer.id) is gone by a call.")
            return true
        }
        var wanted = customer.contact.after(log, to: customer.phoneNumber, by: "", at: clock)
        wanted.lastContactAt = called.contact.lastContactAt
        if outcome.id == .doNotCall { wanted.doNotCall = called.contact.doNotCall ?? wanted.doNotCall }
        expect(called.contact == wanted, "After \(outcome.id) of customer \(customer.id) its row says \(called.contact).")
        expect(
            called.status == plan.status && called.nextCall == plan.nextCall,
            "\(outcome.id) of customer \(customer.id) was to give \(plan.status) and \(plan.edits(nextCall: plan.nextCall)), and it is \(called)."
        )
        let told = try store.timeline(of: customer.id, limit: 1000)
        expect(
            added(to: lines, in: told)?.kind == .called,
            "The timeline of customer \(customer.id) does not tell of \(outcome.id) above \(lines): \(told).")
        return true
    }

    /// The one line of a timeline that was not there before, where all others are as they were. It need not be the newest: a lead that another
    /// machine has just brought is told of by that one's clock.
    private func added(to lines: [Activity], in told: [Activity]) -> Activity? {
        let known = Set(lines.map(\.id))
        let new = told.filter { !known.contains($0.id) }
        return new.count == 1 && told.filter { known.contains($0.id) } == lines ? new[0] : nil
    }

    /// A person who does not want to be called gets no message.
    private func message(by user: User.ID) throws -> Bool {
        guard let customer = try anybody(of: nil) else { return false }
        let log = MessageLog(customerID: customer.id, channel: dice.pick(MessageChannel.allCases) ?? .whatsapp, template: "first hello")
        do {
            _ = try store.apply(.logMessage(log), by: user, at: clock)
        } catch StoreError.unwanted where customer.contact.doNotCall != nil {
            return false
        }
        expect(customer.contact.doNotCall == nil, "Customer \(customer.id) wants no message, and got one.")
        let written = try store.customer(customer.id)
        expect(written?.contact.attempts == customer.contact.attempts, "A message counts as a call of customer \(customer.id).")
        return true
    }

    private func move(by user: User.ID) throws -> Bool {
        guard let customer = try anybody(of: nil), let target = try anySpreadsheet(), target.id != customer.spreadsheetID else {
            return false
        }
        let (lead, lines) = (try store.lead(of: customer.id), try store.timeline(of: customer.id, limit: 1000))
        people.moved.insert(customer.id)
        _ = try store.apply(.moveCustomer(customer.id, from: customer.spreadsheetID, to: target.id), by: user, at: clock)
        var wanted = customer
        (wanted.spreadsheetID, wanted.enquiry) = (target.id, nil)
        // It stays with the one who has taken it, who must be able to write there.
        if let claim = customer.claim, try !writers(of: target.id).contains(claim.userID) { wanted.claim = nil }
        var moved = try store.customer(customer.id)
        moved?.version = customer.version
        // Another user's customers are others to be like.
        moved?.enquiry = nil
        expect(moved == wanted, "Customer \(customer.id) was moved, and is \(moved.map { "\($0)" } ?? "gone"); it was \(customer).")
        expect(try store.lead(of: customer.id) == lead, "Customer \(customer.id) lost its lead on the way.")
        let told = try store.timeline(of: customer.id, limit: 1000)
        expect(
            added(to: lines, in: told)?.kind == .moved, "Customer \(customer.id) was moved, and of its timeline \(lines) there is \(told).")
        return true
    }

    private func copy(by user: User.ID) throws -> Bool {
        guard let customer = try anybody(of: nil), let target = try anySpreadsheet() else { return false }
        guard let made = try store.apply(.copyCustomer(customer.id, to: target.id), by: user, at: clock).customerID,
            let copy = try store.customer(made)
        else {
            expect(false, "A copy of customer \(customer.id) was made, and is not there.")
            return true
        }
        let isSame = CustomerField.allCases.allSatisfy { copy[field: $0] == customer[field: $0] }
        expect(
            isSame && copy.contact == customer.contact && copy.lead == nil && copy.spreadsheetID == target.id,
            "Customer \(customer.id) is \(customer), and its copy \(copy).")
        return true
    }

    func anySpreadsheet() throws -> Spreadsheet? { dice.pick(try store.spreadsheets(of: nil).map(\.spreadsheet)) }
}
