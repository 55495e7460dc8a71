import Testing

@testable import TerminalKit

@Suite("Names of keys")
struct KeyStrokeTests {
    @Test(
        "a name reads as its key and is shown again",
        arguments: [
            ("Ctrl-P", KeyStroke(.character("p"), .control)), ("Enter", KeyStroke(.enter)), ("g", KeyStroke("g")),
            ("G", KeyStroke("G")), ("Alt-x", KeyStroke(.character("x"), .alt)), ("Shift-Tab", KeyStroke(.backTab)),
            ("F1", KeyStroke(.function(1))), ("Space", KeyStroke(" ")), ("Ctrl-Space", KeyStroke(.character(" "), .control)),
            ("-", KeyStroke("-")), ("Ctrl--", KeyStroke(.character("-"), .control)), ("PgUp", KeyStroke(.pageUp)),
            ("Ctrl-Left", KeyStroke(.left, .control)), ("Ctrl-Alt-Shift-Up", KeyStroke(.up, [.control, .alt, .shift])),
            ("Esc", KeyStroke(.escape)), ("?", KeyStroke("?")), ("Delete", KeyStroke(.delete)), ("é", KeyStroke("é")),
            ("Alt-\u{301}", KeyStroke(.character("\u{301}"), .alt)),
        ])
    func names(_ name: String, _ stroke: KeyStroke) {
        #expect(KeyStroke(name) == stroke)
        #expect(stroke.description == name)
    }

    @Test(
        "other spellings are understood",
        arguments: [
            ("ctrl-p", "Ctrl-P"), ("escape", "Esc"), ("PageDown", "PgDn"), ("del", "Delete"), ("f10", "F10"),
            ("shift-tab", "Shift-Tab"), ("return", "Enter"),
        ])
    func spellings(_ written: String, _ shown: String) {
        #expect(KeyStroke(written)?.description == shown)
    }

    @Test(
        "what a terminal never sends is known",
        arguments: [
            ("a", true), ("é", true), ("Space", true), ("Ctrl-Space", true), ("Ctrl-A", true), ("Alt-a", true), ("Ctrl-]", true),
            ("F12", true),
            ("Shift-Tab", true), ("Shift-F3", true), ("Ctrl-Up", true), ("Alt-Enter", true), ("Shift-a", false), ("Ctrl-I", false),
            ("Ctrl-M", false), ("Ctrl-1", false), ("Ctrl-Enter", false), ("F13", false), ("e\u{301}", false), ("\u{7}", false),
        ])
    func sent(_ name: String, isSent: Bool) throws {
        #expect(try #require(KeyStroke(name)).canBeSent == isSent)
    }

    @Test("what names no key is refused", arguments: ["", "Ctrl-", "Foo", "F0", "F64", "Fx", "Ctrl-Foo", "gg"])
    func noKey(_ name: String) {
        #expect(KeyStroke(name) == nil)
    }
}
