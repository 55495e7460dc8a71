import CRM
import Foundation
import Testing

@Suite("Preferences") struct PreferenceTests {
    @Test("what a user has chosen is there after a restart, and is nobody else's", arguments: Engine.all)
    func kept(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.store.addUser("ben").id
        #expect(try desk.store.preferences(of: desk.ana).isEmpty)
        try desk.store.setPreference("theme", to: "dark", of: desk.ana)
        try desk.store.setPreference("theme", to: "light", of: ben)
        try desk.store.setPreference("theme", to: "mono", of: desk.ana)
        try desk.store.setPreference("sheet 1", to: "", of: desk.ana)
        let again = try desk.again()
        #expect(try again.preferences(of: desk.ana) == ["theme": "mono", "sheet 1": ""])
        #expect(try again.preferences(of: ben) == ["theme": "light"])
    }

    @Test("a preference is forgotten alone, and all go with their user", arguments: Engine.all)
    func forgotten(_ engine: Engine) throws {
        let desk = try Desk(engine)
        for name in ["a", "b"] { try desk.store.setPreference(name, to: "x", of: desk.ana) }
        try desk.store.setPreference("a", to: nil, of: desk.ana)
        try desk.store.setPreference("never set", to: nil, of: desk.ana)
        #expect(try desk.store.preferences(of: desk.ana) == ["b": "x"])
        try desk.store.removeUser(desk.ana, at: Desk.start)
        #expect(try desk.store.preferences(of: desk.ana).isEmpty)
        #expect(throws: StoreError.userUnknown("number \(desk.ana)", known: [])) {
            try desk.store.setPreference("b", to: "y", of: desk.ana)
        }
    }

    @Test("unsaved words about a customer who is deleted are kept, for undo may bring the customer back", arguments: Engine.withSales)
    func words(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.add([.customerName: "Priya Khan"])
        let name = UnsavedWordsName.of(id, nil)
        _ = try desk.store.apply(.deleteCustomer(id), by: desk.ana, at: Desk.start)
        try desk.store.setPreference(name, to: "5 call after lunch", of: desk.ana)
        #expect(try desk.store.preferences(of: desk.ana) == [name: "5 call after lunch"])
    }

    @Test("a preference is no step of undo", arguments: Engine.withSales)
    func undo(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.add([.customerName: "Priya Khan"])
        let before = try desk.undo()
        _ = try desk.redo()
        try desk.store.setPreference("theme", to: "dark", of: desk.ana)
        #expect(try desk.undo() == before)
        #expect(try desk.store.preferences(of: desk.ana) == ["theme": "dark"])
    }
}
