import Foundation
import EndToEndSupport
import TestSupport
import Testing

extension EndToEnd {
    /// The program and the terminals of this world.
    @Suite("In a terminal")
    struct TerminalTests {
        @Test("a window of any size shows whole screens, and a too small one says so")
        func resize() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal(columns: 80, rows: 24)
                try await bench.beginWithMaria(terminal)
                try await terminal.screen("forget what was added") { $0.components(separatedBy: "Maria Rossi").count == 2 }
                for (columns, rows) in [(80, 24), (60, 16), (20, 5), (110, 30), (200, 60), (40, 10), (80, 24)] {
                    try await terminal.resize(columns: columns, rows: rows)
                    let screen = try await terminal.screen("fill \(columns)x\(rows)") { screen in
                        let lines = screen.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                        return lines.count == rows && lines.first?.contains("1") == true && lines.last?.contains("? help") == true
                            && (rows < 8 || screen.contains("Maria Rossi"))
                    }
                    // What was drawn for another size is nowhere: header and hints stand once.
                    #expect(screen.components(separatedBy: "? help").count == 2, "\(columns)x\(rows)\n\(screen)")
                    // The card beside the list, where there is room for it, names her once more.
                    let names = columns >= 150 ? 2 : 1
                    #expect(screen.components(separatedBy: "Maria Rossi").count <= names + 1, "\(columns)x\(rows)\n\(screen)")
                }
                try await terminal.resize(columns: 15, rows: 4)
                try await terminal.screen("say that it is too small") { $0.contains("Too small") && !$0.contains("Maria") }
                try await terminal.resize(columns: 110, rows: 30)
                try await terminal.row("Maria Rossi", has: "new", "today")
                try await terminal.leave()
            }
        }

        @Test("Ctrl-Z gives the shell back as it was, fg the screens")
        func suspend() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                let before = try await terminal.settings()
                try await bench.beginWithMaria(terminal)
                try await terminal.press("C-z")
                try await terminal.hides("? help")
                try await terminal.comesBack(to: before)
                try await terminal.run("echo while it sleeps")
                try await terminal.shows("while it sleeps")
                try await terminal.enter("fg")
                try await terminal.row("Maria Rossi", has: "new")
                // It works on, and the second time too.
                try await terminal.press("s")
                try await terminal.shows("n new")
                try await terminal.press("w")
                try await terminal.row("Maria Rossi", has: "won")
                try await terminal.press("C-z")
                try await terminal.hides("? help")
                try await terminal.run("echo once more")
                try await terminal.resize(columns: 80, rows: 24)
                try await terminal.enter("fg")
                try await terminal.row("Maria Rossi", has: "won")
                try await terminal.leave()
            }
        }

        @Test("a signal that ends the program leaves the terminal as it was", arguments: [SIGTERM, SIGHUP, SIGINT])
        func killed(number: Int32) async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                let before = try await terminal.settings()
                try await bench.leadsheet("user", "add", "ana")
                let process = try await terminal.start("leadsheet")
                try await terminal.shows("Welcome")
                kill(process, number)
                try await terminal.shows("ready$")
                try await terminal.comesBack(to: before)
                // Echo is on, the mouse is off, and the screen of before is back.
                try await terminal.run("echo here I am")
                let screen = try await terminal.shows("here I am")
                #expect(!screen.contains("Welcome"))
            }
        }

        @Test("a crash leaves the terminal as it was, and a report in the state folder")
        func crash() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                let before = try await terminal.settings()
                try await bench.leadsheet("user", "add", "ana")
                let process = try await terminal.start("leadsheet")
                try await terminal.shows("Welcome")
                kill(process, SIGSEGV)
                try await terminal.hides("Welcome")
                // Swift writes its report before the shell is back; that of a program with debug symbols takes its time.
                try await terminal.shows("ready$", within: .seconds(120))
                try await terminal.comesBack(to: before)
                try await terminal.run("echo here I am")
                try await terminal.shows("here I am")
                #if os(Linux)
                    let state = "\(bench.home)/.local/state/leadsheet"
                    let reports = try FileManager.default.contentsOfDirectory(atPath: state).filter {
                        $0 != "leadsheet.log" && $0.hasPrefix("leadsheet")
                    }
                    let report = try #require(reports.first)
                    #expect(try String(contentsOfFile: "\(state)/\(report)", encoding: .utf8).contains("Program crashed"))
                #endif
            }
        }

        @Test("the mouse chooses screens and rows")
        func mouse() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.beginWithMaria(terminal)
                let header = try #require(try await terminal.screen().split(separator: "\n").first)
                let feed = try #require(header.range(of: "3 Feed")).lowerBound
                try await terminal.click(header.distance(from: header.startIndex, to: feed), 0)
                try await terminal.screen("show the feed") { !$0.contains("Maria Rossi") && $0.contains("? help") }
                try await terminal.press("1")
                try await terminal.row("Maria Rossi", has: "new")
                let lines = try await terminal.screen().split(separator: "\n", omittingEmptySubsequences: false)
                let row = try #require(lines.firstIndex { $0.contains("Maria Rossi") })
                let start = try #require(lines[row].range(of: "Maria Rossi")).lowerBound
                let column = lines[row].distance(from: lines[row].startIndex, to: start)
                try await terminal.click(column, row, times: 2)
                // A double click opens the customer's card.
                try await terminal.screen("show the card") { $0.contains("Maria Rossi") && !$0.contains("SPREADSHEETS") }
                try await terminal.press("q")
                try await terminal.shows("SPREADSHEETS")
                try await terminal.leave()
            }
        }

        @Test("pasted lines and escape sequences become text in a field")
        func pasteIntoField() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.beginWithMaria(terminal)
                try await terminal.press("/")
                try await terminal.shows("Esc back")
                try await terminal.paste("Maria\n\u{1B}[31mq\u{1B}]0;title\u{7}\nX")
                let screen = try await terminal.shows("No match for")
                #expect(screen.contains("/Maria"))
                #expect(screen.contains("Esc back"), "The line feeds of a paste are not Enter.")
                try await terminal.press("Escape")
                try await terminal.row("Maria Rossi", has: "new")
                #expect(try await bench.customers().count == 1)
                try await terminal.leave()
            }
        }

        @Test("text pasted outside a field runs no command")
        func pasteOutside() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.beginWithMaria(terminal)
                try await terminal.paste("X\nsw\nqqq\n")
                try await terminal.shows("Paste into a field")
                try await terminal.row("Maria Rossi", has: "new")
                #expect(try await bench.customers().count == 1)
                try await terminal.leave()
            }
        }

        @Test("NO_COLOR shows no colours", arguments: ["1", ""])
        func colours(value: String) async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.leadsheet("user", "add", "ana")
                try await terminal.enter("NO_COLOR=\(value) leadsheet")
                try await terminal.shows("Welcome")
                let screen = try await terminal.colouredScreen()
                let codes = screen.matches(of: /\u{1B}\[([\d;:]*)m/).flatMap { $0.1.split { ";:".contains($0) }.compactMap { Int($0) } }
                // Bold, dim, underline and reverse are none.
                let colours = codes.filter { (30...38).contains($0) || (40...48).contains($0) || (90...107).contains($0) }
                #expect(colours.isEmpty == !value.isEmpty, "codes \(codes)")
                try await terminal.leave()
            }
        }

        @Test("keys and colours are those of the settings file")
        func keysAndColours() async throws {
            try await Workbench.use { bench in
                let folder = "\(bench.home)/.config/leadsheet"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try "keys:\n  help: F3\n  quit: Ctrl-D\ntheme:\n  accent: 201\n".write(
                    toFile: "\(folder)/leadsheet.yaml", atomically: true, encoding: .utf8)
                let terminal = try await bench.terminal()
                try await bench.leadsheet("user", "add", "ana")
                try await terminal.enter("leadsheet")
                try await terminal.shows("F3 help")
                #expect(try await terminal.colouredScreen().contains("38;5;201"))
                try await terminal.press("?")
                try await terminal.shows("? does nothing here. F3 shows the keys.")
                try await terminal.press("F3")
                try await terminal.shows("Used most")
                try await terminal.press("F3")
                try await terminal.hides("Used most")
                try await terminal.press("C-d")
                try await terminal.shows("ready$")
            }
        }

        @Test("a terminal whose description says no size, such as the Linux console, is known and has the size that it has")
        func consoleType() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.leadsheet("user", "add", "ana")
                try await terminal.enter("clear; TERM=linux leadsheet")
                try await terminal.shows("Welcome")
                try await terminal.screen("be drawn to its last line, and say nothing of its type") {
                    !$0.contains("unknown here")
                        && $0.split(separator: "\n", omittingEmptySubsequences: false).suffix(2).joined().contains("help")
                }
                try await terminal.leave()
            }
        }

        @Test("an unknown type of terminal shows the screens and says what it does")
        func unknownType() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.leadsheet("user", "add", "ana")
                try await terminal.enter("TERM=no-such-terminal leadsheet")
                try await terminal.shows("\"no-such-terminal\" is unknown here; using xterm-256color instead.")
                try await terminal.shows("Welcome")
                try await terminal.leave()
            }
        }

        @Test(
            "where no screens can be shown a sentence says what to use",
            arguments: ["TERM=dumb leadsheet", "leadsheet | cat", "leadsheet < /dev/null"])
        func none(command: String) async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.leadsheet("user", "add", "ana")
                try await terminal.run("(\(command)) 2> \(bench.folder)/said")
                let said = try String(contentsOfFile: "\(bench.folder)/said", encoding: .utf8)
                #expect(said.hasPrefix("leadsheet: "))
                #expect(said.contains("leadsheet serve") && said.contains("leadsheet export"))
                #expect(said.split(separator: "\n").count == 1)
                try await terminal.run(
                    "\(command.replacingOccurrences(of: " | cat", with: " > /dev/null")); echo status $? > \(bench.folder)/status")
                #expect(try String(contentsOfFile: "\(bench.folder)/status", encoding: .utf8) == "status 1\n")
            }
        }

        #if os(Linux)
            @Test("while nothing happens the program does not work")
            func idle() async throws {
                try await Workbench.use { bench in
                    let terminal = try await bench.terminal()
                    try await bench.leadsheet("user", "add", "ana")
                    let process = try await terminal.start("leadsheet")
                    try await terminal.shows("Welcome")
                    try await terminal.shows("○ no page")
                    // What a start does after the first screen is over when two looks find the same.
                    try await Waiting.until {
                        let before = try Self.ticks(process)
                        try await Waiting.span(.seconds(1))
                        return try Self.ticks(process) == before ? true : nil
                    } missing: {
                        "The program works on and on, \(((try? Self.ticks(process)) ?? 0)) ticks so far."
                    }
                    // A busy machine may take minutes for three seconds, and the clock in the header is drawn each minute.
                    try await Waiting.until {
                        let before = try Self.ticks(process)
                        try await Waiting.span(.seconds(3))
                        return try Self.ticks(process) - before <= 2 ? true : nil
                    } missing: {
                        "The program works though nothing happens."
                    }
                }
            }

            /// The processor time of a process so far, in hundredths of a second.
            private static func ticks(_ process: Int32) throws -> Int {
                let text = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
                // The name in brackets may hold anything; the numbers come behind it.
                let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
                return (Int(fields[12]) ?? 0) + (Int(fields[13]) ?? 0)
            }
        #endif
    }
}
