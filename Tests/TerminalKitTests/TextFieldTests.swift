import Testing

@testable import TerminalKit

/// A field after these keys, with "|" where the cursor stands.
private func edited(_ text: String, _ names: [String]) -> String {
    var field = TextField(text)
    for name in names {
        guard let stroke = KeyStroke(name), field.handle(stroke) else { return "\(name) was not taken" }
    }
    return String(field.text.prefix(field.cursor)) + "|" + String(field.text.dropFirst(field.cursor))
}

@Suite("Text fields")
struct TextFieldTests {
    @Test(
        "the keys of readline edit the line",
        arguments: [
            ("one two", ["x"], "one twox|"), ("one two", ["Ctrl-A", "x"], "x|one two"), ("one two", ["Ctrl-A", "Ctrl-E"], "one two|"),
            ("one two", ["Ctrl-B", "Ctrl-B", "Ctrl-F"], "one tw|o"), ("one two", ["Ctrl-W"], "one |"),
            ("one two", ["Ctrl-W", "Ctrl-W"], "|"), ("one two", ["Alt-b", "Alt-b", "Alt-f"], "one| two"),
            ("one two", ["Ctrl-A", "Alt-d"], "| two"), ("one two", ["Alt-b", "Ctrl-K"], "one |"),
            ("one two", ["Alt-b", "Ctrl-U"], "|two"), ("one two", ["Ctrl-U", "a", "Ctrl-Y"], "aone two|"),
            ("one two", ["Home", "Delete"], "|ne two"), ("one two", ["Home", "Right", "Backspace"], "|ne two"),
            ("one two", ["Ctrl-H", "Ctrl-H"], "one t|"), ("one two", ["Home", "Ctrl-D"], "|ne two"),
            ("ab", ["Home", "Backspace", "Left"], "|ab"),
            ("ab", ["Right", "Delete", "Ctrl-D"], "ab|"), ("a@b.com", ["Ctrl-Left"], "a@b.|com"), ("one two", ["Alt-Backspace"], "one |"),
            ("田中", ["Left", "Backspace"], "|中"), ("👩‍💼x", ["Left", "Backspace"], "|x"), ("", ["Ctrl-K", "Ctrl-W", "Ctrl-Y", "Ctrl-D"], "|"),
            ("a", ["Space", "b"], "a b|"),
        ])
    func readline(_ text: String, _ names: [String], _ expected: String) {
        #expect(edited(text, names) == expected)
    }

    @Test(
        "keys that edit nothing belong to somebody else",
        arguments: [
            "Enter", "Esc", "Tab", "Shift-Tab", "Up", "Down", "PgUp", "F1", "Ctrl-P", "Ctrl-G", "Ctrl-R", "Alt-x", "Ctrl-L",
        ])
    func notTaken(_ name: String) throws {
        var field = TextField("text")
        #expect(field.handle(try #require(KeyStroke(name))) == false)
        #expect(field == TextField("text"))
    }

    @Test("pasted lines become one line without controls")
    func paste() {
        var field = TextField("ab")
        field.cursor = 1
        field.insert("1\n2\r\n3\t4\u{1B}\u{7}")
        #expect(field.text == "a1 2 3 4b")
        #expect(field.cursor == 8)
    }

    @Test("a field takes so much and no more, and knows that something was left out")
    func limit() throws {
        var field = TextField("ab", limit: 6)
        field.insert("cd")
        #expect(!field.wasCut)
        field.insert("éfg")
        #expect(field.text == "abcdé" && field.wasCut && field.cursor == 5)
        #expect(field.handle(try #require(KeyStroke("x"))))
        #expect(field.text == "abcdé" && field.wasCut)
        #expect(field.handle(try #require(KeyStroke("Backspace"))))
        field.insert("x")
        #expect(field.text == "abcdx" && !field.wasCut)
    }

    @Test("endless marks on one letter are not taken in, and a megabyte costs no more than what is kept of it")
    func endless() {
        var field = TextField()
        field.insert("a" + String(repeating: "\u{301}\u{323}", count: 10_000) + "b")
        #expect(field.text.unicodeScalars.count == 32)
        field.insert(String(repeating: "x", count: 1 << 20))
        #expect(field.text.utf8.count <= TextField.standardLimit && field.wasCut)
    }

    @Test(
        "a field says which keys are its own",
        arguments: [("Alt-b", true), ("Alt-x", false), ("Alt-Left", true), ("Enter", false), ("x", true)])
    func edits(_ name: String, _ isOwn: Bool) throws {
        #expect(TextField.edits(try #require(KeyStroke(name))) == isOwn)
    }

    @Test("an accent typed by itself joins its letter")
    func combining() {
        #expect(edited("e", ["\u{301}", "x", "Left"]) == "e\u{301}|x")
    }

    @Test("a new text keeps the cursor inside")
    func shorterText() {
        var field = TextField("long text")
        field.text = "ab"
        #expect(field.cursor == 2)
        field.cursor = 99
        #expect(field.cursor == 2)
        field.cursor = -1
        #expect(field.cursor == 0)
    }

    @Test(
        "the cursor is always inside the field, at the letter it stands on",
        arguments: [
            ("short", 5, 10, "short", 5), ("a long text here", 16, 8, "…t here", 7), ("a long text here", 0, 8, "a long t", 0),
            ("田中花子", 4, 6, "…花子", 5), ("田中花子", 0, 5, "田中", 0), ("abc", 3, 1, "…", 0),
        ])
    func drawing(_ text: String, _ cursor: Int, _ width: Int, _ shown: String, _ column: Int) {
        var field = TextField(text)
        field.cursor = cursor
        var grid = Grid(columns: 20, rows: 1)
        field.draw(into: &grid, x: 2, y: 0, width: width, focused: true)
        #expect(grid.text() == "  " + shown)
        #expect(grid.cursor == Point(x: 2 + column, y: 0))
    }

    @Test("a secret shows its last characters only")
    func mask() {
        var grid = Grid(columns: 12, rows: 1)
        TextField("secretx9Qz").draw(into: &grid, x: 0, y: 0, width: 12, focused: false, mask: "●", keepLast: 4)
        #expect(grid.text() == "●●●●●●x9Qz")
        #expect(grid.cursor == nil)
        grid = Grid(columns: 12, rows: 1)
        TextField("abc").draw(into: &grid, x: 0, y: 0, width: 12, focused: true, mask: "●")
        #expect(grid.text() == "●●●")
    }
}
