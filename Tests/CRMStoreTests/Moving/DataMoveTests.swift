import CRM
import CRMStore
import Foundation
import GRDB
import GRDBSQLite
import Testing

@testable import SQLiteEngine

@Suite("All data move to another database") struct DataMoveTests {
    /// From each engine to each.
    private static let ways = Engine.all.flatMap { from in Engine.all.map { (from, $0) } }

    /// A database without a user.
    private final class Empty {
        let engine: Engine
        let folder = NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)"
        let sealer: SecretSealer
        let store: CRMStore

        init(_ engine: Engine, like desk: Desk) throws {
            self.engine = engine
            sealer = desk.sealer
            store = try #require(try engine.open(folder, desk.sealer) as? CRMStore)
        }

        deinit {
            engine.remove(folder)
            try? FileManager.default.removeItem(atPath: folder)
        }
    }

    /// Data with a row in nearly every table: a page with secrets, leads, notes, a merged row, an erased person, an import, a saved view.
    private static func desk(_ engine: Engine) throws -> Desk {
        let desk = try Desk(engine)
        try desk.savePage("100", token: "EAAtoken")
        try desk.lead("71", name: "Zoë Müller", phone: "+39 347 1112223", email: "zoe@example.org")
        try desk.lead("72", name: "花子\t\"\\N\"\r\n", phone: "+39 347 4445556")
        let gone = try desk.lead("73", name: "Erased Person").customer.id
        _ = try #require(desk.store as? any StoreMaintenance).erase(customer: gone, by: "ana", at: Desk.start)
        let ida = try desk.add([.customerName: "Ida \\ Back", .phoneNumber: "+39 347 9998887", .remark: "first line\nsecond line"])
        try desk.edit(ida, .status, "new", "attempted")
        _ = try desk.store.apply(.addNote(ida, text: "likes oak"), by: desk.ana, at: Desk.start)
        let imported = ImportedCustomer(Customer(id: 0, spreadsheetID: 0, customerName: "From a file", createdAt: Desk.start), in: nil)
        _ = try desk.store.importPortion([imported], into: "Fair", step: nil, existing: .add, by: desk.ana, at: Desk.start)
        return desk
    }

    /// What a user sees of the data.
    private static func view(_ store: any Store, _ user: User.ID) throws -> [String] {
        var lines: [String] = []
        for sheet in try store.spreadsheets(of: user) {
            lines.append("\(sheet.spreadsheet.name) \(sheet.customers)")
            for row in try store.rows(SheetQuery(sheet.id), from: .start, limit: 100).rows {
                lines.append("\(row)")
                lines += try store.timeline(of: row.id, limit: 20).map { "\($0)" }
            }
        }
        lines += try store.events(before: nil, state: nil, user: nil, limit: 100).map { "\($0)" }
        return lines
    }

    @Test("nothing is another thing there: rows, timelines, counts, secrets, undo, what was erased", arguments: ways)
    func whole(_ from: Engine, _ to: Engine) throws {
        let desk = try Self.desk(from)
        let before = try Self.view(desk.store, desk.ana)
        let empty = try Empty(to, like: desk)
        let moved = try #require(desk.store as? CRMStore).move(to: empty.store)
        #expect(moved.first { $0.name == "customer" }?.rows == 4)
        #expect(try Self.view(desk.store, desk.ana) == before)

        let other = try empty.engine.open(empty.folder, empty.sealer)
        #expect(try Self.view(other, desk.ana) == before)
        #expect(try other.settings(of: "100")?.metaPageAccessToken == Secret("EAAtoken"))
        #expect(try #require(other as? any StoreMaintenance).integrity() == [])
        // The search knows them.
        #expect(try other.rows(SheetQuery(desk.sheet, search: "oak"), from: .start, limit: 9).rows.map(\.customerName) == ["Ida \\ Back"])
        // Work goes on where it was.
        #expect(throws: StoreError.leadErased) { try Self.arrives("73", desk, in: other) }
        let added = try other.apply(
            .addCustomer(CustomerDraft(spreadsheetID: desk.sheet, fields: [.customerName: "New"])), by: desk.ana, at: Desk.start)
        let newest = try #require(before.isEmpty ? nil : added.customerID)
        #expect(try desk.store.customer(newest) == nil)
        #expect(try other.undo(by: desk.ana, at: Desk.start)?.sentence.hasPrefix("undid: added New") == true)
        #expect(try other.undo(by: desk.ana, at: Desk.start)?.sentence.hasPrefix("undid: imported 1 customer") == true)
        #expect(try other.undo(by: desk.ana, at: Desk.start)?.sentence == "undid: note for Ida \\ Back: likes oak")
    }

    private static func arrives(_ id: String, _ desk: Desk, in store: any Store) throws {
        let event = NewEvent(kind: .lead, pageID: "100", leadgenID: id, formID: "f1", signatureChecked: true)
        let events = try store.append([Delivery(receivedAt: Desk.start, body: Array("{}".utf8), events: [event])])
        _ = try store.record([(events[0].id, .read(Desk.arrival(id)))], at: Desk.start)[0].get()
    }

    @Test("one that has users is left alone, and the sentence says what to do", arguments: ways)
    func taken(_ from: Engine, _ to: Engine) throws {
        let (desk, other) = (try Self.desk(from), try Desk(to))
        let before = try Self.view(other.store, other.ana)
        let store = try #require(desk.store as? CRMStore)
        let error = #expect(throws: StoreError.self) { try store.move(to: #require(other.store as? CRMStore)) }
        #expect(error?.message.hasSuffix("Choose one that has none yet.") == true)
        #expect(try Self.view(other.store, other.ana) == before)
    }

    @Test("one that is broken off leaves nothing behind, and can be begun again", arguments: ways)
    func brokenOff(_ from: Engine, _ to: Engine) throws {
        let desk = try Self.desk(from)
        let empty = try Empty(to, like: desk)
        let store = try #require(desk.store as? CRMStore)
        #expect(throws: CancellationError.self) {
            try store.move(to: empty.store) { table, _ in if table == "lead" { throw CancellationError() } }
        }
        #expect(try empty.store.users() == [])
        #expect(try empty.store.integrity() == [])
        #expect(try store.move(to: empty.store).count > 20)
        #expect(try Self.view(empty.store, desk.ana) == Self.view(desk.store, desk.ana))
    }

    /// Instructions of SQLite's machine, in thousands.
    ///
    /// `@unchecked Sendable` is safe: the connection that writes counts, and nobody reads before its writes have returned.
    private final class Work: @unchecked Sendable {
        private(set) var done = 0

        /// Counts those of the connection that writes, until the database is closed.
        func count(_ store: CRMStore) throws {
            try store.sqlite.writeDatabase { db in
                sqlite3_progress_handler(
                    db.sqliteConnection, 1000,
                    { work in
                        Unmanaged<Work>.fromOpaque(work!).takeUnretainedValue().done += 1
                        return 0
                    }, Unmanaged.passUnretained(self).toOpaque())
            }
        }
    }

    /// The work of a file that so many customers are moved into.
    private static func work(_ customers: Int, from engine: Engine) throws -> Int {
        let desk = try Desk(engine)
        let many = (0..<customers).map {
            ImportedCustomer(Customer(id: 0, spreadsheetID: 0, customerName: "No. \($0)", createdAt: Desk.start), in: nil)
        }
        _ = try desk.store.importPortion(many, into: "Fair", step: nil, existing: .add, by: desk.ana, at: Desk.start)
        let (empty, work) = (try Empty(.sqlite, like: desk), Work())
        try work.count(empty.store)
        _ = try #require(desk.store as? CRMStore).move(to: empty.store)
        empty.store.sqlite.close()
        return work.done
    }

    @Test("into a file, four times the rows are about four times the work", arguments: Engine.all)
    func linear(_ engine: Engine) throws {
        let (few, many) = (try Self.work(1000, from: engine), try Self.work(4000, from: engine))
        #expect(many < few * 6, "\(few) and \(many) thousand instructions")
    }

    @Test("into a file, a row that names one which is not there is refused, and nothing is moved")
    func unlinked() throws {
        let desk = try Self.desk(.sqlite)
        let store = try #require(desk.store as? CRMStore)
        try store.sqlite.writeDatabase(under: ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON")) {
            try $0.execute(sql: "UPDATE customer SET merged_into = 9999, deleted_at = 1 WHERE id = (SELECT max(id) FROM customer)")
        }
        let empty = try Empty(.sqlite, like: desk)
        #expect(throws: StoreError.self) { try store.move(to: empty.store) }
        #expect(try empty.store.users() == [])
        #expect(throws: StoreError.self) {
            try empty.store.sqlite.writeDatabase {
                try $0.execute(sql: "INSERT INTO template (user_id, position, name, text) VALUES (77, 1, 'a', 'b')")
            }
        }
    }
}
