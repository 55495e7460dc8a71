import CRM
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Templates in the screens") struct TemplatesTests {
    private static let stored = [
        MessageTemplate(id: 1, name: "hello", text: "Hi {first_name}"),
        MessageTemplate(id: 2, name: "offer", subject: "Your offer", text: "Dear {name},\nhere it is."),
        MessageTemplate(id: 3, name: "thanks", text: "Thank you"),
    ]

    /// With the templates open from the prompt of a message.
    private func desk(_ columns: Int = 80, _ rows: Int = 24) -> SheetsFixture {
        var desk = SheetsFixture(columns: columns, rows: rows)
        desk.press("w")
        _ = Desk.reduce(&desk.state, .messages(.loaded(20, lead: nil, Self.stored)))
        #expect(desk.press("t") == [.messages(.loadTemplates)])
        return desk
    }

    private func names(_ desk: SheetsFixture) -> [String] {
        switch desk.state.overlay {
        case .templates(let pane): pane.templates?.map(\.name) ?? []
        case .message(let pane): pane.templates?.map(\.name) ?? []
        default: []
        }
    }

    @Test("it looks so, and so while one is written", arguments: [(80, 24), (60, 16)])
    func golden(columns: Int, rows: Int) throws {
        var desk = desk(columns, rows)
        desk.press("Down")
        try Golden.expect(desk.scene, "templates-\(columns)x\(rows)")
        desk.press("e")
        try Golden.expect(desk.scene, "template-form-\(columns)x\(rows)")
    }

    @Test("the keys of lists move in it, as they do in the prompt of a message")
    func moves() {
        var desk = desk()
        for (key, name) in [
            ("G", "▌3 thanks"), ("g", "▌1 hello"), ("End", "▌3 thanks"), ("Home", "▌1 hello"), ("PageDown", "▌3 thanks"),
            ("PageUp", "▌1 hello"),
        ] {
            desk.press(key)
            #expect(desk.line(of: String(name.dropFirst(2))).map { desk.scene.grid.rowText($0).hasPrefix("▌") } == true, "\(key)")
        }
        desk.press("Escape")
        for (key, selected) in [("G", 2), ("g", 0), ("PageDown", 2), ("Home", 0)] {
            desk.press(key)
            guard case .message(let pane) = desk.state.overlay else {
                Issue.record("\(key) left the prompt")
                return
            }
            #expect(pane.selected == selected, "\(key)")
        }
    }

    @Test("one is changed in the line of its text, in which lines keep their ends")
    func edits() {
        var desk = desk()
        desk.press("Down", "e", "Ctrl-N")
        desk.type("Bye")
        let changed = MessageTemplate(id: 2, name: "offer", subject: "Your offer", text: "Dear {name},\nhere it is.\nBye")
        #expect(desk.press("Enter") == [.apply(.editTemplate(.save(changed)), .templates)])
        #expect(desk.screen.contains("here it is. Bye"))
        #expect(desk.press("Escape").isEmpty)
        #expect(desk.screen.contains("WHATSAPP") && desk.screen.contains("Bye"), "the prompt has it")
        let applied = AppliedChange(sentence: "changed the template \"offer\"")
        #expect(Desk.reduce(&desk.state, .applied(applied, .templates)).contains(.messages(.loadTemplates)))
        #expect(desk.screen.contains("changed the template \"offer\"   u undo"))
    }

    @Test("nothing is written where nothing was changed, or by Esc")
    func unchanged() {
        var desk = desk()
        #expect(desk.press("e", "Enter").isEmpty)
        desk.press("e")
        desk.type("xyz")
        #expect(desk.press("Escape").isEmpty && !desk.screen.contains("xyz"))
    }

    @Test("one that the disk refused stands in its form again, unless another is written by then")
    func returnsToForm() {
        let typed = MessageTemplate(id: 1, name: "hello", text: "Hi {first_name}, hello again")
        let refused = DeskAction.refused(.editTemplate(.save(typed)), .cannotWrite(reason: "the disk is full"))
        var desk = desk()
        desk.press("e", "Ctrl-E")
        desk.type(", hello again")
        #expect(desk.press("Enter") == [.apply(.editTemplate(.save(typed)), .templates)])
        _ = Desk.reduce(&desk.state, refused)
        #expect(desk.screen.contains("the disk is full"))
        #expect(desk.press("Enter") == [.apply(.editTemplate(.save(typed)), .templates)], "once the disk has room")

        desk.press("Down", "e")
        _ = Desk.reduce(&desk.state, refused)
        guard case .templates(let pane) = desk.state.overlay else {
            Issue.record("the templates were left")
            return
        }
        #expect(pane.form?.id == 2)
    }

    @Test(
        "a name that stands for nothing is told to the end, with all that stand for something", arguments: [(110, 30), (80, 24), (40, 12)])
    func unknownName(columns: Int, rows: Int) throws {
        var desk = desk(columns, rows)
        func text() -> String { desk.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        desk.press("e")
        #expect(text().contains("{next_call} {me} {my_company}"))
        desk.type(" {vorname}")
        desk.press("Enter")
        let sentence = try #require(MessageTemplate(name: "hello", text: "{vorname}").unknownNameSentence)
        #expect(text().contains(sentence), "\(desk.screen)")
        #expect(text().contains("Hi {first_name} {vorname}"))
    }

    @Test("a new one has name, subject and text, and without a text it is not saved")
    func adds() {
        var desk = desk()
        desk.press("a")
        desk.type("visit")
        #expect(desk.press("Enter").isEmpty)
        #expect(desk.screen.contains("type a text"))
        _ = Desk.reduce(&desk.state, .input(.paste("Come\nto us")))
        desk.press("Shift-Tab")
        desk.type("Our showroom")
        let new = MessageTemplate(name: "visit", subject: "Our showroom", text: "Come\nto us")
        #expect(desk.press("Enter") == [.apply(.editTemplate(.save(new)), .templates)])
        #expect(names(desk) == ["hello", "offer", "thanks", "visit"])
        #expect(desk.press("X").isEmpty, "it has no number yet")
        _ = Desk.reduce(&desk.state, .messages(.templates(Self.stored + [MessageTemplate(id: 4, name: "visit", text: "Come\nto us")])))
        #expect(desk.press("X") == [.apply(.editTemplate(.remove(4)), .templates)])
    }

    @Test("J and K move one, X deletes it, u takes the last step back")
    func orders() {
        var desk = desk()
        #expect(desk.press("J") == [.apply(.editTemplate(.move(1, to: 1)), .templates)])
        #expect(names(desk) == ["offer", "hello", "thanks"])
        #expect(desk.press("K", "K") == [.apply(.editTemplate(.move(1, to: 0)), .templates)], "the first goes no higher")
        #expect(desk.press("Down", "X") == [.apply(.editTemplate(.remove(2)), .templates)])
        #expect(names(desk) == ["hello", "thanks"])
        #expect(desk.press("u") == [.undo(offered: nil)])
        let undone = AppliedChange(sentence: "undid: deleted the template \"offer\"", way: .undone)
        #expect(Desk.reduce(&desk.state, .undone(undone)).contains(.messages(.loadTemplates)))
        _ = Desk.reduce(&desk.state, .messages(.templates(Self.stored)))
        #expect(names(desk) == ["hello", "offer", "thanks"])
    }

    @Test("what the store refuses is said, and the templates are read again")
    func refused() {
        var desk = desk()
        desk.press("X")
        let effects = Desk.reduce(&desk.state, .refused(.editTemplate(.remove(1)), .cannotWrite(reason: "the disk is full")))
        #expect(effects == [.messages(.loadTemplates), .lookAtWriting])
        #expect(desk.screen.contains("the disk is full"))
    }

    @Test("an e-mail has the template's subject")
    func subject() {
        var desk = SheetsFixture()
        desk.press("E")
        _ = Desk.reduce(&desk.state, .messages(.loaded(20, lead: nil, Self.stored)))
        desk.press("2")
        guard case .session(.copy(let link, "e-mail link")) = desk.press("Enter").first else {
            Issue.record("no link was copied")
            return
        }
        #expect(link.hasPrefix("mailto:20@example.com?subject=Your%20offer&body=Dear%20Mar%C3%ADa%20Rossi%2C%0D%0Ahere%20it%20is."))
    }
}
