import CRM
import CRMStore
import Foundation
import Testing

@Suite("The same person again") struct PersonTests {
    static let phone = "+39 347 123 4567"

    private func numbers(_ store: any Store, _ sheet: Spreadsheet.ID) throws -> [String: String] {
        let rows = try store.rows(SheetQuery(sheet), from: .start, limit: 100).rows
        return Dictionary(rows.map { ($0.customerName, $0.enquiry?.words ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    @Test("each lead has its own row, and both rows say that there is a 2nd enquiry", arguments: Engine.all)
    func twoLeads(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let first = try desk.lead("l1", name: "Ida", phone: Self.phone, email: "one@x.it")
        #expect(first.customer.enquiry == nil)
        let second = try desk.lead(
            "l2", name: "Ida R.", phone: "0039 347 1234567", email: "two@x.it", at: Desk.start.addingTimeInterval(60))
        #expect(second.isNew && second.joined == nil && second.customer.id != first.customer.id)
        #expect(second.customer.enquiry == Enquiry(number: 2, count: 2))
        #expect(try numbers(desk.store, first.customer.spreadsheetID) == ["Ida": "has 2nd enquiry", "Ida R.": "2nd enquiry"])
        #expect(try desk.store.customer(first.customer.id)?.enquiry == Enquiry(number: 1, count: 2))
        #expect(
            try desk.store.rows(SheetQuery(first.customer.spreadsheetID, search: "ida r"), from: .start, limit: 9).rows[0].enquiry?.number
                == 2)
    }

    @Test("the same e-mail address is the same person too, and a third row may tie two that share nothing", arguments: Engine.all)
    func emailAndChain(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let later = { Desk.start.addingTimeInterval($0) }
        try desk.add([.customerName: "A", .phoneNumber: Self.phone], at: later(1))
        try desk.add([.customerName: "B", .email: "Ida@Example.com"], at: later(2))
        #expect(try numbers(desk.store, desk.sheet) == ["A": "", "B": ""])
        let tie = try desk.add([.customerName: "C", .phoneNumber: Self.phone, .email: " ida@example.COM "], at: later(3))
        #expect(try numbers(desk.store, desk.sheet) == ["A": "has 3rd enquiry", "B": "2nd enquiry", "C": "3rd enquiry"])
        try desk.edit(tie, .email, "ida@example.COM", "")
        #expect(try numbers(desk.store, desk.sheet) == ["A": "has 2nd enquiry", "B": "", "C": "2nd enquiry"])
        _ = try desk.store.apply(.deleteCustomer(tie), by: desk.ana, at: Desk.start)
        #expect(try numbers(desk.store, desk.sheet) == ["A": "", "B": ""])
        _ = try desk.undo()
        #expect(try numbers(desk.store, desk.sheet)["A"] == "has 2nd enquiry")
    }

    @Test("the enquiries are counted in the order in which they arrived, whatever was written first", arguments: Engine.all)
    func order(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let late = try desk.lead("l1", name: "late", phone: Self.phone, at: Desk.start)
        let early = try desk.lead("l2", name: "early", phone: Self.phone, at: Desk.start.addingTimeInterval(-86_400))
        #expect(early.customer.enquiry == Enquiry(number: 1, count: 2))
        #expect(try desk.store.customer(late.customer.id)?.enquiry == Enquiry(number: 2, count: 2))
    }

    @Test("blanks, other users' customers, test leads and deleted spreadsheets make nobody's second enquiry", arguments: Engine.all)
    func strangers(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let ben = try desk.store.addUser("ben").id
        try desk.savePage("200", by: ben)
        let blank = try desk.lead("l1", phone: nil, email: nil)
        #expect(try desk.lead("l2", phone: "N/A", email: "N/A").customer.enquiry == nil)
        #expect(try desk.lead("l3", phone: "N/A", email: "").customer.enquiry == nil)
        let mine = try desk.lead("l4", phone: Self.phone, email: "test@fb.com")
        #expect(try desk.lead("l5", phone: Self.phone, page: "200").customer.enquiry == nil)
        #expect(try desk.lead("l6", phone: Self.phone, email: "test@fb.com", isTest: true).customer.enquiry == nil)
        #expect(try desk.lead("l7", phone: "+39 347 999 9999", email: "test@fb.com", isTest: true).customer.enquiry == nil)
        let gone = try desk.store.apply(.createSpreadsheet(name: "Gone", description: ""), by: desk.ana, at: Desk.start).spreadsheetID ?? 0
        try desk.add([.phoneNumber: Self.phone], to: gone)
        #expect(try desk.store.customer(mine.customer.id)?.enquiry?.count == 2)
        _ = try desk.store.apply(.deleteSpreadsheet(gone), by: desk.ana, at: Desk.start)
        for id in [blank.customer.id, mine.customer.id] { #expect(try desk.store.customer(id)?.enquiry == nil) }
    }

    @Test(
        "the card has the person's other rows with their spreadsheets, and one timeline that says which row each line is of",
        arguments: Engine.all)
    func card(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let old = try desk.add([.customerName: "Ida", .phoneNumber: Self.phone], at: Desk.start)
        let new = try desk.lead("l1", phone: Self.phone, at: Desk.start.addingTimeInterval(60)).customer.id
        _ = try desk.store.apply(.addNote(old, text: "likes oak"), by: desk.ana, at: Desk.start.addingTimeInterval(90))
        let person = try #require(try desk.store.person(of: new, for: desk.ana, limit: 50))
        #expect(person.customer.id == new && person.leads.map(\.leadgenID) == ["l1"])
        #expect(person.others.map(\.spreadsheet) == ["Leads"] && person.others.map(\.customer.enquiry) == [Enquiry(number: 1, count: 2)])
        #expect(person.timeline.map(\.text) == ["likes oak", "lead from Meta: \"Kitchen form\"", "added to Leads"])
        #expect(person.timeline.map(\.row) == [old, new, old])
        #expect(try desk.store.person(of: new, for: desk.ana, limit: 1)?.timeline.map(\.text) == ["likes oak"])
        #expect(try desk.store.timeline(of: new, limit: 9).map(\.kind) == [.lead], "a row's own timeline is its own")
        #expect(try desk.store.person(of: 999, for: desk.ana, limit: 1) == nil)
    }

    @Test("a number that everybody gives is not counted to its end", arguments: Engine.all)
    func crowd(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let store = try #require(desk.store as? CRMStore)
        let many = (0..<300).map { number in
            Customer(
                id: 0, spreadsheetID: 0, customerName: "\(number)", phoneNumber: Self.phone,
                createdAt: Desk.start.addingTimeInterval(Double(number)))
        }
        _ = try store.importCustomers(many, into: desk.sheet)
        let rows = try store.rows(SheetQuery(desk.sheet), from: .end, limit: 200).rows
        #expect(rows.count == 200 && rows.allSatisfy { $0.enquiry?.words == "50+ enquiries" })
    }

    @Test("who does not want to be called is not called by another row of theirs, unless they ask anew later", arguments: Engine.all)
    func wish(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let later = { Desk.start.addingTimeInterval($0) }
        let first = try desk.add([.customerName: "A", .phoneNumber: Self.phone], at: later(1))
        let second = try desk.add([.customerName: "B", .phoneNumber: Self.phone], at: later(2))
        _ = try desk.store.apply(.logCall(CallLog(customerID: second, outcome: .doNotCall, edits: [])), by: desk.ana, at: later(60))
        let anew = try desk.add([.customerName: "C", .phoneNumber: Self.phone], at: later(120))
        let rows = try desk.store.rows(SheetQuery(desk.sheet), from: .start, limit: 9).rows
        #expect(rows.filter { $0.doNotCall != nil }.map(\.id).sorted() == [first, second])
        #expect(throws: StoreError.self) {
            try desk.store.apply(.logMessage(MessageLog(customerID: first, channel: .whatsapp)), by: desk.ana, at: later(180))
        }
        _ = try desk.store.apply(.logMessage(MessageLog(customerID: anew, channel: .whatsapp)), by: desk.ana, at: later(181))
    }
}
