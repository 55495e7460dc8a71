import CRM
import CRMStore
import Foundation
import GRDB
import Testing

@Suite("Data from before telephone numbers were read") struct PhoneMigrationTests {
    /// Makes a desk's data those of the version before.
    private func makeOlder(_ desk: Desk) throws {
        try DatabaseQueue(path: desk.path).write { db in
            try db.execute(
                sql: """
                    DROP INDEX customer_with_phone_e164;
                    DROP INDEX customer_with_email_key;
                    DROP INDEX customer_merged_phone_e164;
                    DROP INDEX customer_merged_email_key;
                    ALTER TABLE customer DROP COLUMN phone_e164;
                    ALTER TABLE customer DROP COLUMN email_key;
                    ALTER TABLE user DROP COLUMN country;
                    UPDATE customer SET search_text = lower(customer_name || char(10) || phone_number);
                    DELETE FROM grdb_migrations WHERE identifier = 'v4 phones';
                    """)
        }
    }

    @Test("every customer's number and address are read, and nothing else about them changes")
    func older() throws {
        let desk = try Desk()
        let people: [[CustomerField: String]] = [
            [.customerName: "M", .phoneNumber: "+39 347 123 4567", .email: " M@Example.com"],
            [.customerName: "local", .phoneNumber: "347 123 4567"],
            [.customerName: "none", .phoneNumber: "N/A", .email: "none"],
        ]
        var ids = try people.map { try desk.add($0) }
        // More than one slice, and a customer that was deleted.
        let store = try #require(desk.store as? CRMStore)
        let many = (0..<2100).map {
            Customer(id: 0, spreadsheetID: 0, customerName: "c\($0)", phoneNumber: "+39 347 123 \(1000 + $0)", createdAt: Desk.start)
        }
        ids += try store.importCustomers(many, into: desk.sheet)
        _ = try desk.store.apply(.deleteCustomer(ids[10]), by: desk.ana, at: Desk.start)
        let before = try ids.map { try desk.store.customer($0) }
        try makeOlder(desk)

        let newer = try desk.again()
        #expect(try ids.map { try newer.customer($0) } == before)
        #expect(try newer.users().map(\.country) == [nil])
        let keys = try DatabaseQueue(path: desk.path).read { db in
            try Row.fetchAll(db, sql: "SELECT phone_e164, email_key FROM customer ORDER BY id").map {
                [$0[0] as String?, $0[1] as String?]
            }
        }
        #expect(Array(keys.prefix(3)) == [["+393471234567", "m@example.com"], [nil, nil], [nil, nil]])
        #expect(keys.dropFirst(3).map(\.[0]) == (0..<2100).map { "+39347123\(1000 + $0)" })
        #expect(try newer.rows(SheetQuery(desk.sheet, search: "+393471234567"), from: .start, limit: 5).rows.map(\.customerName) == ["M"])
        try newer.setCountry(Country("IT"), of: desk.ana)
        #expect(try newer.rows(SheetQuery(desk.sheet, search: "+393471234567"), from: .start, limit: 5).rows.count == 2)
    }
}
