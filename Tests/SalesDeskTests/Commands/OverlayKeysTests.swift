import CRM
import TerminalKit
import Testing

@testable import SalesDesk

/// What lies over a screen has keys by the settings too.
@Suite("Keys of what lies over a screen")
struct OverlayKeysTests {
    private static func desk(_ overrides: (String, [String])...) throws -> SheetsFixture {
        SheetsFixture(keymap: try Keymap(overrides.map { Keymap.Override($0.0, $0.1) }))
    }

    @Test("the help is searched with the key that the settings give, and names it")
    func help() throws {
        var desk = try Self.desk(("help.search", ["F3"]))
        desk.press("?", "/")
        #expect(desk.scene.grid.rowText(29).contains("F3 search"), "the old key does nothing")
        desk.press("F3")
        desk.type("undo/")
        guard case .help(let pane) = desk.state.overlay else {
            Issue.record("the help was left")
            return
        }
        #expect(pane.isTyping && pane.field.text == "undo/", "where text is typed every letter is text")
    }

    @Test("a raw event turns with the key that the settings give, also with one of Alt, and names it", arguments: ["i", "Alt-w"])
    func rawEvent(key: String) throws {
        var desk = try Self.desk(("raw.layout", [key]))
        desk.press("3")
        _ = Desk.reduce(&desk.state, .feed(.raw(9, RawEvent(body: Array(#"{"a":1}"#.utf8), graphAnswer: nil))))
        #expect(desk.scene.grid.rowText(29).contains("\(key) as it came"))
        desk.press(key)
        #expect(desk.scene.grid.rowText(29).contains("\(key) indented") && desk.screen.contains(#"{"a":1}"#))
        desk.press("w")
        #expect(desk.scene.grid.rowText(29).contains("\(key) indented"))
    }

    @Test("the letters of a form are those of the settings, and its legend names them")
    func form() throws {
        var desk = try Self.desk(("form.phone", ["t", "F4"]))
        let form = LeadForm(
            id: "987", name: "Kitchen form", pageID: "1", isRead: true, leads: 3,
            questions: [.init(key: "q1", label: "Where?", automatic: .nothing)])
        desk.state.overlay = .forms(FormPane(origin: .page("1", title: "Kitchens"), content: .form(MappingEditor(form))))
        #expect(desk.screen.contains("t phone") && !desk.screen.contains("p phone"))
        for (key, chosen) in [("p", nil), ("t", FormTarget.phoneNumber), ("x", .nothing), ("F4", .phoneNumber)] {
            desk.press(key)
            guard case .forms(let pane) = desk.state.overlay, case .form(let sheet) = pane.content else {
                Issue.record("\(key) left the form")
                return
            }
            #expect(sheet.choice(0) == chosen, "\(key)")
        }
    }

    @Test(
        "a clash is found there, and what is done there must have a key",
        arguments: [
            (("raw.layout", ["j"]), "j of raw.layout is the key of move.down already"),
            (("help.search", ["q"]), "q of help.search is the key of back already"),
            (("form.phone", ["c"]), "c of form.phone is the key of form.company already"),
            (("form.phone", []), "form.phone must have a key, for nothing else leads to it"),
            (("text.forward", ["Esc"]), "Esc always leads out and cannot be a key of text.forward"),
        ])
    func refused(_ override: (String, [String]), reason: String) {
        let fault = #expect(throws: Keymap.Fault.self) { try Keymap([Keymap.Override(override.0, override.1)]) }
        #expect(fault?.reason.hasPrefix(reason) == true, "\(fault?.reason ?? "")")
    }

    @Test("the same letter may do one thing in a form and another in the list")
    func otherPlaces() throws {
        #expect(try Keymap([Keymap.Override("form.phone", ["s"])]).of("form.phone") == "s")
    }

    @Test("a command of the lists may have a letter of a form, which the form takes first, unless the settings give it to both")
    func givesWay() throws {
        let free = Keymap.Override("customer.whatsapp", ["F9"])
        var desk = try Self.desk((free.command, free.keys), ("move.down", ["w"]))
        desk.press("3")
        _ = Desk.reduce(&desk.state, .feed(.raw(9, RawEvent(body: [], graphAnswer: nil))))
        desk.press("w")
        #expect(desk.scene.grid.rowText(29).contains("w indented"))
        #expect(throws: Keymap.Fault.self) {
            try Keymap([free, Keymap.Override("move.down", ["w"]), Keymap.Override("raw.layout", ["w"])])
        }
    }

    @Test("the palette does not offer what is done over a screen alone")
    func palette() {
        var desk = SheetsFixture()
        desk.press(":")
        desk.type("search the help")
        #expect(desk.screen.contains("No command matches"))
    }
}
