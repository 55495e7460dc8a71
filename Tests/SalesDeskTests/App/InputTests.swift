import CRM
import TerminalKit
import Testing

@testable import SalesDesk

/// Keys as networks and fast fingers send them.
@Suite("Input")
struct InputTests {
    @Test("Esc and a letter that come together are both obeyed: in a prompt, in the palette, in the grid")
    func escapeAndLetter() {
        var desk = SheetsFixture()
        desk.press("/")
        desk.press("Alt-s")
        #expect(desk.state.prompt?.label(in: desk.state) == "status", "the search was left and s asked for")
        desk.press("Escape", ":", "Alt-?")
        #expect(desk.state.overlay == .help(HelpPane()))
        desk.press("Escape", "Alt-j")
        #expect(desk.selected == "John Doe")
    }

    @Test("Alt moves by words in a field as before")
    func words() {
        var desk = SheetsFixture()
        desk.press("/")
        desk.type("one two")
        desk.press("Alt-b")
        #expect(desk.state.prompt?.field.cursor == 4)
    }

    @Test("characters that come at once go into a field in one piece, with one search")
    func burst() {
        var desk = SheetsFixture()
        desk.press("/")
        let text = String(repeating: "kitchen ", count: 20)
        let effects = Desk.reduce(&desk.state, .typed(text))
        #expect(desk.state.prompt?.field.text == text)
        #expect(effects.filter { if case .sheets(.loadWindow) = $0 { true } else { false } }.count == 1)
    }

    @Test("a burst of keys is obeyed key by key, and what follows the one that opens a field is its text")
    func burstOfKeys() {
        var desk = SheetsFixture()
        _ = Desk.reduce(&desk.state, .typed("jj/qXs"))
        #expect(desk.state.prompt?.field.text == "qXs")
        desk.press("Escape")
        _ = Desk.reduce(&desk.state, .typed("sn"))
        #expect(desk.state.prompt == nil, "n chose the status")
    }

    @Test("a search takes so much and says when it was cut")
    func longSearch() {
        var desk = SheetsFixture()
        desk.press("/")
        _ = Desk.reduce(&desk.state, .input(.paste(String(repeating: "word ", count: 20_000))))
        #expect((900...1000).contains(desk.state.prompt?.field.text.utf8.count ?? 0))
        #expect(desk.screen.contains("too long"))
        desk.press("Backspace")
        #expect(!desk.screen.contains("too long"))
    }

    @Test("so does a cell")
    func longCell() {
        var desk = SheetsFixture()
        desk.press("e")
        _ = Desk.reduce(&desk.state, .input(.paste(String(repeating: "word ", count: 20_000))))
        #expect(desk.screen.contains("too long: the rest was left out"))
    }

    @Test("a paste that stalls says how to get out, and one that was dropped says so")
    func paste() {
        var desk = SheetsFixture()
        _ = Desk.reduce(&desk.state, .input(.pasteStalled))
        #expect(desk.screen.contains("press Ctrl-C to drop it"))
        _ = Desk.reduce(&desk.state, .input(.pasteDropped))
        #expect(desk.screen.contains("Paste it again"))
    }

    @Test("a paste where a letter or digit chooses goes nowhere, and says so", arguments: ["c", "s", "f", "o"])
    func pasteIntoChoices(key: String) {
        var desk = SheetsFixture()
        desk.press(key)
        let prompt = desk.state.prompt?.purpose
        #expect(Desk.reduce(&desk.state, .input(.paste("1"))).isEmpty)
        #expect(desk.state.prompt?.purpose == prompt && desk.screen.contains("nothing was pasted: one key chooses here"))
    }

    @Test(
        "a paste where no field is open names the keys that open one there, and no others",
        arguments: [
            ([], "Paste into a field: e edits, / searches."), (["Enter"], "Paste into a field: e edits, / searches."),
            (["?"], "Paste into a field: / searches."), (["="], "Nothing was pasted: no field is open here."),
            (["2"], "Paste into a field: / searches."), (["3"], "Paste into a field: / searches."),
        ])
    func pasteElsewhere(keys: [String], sentence: String) {
        var desk = SheetsFixture()
        for key in keys { desk.press(key) }
        _ = Desk.reduce(&desk.state, .input(.paste("Rossi")))
        #expect(desk.screen.contains(sentence), "\(desk.screen)")
    }

    @Test("a paste goes into the search of the help")
    func pasteIntoHelp() {
        var desk = SheetsFixture()
        desk.press("?", "/")
        _ = Desk.reduce(&desk.state, .input(.paste("undo")))
        #expect(desk.screen.contains("Undo the last change") && !desk.screen.contains("Add a note"))
    }

    @Test("Ctrl-Z where no shell could bring the program back says why nothing happens")
    func noShell() {
        var desk = SheetsFixture()
        _ = Desk.reduce(&desk.state, .suspensionRefused)
        #expect(desk.screen.contains("No shell is there to come back to"))
    }
}
