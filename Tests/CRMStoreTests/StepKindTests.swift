import CRM
import Foundation
import Testing

@testable import CRMStore

@Suite("Undo of a page's settings") struct StepKindTests {
    @Test("u never takes back a page's settings, and they are undone and redone by themselves", arguments: Engine.withService)
    func apart(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Ida"])
        #expect(try !desk.store.hasStep(.pages, of: desk.ana, back: true), "Ida is none")
        try desk.savePage("100")
        #expect(try desk.store.hasStep(.pages, of: desk.ana, back: true) && !desk.store.hasStep(.pages, of: desk.ana, back: false))
        #expect(try desk.undo() == "undid: added Ida to Leads")
        #expect(try desk.store.settings(of: "100") != nil)
        #expect(try desk.store.undo(.pages, by: desk.ana, at: Desk.start)?.sentence == "undid: added page 100")
        #expect(try desk.store.settings(of: "100") == nil)
        #expect(try desk.store.undo(.pages, by: desk.ana, at: Desk.start) == nil)
        // Something new with customers does not end what can be redone of the pages, nor the other way round.
        _ = try desk.redo()
        try desk.edit(id, .remark, "", "one")
        #expect(try desk.store.redo(.pages, by: desk.ana, at: Desk.start)?.sentence == "redid: added page 100")
        _ = try desk.undo()
        try desk.savePage("100", token: "EAAother")
        #expect(try desk.redo() == "redid: remark of Ida: none → one")
    }

    @Test("with nothing but pages set up there is nothing for u to undo", arguments: Engine.withService)
    func nothing(_ engine: Engine) throws {
        let desk = try Desk(engine)
        _ = try desk.undo()
        try desk.savePage("100")
        _ = try desk.store.apply(.removePage("100"), by: desk.ana, at: Desk.start)
        #expect(try desk.undo() == nil)
        #expect(try desk.store.undo(.pages, by: desk.ana, at: Desk.start)?.sentence == "undid: removed page 100")
    }
}

@Suite("Meta Ads Leads taken away and brought back") struct IntakeSheetTests {
    private func sheets(_ desk: Desk) throws -> [String] {
        try desk.store.spreadsheets(of: desk.ana).map { "\($0.spreadsheet.name) \($0.customers)" }
    }

    @Test("leads that came meanwhile are in the one that comes back, and there is one", arguments: Engine.withService)
    func one(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        try desk.lead("l1", name: "Ida")
        let old = try #require(try desk.store.spreadsheets(of: desk.ana).first { $0.spreadsheet.name == Spreadsheet.metaAdsLeads })
            .spreadsheet.id
        _ = try desk.store.apply(.deleteSpreadsheet(old), by: desk.ana, at: Desk.start)
        let late = try desk.lead("l2", name: "Özil").customer.id
        try desk.lead("l3", name: "Rui")
        #expect(
            try desk.undo()
                == "undid: deleted spreadsheet Meta Ads Leads; the 2 customers that came meanwhile are in it too")
        #expect(try sheets(desk) == ["Meta Ads Leads 3", "Leads 0"])
        #expect(Set(try desk.names(SheetQuery(old))) == ["Ida", "Özil", "Rui"])
        // They are whole: what is done to one is undone there, and further leads come beside it.
        try desk.edit(late, .status, "new", "attempted")
        #expect(try desk.undo() == "undid: status of Özil: new → attempted")
        try desk.lead("l4", name: "Ana")
        #expect(try sheets(desk) == ["Meta Ads Leads 4", "Leads 0"])
        #expect(try desk.store.timeline(of: late, limit: 9).map(\.text) == ["lead from Meta: \"Kitchen form\""])
    }

    @Test("any other spreadsheet gets a free name where its own was given away, and says so", arguments: Engine.withService)
    func others(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        _ = try desk.store.apply(desk.renaming("Leads", to: "Fair"), by: desk.ana, at: Desk.start)
        try desk.lead("l1", name: "Ida")
        let intake = try #require(try desk.store.spreadsheets(of: desk.ana).first).spreadsheet.id
        _ = try desk.store.apply(.deleteSpreadsheet(desk.sheet), by: desk.ana, at: Desk.start)
        // The name is taken by what no step of hers stands for.
        try #require(desk.store as? CRMStore).write { try $0.run("UPDATE spreadsheet SET name = 'Fair' WHERE id = ?", [intake]) }
        #expect(try desk.undo() == "undid: deleted spreadsheet Fair; it is called Fair (2) now, because a new Fair was made meanwhile")
        #expect(try Set(sheets(desk)) == ["Fair 1", "Fair (2) 0"])
    }
}
