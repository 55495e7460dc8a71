import CRM
import Foundation
import Testing

@Suite("A spreadsheet is shared with colleagues") struct SheetSharingTests {
    private let moment = CallMoment(Desk.start, in: .gmt, hours: .standard)

    private func share(_ desk: Desk, with user: User.ID, _ right: SharedRight?) throws -> String {
        try desk.store.apply(.shareSpreadsheet(desk.sheet, with: user, right), by: desk.ana, at: Desk.start).sentence
    }

    private func refusal(_ desk: Desk, _ change: Change, by user: User.ID) -> String? {
        #expect(throws: StoreError.self) { try desk.store.apply(change, by: user, at: Desk.start) }?.message
    }

    @Test("the one with whom it is shared has it in every list of theirs, and says whose it is", arguments: Engine.all)
    func reading(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.store.addUser("ben").id
        let own = try desk.store.apply(.createSpreadsheet(name: "Own", description: ""), by: ben, at: Desk.start).spreadsheetID ?? 0
        try desk.add([.customerName: "María Rossi", .nextCallDate: "2026-09-21"])
        #expect(try desk.store.spreadsheets(of: ben).map(\.id) == [own])
        #expect(try share(desk, with: ben, .read) == "shared Leads with ben, to read")

        let sheets = try desk.store.spreadsheets(of: ben)
        #expect(sheets.map(\.id) == [own, desk.sheet])
        #expect(sheets.map(\.owner) == ["ben", "ana"] && sheets.map(\.shared) == [nil, .read])
        #expect(sheets.map(\.customers) == [0, 1])
        #expect(try desk.store.spreadsheets(of: desk.ana).map(\.shared) == [nil])
        #expect(try desk.names(SheetQuery(.user(ben))) == ["María Rossi"])
        #expect(try desk.names(SheetQuery(.everywhere(first: own, of: ben), CustomerFilter(words: "rossi"))) == ["María Rossi"])
        #expect(try desk.store.calls(nil, of: ben, at: moment, limit: 9).map(\.customer.customerName) == ["María Rossi"])
        #expect(try desk.store.callCounts(of: ben, at: moment, upTo: 99)[.today].count == 1)
        #expect(try desk.store.dayLoad(of: ben, on: moment.today, except: nil).calls == 1)
        #expect(try desk.store.activities(of: ben, since: Desk.start.addingTimeInterval(-1), kind: nil, limit: 9).count == 1)
        var exported: [String] = []
        try desk.store.export(user: ben, spreadsheet: nil) { exported.append("\($0.user) \($0.customer.customerName)") }
        #expect(exported == ["ana María Rossi"])
        #expect(try desk.store.colleagues(for: desk.sheet) == [Colleague(id: ben, name: "ben", right: .read)])
    }

    @Test("the name by which a colleague's spreadsheet is shown makes none of one's own, and an export takes it", arguments: Engine.all)
    func title(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.store.addUser("ben").id
        try desk.add([.customerName: "Ann"])
        let title = "Leads · ana"
        #expect(try desk.store.spreadsheet(called: title, of: ben) == nil, "it is not shared")
        _ = try share(desk, with: ben, .write)
        #expect(try desk.store.spreadsheets(of: ben).map(\.title) == [title])
        let refused = StoreError.othersSpreadsheet("Leads", owner: "ana")
        #expect(throws: refused) { try desk.store.spreadsheet(called: title, of: ben) }
        #expect(throws: refused) {
            try desk.store.apply(.createSpreadsheet(name: title, description: ""), by: ben, at: Desk.start)
        }
        #expect(throws: refused) {
            let bo = Customer(id: 0, spreadsheetID: 0, customerName: "Bo", createdAt: Desk.start)
            _ = try desk.store.importPortion(
                [ImportedCustomer(bo, in: nil)], into: title, step: nil, existing: .add, by: ben, at: Desk.start)
        }
        #expect(try desk.store.spreadsheets(of: ben).count == 1)
        var exported: [String] = []
        try desk.store.export(user: ben, spreadsheet: title) { exported.append($0.customer.customerName) }
        #expect(exported == ["Ann"])
    }

    @Test("one who may read is refused every change by a sentence, and one who may write makes them", arguments: Engine.all)
    func writing(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.store.addUser("ben").id
        let id = try desk.add([.customerName: "Ann"])
        let changes: [Change] = [
            .editCustomer(id, [FieldEdit(.status, from: "new", to: "attempted")]), .addNote(id, text: "tea"), .claimCustomer(id, .take),
            .logCall(CallLog(customerID: id, outcome: .noAnswer, edits: [], note: "", lostReason: nil)),
            .logMessage(MessageLog(customerID: id, channel: .whatsapp)),
            .addCustomer(CustomerDraft(spreadsheetID: desk.sheet, fields: [.customerName: "Bob"])), .deleteCustomer(id),
        ]
        for change in changes {
            #expect(refusal(desk, change, by: ben)?.contains("of ana is not shared with you") == true)
        }
        _ = try share(desk, with: ben, .read)
        for change in changes {
            #expect(refusal(desk, change, by: ben)?.hasSuffix("to read, so nothing was written. ana can let you write in it.") == true)
        }
        #expect(throws: StoreError.self) { try desk.store.beginCall(to: id, session: "ben", by: ben, at: Desk.start) }
        let mark = try CustomerMark(#require(try desk.store.customer(id)))
        let batch = try desk.store.changePortion(.note("many"), of: [mark], batch: nil, by: ben, at: Desk.start)
        #expect(batch.id == 0 && batch.done == 0 && batch.readOnly == 1)
        #expect(try desk.store.timeline(of: id, limit: 9).count == 1)
        #expect(try desk.store.moveTargets(besides: ben) == [])

        #expect(try share(desk, with: ben, .write) == "shared Leads with ben, to read and write")
        for change in changes { #expect(try desk.store.apply(change, by: ben, at: Desk.start).didNothing == false) }
        #expect(try desk.store.moveTargets(besides: ben).map(\.id) == [desk.sheet])
    }

    @Test("of many at once those that one may only read stay as they are, and the others are changed", arguments: Engine.all)
    func manyAtOnce(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.colleague("ben")
        func sheet(_ name: String, of user: User.ID) throws -> Spreadsheet.ID {
            try #require(try desk.store.apply(.createSpreadsheet(name: name, description: ""), by: user, at: Desk.start).spreadsheetID)
        }
        let (fair, own) = (try sheet("Fair", of: desk.ana), try sheet("Own", of: ben))
        _ = try desk.store.apply(.shareSpreadsheet(fair, with: ben, .read), by: desk.ana, at: Desk.start)
        let ids = try [
            desk.add([.customerName: "Writes"]), desk.add([.customerName: "Reads"], to: fair), desk.add([.customerName: "Last"]),
        ]
        let hidden = try desk.add([.customerName: "Not shared"], to: sheet("Ana's", of: desk.ana))
        let marks = try (ids + [hidden]).map { try CustomerMark(#require(try desk.store.customer($0))) }
        let batch = try desk.store.changePortion(.set(.status, "won"), of: marks, batch: nil, by: ben, at: Desk.start)
        #expect(batch.done == 2 && batch.readOnly == 1 && batch.gone == 1 && batch.seen == 4)
        #expect(try ids.map { try desk.text($0, .status) } == ["won", "new", "won"])
        #expect(try desk.undo(ben)?.contains("2 customers") == true)
        // What one may read one may copy.
        let copies = try desk.store.changePortion(.copy(to: own), of: [marks[1]], batch: nil, by: ben, at: Desk.start)
        #expect(copies.done == 1 && copies.readOnly == 0)
    }

    @Test("only the owner renames, deletes or shares it", arguments: Engine.all)
    func ownersAlone(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let (ben, cleo) = (try desk.colleague("ben"), try desk.store.addUser("cleo").id)
        for change in [
            desk.renaming("Leads", to: "Mine"), .deleteSpreadsheet(desk.sheet),
            .shareSpreadsheet(desk.sheet, with: cleo, .read), .shareSpreadsheet(desk.sheet, with: ben, nil),
        ] as [Change] {
            #expect(
                refusal(desk, change, by: ben)
                    == "The spreadsheet \"Leads\" is ana's, who alone can rename, delete or share it. Nothing was written.")
        }
        #expect(refusal(desk, .shareSpreadsheet(desk.sheet, with: desk.ana, .read), by: desk.ana)?.contains("ana's own") == true)
    }

    @Test("sharing is undone and done again, unless it was shared otherwise since or the colleague is gone", arguments: Engine.all)
    func undo(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.store.addUser("ben").id
        func right() throws -> SharedRight? { try desk.store.colleagues(for: desk.sheet).first?.right }
        _ = try share(desk, with: ben, .read)
        _ = try share(desk, with: ben, .write)
        #expect(try desk.store.apply(.shareSpreadsheet(desk.sheet, with: ben, .write), by: desk.ana, at: Desk.start).didNothing)
        #expect(try desk.undo() == "undid: shared Leads with ben, to read and write")
        #expect(try right() == .read)
        #expect(try desk.undo() != nil)
        #expect(try right() == nil)
        #expect(try desk.redo() == "redid: shared Leads with ben, to read")
        #expect(try share(desk, with: ben, nil) == "ended sharing Leads with ben")
        #expect(try desk.undo() == "undid: ended sharing Leads with ben")
        #expect(try right() == .read)
        try desk.store.removeUser(ben, at: Desk.start)
        #expect(try desk.store.colleagues(for: desk.sheet) == [])
        let gone = #expect(throws: StoreError.self) { try desk.undo() }
        #expect(gone?.message.contains("was removed since") == true)
        #expect(try desk.undo()?.hasPrefix("undid: created spreadsheet Leads") == true)
    }

    @Test("a step in a spreadsheet that is not shared any more is not taken back, and each undoes their own", arguments: Engine.all)
    func ended(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.colleague("ben")
        let id = try desk.add([.customerName: "Ann"])
        try desk.edit(id, .remark, "", "ana's")
        try desk.edit(id, .companyName, "", "ben's", by: ben)
        let mark = try CustomerMark(#require(try desk.store.customer(id)))
        _ = try desk.store.changePortion(.set(.email, "many@example.com"), of: [mark], batch: nil, by: ben, at: Desk.start)
        #expect(try desk.undo() == "undid: remark of Ann: none → ana's")
        _ = try share(desk, with: ben, nil)
        for _ in 0..<2 {
            let refused = #expect(throws: StoreError.self) { try desk.undo(ben) }
            #expect(refused?.message.contains("\"Leads\" of ana is not shared with you") == true)
        }
        #expect(try desk.undo(ben) == nil)
        #expect(try desk.text(id, .companyName) == "ben's" && desk.text(id, .email) == "many@example.com")
    }

    @Test("rows of different owners are never one person's", arguments: Engine.all)
    func persons(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.colleague("ben")
        let own = try desk.store.apply(.createSpreadsheet(name: "Own", description: ""), by: ben, at: Desk.start).spreadsheetID ?? 0
        let phone = "+39 347 123 4567"
        let theirs = try desk.add([.customerName: "Ann", .phoneNumber: phone])
        let draft = CustomerDraft(spreadsheetID: own, fields: [.customerName: "Ann", .phoneNumber: phone])
        _ = try desk.store.apply(.addCustomer(draft), by: ben, at: Desk.start)
        #expect(try desk.store.rows(SheetQuery(.user(ben)), from: .start, limit: 9).rows.map(\.enquiry) == [nil, nil])
        #expect(throws: StoreError.self) { try desk.store.apply(.mergeRows(of: theirs), by: ben, at: Desk.start) }
        // A second row of the owner's is one, and not the colleague's to change.
        let other = try desk.store.apply(.createSpreadsheet(name: "Fair", description: ""), by: desk.ana, at: Desk.start).spreadsheetID
        try desk.add([.customerName: "Ann", .phoneNumber: phone], to: other)
        #expect(try desk.store.person(of: theirs, for: desk.ana, limit: 9)?.others.map(\.spreadsheet) == ["Fair"])
        #expect(try desk.store.person(of: theirs, for: ben, limit: 9)?.others == [], "the colleague does not read it")
        _ = try share(desk, with: ben, nil)
        #expect(try desk.store.person(of: theirs, for: ben, limit: 9) == nil)
        _ = try share(desk, with: ben, .write)
        #expect(throws: StoreError.notShared(spreadsheet: "Fair", owner: "ana")) {
            try desk.store.apply(.mergeRows(of: theirs), by: ben, at: Desk.start)
        }
    }
}
