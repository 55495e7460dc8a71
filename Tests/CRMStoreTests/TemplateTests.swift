import CRM
import Foundation
import Testing

@Suite("Templates of a user") struct TemplateTests {
    private func names(_ desk: Desk, of user: User.ID? = nil) throws -> [String] {
        try desk.store.templates(of: user ?? desk.ana).map(\.name)
    }

    /// Saves a template as a person does, and gives its id.
    @discardableResult private func save(_ template: MessageTemplate, _ desk: Desk, by user: User.ID? = nil) throws -> MessageTemplate.ID {
        _ = try desk.store.apply(.editTemplate(.save(template)), by: user ?? desk.ana, at: Desk.start)
        return try #require(
            try desk.store.templates(of: user ?? desk.ana).first { template.id > 0 ? $0.id == template.id : $0.text == template.text }?.id)
    }

    private func edit(_ edit: TemplateEdit, _ desk: Desk, by user: User.ID? = nil) throws {
        _ = try desk.store.apply(.editTemplate(edit), by: user ?? desk.ana, at: Desk.start)
    }

    @Test("a user who has stored none has the built-in ones, and changing one stores them all", arguments: Engine.all)
    func builtIn(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.store.addUser("ben").id
        #expect(try desk.store.templates(of: desk.ana) == MessageTemplate.builtIn)
        var second = MessageTemplate.builtIn[1]
        second.text = " Ciao {first_name}!\nA presto \0"
        try edit(.save(second), desk)
        #expect(try names(desk) == MessageTemplate.builtIn.map(\.name))
        let stored = try desk.again().templates(of: desk.ana)
        #expect(stored[1] == MessageTemplate(id: stored[1].id, name: "not reached", text: "Ciao {first_name}!\nA presto"))
        #expect(stored.allSatisfy { $0.id > 0 })
        #expect(try desk.store.templates(of: ben) == MessageTemplate.builtIn, "those of others stay")
    }

    @Test("a name in braces that stands for nothing is refused", arguments: Engine.all)
    func unknown(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let error = #expect(throws: StoreError.self) { try save(MessageTemplate(name: "t", text: "Hi {frist_name}"), desk) }
        #expect(error?.message.contains("Did you mean {first_name}?") == true)
        #expect(try names(desk) == MessageTemplate.builtIn.map(\.name))
    }

    @Test("templates are added behind the others, moved and removed", arguments: Engine.withSales)
    func order(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let id = try save(MessageTemplate(name: " offer ", text: "Here it is"), desk)
        #expect(try names(desk) == ["first hello", "not reached", "appointment", "offer"])
        try edit(.move(id, to: 0), desk, by: desk.ana)
        #expect(try names(desk) == ["offer", "first hello", "not reached", "appointment"])
        try edit(.move(id, to: 99), desk, by: desk.ana)
        try edit(.remove(#require(try desk.store.templates(of: desk.ana).first?.id)), desk)
        #expect(try names(desk) == ["not reached", "appointment", "offer"])
        try edit(.move(id, to: 1), desk, by: desk.ana)
        #expect(try names(desk) == ["not reached", "offer", "appointment"])
        #expect(throws: StoreError.self) { try edit(.remove(4711), desk) }
        #expect(try names(desk).count == 3)
    }

    @Test("a built-in template can be moved and removed at once", arguments: Engine.all)
    func firstWrite(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try edit(.move(MessageTemplate.builtIn[2].id, to: 0), desk, by: desk.ana)
        #expect(try names(desk) == ["appointment", "first hello", "not reached"])
        let ben = try desk.store.addUser("ben").id
        try edit(.remove(MessageTemplate.builtIn[0].id), desk, by: ben)
        #expect(try names(desk, of: ben) == ["not reached", "appointment"])
    }

    @Test("nobody writes another's templates, and what is empty or too long is refused", arguments: Engine.all)
    func refused(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.store.addUser("ben").id
        let id = try save(MessageTemplate(name: "mine", text: "x"), desk)
        #expect(throws: StoreError.self) { try edit(.save(MessageTemplate(id: id, name: "his", text: "y")), desk, by: ben) }
        #expect(throws: StoreError.self) { try edit(.remove(id), desk, by: ben) }
        #expect(try names(desk).contains("mine"))
        let long = String(repeating: "é", count: MessageTemplate.longestText + 1)
        for (name, text) in [(" ", "x"), ("x", "\n"), ("x", long), (String(repeating: "n", count: 61), "x")] {
            #expect(throws: StoreError.self) { try edit(.save(MessageTemplate(name: name, text: text)), desk) }
        }
        #expect(throws: StoreError.userUnknown("number 99", known: ["ana", "ben"])) {
            try edit(.save(MessageTemplate(name: "x", text: "x")), desk, by: 99)
        }
    }

    @Test(
        "each act is one step, which undo takes back and redo does again, also the first, which stores the built-in ones",
        arguments: Engine.withSales)
    func undone(_ engine: Engine) throws {
        let desk = try Desk(engine)
        func back() throws -> String? { try desk.store.undo(by: desk.ana, at: Desk.start)?.sentence }
        let id = try save(MessageTemplate(name: "offer", subject: "Your offer", text: "Here it is"), desk)
        try edit(.save(MessageTemplate(id: id, name: "offer", subject: "An offer", text: "Look")), desk)
        try edit(.move(id, to: 0), desk)
        try edit(.remove(id), desk)
        let last = try desk.store.templates(of: desk.ana)
        #expect(try back() == "undid: deleted the template \"offer\"")
        #expect(try names(desk) == ["offer", "first hello", "not reached", "appointment"])
        #expect(try back() == "undid: moved the template \"offer\"")
        #expect(try desk.store.templates(of: desk.ana).last == MessageTemplate(id: id, name: "offer", subject: "An offer", text: "Look"))
        #expect(try back() == "undid: changed the template \"offer\"")
        #expect(try desk.store.templates(of: desk.ana).last?.subject == "Your offer")
        #expect(try back() == "undid: added the template \"offer\"")
        #expect(try desk.store.templates(of: desk.ana) == MessageTemplate.builtIn)
        for _ in 0..<4 { #expect(try desk.store.redo(by: desk.ana, at: Desk.start) != nil) }
        #expect(try desk.store.templates(of: desk.ana) == last)
    }

    @Test("what somebody else has changed since is not taken back, and an act that changes nothing is none", arguments: Engine.withSales)
    func meanwhile(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let nothing = try desk.store.apply(.editTemplate(.save(MessageTemplate.builtIn[0])), by: desk.ana, at: Desk.start)
        #expect(nothing.didNothing)
        let id = try save(MessageTemplate(name: "offer", text: "Here it is"), desk)
        try edit(.save(MessageTemplate(id: id, name: "offer", text: "Look")), desk)
        #expect(try desk.store.undo(by: desk.ana, at: Desk.start) != nil)
        try edit(.move(id, to: 0), desk)
        #expect(try desk.store.redo(by: desk.ana, at: Desk.start) == nil)
        #expect(try names(desk).first == "offer")
    }
}
