import CRM
import CRMStore
import Foundation
import Testing

@Suite("Leads that are offered to one of several") struct OfferTests {
    /// Ana's page, whose leads she shares with ben and cleo.
    private struct Fair {
        let desk: Desk
        let ben, cleo: User.ID

        init(_ engine: Engine, mergesEnquiries: Bool = false) throws {
            desk = try Desk(engine, mergesEnquiries: mergesEnquiries)
            try desk.savePage("100")
            _ = try desk.lead("before anybody shares")
            (ben, cleo) = (try desk.colleague("ben"), try desk.colleague("cleo"))
        }

        var store: CRMStore {
            get throws { try #require(desk.store as? CRMStore) }
        }

        /// Saves a new lead while these users are at the screens.
        func lead(_ id: String, _ present: Set<User.ID>, at moment: Date = Desk.start, in other: (any Store)? = nil) throws -> Customer {
            var arrival = Desk.arrival(id)
            arrival.present = present
            return try desk.save(arrival, for: desk.post([id], at: moment)[0].id, at: moment, in: other).customer
        }

        /// Saves a lead of Ida's, who has a row.
        func join(_ id: String, _ present: Set<User.ID>, at moment: Date) throws -> JoinedLead {
            var arrival = Desk.arrival(id, name: "Ida Rossi", created: moment)
            arrival.contact = LeadContact(name: "Ida Rossi", phone: PersonTests.phone)
            arrival.present = present
            return try #require(try desk.save(arrival, for: desk.post([id], at: moment)[0].id, at: moment).joined)
        }

        /// The leads of which a user hears.
        func heard(_ user: User.ID) throws -> [Customer.ID] { try store.offers(to: user, after: 0).map(\.customer.id) }

        func story(_ id: Customer.ID) throws -> [String] {
            try desk.store.timeline(of: id, limit: 20).filter { $0.kind == .claimed }.reversed().map(\.text)
        }

        func holder(_ id: Customer.ID) throws -> User.ID? { try desk.store.customer(id)?.claim?.userID }
    }

    @Test("it goes to those who are present, in turn, and the timeline and the feed say so", arguments: Engine.withService)
    func turns(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let leads = try (1...5).map { try fair.lead("lead \($0)", [fair.desk.ana, fair.ben]) }
        #expect(leads.map(\.claim?.name) == ["ana", "ben", "ana", "ben", "ana"])
        #expect(leads.map(\.claim?.at) == Array(repeating: Desk.start, count: 5))
        #expect(try fair.story(leads[1].id) == ["offered to ben"])
        let feed = try fair.desk.store.events(before: nil, state: nil, user: fair.desk.ana, limit: 3)
        #expect(feed.map(\.offeredTo) == ["ana", "ben", "ana"])
        // One who comes later is next, and does not get all that they have missed.
        let more = try (6...9).map { try fair.lead("lead \($0)", [fair.desk.ana, fair.ben, fair.cleo]).claim?.name }
        #expect(more == ["cleo", "ben", "ana", "cleo"])
    }

    @Test("the feed names nobody to whom the spreadsheet is not shared any more", arguments: Engine.withService)
    func unshared(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let lead = try fair.lead("lead", [fair.ben])
        func offeredTo() throws -> String? {
            try fair.desk.store.events(before: nil, state: nil, user: fair.desk.ana, limit: 1).first?.offeredTo
        }
        #expect(try offeredTo() == "ben")
        for right in [SharedRight.read, nil] {
            _ = try fair.store.apply(.shareSpreadsheet(lead.spreadsheetID, with: fair.ben, right), by: fair.desk.ana, at: Desk.start + 60)
            #expect(try offeredTo() == nil && fair.holder(lead.id) == nil)
        }
    }

    @Test(
        "each is told of the offers to them that stand, the newest last, and of none that was touched or went on",
        arguments: Engine.withService)
    func standing(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let leads = try (1...4).map { try fair.lead("lead \($0)", [fair.desk.ana, fair.ben]) }
        func offers(_ user: User.ID, after last: LeadOffer.ID = 0) throws -> [Customer.ID] {
            let offers = try fair.store.offers(to: user, after: last)
            #expect(offers.map(\.id) == offers.map(\.id).sorted() && offers.allSatisfy { $0.customer.claim?.userID == user })
            return offers.map(\.customer.id)
        }
        #expect(try offers(fair.ben) == [leads[1].id, leads[3].id])
        let newest = try fair.store.newestOffer()
        #expect(try fair.store.offers(to: fair.ben, after: 0).last?.id == newest && offers(fair.ben, after: newest).isEmpty)
        #expect(try offers(fair.ben, after: newest - 1) == [leads[3].id])
        #expect(try offers(fair.cleo).isEmpty)
        _ = try fair.desk.store.apply(
            .logCall(CallLog(customerID: leads[1].id, outcome: .noAnswer, edits: [])), by: fair.ben, at: Desk.start + 60)
        #expect(try offers(fair.ben) == [leads[3].id])
        _ = try fair.store.offerOn(since: Desk.start, present: [fair.cleo], at: Desk.start + 600)
        #expect(try offers(fair.ben).isEmpty)
        #expect(try offers(fair.cleo) == [leads[0].id, leads[2].id, leads[3].id])
        #expect(try fair.store.offers(to: fair.cleo, after: 0).last?.customer.claim?.name == "cleo")
        let sheet = leads[0].spreadsheetID
        _ = try fair.desk.store.apply(.shareSpreadsheet(sheet, with: fair.cleo, nil), by: fair.desk.ana, at: Desk.start + 700)
        #expect(try fair.store.offers(to: fair.cleo, after: 0).isEmpty, "the spreadsheet is not shared any more")
    }

    @Test("nobody present: it is open to all; one person alone, or a reader beside them, is offered nothing", arguments: Engine.withService)
    func nobody(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let open = try fair.lead("open", [])
        #expect(open.claim == nil)
        #expect(try fair.story(open.id).isEmpty)
        let desk = try Desk(engine)
        try desk.savePage("100")
        var arrival = Desk.arrival("alone")
        arrival.present = [desk.ana]
        let alone = try desk.save(arrival, for: desk.post(["alone"])[0].id).customer
        #expect(alone.claim == nil)
        let reader = try desk.store.addUser("reader").id
        _ = try desk.store.apply(.shareSpreadsheet(alone.spreadsheetID, with: reader, .read), by: desk.ana, at: Desk.start)
        arrival = Desk.arrival("beside a reader")
        arrival.present = [desk.ana, reader]
        #expect(try desk.save(arrival, for: desk.post(["beside a reader"])[0].id).customer.claim == nil)
    }

    @Test(
        "not touched it goes on to each who is present once, then to all; another process goes on with the turn",
        arguments: Engine.withService)
    func further(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let (id, here) = (try fair.lead("lead", [fair.desk.ana]).id, Set([fair.desk.ana, fair.ben]))
        func after(_ minutes: Double, _ store: CRMStore) throws -> Int {
            let now = Desk.start + minutes * 60
            return try store.offerOn(since: now - 600, present: here, at: now)
        }
        #expect(try fair.store.oldestOffer() == Desk.start)
        #expect(try after(9, fair.store) == 0)
        #expect(try fair.holder(id) == fair.desk.ana)
        let again = try #require(try fair.desk.again() as? CRMStore)
        #expect(try after(10, again) == 1)
        #expect(try fair.holder(id) == fair.ben)
        #expect(try after(10, again) == 0, "it has its time with the next one as well")
        #expect(try after(20, fair.store) == 1)
        #expect(try fair.holder(id) == nil)
        #expect(try fair.store.oldestOffer() == nil)
        #expect(
            try fair.story(id) == [
                "offered to ana", "not touched for 10 min: offered to ben", "not touched for 10 min: open to all",
            ])
        #expect(try fair.lead("next", here).claim?.name == "ana", "the offers before count for the turn")
    }

    @Test("one that was touched, taken by another or deleted is not offered on", arguments: Engine.withService)
    func ended(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let store = try fair.store
        let leads = try ["touched", "taken", "deleted"].map { try fair.lead($0, [fair.desk.ana]).id }
        let ana = fair.desk.ana
        _ = try store.apply(.addNote(leads[0], text: "called"), by: ana, at: Desk.start + 60)
        try fair.desk.edit(leads[0], .status, "new", "contacted")
        _ = try store.apply(.claimCustomer(leads[1], .release), by: ana, at: Desk.start + 60)
        _ = try store.apply(.claimCustomer(leads[1], .take), by: fair.ben, at: Desk.start + 120)
        _ = try store.apply(.deleteCustomer(leads[2]), by: ana, at: Desk.start + 60)
        #expect(try store.offerOn(since: Desk.start, present: [ana, fair.ben, fair.cleo], at: Desk.start + 600) == 0)
        #expect(try leads[0...1].map(fair.holder) == [ana, fair.ben])
        #expect(try store.oldestOffer() == nil, "none is looked at again")
    }

    @Test("one that was given back is open to all, and is offered on when its time is over", arguments: Engine.withService)
    func givenBack(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let (store, ana) = (try fair.store, fair.desk.ana)
        let id = try fair.lead("lead", [ana]).id
        func giveBack(_ user: User.ID, after seconds: TimeInterval) throws {
            _ = try store.apply(.claimCustomer(id, .release), by: user, at: Desk.start + seconds)
        }
        func offerOn(_ present: Set<User.ID>, after seconds: TimeInterval) throws -> Int {
            try store.offerOn(since: Desk.start + seconds - 600, present: present, at: Desk.start + seconds)
        }
        try giveBack(ana, after: 60)
        #expect(try offerOn([ana, fair.ben], after: 599) == 0 && fair.holder(id) == nil)
        #expect(try offerOn([ana, fair.ben], after: 600) == 1 && fair.holder(id) == fair.ben)
        try giveBack(fair.ben, after: 660)
        #expect(try offerOn([ana, fair.ben], after: 1200) == 0, "each had it once")
        #expect(try fair.holder(id) == nil && store.oldestOffer() == nil)
        #expect(try fair.story(id) == ["offered to ana", "gave this lead back", "given back: offered to ben", "gave this lead back"])
    }

    @Test(
        "one that was handed over to somebody who works alone is open to nobody else, and its timeline does not say so",
        arguments: Engine.withService)
    func handedOver(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let (store, lead) = (try fair.store, try fair.lead("lead", [fair.ben]))
        let own = try #require(
            try store.apply(.createSpreadsheet(name: "Own", description: ""), by: fair.cleo, at: Desk.start).spreadsheetID)
        _ = try store.apply(.moveCustomer(lead.id, from: lead.spreadsheetID, to: own), by: fair.desk.ana, at: Desk.start + 60)
        _ = try store.offerOn(since: Desk.start, present: [fair.desk.ana, fair.ben, fair.cleo], at: Desk.start + 600)
        #expect(try store.oldestOffer() == nil && fair.holder(lead.id) == nil)
        #expect(try fair.story(lead.id) == ["offered to ben"])
    }

    @Test("a lead that comes again is not offered again", arguments: Engine.withService)
    func once(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let first = try fair.lead("twice", [fair.ben])
        let second = try fair.lead("twice", [fair.cleo])
        #expect(first.id == second.id && second.claim?.name == "ben")
        #expect(try fair.story(first.id) == ["offered to ben"])
    }

    @Test("an offer of a machine whose clock is ahead has its time", arguments: Engine.withService)
    func ahead(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let id = try fair.lead("lead", [fair.desk.ana], at: Desk.start + 5).id
        #expect(try fair.store.offerOn(since: Desk.start - 600, present: [fair.ben], at: Desk.start) == 0)
        #expect(try fair.holder(id) == fair.desk.ana)
        #expect(try fair.store.offerOn(since: Desk.start + 5, present: [fair.ben], at: Desk.start + 605) == 1)
        #expect(try fair.holder(id) == fair.ben)
    }

    @Test("it is not offered on while it is being called", arguments: Engine.withService)
    func called(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let id = try fair.lead("lead", [fair.ben]).id
        _ = try fair.store.beginCall(to: id, session: "of ben", by: fair.ben, at: Desk.start + 590)
        #expect(try fair.store.offerOn(since: Desk.start, present: [fair.cleo], at: Desk.start + 600) == 0)
        #expect(try fair.holder(id) == fair.ben)
        try fair.store.endCall(session: "of ben")
        #expect(try fair.store.offerOn(since: Desk.start + 60, present: [fair.cleo], at: Desk.start + 660) == 1)
        #expect(try fair.holder(id) == fair.cleo)
    }

    @Test("a call that begins in the future, for its machine's clock is wrong, holds none for ever", arguments: Engine.withService)
    func calledAhead(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let id = try fair.lead("lead", [fair.ben]).id
        _ = try fair.store.beginCall(to: id, session: "of ben", by: fair.ben, at: Desk.start + 86_400)
        #expect(try fair.store.offerOn(since: Desk.start, present: [fair.cleo], at: Desk.start + 600) == 1)
        #expect(try fair.holder(id) == fair.cleo)
        // Nor is it told of any longer.
        #expect(try fair.store.beginCall(to: id, session: "of cleo", by: fair.cleo, at: Desk.start + 600).isEmpty)
    }

    @Test("one that was deleted meanwhile is open when it is brought back", arguments: Engine.withService)
    func deleted(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let id = try fair.lead("lead", [fair.ben]).id
        _ = try fair.store.apply(.deleteCustomer(id), by: fair.desk.ana, at: Desk.start + 60)
        _ = try fair.store.offerOn(since: Desk.start, present: [fair.cleo], at: Desk.start + 600)
        #expect(try fair.store.oldestOffer() == nil)
        _ = try fair.store.undo(by: fair.desk.ana, at: Desk.start + 700)
        #expect(try fair.store.customer(id) != nil && fair.holder(id) == nil)
    }

    @Test("a clock that was set back leaves no offer behind", arguments: Engine.withService)
    func clock(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let id = try fair.lead("lead", [fair.desk.ana], at: Desk.start + 86_400).id
        #expect(try fair.store.offerOn(since: Desk.start - 600, present: [fair.ben], at: Desk.start) == 1)
        #expect(try fair.holder(id) == fair.ben)
    }

    @Test("who has a row hears of a lead that joins it, else the one whose turn it is, until somebody calls", arguments: Engine.withService)
    func joins(_ engine: Engine) throws {
        let fair = try Fair(engine, mergesEnquiries: true)
        let (ana, ben, cleo) = (fair.desk.ana, fair.ben, fair.cleo)
        let sheet = try #require(try fair.store.spreadsheets(of: ana).first).id
        let row = try fair.desk.add([.customerName: "Ida Rossi", .phoneNumber: PersonTests.phone], to: sheet)
        _ = try fair.store.apply(.claimCustomer(row, .take), by: ben, at: Desk.start)
        let second = try fair.join("second", [ana, cleo], at: Desk.start + 60)
        #expect(second.into == row && second.customer.claim?.name == "ben")
        #expect(try fair.heard(ben) == [second.customer.id] && fair.heard(ana).isEmpty && fair.heard(cleo).isEmpty)
        let told = try #require(try fair.store.offers(to: ben, after: 0).first?.customer)
        #expect(told.customerName == "Ida Rossi" && told.lead?.formName == "Kitchen form" && told.enquiry?.words == "2nd enquiry")
        #expect(try fair.holder(row) == ben && fair.story(row) == ["took this lead"])
        // He calls, and gives it back.
        _ = try fair.store.apply(.logCall(CallLog(customerID: row, outcome: .noAnswer, edits: [])), by: ben, at: Desk.start + 120)
        #expect(try fair.heard(ben).isEmpty)
        _ = try fair.store.apply(.claimCustomer(row, .release), by: ben, at: Desk.start + 130)
        let third = try fair.join("third", [cleo], at: Desk.start + 180)
        #expect(third.customer.claim == nil)
        #expect(try fair.heard(cleo) == [third.customer.id] && fair.heard(ben).isEmpty && fair.holder(row) == nil)
        // Another takes it before her.
        _ = try fair.store.apply(.claimCustomer(row, .take), by: ana, at: Desk.start + 190)
        #expect(try fair.heard(cleo).isEmpty)
        #expect(try fair.store.offerOn(since: Desk.start + 900, present: [ben], at: Desk.start + 1500) == 0)
        #expect(try fair.holder(row) == ana && fair.heard(ben).isEmpty)
    }

    @Test("the owner hears of a lead of a spreadsheet that the one who has the row does not see", arguments: Engine.withService)
    func joinsElsewhere(_ engine: Engine) throws {
        let fair = try Fair(engine, mergesEnquiries: true)
        let sheet = try #require(try fair.store.spreadsheets(of: fair.desk.ana).first).id
        let row = try fair.desk.add([.customerName: "Ida Rossi", .phoneNumber: PersonTests.phone])
        _ = try fair.store.apply(.claimCustomer(row, .take), by: fair.ben, at: Desk.start)
        _ = try fair.store.apply(.shareSpreadsheet(sheet, with: fair.ben, nil), by: fair.desk.ana, at: Desk.start)
        let joined = try fair.join("second", [fair.cleo], at: Desk.start + 60)
        #expect(joined.into == row && joined.customer.claim == nil)
        #expect(try fair.heard(fair.ben).isEmpty && fair.heard(fair.cleo).isEmpty && fair.holder(row) == fair.ben)
        // To see it is enough, also where nobody but the owner may write there.
        for (user, right) in [(fair.ben, SharedRight.read), (fair.cleo, nil)] {
            _ = try fair.store.apply(.shareSpreadsheet(sheet, with: user, right), by: fair.desk.ana, at: Desk.start)
        }
        let seen = try fair.join("third", [fair.desk.ana], at: Desk.start + 120)
        #expect(try seen.customer.claim?.name == "ben" && fair.heard(fair.ben) == [seen.customer.id])
    }

    @Test("who has taken an offered lead by themselves keeps it", arguments: Engine.withService)
    func taken(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let (id, ana) = (try fair.lead("lead", [fair.desk.ana]).id, fair.desk.ana)
        for move in [ClaimMove.release, .take] { _ = try fair.store.apply(.claimCustomer(id, move), by: ana, at: Desk.start + 60) }
        #expect(try fair.store.offerOn(since: Desk.start, present: [ana, fair.ben], at: Desk.start + 600) == 0)
        #expect(try fair.holder(id) == ana)
        #expect(try fair.heard(ana).isEmpty)
        let feed = try fair.store.events(before: nil, state: nil, user: ana, limit: 1)
        #expect(feed.first?.customerName != nil && feed.first?.offeredTo == nil, "it is not by the offer that she has it")
    }

    @Test("what comes later has a higher number than the last customer at the start", arguments: Engine.withService)
    func newest(_ engine: Engine) throws {
        let fair = try Fair(engine)
        let last = try fair.store.newestCustomer()
        let lead = try fair.lead("lead", [])
        #expect(try lead.id > last && fair.store.newestCustomer() == lead.id)
    }
}
