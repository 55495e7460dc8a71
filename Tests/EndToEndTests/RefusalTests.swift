import Foundation
import EndToEndSupport
import TestSupport
import Testing

extension EndToEnd {
    /// Wrong input: one plain sentence, status 1 (64 for wrong usage), and nothing changed.
    @Suite("Bad input")
    struct RefusalTests {
        @Test("an unknown user is named, with those there are")
        func user() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                for command in [["export"], ["sheets"], ["feed"], ["serve"], ["page", "list"]] {
                    let child = try bench.start(command + ["--user", "bob"])
                    #expect(try await child.end() == 1, "\(command)")
                    #expect(
                        child.err == "leadsheet: There is no user \"bob\". Known: ana. Add it with: leadsheet user add bob\n", "\(command)")
                    #expect(child.out.isEmpty)
                }
            }
        }

        @Test("where nothing can be said aside the work is done all the same, and help that cannot be written is no success")
        func unsaid() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                #expect(try await bench.shell("exec leadsheet user add ana 2>/dev/full").end() == 1)
                // The note that a line is not UTF-8 has no place to go to.
                try Data([UInt8]("Name\nJos".utf8) + [0xE9, 0x0A]).write(to: URL(filePath: "\(bench.folder)/people.csv"))
                #expect(try await bench.shell("exec leadsheet import \(bench.folder)/people.csv --sheet Fair 2>/dev/full").end() == 0)
                #expect(try await bench.customers().count == 1)
                for word in ["--help", "--version"] {
                    let child = try bench.shell("exec leadsheet \(word) >/dev/full")
                    #expect(try await child.end() == 1)
                    #expect(child.err == "leadsheet: Writing to standard output failed (No space left on device).\n")
                }
            }
        }

        @Test("what cannot be said on a closed standard output is no success")
        func closedOutput() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                for command in ["export", "user list", "backup -", "--help"] {
                    let child = try bench.shell("exec leadsheet \(command) >&-")
                    #expect(try await child.end() == 1, "\(command)")
                    #expect(child.err.contains("standard output, for it is closed"), "\(command): \(child.err)")
                }
            }
        }

        @Test("an option's value that cannot be read is wrong usage, as a word is that is no command")
        func usage() async throws {
            try await Workbench.use { bench in
                for words in [
                    ["sheets", "--listen", "foo"], ["sheets", "--log-level", "loud"], ["user", "add", "ana", "--country", "Atlantis"],
                    ["template", "add", "t", "Hi", "--at", "0"], ["help", "databse"], ["erase", "-5"],
                ] {
                    let child = try bench.start(words)
                    #expect(try await child.end() == 64, "\(words)")
                    #expect(child.out.isEmpty && !child.err.contains("-h?"), "\(words): \(child.err)")
                }
                let variable = try await bench.leadsheet("sheets", with: ["LEADSHEET_LISTEN": "foo"])
                #expect(variable.status == 1)
            }
        }

        @Test("a page that belongs to another user is not taken over")
        func page() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                try await bench.leadsheet("user", "add", "bob")
                let outcome = try await bench.leadsheet(
                    "page", "set", meta.page, "--user", "bob", "--access-token-file", meta.accessTokenFile)
                #expect(outcome.status == 1)
                #expect(outcome.err.hasPrefix("leadsheet: Page \(meta.page) belongs to user \"ana\" already"))
                #expect(outcome.complaints.count == 1)
                let pages = try await bench.leadsheet("page", "list", "--json")
                let rows = try #require(try JSONSerialization.jsonObject(with: Data(pages.out.utf8)) as? [[String: Any]])
                #expect(rows.count == 1)
                #expect(rows.first?["user"] as? String == "ana")
            }
        }

        @Test("a setting that does not parse is named with file, line and what was expected")
        func setting() async throws {
            try await Workbench.use { bench in
                let file = "\(bench.home)/.config/leadsheet/leadsheet.yaml"
                try FileManager.default.createDirectory(atPath: "\(bench.home)/.config/leadsheet", withIntermediateDirectories: true)
                try "# mine\nuser: ana\nday_start: soon\n".write(toFile: file, atomically: true, encoding: .utf8)
                let outcome = try await bench.leadsheet("user", "list")
                #expect(outcome.status == 1)
                #expect(outcome.err == "leadsheet: \(file), line 3: day_start is \"soon\", expected a time of day, such as 09:00.\n")
                #expect(!FileManager.default.fileExists(atPath: bench.data))

                try FileManager.default.removeItem(atPath: file)
                let flag = try await bench.leadsheet("user", "list", "--listen", "nowhere")
                #expect(flag.status == 64)
                #expect(flag.err.hasPrefix("leadsheet: --listen: listen is \"nowhere\", expected HOST:PORT"))
            }
        }

        @Test("a file that is no database is left as it is")
        func garbage() async throws {
            try await Workbench.use { bench in
                let file = "\(bench.folder)/letter.txt"
                let text = String(repeating: "Dear customer, this is a letter and no database. ", count: 100)
                try text.write(toFile: file, atomically: true, encoding: .utf8)
                for command in ["user list", "export", "serve"] {
                    let child = try bench.start(command.split(separator: " ").map(String.init) + ["--database", file])
                    #expect(try await child.end() == 1)
                    #expect(child.err.hasPrefix("leadsheet: The database \(file) cannot be read ("))
                    #expect(child.err.split(separator: "\n").count == 1)
                }
                #expect(try String(contentsOfFile: file, encoding: .utf8) == text)

                let terminal = try await bench.terminal()
                try await terminal.run("leadsheet --database \(file); echo status $?")
                let screen = try await terminal.shows("status 1")
                #expect(screen.contains("cannot be read"))
            }
        }

        @Test("where there is no data a command that looks at some, changes some or copies them says so and makes none")
        func nothing() async throws {
            try await Workbench.use { bench in
                try "email\na@x.example\n".write(toFile: "\(bench.folder)/a.csv", atomically: true, encoding: .utf8)
                let place = "\(bench.folder)/mistyped"
                for command in [
                    "user list", "sheets", "export", "feed", "ledger", "insights", "page list", "form list", "view list", "template list",
                    "page check 1", "page remove 1", "user remove ana --yes", "erase --list", "key rotate", "database status",
                    "backup \(bench.folder)/copy.db", "move --to \(bench.folder)/moved.db",
                    "import \(bench.folder)/a.csv --sheet x --dry-run",
                ] {
                    let outcome = try await bench.leadsheet(command.split(separator: " ").map(String.init) + ["--home", place])
                    #expect(outcome.status == 1 && outcome.out.isEmpty, "\(command): \(outcome)")
                    #expect(
                        outcome.err
                            == "leadsheet: There is no data at \(place)/leadsheet.db, and none was made. If yours is elsewhere, name its place with --home DIR or --database FILE. To begin here, give: leadsheet user add NAME\n",
                        "\(command)")
                }
                for file in ["mistyped", "copy.db", "moved.db"] {
                    #expect(!FileManager.default.fileExists(atPath: "\(bench.folder)/\(file)"), "\(file)")
                }
            }
        }

        @Test("a folder that cannot be made is named with what to do")
        func folder() async throws {
            try await Workbench.use { bench in
                // Below a file no folder can be made, whoever asks.
                try "".write(toFile: "\(bench.folder)/file", atomically: true, encoding: .utf8)
                let outcome = try await bench.leadsheet("user", "add", "ana", "--home", "\(bench.folder)/file/data")
                #expect(outcome.status == 1)
                #expect(outcome.err.hasPrefix("leadsheet: The folder \(bench.folder)/file"))
                #expect(outcome.err.contains("--home"))
                #expect(outcome.complaints.count == 1)
            }
        }

        @Test("secrets come from files: what is unreadable or no secret is refused without being shown")
        func secrets() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                let missing = try await bench.leadsheet("page", "set", "123", "--access-token-file", "\(bench.folder)/none")
                #expect(missing.status == 1)
                #expect(missing.err.hasPrefix("leadsheet: The file \(bench.folder)/none for --access-token-file cannot be read"))
                let several = try await bench.leadsheet("page", "set", "123", "--app-secret-file", "-", input: "first-word second-word\n")
                #expect(several.status == 1)
                #expect(several.err.contains("more than a secret"))
                #expect(!several.err.contains("second-word"))
                let pages = try await bench.leadsheet("page", "list", "--json")
                #expect(pages.out.filter { !$0.isWhitespace } == "[]")

                let given = try await bench.leadsheet("page", "set", "123", "--app-secret-file", "-", input: "a-real-secret\n")
                #expect(given.status == 0)
                for text in [given.out, given.err, try await bench.leadsheet("page", "list").out, bench.log] {
                    #expect(!text.contains("a-real-secret"))
                }
                let files = try FileManager.default.contentsOfDirectory(atPath: bench.data)
                #expect(files.contains("leadsheet.db"))
                for file in files {
                    let bytes = try Data(contentsOf: URL(filePath: "\(bench.data)/\(file)"))
                    #expect(bytes.range(of: Data("a-real-secret".utf8)) == nil, "\(file) holds the secret as it is")
                }
            }
        }

        @Test(
            "wrong usage is status 64 and changes nothing",
            arguments: [
                "user", "user add", "page set", "export --format xml", "frobnicate", "feed --state lost", "simulate --rate 0",
                "demo --nonsense",
            ])
        func usage(command: String) async throws {
            try await Workbench.use { bench in
                let child = try bench.start(command.split(separator: " ").map(String.init))
                let status = try await child.end()
                if command == "user" {
                    // A group of commands alone is a question for its help.
                    #expect(status == 0 && child.out.contains("USAGE: leadsheet user"))
                } else {
                    #expect(status == 64)
                    #expect(child.err.hasPrefix(command == "frobnicate" ? "leadsheet: There is no command " : "Error: "))
                }
                #expect(!FileManager.default.fileExists(atPath: bench.data))
            }
        }

        @Test("other machines are not listened to without a certificate: serve ends, the screens say why")
        func inTheClear() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                let refused = try await bench.leadsheet("serve", "--listen", "0.0.0.0:\(bench.port)")
                #expect(refused.status == 1)
                #expect(
                    refused.err.hasPrefix("leadsheet: 0.0.0.0:\(bench.port) can be reached from other machines, and without a certificate"))
                #expect(refused.complaints.count == 1)
                let terminal = try await bench.terminal()
                try await terminal.enter("leadsheet --listen 0.0.0.0:\(bench.port)")
                try await terminal.shows("not listening")
                try await terminal.press("3")
                try await terminal.shows("can be reached from other machines")
                try await terminal.press("q")
                try await terminal.leave()
            }
        }

        @Test("a certificate that cannot be used is named, and nobody is listened to")
        func certificate() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                let files = ["LEADSHEET_TLS_CERTIFICATE": "\(bench.folder)/none.pem", "LEADSHEET_TLS_KEY": "\(bench.folder)/none.key"]
                let refused = try await bench.leadsheet("serve", with: files)
                #expect(refused.status == 1)
                #expect(
                    refused.err.hasPrefix("leadsheet: The certificate \(bench.folder)/none.pem cannot be read (No such file or directory).")
                )
                #expect(refused.complaints.count == 1)
            }
        }

        @Test("the exit of a pipe's reader is no failure")
        func pipe() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await bench.leadsheet("user", "add", "ana")
                try await terminal.run("(leadsheet --help; echo status $? > \(bench.folder)/status) | true")
                let status = try await Waiting.until {
                    try? String(contentsOfFile: "\(bench.folder)/status", encoding: .utf8)
                } missing: {
                    "The command did not end."
                }
                #expect(status == "status 0\n")
            }
        }

        @Test("the data are private to the person")
        func modes() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                func mode(_ path: String) throws -> Int? {
                    (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue
                }
                #expect(try mode(bench.data) == 0o700)
                for file in try FileManager.default.contentsOfDirectory(atPath: bench.data) {
                    #expect(try mode("\(bench.data)/\(file)") == 0o600, "\(file)")
                }
            }
        }
    }
}
