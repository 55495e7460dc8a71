import CRM
import Foundation
import Testing

@testable import CRMStore

/// By what a person is known again must be true whatever wrote the customer.
@Suite("Numbers and addresses of customers") struct ContactKeyTests {
    private func keys(_ desk: Desk, _ id: Customer.ID) throws -> [String?] {
        try #require(desk.store as? CRMStore).read { db in
            let row = try #require(try db.one("SELECT phone_e164, email_key FROM customer WHERE id = ?", [id]))
            return [row[0], row[1]]
        }
    }

    private func found(_ desk: Desk, _ search: String) throws -> [String] { try desk.names(SheetQuery(desk.sheet, search: search)) }

    @Test("adding, editing, undoing and redoing keep them true", arguments: Engine.all)
    func writes(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.store.setCountry(Country("IT"), of: desk.ana)
        let id = try desk.add([.customerName: "M", .phoneNumber: "347 123 4567", .email: " M@Example.com"])
        #expect(try keys(desk, id) == ["+393471234567", "m@example.com"])
        try desk.edit(id, .phoneNumber, "347 123 4567", "+1 415 555 2671")
        #expect(try keys(desk, id) == ["+14155552671", "m@example.com"])
        try desk.edit(id, .email, "M@Example.com", "N/A")
        try desk.edit(id, .phoneNumber, "+1 415 555 2671", "N/A")
        #expect(try keys(desk, id) == [nil, nil])
        for _ in 0..<3 { _ = try desk.undo() }
        #expect(try keys(desk, id) == ["+393471234567", "m@example.com"])
        _ = try desk.redo()
        #expect(try keys(desk, id) == ["+14155552671", "m@example.com"])
        #expect(try desk.text(id, .phoneNumber) == "+1 415 555 2671")
    }

    @Test("leads and customers brought in bulk have them", arguments: Engine.all)
    func leads(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let store = try #require(desk.store as? CRMStore)
        try desk.store.setCountry(Country("IT"), of: desk.ana)
        try desk.savePage("100")
        var arrival = Desk.arrival("l1")
        arrival.contact.phone = "p:347 1234567"
        arrival.contact.email = "Maria@Example.com"
        let saved = try desk.save(arrival, for: try desk.post(["l1"])[0].id, at: Desk.start)
        #expect(saved.customer.phoneNumber == "p:347 1234567")
        #expect(try keys(desk, saved.customer.id) == ["+393471234567", "maria@example.com"])
        let person = Customer(
            id: 0, spreadsheetID: 0, customerName: "B", phoneNumber: "02 8646 3456", email: "B@x.it", createdAt: Desk.start)
        #expect(try keys(desk, store.importCustomers([person], into: desk.sheet)[0]) == ["+390286463456", "b@x.it"])
    }

    @Test(
        "without a country a local number is none, and another country reads the same numbers anew, deleted customers' too",
        arguments: Engine.all)
    func country(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let local = try desk.add([.customerName: "local", .phoneNumber: "02 8646 3456"])
        let full = try desk.add([.customerName: "full", .phoneNumber: "+44 20 7946 0958"])
        let gone = try desk.add([.customerName: "gone", .phoneNumber: "347 123 4567"])
        _ = try desk.store.apply(.deleteCustomer(gone), by: desk.ana, at: Desk.start)
        let ben = try desk.store.addUser("ben", country: Country("DE"))
        let his = try desk.store.apply(.createSpreadsheet(name: "His", description: ""), by: ben.id, at: Desk.start).spreadsheetID
        let hers = try desk.add([.phoneNumber: "030 901820"], to: his, by: ben.id)
        #expect(try keys(desk, local) == [nil, nil])
        #expect(try found(desk, "+39") == [])

        try desk.store.setCountry(Country("IT"), of: desk.ana)
        #expect(try desk.store.users().map(\.country?.code) == ["IT", "DE"])
        #expect(try keys(desk, local)[0] == "+390286463456")
        #expect(try keys(desk, full)[0] == "+442079460958")
        #expect(try keys(desk, gone)[0] == "+393471234567")
        #expect(try keys(desk, hers)[0] == "+4930901820")
        #expect(try found(desk, "+3902") == ["local"])
        #expect(try desk.store.customer(local)?.version == 1)

        try desk.store.setCountry(nil, of: desk.ana)
        #expect(try keys(desk, local)[0] == nil)
        #expect(try keys(desk, full)[0] == "+442079460958")
        #expect(try found(desk, "+3902") == [])
    }

    @Test("a country that there is not is refused, and nothing changes", arguments: Engine.all)
    func unknownCountry(_ engine: Engine) throws {
        let desk = try Desk(engine)
        #expect(throws: StoreError.countryUnknown("XX")) { try desk.store.setCountry(Country("XX"), of: desk.ana) }
        #expect(throws: StoreError.countryUnknown("XX")) { try desk.store.addUser("ben", country: Country("XX")) }
        #expect(throws: StoreError.self) { try desk.store.setCountry(Country("IT"), of: 99) }
        #expect(try desk.store.users().map(\.country) == [nil])
    }

    @Test("who is erased is warned of again under another writing of the same number or address", arguments: Engine.all)
    func lookalikes(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let store = try #require(desk.store as? CRMStore)
        let id = try desk.add([.phoneNumber: "+39 347 123 4567", .email: "m@example.com"])
        let phone = try desk.add([.phoneNumber: "0039 347 1234567"])
        let email = try desk.add([.email: "M@EXAMPLE.com"])
        try desk.add([.phoneNumber: "N/A"])
        #expect(try store.erase(customer: id, by: "ana", at: Desk.start).lookalikes == [phone, email])
    }
}
