import CRM
import Foundation
import Testing

@testable import CRMStore

@Suite("One of several takes a customer") struct ClaimTests {
    private let moment = CallMoment(Desk.start, in: .gmt, hours: .standard)
    private static let later = Desk.start.addingTimeInterval(60)

    private func take(_ desk: Desk, _ id: Customer.ID, by user: User.ID, at: Date = Desk.start) throws -> AppliedChange {
        try desk.store.apply(.claimCustomer(id, .take), by: user, at: at)
    }

    private func release(_ desk: Desk, _ id: Customer.ID, by user: User.ID) throws -> String {
        try desk.store.apply(.claimCustomer(id, .release), by: user, at: Self.later).sentence
    }

    private func calls(_ desk: Desk, _ user: User.ID) throws -> [String] {
        let list = try desk.store.calls(nil, of: user, at: moment, limit: 9).map(\.customer.customerName)
        let counts = try desk.store.callCounts(of: user, at: moment, upTo: 99)
        #expect(CallGroup.now.map { counts[$0].count }.reduce(0, +) == list.count)
        #expect(try desk.store.dayLoad(of: user, on: moment.today, except: nil).calls == list.count)
        return list
    }

    @Test("the second is told whose it is and since when, and nothing is written over", arguments: Engine.all)
    func second(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.colleague("ben")
        let id = try desk.add([.customerName: "María Rossi"])
        #expect(try take(desk, id, by: ben).sentence == "took María Rossi")
        let claim = LeadClaim(userID: ben, name: "ben", at: Desk.start)
        #expect(throws: StoreError.claimed(customer: "María Rossi", claim)) { try take(desk, id, by: desk.ana, at: Self.later) }
        #expect(claim.refusal(of: "María Rossi", moment: "10:03") == "ben has this lead since 10:03: María Rossi. Nothing was written.")
        #expect(try take(desk, id, by: ben, at: Self.later).didNothing)
        #expect(try desk.store.customer(id)?.claim == claim)
        #expect(try desk.store.person(of: id, for: desk.ana, limit: 9)?.customer.claim == claim)
        #expect(try desk.store.rows(SheetQuery(desk.sheet), from: .start, limit: 9).rows.map(\.claim) == [claim])
        let line = try desk.store.timeline(of: id, limit: 1).first
        #expect(line?.text == "took this lead" && line?.author == "ben" && line?.kind == .claimed)
    }

    @Test("of two who take it at the same moment one has it, and the other is told", arguments: Engine.all)
    func race(_ engine: Engine) async throws {
        let desk = try Desk(engine)
        let users = [desk.ana, try desk.colleague("ben")]
        let stores = [desk.store, try desk.again()]
        for round in 0..<20 {
            let id = try desk.add([.customerName: "Lead \(round)"])
            let wins = await withTaskGroup(of: Bool.self) { group in
                for (user, store) in zip(users, stores) {
                    group.addTask { (try? store.apply(.claimCustomer(id, .take), by: user, at: Desk.start)) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(wins == 1)
            #expect(try desk.store.timeline(of: id, limit: 9).filter { $0.kind == .claimed }.count == 1)
        }
    }

    @Test("it is in no other's call list, and given back it is in all of theirs", arguments: Engine.all)
    func callList(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.colleague("ben")
        let ids = try ["Ann", "Bob"].map { try desk.add([.customerName: $0, .nextCallDate: "2026-09-21"]) }
        #expect(try calls(desk, desk.ana) == ["Ann", "Bob"] && calls(desk, ben) == ["Ann", "Bob"])
        _ = try take(desk, ids[0], by: ben)
        #expect(try calls(desk, desk.ana) == ["Bob"] && calls(desk, ben) == ["Ann", "Bob"])
        #expect(try release(desk, ids[0], by: ben) == "gave Ann back")
        #expect(try calls(desk, desk.ana) == ["Ann", "Bob"])
    }

    @Test("the owner of the spreadsheet frees it, and no other colleague does", arguments: Engine.all)
    func freeing(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let (ben, cleo) = (try desk.colleague("ben"), try desk.colleague("cleo"))
        let id = try desk.add([.customerName: "Ann"])
        _ = try take(desk, id, by: ben)
        #expect(throws: StoreError.self) { try release(desk, id, by: cleo) }
        #expect(try release(desk, id, by: desk.ana) == "freed Ann, whom ben had")
        #expect(try desk.store.timeline(of: id, limit: 1).first?.text == "freed this lead, which ben had")
        let refused = #expect(throws: StoreError.self) { try desk.undo() }
        #expect(refused?.message.hasPrefix("ben had Ann, and takes the lead again by themselves. Nothing was written.") == true)
        #expect(try take(desk, id, by: cleo).didNothing == false)
    }

    @Test("undo gives it back, and is refused when another has it by then", arguments: Engine.all)
    func undo(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.colleague("ben")
        let id = try desk.add([.customerName: "Ann"])
        _ = try take(desk, id, by: desk.ana)
        #expect(try desk.undo() == "undid: took Ann")
        #expect(try desk.store.customer(id)?.claim == nil)
        #expect(try desk.redo() == "redid: took Ann")
        #expect(try desk.store.customer(id)?.claim?.name == "ana")
        #expect(try desk.undo() != nil)
        _ = try take(desk, id, by: ben, at: Self.later)
        let bens = StoreError.claimed(customer: "Ann", LeadClaim(userID: ben, name: "ben", at: Self.later))
        #expect(throws: StoreError.stepRefused(bens, isUndo: false)) { try desk.redo() }
        #expect(try desk.store.customer(id)?.claim?.name == "ben")
    }

    @Test("it is not moved away, deleted or merged by another colleague, one by one, with many or by undo", arguments: Engine.all)
    func takenAway(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let (ben, cleo) = (try desk.colleague("ben"), try desk.colleague("cleo"))
        let own = try #require(
            try desk.store.apply(.createSpreadsheet(name: "Bens", description: ""), by: ben, at: Desk.start).spreadsheetID)
        let phone = [CustomerField.phoneNumber: PersonTests.phone]
        let (id, other) = (try desk.add([.customerName: "Ann"].merging(phone) { $1 }), try desk.add([.customerName: "Bob"]))
        let added = try desk.add([.customerName: "Ann"].merging(phone) { $1 }, by: ben)
        for customer in [id, added] { _ = try take(desk, customer, by: cleo) }
        func held(_ name: String) -> StoreError { .claimed(customer: name, LeadClaim(userID: cleo, name: "cleo", at: Desk.start)) }
        for change in [Change.moveCustomer(id, from: desk.sheet, to: own), .deleteCustomer(id), .mergeRows(of: id)] {
            #expect(throws: held("Ann")) { try desk.store.apply(change, by: ben, at: Self.later) }
        }
        for change in [BulkChange.delete, .move(to: own)] {
            let marks = try [id, other].map { try CustomerMark(#require(try desk.store.customer($0))) }
            let batch = try desk.store.changePortion(change, of: marks, batch: nil, by: ben, at: Self.later)
            #expect(batch.taken == 1 && batch.done == 1 && batch.seen == 2)
            #expect(try desk.undo(ben) != nil)
        }
        #expect(throws: StoreError.stepRefused(held("Ann"), isUndo: true)) { try desk.undo(ben) }
        #expect(try [id, added].allSatisfy { try desk.store.customer($0)?.claim?.name == "cleo" })
        // All else is done to it as to any customer, and the owner may.
        for change in [Change.addNote(id, text: "x"), .copyCustomer(id, to: own)] {
            #expect(try !desk.store.apply(change, by: ben, at: Self.later).didNothing)
        }
        #expect(try !desk.store.apply(.deleteCustomer(added), by: desk.ana, at: Self.later).didNothing)
        // What its owner has given away with the one who has it comes back, unless another has taken it since.
        _ = try desk.store.apply(.shareSpreadsheet(own, with: cleo, .write), by: ben, at: Self.later)
        _ = try desk.store.apply(.moveCustomer(id, from: desk.sheet, to: own), by: desk.ana, at: Self.later)
        #expect(try desk.store.customer(id)?.claim?.name == "cleo")
        #expect(try desk.undo() != nil && desk.redo() != nil)
        _ = try release(desk, id, by: cleo)
        _ = try take(desk, id, by: ben)
        let bens = StoreError.claimed(customer: "Ann", LeadClaim(userID: ben, name: "ben", at: Desk.start))
        #expect(throws: StoreError.stepRefused(bens, isUndo: true)) { try desk.undo() }
    }

    @Test("a claim ends with the right to write there, and with its user, and the customer stays", arguments: Engine.all)
    func ended(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let (ben, cleo) = (try desk.colleague("ben"), try desk.colleague("cleo"))
        let ids = try ["Ann", "Bob"].map { try desk.add([.customerName: $0, .nextCallDate: "2026-09-21"]) }
        _ = try take(desk, ids[0], by: ben)
        _ = try take(desk, ids[1], by: cleo)
        #expect(try calls(desk, desk.ana).isEmpty)
        _ = try desk.store.apply(.shareSpreadsheet(desk.sheet, with: ben, .read), by: desk.ana, at: Desk.start)
        #expect(try calls(desk, desk.ana) == ["Ann"] && desk.store.customer(ids[0])?.claim == nil)
        #expect(try take(desk, ids[0], by: desk.ana).didNothing == false)
        try desk.store.removeUser(cleo, at: Desk.start)
        #expect(try calls(desk, desk.ana) == ["Ann", "Bob"] && desk.store.customer(ids[1])?.claim == nil)
        #expect(try #require(desk.store as? any StoreMaintenance).integrity() == [])
    }
}
