import CRM
import Foundation
import Testing

@Suite("Templates of a user") struct TemplateTests {
    private func names(_ desk: Desk, of user: User.ID? = nil) throws -> [String] {
        try desk.store.templates(of: user ?? desk.ana).map(\.name)
    }

    @Test("a user who has stored none has the built-in ones, and changing one stores them all", arguments: Engine.all)
    func builtIn(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.store.addUser("ben").id
        #expect(try desk.store.templates(of: desk.ana) == MessageTemplate.builtIn)
        var second = MessageTemplate.builtIn[1]
        second.text = " Ciao {first_name}!\nA presto \0"
        let id = try desk.store.saveTemplate(second, of: desk.ana)
        #expect(try names(desk) == MessageTemplate.builtIn.map(\.name))
        let stored = try desk.again().templates(of: desk.ana)
        #expect(stored[1] == MessageTemplate(id: id, name: "not reached", text: "Ciao {first_name}!\nA presto"))
        #expect(stored.allSatisfy { $0.id > 0 })
        #expect(try desk.store.templates(of: ben) == MessageTemplate.builtIn, "those of others stay")
    }

    @Test("templates are added behind the others, moved and removed", arguments: Engine.all)
    func order(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try desk.store.saveTemplate(MessageTemplate(name: " offer ", text: "Here it is"), of: desk.ana)
        #expect(try names(desk) == ["first hello", "not reached", "appointment", "offer"])
        try desk.store.moveTemplate(id, to: 0, of: desk.ana)
        #expect(try names(desk) == ["offer", "first hello", "not reached", "appointment"])
        try desk.store.moveTemplate(id, to: 99, of: desk.ana)
        try desk.store.removeTemplate(try #require(try desk.store.templates(of: desk.ana).first?.id), of: desk.ana)
        #expect(try names(desk) == ["not reached", "appointment", "offer"])
        try desk.store.moveTemplate(id, to: 1, of: desk.ana)
        #expect(try names(desk) == ["not reached", "offer", "appointment"])
        try desk.store.removeTemplate(4711, of: desk.ana)
        #expect(try names(desk).count == 3)
    }

    @Test("a built-in template can be moved and removed at once", arguments: Engine.all)
    func firstWrite(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.store.moveTemplate(MessageTemplate.builtIn[2].id, to: 0, of: desk.ana)
        #expect(try names(desk) == ["appointment", "first hello", "not reached"])
        let ben = try desk.store.addUser("ben").id
        try desk.store.removeTemplate(MessageTemplate.builtIn[0].id, of: ben)
        #expect(try names(desk, of: ben) == ["not reached", "appointment"])
    }

    @Test("nobody writes another's templates, and what is empty or too long is refused", arguments: Engine.all)
    func refused(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.store.addUser("ben").id
        let id = try desk.store.saveTemplate(MessageTemplate(name: "mine", text: "x"), of: desk.ana)
        #expect(throws: StoreError.self) { try desk.store.saveTemplate(MessageTemplate(id: id, name: "his", text: "y"), of: ben) }
        try desk.store.removeTemplate(id, of: ben)
        #expect(try names(desk).contains("mine"))
        let long = String(repeating: "é", count: MessageTemplate.longestText + 1)
        for (name, text) in [(" ", "x"), ("x", "\n"), ("x", long), (String(repeating: "n", count: 61), "x")] {
            #expect(throws: StoreError.self) { try desk.store.saveTemplate(MessageTemplate(name: name, text: text), of: desk.ana) }
        }
        #expect(throws: StoreError.userUnknown("number 99", known: ["ana", "ben"])) {
            try desk.store.saveTemplate(MessageTemplate(name: "x", text: "x"), of: 99)
        }
    }
}
