import Base
import CRM
import CRMStore
import Foundation
import Testing

@Suite("Changes of customers") struct CustomerChangeTests {
    @Test("texts that are one endless character are kept, found and sorted", arguments: Engine.all)
    func endless(_ engine: Engine) throws {
        let desk = try Desk(engine)
        var random = SeededGenerator(seed: 5)
        // Pictures that are joined are one character, however many they are.
        let pictures = (0..<2000).map { _ in String(UnicodeScalar(UInt32.random(in: 0x1F400...0x1F4FF, using: &random)) ?? "🐀") }
        let text = "A" + pictures.joined(separator: "\u{200D}")
        let fields: [CustomerField] = [.customerName, .companyName, .phoneNumber, .email, .remark]
        let id = try desk.add(Dictionary(uniqueKeysWithValues: fields.map { ($0, text) }))
        try desk.add([.customerName: "Bo", .companyName: "Bo", .phoneNumber: "B", .email: "bo@example.com", .remark: "Bo"])
        for field in fields {
            let rows = try desk.store.rows(SheetQuery(desk.sheet, order: SheetOrder(.field(field))), from: .start, limit: 9).rows
            #expect(rows.first?.id == id && rows.count == 2)
        }
    }

    @Test("a new customer has the first open status, and keeps what was entered", arguments: Engine.withSales)
    func adding(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let draft = CustomerDraft(
            spreadsheetID: desk.sheet, fields: [.customerName: " María Rossi ", .nextCallDate: "2026-10-01 09:30", .remark: "a\0b"])
        let made = try desk.store.apply(.addCustomer(draft), by: desk.ana, at: Desk.start)
        let customer = try #require(try made.customerID.flatMap { try desk.store.customer($0) })
        #expect(made.sentence == "added María Rossi to Leads")
        #expect(customer.customerName == "María Rossi")
        #expect(customer.status == "new")
        #expect(customer[field: .nextCallDate] == "2026-10-01 09:30")
        #expect(customer.remark == "ab")
        #expect(customer.version == 1)
        #expect(customer.createdAt == Desk.start)
        #expect(try desk.store.timeline(of: customer.id, limit: 5).map(\.text) == ["added to Leads"])
        #expect(try desk.store.lead(of: customer.id) == nil)
    }

    @Test("every column can be edited, and the version counts up", arguments: Engine.withSales)
    func editing(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "María Rossi"])
        let texts: [CustomerField: String] = [
            .customerName: "田中", .companyName: "Rossi & Co", .phoneNumber: "+39 1", .email: "m@r.it", .remark: "two\nlines",
            .status: "attempted", .nextCallDate: "2026-12-31",
        ]
        for field in CustomerField.allCases { try desk.edit(id, field, desk.text(id, field) ?? "?", texts[field] ?? "?") }
        let customer = try #require(try desk.again().customer(id))
        for field in CustomerField.allCases { #expect(customer[field: field] == texts[field]) }
        #expect(customer.version == 8)
        let clear = try desk.edit(id, .nextCallDate, "2026-12-31", "")
        #expect(clear.sentence == "next call of 田中: 2026-12-31 → none")
        #expect(try desk.store.customer(id)?.nextCall == nil)
    }

    @Test("the sentence and the timeline say what was changed and by whom", arguments: Engine.withSales)
    func sentences(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "María Rossi"])
        let change = try desk.edit(id, .status, "new", "attempted")
        var wanted = AppliedChange(
            sentence: "status of María Rossi: new → attempted", customerID: id, spreadsheetID: desk.sheet,
            edits: [FieldEdit(.status, from: "new", to: "attempted")], name: "María Rossi")
        (wanted.version, wanted.writtenAt) = (2, Desk.start)
        #expect(change == wanted)
        _ = try desk.store.apply(.addNote(id, text: "call after six"), by: desk.ana, at: Desk.start)
        _ = try desk.edit(id, .nextCallDate, "", "2026-11-27 10:00")
        let call = try #require(try desk.store.timeline(of: id, limit: 1).first)
        #expect(call.text == "next call none → 2026-11-27 10:00" && call.call == FieldEdit(.nextCallDate, from: "", to: "2026-11-27 10:00"))
        _ = try desk.store.undo(by: desk.ana, at: Desk.start)
        let timeline = try desk.store.timeline(of: id, limit: 2)
        #expect(timeline.map(\.text) == ["call after six", "status new → attempted"])
        #expect(timeline.map(\.kind) == [.noted, .edited] && timeline.allSatisfy { $0.call == nil })
        #expect(timeline.map(\.author) == ["ana", "ana"])
    }

    @Test("an edit of a field that somebody changed meanwhile is refused with both texts", arguments: Engine.all)
    func conflict(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let other = try desk.again()
        let ben = try desk.colleague("ben")
        let id = try desk.add([.customerName: "M", .remark: "old"])
        _ = try other.apply(.editCustomer(id, [FieldEdit(.remark, from: "old", to: "theirs")]), by: ben, at: Desk.start)
        #expect(throws: StoreError.conflict(id, field: .remark, theirs: "theirs", yours: "mine")) {
            try desk.store.apply(
                .editCustomer(id, [FieldEdit(.email, from: "", to: "a@b"), FieldEdit(.remark, from: "old", to: "mine")]), by: desk.ana,
                at: Desk.start)
        }
        #expect(try desk.text(id, .email) == "")
        #expect(try desk.edit(id, .email, "", "a@b").sentence == "e-mail of M: none → a@b")
        #expect(try desk.edit(id, .remark, "old", "theirs").sentence == "nothing to change")
    }

    @Test("a deleted customer, or one of a deleted spreadsheet, is not written to", arguments: Engine.withSales)
    func gone(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "M"])
        let kept = try desk.add([.customerName: "N"])
        #expect(try desk.store.apply(.deleteCustomer(id), by: desk.ana, at: Desk.start).sentence == "deleted M")
        #expect(try desk.store.customer(id) == nil)
        #expect(try desk.names(SheetQuery(desk.sheet)) == ["N"])
        #expect(throws: StoreError.customerGone) { try desk.edit(id, .remark, "", "x") }
        #expect(throws: StoreError.customerGone) { try desk.store.apply(.addNote(id, text: "x"), by: desk.ana, at: Desk.start) }
        _ = try desk.store.apply(.deleteSpreadsheet(desk.sheet), by: desk.ana, at: Desk.start)
        #expect(try desk.store.customer(kept) == nil)
        #expect(throws: StoreError.spreadsheetGone) { try desk.edit(kept, .remark, "", "x") }
        #expect(throws: StoreError.spreadsheetGone) { try desk.add([.customerName: "x"]) }
        #expect(throws: StoreError.spreadsheetGone) { try desk.store.rows(SheetQuery(desk.sheet), from: .start, limit: 5) }
    }

    @Test("a value that a field cannot hold is refused with a sentence", arguments: Engine.withSales)
    func values(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "M"])
        let bad: [(CustomerField, String, String)] = [
            (.status, "new", "asleep"), (.status, "new", ""), (.nextCallDate, "", "tomorrow"), (.nextCallDate, "", "2026-02-30"),
            (.remark, "", String(repeating: "x", count: 10_001)),
        ]
        for (field, from, to) in bad {
            let error = #expect(throws: StoreError.self) { try desk.edit(id, field, from, to) }
            guard case .invalid(let sentence)? = error else {
                Issue.record("\(field) took \(to.prefix(20)): \(String(describing: error))")
                continue
            }
            #expect(sentence.hasSuffix(".") && sentence.count < 200)
        }
        #expect(throws: StoreError.invalid("A note needs some text.")) {
            try desk.store.apply(.addNote(id, text: " \n"), by: desk.ana, at: Desk.start)
        }
        #expect(try desk.store.customer(id)?.version == 1)
    }

    @Test("the first status that is not open stops the age, and undo starts it again", arguments: Engine.withSales)
    func firstTouch(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "M"])
        let later = Desk.start.addingTimeInterval(60)
        try desk.edit(id, .remark, "", "seen", at: later)
        #expect(try desk.store.customer(id)?.firstTouchedAt == nil)
        try desk.edit(id, .status, "new", "attempted", at: later)
        try desk.edit(id, .status, "attempted", "won", at: later.addingTimeInterval(60))
        #expect(try desk.store.customer(id)?.firstTouchedAt == later)
        _ = try desk.undo()
        #expect(try desk.store.customer(id)?.firstTouchedAt == later)
        _ = try desk.undo()
        #expect(try desk.store.customer(id)?.firstTouchedAt == nil)
        _ = try desk.redo()
        #expect(try desk.store.customer(id)?.firstTouchedAt == later)
    }

    @Test("marks that nobody sees go from the ends of what was typed, and stay inside", arguments: Engine.withSales)
    func invisibleMarks(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([
            .customerName: "\u{200E} Zoë\u{200D} Lee\u{2069}\u{FEFF}", .companyName: "\u{202A}\u{202C} ", .email: "a\u{200F}b@c.org",
        ])
        #expect(try desk.text(id, .customerName) == "Zoë\u{200D} Lee")
        #expect(try desk.text(id, .companyName) == "")
        #expect(try desk.text(id, .email) == "a\u{200F}b@c.org")
    }
}
