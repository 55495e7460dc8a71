import Foundation
import EndToEndSupport
import TestSupport
import Testing

extension EndToEnd {
    /// What goes to the terminal and comes from it, byte by byte.
    @Suite("The bytes of a terminal")
    struct TerminalBytesTests {
        /// The marks of synchronised frames in order, "h" begins and "l" ends one, and where the last way back to the shell's screen is.
        private static func frames(_ output: String) -> (marks: String, behind: Substring) {
            let marks = output.matches(of: /\u{1B}\[\?2026([hl])/).map { String($0.output.1) }.joined()
            let end = output.range(of: "\u{1B}[?1049l", options: .backwards)?.upperBound ?? output.endIndex
            return (marks, output[end...])
        }

        @Test(
            "every frame begins and ends synchronised, and nothing is left behind",
            arguments: ["q", "C-z", "TERM", "HUP", "INT", "QUIT", "ABRT"])
        func synchronised(_ end: String) async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                let before = try await terminal.settings()
                try await bench.leadsheet("user", "add", "ana")
                let file = "\(bench.folder)/output"
                try await terminal.copyOutput(to: file)
                let process = try await terminal.start("leadsheet")
                try await terminal.shows("? help")
                for number in 0..<20 {
                    try await terminal.press("?")
                    try await terminal.shows("Used most")
                    try await terminal.press("Escape")
                    try await terminal.hides("Used most", line: number)
                }
                if end.count < 4, end != "HUP", end != "INT" {
                    try await terminal.press(end)
                } else {
                    try await terminal.enter("")  // nothing waits in the shell
                    kill(process, ["TERM": SIGTERM, "HUP": SIGHUP, "INT": SIGINT, "QUIT": SIGQUIT, "ABRT": SIGABRT][end] ?? SIGTERM)
                }
                try await terminal.hides("? help")
                try await terminal.shows("ready$")
                // The file is written by a program of its own, which may come behind.
                let (marks, behind) = try await Waiting.until {
                    let frames = Self.frames(String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self))
                    return frames.behind.contains("ready$") ? frames : nil
                } missing: {
                    "The output was to end with the shell's prompt."
                }
                // Leaving says "end" once more, for a frame that a crash may have cut.
                #expect(marks.hasPrefix("hlhl") && marks.hasSuffix("l") && !marks.contains("hh"), "\(marks)")
                #expect(!behind.contains("\u{1B}[?2026"), "\(behind.debugDescription)")
                try await terminal.comesBack(to: before)
                if end == "C-z" {
                    try await terminal.enter("fg")
                    try await terminal.shows("? help")
                    try await terminal.leave()
                }
            }
        }

        @Test("keys, clicks and pastes in pieces are what they are whole")
        func pieces() async throws {
            try await Workbench.use { bench in
                // The pieces come from processes of their own, which may take their time.
                bench.environment["ESCDELAY"] = "60000"
                let terminal = try await bench.terminal()
                try await bench.beginWithMaria(terminal)
                try await terminal.press("e")
                try await terminal.shows("Enter save")
                try await terminal.press("C-u")
                try await terminal.type("\u{1B}[200~Ada Lovelac\u{1B}[20")
                try await terminal.type("1~")
                try await terminal.shows("Ada Lovelac")
                try await terminal.type("\u{1B}")
                try await terminal.type("[D")
                // The numeric keypad in application mode.
                try await terminal.type("\u{1B}O")
                try await terminal.type("w\u{1B}Op")
                try await terminal.type("\u{1B}[")
                try await terminal.type("3~")
                try await terminal.type("\u{1B}OM")
                try await terminal.row("Ada Lovela70", has: "new")
                try await terminal.leave()
            }
        }

        @Test("a paste that stalls is not obeyed, Ctrl-C gets out of it, and its rest is dropped")
        func stalledPaste() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.beginWithMaria(terminal)
                try await terminal.type("\u{1B}[200~Dear Sir, please call\rXXX")
                try await terminal.shows("has not come to its end")
                try await terminal.type("sw and so on\rXX")
                // A Ctrl-C counts after two seconds of silence, since a pasted text may hold one.
                try await Waiting.span(.seconds(3))
                try await terminal.shows("has not come to its end")
                try await terminal.press("C-c")
                try await terminal.shows("broke off and was dropped")
                try await terminal.type("XXsw\rX")
                // A new paste is taken as ever.
                try await terminal.type("\u{1B}[200~word\u{1B}[201~")
                try await terminal.shows("Paste into a field")
                try await terminal.row("Maria Rossi", has: "new")
                try await terminal.press("?")
                try await terminal.shows("Used most")
                try await terminal.press("Escape")
                try await terminal.leave()
            }
        }

        @Test("q and a signal end the screens in seconds, though a write hangs, and the terminal is as before", arguments: ["q", "TERM"])
        func hanging(_ end: String) async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                let before = try await terminal.settings()
                try await bench.beginWithMaria(terminal)
                try await terminal.press("C-q")
                try await terminal.shows("ready$")
                let process = try await terminal.start("leadsheet")
                try await terminal.row("Maria Rossi", has: "new")
                // The byte by which SQLite lets one writer in (its file format, "WAL-Index Locks"); no write is given up in this time.
                let file = open("\(bench.data)/leadsheet.db-shm", O_RDWR)
                defer { close(file) }
                var lock = flock()
                lock.l_type = Int16(F_WRLCK)
                lock.l_whence = Int16(SEEK_SET)
                lock.l_start = 120
                lock.l_len = 1
                // A writer of the start (what the screens count, the intake) may be in for a moment.
                try await Waiting.until {
                    fcntl(file, F_SETLK, &lock) == 0 ? true : nil
                } missing: {
                    "the one place of a writer"
                }
                for letter in ["w", "l", "w", "l", "w"] { try await terminal.press(["s", letter]) }
                if end == "q" { try await terminal.press("q") } else { kill(process, SIGTERM) }
                try await terminal.hides("? help")
                try await terminal.shows("ready$", within: .seconds(20))
                #expect(kill(process, 0) != 0)
                try await terminal.comesBack(to: before)
            }
        }

        @Test("Ctrl-Z where the program leads its terminal does nothing but say so")
        func noShell() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.leadsheet("user", "add", "ana")
                // The program takes the place of the shell.
                try await terminal.enter("exec leadsheet")
                try await terminal.shows("? help")
                try await terminal.press("C-z")
                try await terminal.shows("No shell is there to come back to")
                try await terminal.press("?")
                try await terminal.shows("Used most")
            }
        }

        @Test("a window that is larger than any screen is blank beyond a thousand columns")
        func largest() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal(columns: 1200, rows: 12)
                try await bench.beginWithMaria(terminal)
                let lines = try await terminal.screen().split(separator: "\n", omittingEmptySubsequences: false)
                #expect((900...1000).contains(lines.map(\.count).max() ?? 0))
                #expect(lines.contains { $0.contains("? help") })
                try await terminal.resize(columns: 80, rows: 24)
                try await terminal.screen("be whole at 80 columns") { $0.contains("Maria Rossi") && $0.contains("? help") }
                try await terminal.leave()
            }
        }

        @Test("where the selected row is in reverse, nothing of it sticks out at the left", arguments: ["xterm", "vt100"])
        func bar(_ type: String) async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal(type: type)
                try await bench.beginWithMaria(terminal)
                let lines = try await terminal.screen().split(separator: "\n")
                // To the left may stand the list of spreadsheets, whose row is not in reverse while the keys go elsewhere.
                let row = try #require(lines.first { $0.contains("Maria Rossi") }?.split(separator: "│").last)
                #expect(!row.contains("▌"))
                try await terminal.leave()
            }
        }

        @Test(
            "a window of more rows than the terminal's description says scrolls as a whole, and so does the shell after it",
            arguments: ["xterm", "vt100"])
        func margins(_ type: String) async throws {
            try await Workbench.use { bench in
                // Terminals are described with 24 rows.
                let terminal = try await bench.terminal(rows: 40, type: type)
                try await bench.beginWithMaria(terminal)
                let lines = try await terminal.screen().split(separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.prefix(40).last?.contains("? help") == true)
                try await terminal.leave()
                try await terminal.enter("clear; seq 60")
                try await terminal.screen("scroll to its last row") {
                    $0.split(separator: "\n", omittingEmptySubsequences: false).prefix(40).last == "ready$"
                }
            }
        }

        @Test("the colours follow the terminal's late answer, and a theme that was chosen is there at the next start")
        func colours() async throws {
            try await Workbench.use { bench in
                bench.environment["LEADSHEET_THEME"] = nil
                let terminal = try await bench.terminal()
                try await bench.beginWithMaria(terminal)
                // The selected row: dark until a light background is told.
                func row(_ code: String) async throws {
                    try await Waiting.until {
                        try await terminal.colouredScreen().contains(code) ? true : nil
                    } missing: {
                        "The selected row was to have \(code)"
                    }
                }
                try await row("48;5;237")
                try await terminal.type("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\")
                try await row("48;5;254")
                try await terminal.press(":")
                try await terminal.type("theme: mono")
                // The words stand in the palette first, and in its answer when it is closed.
                try await terminal.shows("theme: mono")
                try await terminal.press("Enter")
                try await terminal.hides("Enter do it")
                try await terminal.shows("theme: mono")
                #expect(try await !terminal.colouredScreen().contains("48;5;"))
                try await terminal.press("q")
                try await terminal.shows("ready$")
                try await terminal.enter("clear; leadsheet")
                try await terminal.row("Maria Rossi", has: "new")
                #expect(try await !terminal.colouredScreen().contains("48;5;"))
                try await terminal.leave()
            }
        }
    }
}
