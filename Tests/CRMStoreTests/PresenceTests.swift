import CRM
import Foundation
import Testing

@Suite("Who is calling whom") struct PresenceTests {
    private let start = Desk.start

    @Test("the second who calls a customer is told who calls already, and since when", arguments: Engine.all)
    func second(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.colleague("ben")
        let customer = try desk.add([.customerName: "María Rossi"])
        let other = try desk.add([.customerName: "John Doe"])
        #expect(try desk.store.beginCall(to: customer, session: "one", by: desk.ana, at: start).isEmpty)
        #expect(try desk.store.beginCall(to: other, session: "two", by: ben, at: start + 5).isEmpty)
        let seen = try desk.store.beginCall(to: customer, session: "two", by: ben, at: start + 12)
        #expect(seen == [CallUnderWay(author: "ana", began: start)])
        #expect(try desk.store.beginCall(to: other, session: "three", by: desk.ana, at: start + 13).isEmpty, "a session calls one")
    }

    @Test("a call that has ended is not told of, nor one of a session that ended without a word", arguments: Engine.withSales)
    func ended(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let customer = try desk.add([.customerName: "María Rossi"])
        _ = try desk.store.beginCall(to: customer, session: "one", by: desk.ana, at: start)
        try desk.store.endCall(session: "one")
        try desk.store.endCall(session: "one")
        #expect(try desk.store.beginCall(to: customer, session: "two", by: desk.ana, at: start + 1).isEmpty)
        #expect(try desk.store.beginCall(to: customer, session: "three", by: desk.ana, at: start + 1802).isEmpty)
    }

    @Test("it is no step: there is nothing to undo", arguments: Engine.withSales)
    func noStep(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let customer = try desk.add([.customerName: "María Rossi"])
        let before = try desk.store.customer(customer)
        _ = try desk.store.beginCall(to: customer, session: "one", by: desk.ana, at: start)
        #expect(try desk.store.customer(customer) == before)
        #expect(try desk.store.undo(by: desk.ana, at: start)?.sentence.contains("María Rossi") == true, "the adding of the customer")
    }
}
