import TerminalKit
import Testing

@testable import SalesDesk

/// The keys that all prompts have, and all that lies over a screen, are commands as well.
@Suite("Keys of prompts")
struct PromptKeysTests {
    private static func desk(_ overrides: (String, [String])...) throws -> SheetsFixture {
        SheetsFixture(keymap: try Keymap(overrides.map { Keymap.Override($0.0, $0.1) }))
    }

    @Test("a prompt is answered, left and gone through with the keys of the settings, and names them")
    func prompts() throws {
        var desk = try Self.desk(("prompt.answer", ["F11"]), ("prompt.next", ["F3"]), ("prompt.cancel", ["F4", "Esc", "Ctrl-C"]))
        desk.press("a")
        #expect(desk.scene.grid.rowText(29).contains("F11 saves · F3 next field · F4 cancels"))
        desk.type("Ada")
        desk.press("F3")
        desk.type("555")
        #expect(desk.press("Enter").isEmpty && desk.state.prompt?.fields.map(\.text) == ["Ada", "555", ""], "the old key does nothing")
        desk.press("F4")
        #expect(desk.state.prompt == nil)
        desk.press("a", "F11")
        #expect(desk.screen.contains("type a name, or F4 cancels"))
        desk.press("Ctrl-C")
        #expect(desk.state.prompt == nil)
    }

    @Test("a letter of a choice is that choice, whatever command has it")
    func choices() throws {
        var desk = try Self.desk(("move.down", ["w"]), ("customer.whatsapp", ["F9"]))
        desk.press("s")
        #expect(desk.press("w").contains { if case .apply = $0 { true } else { false } } && desk.state.prompt == nil)
        desk.press("s", "!")
        #expect(desk.state.prompt?.problem == "! is not one of these")
        desk.press("Enter")
        #expect(desk.state.prompt == nil)
    }

    @Test("what lies over a screen follows them, the palette, the help and the columns")
    func layers() throws {
        var desk = try Self.desk(("prompt.answer", ["F11"]), ("prompt.down", ["F12"]), ("prompt.cancel", ["F4", "Esc", "Ctrl-C"]))
        desk.press(":")
        #expect(desk.scene.grid.rowText(29).contains("F11 do it   ↑ F12 choose   F4 close"))
        desk.press("F12", "Enter")
        guard case .palette(let palette) = desk.state.overlay else {
            Issue.record("the palette was left")
            return
        }
        #expect(palette.selected == 1)
        desk.press("F4", "=")
        #expect(desk.scene.grid.rowText(29).contains("F11 done") && desk.scene.grid.rowText(29).contains("F4 undo"))
        desk.press("F11")
        #expect(desk.state.overlay == nil)
        for key in ["F4", "Ctrl-C", "q"] {
            desk.press("?", key)
            #expect(desk.state.overlay == nil, "\(key)")
        }
    }

    @Test("the typed search is saved with the key of the settings, but never with a letter of its text")
    func search() throws {
        var desk = try Self.desk(("search.save", ["Z", "F6"]))
        desk.press("/")
        desk.type("Zo")
        #expect(desk.state.prompt?.field.text == "Zo" && desk.scene.grid.rowText(29).contains("F6 saves as a view"))
        desk.press("F6")
        #expect(desk.state.prompt?.label(in: desk.state) == "name of the view")
    }

    @Test(
        "a key that edits text is none of a prompt, and Esc stays",
        arguments: [
            (("prompt.answer", ["x"]), "x is for the text where prompt.answer works"),
            (("prompt.next", ["Ctrl-A"]), "Ctrl-A is for the text where prompt.next works"),
            (("prompt.down", ["Right"]), "Right is for the text where prompt.down works"),
            (("prompt.answer", []), "prompt.answer must have a key, for nothing else leads to it"),
            (("prompt.cancel", ["F4"]), "prompt.cancel must keep Esc"),
            (("prompt.answer", ["Tab"]), "Tab of prompt.answer is the key of prompt.next already"),
            (("form.phone", ["Enter"]), "Enter of form.phone is the key of prompt.answer already"),
        ])
    func refused(_ override: (String, [String]), reason: String) {
        let fault = #expect(throws: Keymap.Fault.self) { try Keymap([Keymap.Override(override.0, override.1)]) }
        #expect(fault?.reason.hasPrefix(reason) == true, "\(fault?.reason ?? "")")
    }
}
