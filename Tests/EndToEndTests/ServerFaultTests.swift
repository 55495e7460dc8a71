import EndToEndSupport
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// A server that is away or hangs, and ways to one that are not taken.
    @Suite("A database on a server, in trouble", .enabled(if: PostgresServer.whyNot == nil)) struct ServerFaultTests {
        /// Makes a database with a customer of ana's, in which the bench's programs work from now on.
        private func fill(_ bench: Workbench, _ name: String, on server: PostgresServer) async throws {
            try await bench.keepData(on: server, as: name)
            #expect(try await bench.leadsheet("user", "add", "ana").status == 0)
            let imported = try await bench.leadsheet("import", "-", "--sheet", "Fair", input: "customer_name;status\nMaria Rossi;new\n")
            #expect(imported.status == 0, "\(imported)")
        }

        /// Opens the screens, and types a note for the customer, which is not saved yet.
        private func typing(_ bench: Workbench) async throws -> Tmux {
            let terminal = try await bench.terminal()
            try await terminal.enter("leadsheet")
            try await terminal.row("Maria Rossi", has: "new")
            try await terminal.press("+")
            try await terminal.type("wants oak")
            try await terminal.shows("wants oak")
            return terminal
        }

        @Test("data are not moved without the key of their tokens, neither way, and then nothing is made; with it they are")
        func keyless() async throws {
            let server = try PostgresServer.shared.get()
            try await Workbench.use { office in
                _ = try await office.connected()
                try server.makeDatabase("keyless")
                let address = server.address("keyless")
                #expect(try await office.leadsheet("database", "create", address).status == 0)
                let (key, safe) = ("\(office.data)/leadsheet.key", "\(office.folder)/safe.key")
                try FileManager.default.moveItem(atPath: key, toPath: safe)
                let there = try await office.leadsheet("move", "--to", address)
                #expect(there.status == 1 && there.err.contains("Bring the file leadsheet.key") && there.err.contains(key), "\(there)")
                #expect(try await office.leadsheet("database", "status", "--database", address).out.contains(" 0 users,"))
                try FileManager.default.moveItem(atPath: safe, toPath: key)
                #expect(try await office.leadsheet("move", "--to", address).status == 0)

                try await Workbench.use { laptop in
                    let folder = "\(laptop.folder)/back"
                    let words = ["move", "--to", "\(folder)/leadsheet.db", "--database", address]
                    let back = try await laptop.leadsheet(words)
                    #expect(back.status == 1 && back.err.contains("as \(laptop.data)/leadsheet.key, then move again."), "\(back)")
                    #expect(!FileManager.default.fileExists(atPath: folder))
                    #expect(!FileManager.default.fileExists(atPath: "\(laptop.data)/leadsheet.key"))
                    // In the place to which they go it does as well.
                    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                    try FileManager.default.copyItem(atPath: key, toPath: "\(folder)/leadsheet.key")
                    #expect(try await laptop.leadsheet(words).status == 0)
                }
            }
        }

        @Test("an address with a password, or of another kind, is refused before anything is opened, and not repeated")
        func refusals() async throws {
            try await Workbench.use { bench in
                for address in ["postgres://ana:geheim@localhost/x", "mysql://ana:geheim@localhost/x"] {
                    let refused = try await bench.leadsheet("user", "list", "--database", address)
                    #expect(refused.status == 1 && refused.err.hasPrefix("leadsheet: --database: "), "\(refused)")
                    #expect(!refused.err.contains("geheim") && !bench.log.contains("geheim"))
                }
            }
        }

        @Test("a way to the server that the environment or a file of services names is judged as one in the address")
        func named() async throws {
            let server = try PostgresServer.shared.get()
            try await Workbench.use { bench in
                try await fill(bench, "named", on: server)
                let services = "\(bench.folder)/services"
                try "[near]\nhost=\(server.folder)\nuser=desk\ndbname=named\n[far]\nhost=192.0.2.1\n".write(
                    toFile: services, atomically: true, encoding: .utf8)
                for (address, variables) in [
                    ("postgres://localhost/x?sslmode=disable", ["PGHOSTADDR": "192.0.2.1"]),
                    ("postgres:///x?sslmode=disable", ["PGHOST": "db.example.com"]),
                    ("postgres:///x?sslmode=disable", ["PGSERVICEFILE": services, "PGSERVICE": "far"]),
                    ("postgres://localhost/x?service=far&hostaddr=192.0.2.1&sslmode=disable", ["PGSERVICEFILE": services]),
                ] {
                    let refused = try await bench.leadsheet("user", "list", with: variables.merging(["LEADSHEET_DATABASE": address]) { $1 })
                    #expect(refused.status == 1 && refused.err.contains("would let others between here and the server"), "\(refused)")
                }
                let near = ["PGSERVICEFILE": services, "LEADSHEET_DATABASE": "service=near"]
                let users = try await bench.leadsheet("user", "list", with: near)
                #expect(users.status == 0 && users.out.contains("ana"), "\(users)")
            }
        }

        @Test("the server goes: it is said, what is shown stays, writes are refused, a typed text is kept; it comes back: all goes on")
        func link() async throws {
            let server = try PostgresServer()
            try await Workbench.use { bench in
                try await fill(bench, "link", on: server)
                let terminal = try await typing(bench)
                server.stop()
                let broken = try await terminal.shows("No connection to link on")
                #expect(broken.contains("Maria Rossi") && broken.contains("wants oak"))
                try await terminal.press("Enter")
                let refused = try await terminal.shows("no connection: nothing was saved")
                #expect(refused.contains("wants oak"))
                try await terminal.press("Escape")
                try await terminal.press("s")
                try await terminal.shows("n new")
                try await terminal.press("c")
                try await terminal.shows("cannot be reached")
                try await terminal.row("Maria Rossi", has: "new")

                server.start()
                try await terminal.shows("The connection is back.")
                try await terminal.press("+")
                try await terminal.shows("wants oak")
                try await terminal.press("Enter")
                try await terminal.hides("wants oak")
                try await terminal.press("s")
                try await terminal.shows("n new")
                try await terminal.press("c")
                try await terminal.row("Maria Rossi", has: "contacted")
                try await terminal.leave()
                let maria = try await bench.customers().first { $0["customer_name"] as? String == "Maria Rossi" }
                #expect(maria?["status"] as? String == "contacted")
            }
            server.stop()
        }

        @Test("the server hangs while a note is being saved: the screens say so and go on to be drawn; it wakes up: the note is there once")
        func hanging() async throws {
            let server = try PostgresServer()
            defer { server.wake() }
            try await Workbench.use { bench in
                try await fill(bench, "hanging", on: server)
                let terminal = try await typing(bench)
                server.hang()
                try await terminal.press("Enter")
                let said = try await terminal.shows("No connection to hanging on")
                #expect(said.contains("Maria Rossi"))
                server.wake()
                // The word that the connection is back gives way to the one about the note.
                try await terminal.hides("No connection to")
                try await terminal.leave()
                let once = "DO $$ BEGIN ASSERT (SELECT count(*) FROM leadsheet.activity WHERE text = 'wants oak') = 1; END $$"
                try server.run("psql", ["-d", "hanging", "-v", "ON_ERROR_STOP=1", "-c", once])
            }
        }
    }
}
