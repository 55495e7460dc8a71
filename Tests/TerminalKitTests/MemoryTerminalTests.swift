import Testing

@testable import TerminalKit

@MainActor @Suite("The terminal in memory")
struct MemoryTerminalTests {
    @Test("gives the queued keys once and keeps the frames")
    func queue() {
        let terminal = MemoryTerminal(size: Size(columns: 10, rows: 2))
        terminal.type("ab")
        #expect(terminal.press("Ctrl-P", "Enter"))
        #expect(!terminal.press("Nonsense"))
        terminal.send(.paste("x"))
        #expect(
            terminal.readEvents() == [
                .key(KeyStroke("a")), .key(KeyStroke("b")), .key(KeyStroke(.character("p"), .control)), .key(KeyStroke(.enter)),
                .paste("x"),
            ])
        #expect(terminal.readEvents().isEmpty)
        var grid = Grid(terminal.size)
        grid.put("hello", x: 0, y: 0)
        terminal.draw(grid)
        #expect(terminal.text == "hello\n")
        #expect(terminal.frames.count == 1)
    }

    @Test("tells a new size once")
    func resize() {
        let terminal = MemoryTerminal()
        #expect(terminal.checkSize() == nil)
        terminal.size = Size(columns: 60, rows: 16)
        #expect(terminal.checkSize() == Size(columns: 60, rows: 16))
        #expect(terminal.checkSize() == nil)
    }

    @Test("a claim may be refused, and restoring twice is harmless")
    func claims() throws {
        let terminal = MemoryTerminal()
        try terminal.claim()
        #expect(terminal.isClaimed)
        terminal.restore()
        terminal.restore()
        #expect(!terminal.isClaimed)
        terminal.claimError = .notATerminal
        #expect(throws: TerminalError.notATerminal) { try terminal.claim() }
    }

    @Test("outside the grid text is made safe too")
    func sequences() {
        #expect(EscapeSequences.title("a\u{7}\u{1B}]0;b") == "\u{1B}]2;a\u{FFFD}\u{FFFD}]0;b\u{7}")
        #expect(EscapeSequences.notification(title: "New", body: "4;1\u{1B}\\x") == "\u{1B}]9;New: 4,1\u{FFFD}\\x\u{7}")
        #expect(EscapeSequences.copy("hi") == "\u{1B}]52;c;aGk=\u{7}")
    }

    @Test("a cell put past curses brings its look and leaves the cursor alone")
    func cornerCell() {
        let look = Palette(background: .dark, colours: 256).look(Style(.fault, on: .selected, bold: true))
        let sequence = EscapeSequences.place(Cell(text: "…", style: .plain, width: 1), x: 79, y: 23, look: look)
        #expect(sequence == "\u{1B}7\u{1B}[?7l\u{1B}[24;80H\u{1B}[0;1;38;5;210;48;5;237m…\u{1B}[?7h\u{1B}8")
    }

    @Test("a text too long for the clipboard is refused, not cut")
    func longCopy() {
        let terminal = MemoryTerminal()
        #expect(terminal.copy(String(repeating: "a", count: 50_000)))
        #expect(!terminal.copy(String(repeating: "a", count: 60_000)))
        #expect(terminal.copies.count == 1)
    }

    @Test(
        "what stops the screens is said in a sentence with a way out",
        arguments: [
            TerminalError.notATerminal, .dumbTerminal, .unusable("x\u{1B}y"),
        ])
    func errors(_ error: TerminalError) {
        #expect(error.message.hasSuffix(".") && error.message.count > 60)
        #expect(!error.message.unicodeScalars.contains(where: isHarmful))
    }

    @Test("a block knows its own cells")
    func rectangles() {
        let screen = Rect(Size(columns: 80, rows: 24))
        #expect(screen.contains(79, 23) && !screen.contains(80, 0) && !screen.contains(0, -1))
    }
}
