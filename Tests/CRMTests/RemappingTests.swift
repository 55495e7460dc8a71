import CRM
import Foundation
import Testing

@Suite("What another mapping changes") struct RemappingTests {
    private func customer(phone: String, name: String = "Ann") -> Customer {
        Customer(id: 1, spreadsheetID: 1, customerName: name, phoneNumber: phone, createdAt: Date(timeIntervalSince1970: 0))
    }

    private func remapping(_ customer: Customer, to phone: String, from previous: String, before former: [String] = []) -> Remapping {
        Remapping(
            customer, wanted: [.phoneNumber: phone, .customerName: "Ann"], previous: [.phoneNumber: previous, .customerName: "Ann"],
            former: former.map { [.phoneNumber: $0, .customerName: "Ann"] })
    }

    @Test("a column that still holds what the mapping before had put there changes")
    func changes() {
        let found = remapping(customer(phone: "N/A"), to: "+39", from: "N/A")
        #expect(found.edits == [FieldEdit(.phoneNumber, from: "N/A", to: "+39")] && found.kept == [])
    }

    @Test("a column that a person edited stays, and is told")
    func edited() {
        let found = remapping(customer(phone: "555"), to: "+39", from: "N/A", before: ["12"])
        #expect(found.edits == [] && found.kept == [.phoneNumber])
    }

    @Test("what an earlier mapping had put there counts as untouched too")
    func earlier() {
        #expect(remapping(customer(phone: "12"), to: "+39", from: "N/A", before: ["12"]).edits.map(\.to) == ["+39"])
    }

    @Test("a column that the mapping fills as before is neither changed nor told, whatever a person made of it")
    func untold() {
        #expect(
            remapping(customer(phone: "555", name: "Ann of Acme"), to: "+39", from: "+39")
                == remapping(customer(phone: "+39"), to: "+39", from: "+39"))
        #expect(remapping(customer(phone: "+39", name: "Ann of Acme"), to: "+39", from: "N/A").kept == [])
    }

    @Test("what a person typed is theirs, though a mapping would have put the same")
    func typedTheSame() {
        let found = Remapping(
            customer(phone: "12"), wanted: [.phoneNumber: "+39"], previous: [.phoneNumber: "+39"], former: [[.phoneNumber: "12"]],
            edited: [.phoneNumber])
        #expect(found.edits == [] && found.kept == [])
    }
}
