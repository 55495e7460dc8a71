import CRM
import CRMStore
import Foundation
import Testing

@Suite("Saved views") struct ViewTests {
    private func names(_ desk: Desk) throws -> [String] { try desk.store.views(of: desk.ana).map(\.name) }

    private func apply(_ desk: Desk, _ change: Change) throws -> String {
        try desk.store.apply(change, by: desk.ana, at: Desk.start).sentence
    }

    @Test("a new user has the built-in ones, and keeps no more than they want", arguments: Engine.withSales)
    func builtIn(_ engine: Engine) throws {
        let desk = try Desk(engine)
        #expect(try names(desk) == SavedView.builtIn.map(\.name))
        for view in try desk.store.views(of: desk.ana) { _ = try apply(desk, .deleteView(view.id)) }
        #expect(try names(desk).isEmpty)
        #expect(try desk.again().views(of: desk.ana).isEmpty, "they are made once")
    }

    @Test("each change is one step, and comes back", arguments: Engine.withSales)
    func steps(_ engine: Engine) throws {
        let desk = try Desk(engine)
        #expect(try apply(desk, .saveView(SavedView(name: " Fair ", query: " sheet:fair "))) == "saved view Fair")
        let view = try #require(try desk.store.views(of: desk.ana).last)
        #expect(view.name == "Fair" && view.query == "sheet:fair")
        #expect(try apply(desk, .saveView(SavedView(id: view.id, name: "Fairs", query: "sheet:fair"))) == "renamed view Fair to Fairs")
        #expect(try apply(desk, .moveView(view.id, to: 0)) == "moved view Fairs")
        #expect(try names(desk).first == "Fairs")
        #expect(try apply(desk, .deleteView(view.id)) == "deleted view Fairs")
        #expect(try names(desk) == SavedView.builtIn.map(\.name))
        for _ in 0..<2 { _ = try desk.undo() }
        #expect(try names(desk).last == "Fairs")
        for _ in 0..<2 { _ = try desk.undo() }
        #expect(try names(desk) == SavedView.builtIn.map(\.name))
        for _ in 0..<3 { _ = try desk.redo() }
        #expect(try desk.store.views(of: desk.ana).first == SavedView(id: view.id, name: "Fairs", query: "sheet:fair"))
    }

    @Test("of two who change a view the second is told what it is by now", arguments: Engine.withSales)
    func changedMeanwhile(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let seen = try #require(try desk.store.views(of: desk.ana).first)
        func refusal(_ name: String, _ query: String) -> String? {
            let wanted = SavedView(id: seen.id, name: name, query: query)
            return #expect(throws: StoreError.self) { try apply(desk, .saveView(wanted, seen: seen)) }?.message
        }
        _ = try apply(desk, .saveView(SavedView(id: seen.id, name: "Fresh", query: seen.query), seen: seen))
        #expect(refusal("Latest", seen.query)?.contains("it is called \"Fresh\" now, so nothing was written") == true)
        #expect(refusal(seen.name, "status:won")?.contains("it is called \"Fresh\" now") == true)
        #expect(try names(desk).first == "Fresh")
    }

    @Test("what is no view is refused", arguments: Engine.all)
    func refused(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let bad = [
            SavedView(name: "", query: "x"), SavedView(name: "x", query: " "),
            SavedView(name: String(repeating: "x", count: 61), query: "x"),
            SavedView(name: "a\u{202E}b", query: "x"), SavedView(name: "NEW", query: "x"), SavedView(id: 999, name: "x", query: "x"),
            SavedView(name: "long", query: String(repeating: "x", count: 1001)),
        ]
        for view in bad { #expect(throws: StoreError.self, "\(view.name)") { _ = try apply(desk, .saveView(view)) } }
        #expect(throws: StoreError.self) { _ = try apply(desk, .deleteView(999)) }
        let marco = try desk.store.addUser("marco").id
        let mine = try #require(try desk.store.views(of: desk.ana).first)
        #expect(throws: StoreError.self, "another's") {
            _ = try desk.store.apply(.deleteView(mine.id), by: marco, at: Desk.start)
        }
    }
}
