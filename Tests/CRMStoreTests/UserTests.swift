import CRM
import CRMStore
import Foundation
import Testing

@Suite("Users") struct UserTests {
    @Test("users are listed as added, and a name is taken once", arguments: Engine.all)
    func names(_ engine: Engine) throws {
        let desk = try Desk(engine)
        _ = try desk.store.addUser("Đặng")
        #expect(try desk.store.users().map(\.name) == ["ana", "Đặng"])
        #expect(throws: StoreError.userNameTaken("ana")) { try desk.store.addUser("ana") }
        for bad in ["", " ", "a\u{1B}b", "-x", "\u{202E}ana", "ana\u{2066}", String(repeating: "x", count: 65)] {
            #expect(throws: StoreError.userNameInvalid(bad)) { try desk.store.addUser(bad) }
        }
    }

    @Test("a name that differs from another's in capitals alone is refused; one's own may change so", arguments: Engine.all)
    func capitals(_ engine: Engine) throws {
        let desk = try Desk(engine)
        _ = try desk.store.addUser("Åsa")
        #expect(throws: StoreError.userNameTaken("ana")) { try desk.store.addUser("ANA") }
        #expect(throws: StoreError.userNameTaken("Åsa")) { try desk.store.addUser("åsa") }
        #expect(throws: StoreError.userNameTaken("Åsa")) { try desk.store.renameUser(desk.ana, to: "ÅSA") }
        try desk.store.renameUser(desk.ana, to: "Ana")
        #expect(try desk.store.users().map(\.name) == ["Ana", "Åsa"])
    }

    @Test("a renamed user keeps everything, and cannot take another's name", arguments: Engine.all)
    func renaming(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let customer = try desk.add([.customerName: "Kept"])
        _ = try desk.store.addUser("ben")
        try desk.store.renameUser(desk.ana, to: "anna")
        #expect(try desk.store.users().map(\.name) == ["anna", "ben"])
        #expect(try desk.store.customer(customer)?.customerName == "Kept")
        // Whoever gets the name later has not written these lines.
        #expect(try desk.store.timeline(of: customer, limit: 9).map(\.author) == ["anna"])
        #expect(throws: StoreError.userNameTaken("ben")) { try desk.store.renameUser(desk.ana, to: "ben") }
        #expect(throws: StoreError.userNameInvalid("")) { try desk.store.renameUser(desk.ana, to: "") }
        #expect(throws: StoreError.self) { try desk.store.renameUser(99, to: "nobody") }
        try desk.store.renameUser(desk.ana, to: "anna")
    }

    @Test("a removed user takes spreadsheets, customers and pages along, and others' data stay", arguments: Engine.all)
    func removal(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.store.addUser("ben").id
        let his = try desk.store.apply(.createSpreadsheet(name: "His", description: ""), by: ben, at: Desk.start)
        let shared = try #require(his.spreadsheetID)
        _ = try desk.store.apply(.shareSpreadsheet(shared, with: desk.ana, .write), by: ben, at: Desk.start)
        let customer = try desk.add([.customerName: "Kept"], to: shared)
        let gone = try desk.add([.customerName: "Gone"])
        try desk.savePage("100")
        let event = try desk.post(["l1"])[0]
        let saved = try desk.save(Desk.arrival("l1"), for: event.id, at: Desk.start)
        try desk.edit(customer, .remark, "", "ana was here")
        try desk.store.removeUser(desk.ana, at: Desk.start)
        #expect(try desk.store.users().map(\.name) == ["ben"])
        #expect(try desk.store.customer(gone) == nil)
        #expect(try desk.store.customer(saved.customer.id) == nil)
        #expect(try desk.store.pages(of: nil).isEmpty)
        #expect(try desk.store.spreadsheets(of: nil).map(\.spreadsheet.name) == ["His"])
        #expect(try desk.store.timeline(of: customer, limit: 10).first?.author == "ana")
        #expect(throws: StoreError.userUnknown("number \(desk.ana)", known: ["ben"])) {
            try desk.store.removeUser(desk.ana, at: Desk.start)
        }
    }

    @Test("a change by an unknown user is refused", arguments: Engine.all)
    func unknown(_ engine: Engine) throws {
        let desk = try Desk(engine)
        #expect(throws: StoreError.userUnknown("number 99", known: ["ana"])) {
            try desk.store.apply(.createSpreadsheet(name: "X", description: ""), by: 99, at: Desk.start)
        }
    }
}
