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
            try await importMaria(bench)
        }

        private func importMaria(_ bench: Workbench) async throws {
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
                try await terminal.says("The connection is back.")
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
                #expect(try notes(server, "hanging") == 1)
            }
        }

        /// As it stands above where there is no room for the names of two servers.
        private static let fault = "▲ no connection"

        /// How often the note is there.
        private func notes(_ server: PostgresServer, _ name: String) throws -> Int? {
            Int(try server.ask("SELECT count(*) FROM leadsheet.activity WHERE text = 'wants oak'", in: name))
        }

        /// A server with a database, which a standby follows: nothing is committed on the one that is not on the disk of the other. The bench's
        /// programs know both.
        private func pair(_ bench: Workbench, _ name: String) async throws -> (primary: PostgresServer, standby: PostgresServer) {
            let primary = try PostgresServer(isDurable: true, isCopied: true)
            try await bench.keepData(on: primary, as: name)
            let standby = try primary.standby()
            try primary.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
            try primary.ask("SELECT pg_reload_conf()")
            bench.environment["LEADSHEET_DATABASE"] = primary.address(name, or: standby)
            return (primary, standby)
        }

        @Test("a standby takes the place of a server that crashes: it is said, a typed text is kept and saved once, and leads go on")
        func failover() async throws {
            try await Workbench.use { bench in
                let (primary, standby) = try await pair(bench, "failover")
                let meta = try await bench.connected()
                try await importMaria(bench)
                let service = try bench.start("serve")
                try await service.says("listening on")
                let terminal = try await typing(bench)
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await bench.events(1, all: "saved")

                primary.crash()
                let broken = try await terminal.shows(Self.fault)
                #expect(broken.contains("Maria Rossi") && broken.contains("wants oak"))
                #expect(try await meta.tell(meta.leads[1], to: bench.port).status == 503)
                try await terminal.press("Enter")
                try await terminal.shows("no connection: nothing was saved")
                standby.promote()
                try await terminal.hides(Self.fault)
                try await terminal.shows("wants oak")
                try await terminal.press("Enter")
                try await Waiting.until {
                    try notes(standby, "failover") == 1 ? true : nil
                } missing: {
                    "The note was to be saved: \((try? await terminal.screen()) ?? "")"
                }
                // Meta posts it again until it is taken.
                try await Waiting.until {
                    try await meta.tell(meta.leads[1], to: bench.port).status == 200 ? true : nil
                } missing: {
                    "The lead was to be taken again.\n\(bench.log)"
                }
                try await bench.events(2, all: "saved")
                try await terminal.leave()
                #expect(try notes(standby, "failover") == 1)
                #expect(try await bench.customers().count == 3)
                let doctor = try await bench.leadsheet("doctor", "--no-test-lead")
                #expect(doctor.out.contains("keeps the database failover on \(primary.folder) or \(standby.folder)."), "\(doctor)")
                #expect(doctor.out.contains("The database can be written."), "\(doctor)")
                service.signal(SIGTERM)
                #expect(try await service.end() == 0)
            }
        }

        @Test("a server crashes in the midst of saving a note, and its standby has it: it is said that nobody knows, and it is there once")
        func midst() async throws {
            try await Workbench.use { bench in
                let (primary, standby) = try await pair(bench, "midst")
                #expect(try await bench.leadsheet("user", "add", "ana").status == 0)
                try await importMaria(bench)
                // A note alone waits until the standby shows it.
                try primary.ask(
                    """
                    CREATE FUNCTION public.await_standby() RETURNS trigger LANGUAGE plpgsql AS
                        $$ BEGIN SET LOCAL synchronous_commit = remote_apply; RETURN NEW; END $$;
                    CREATE TRIGGER await_standby BEFORE INSERT ON leadsheet.activity FOR EACH ROW EXECUTE FUNCTION public.await_standby()
                    """, in: "midst")
                let terminal = try await typing(bench)
                try standby.ask("SELECT pg_wal_replay_pause()")
                try await terminal.press("Enter")
                let commits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
                try await Waiting.until {
                    try primary.ask(commits) == "1" ? true : nil
                } missing: {
                    "The note was to wait for the standby: \((try? await terminal.screen()) ?? "")"
                }
                primary.crash()
                standby.promote()
                try await terminal.says("so it may be saved or not")
                try await terminal.hides(Self.fault)
                #expect(try notes(standby, "midst") == 1)
                try await terminal.press("Escape")
                try await terminal.press("Enter")
                try await terminal.shows("wants oak")
                try await terminal.press("Escape")
                try await terminal.leave()
                #expect(try notes(standby, "midst") == 1)
            }
        }

        @Test("a server that hangs is said where its standby answers, and a note that was being saved is there once")
        func hangingBesideStandby() async throws {
            try await Workbench.use { bench in
                let (primary, standby) = try await pair(bench, "beside")
                defer { primary.wake() }
                #expect(try await bench.leadsheet("user", "add", "ana").status == 0)
                try await importMaria(bench)
                let terminal = try await typing(bench)
                primary.hang()
                try await terminal.press("Enter")
                try await terminal.shows(Self.fault)
                primary.wake()
                try await terminal.hides(Self.fault)
                try await terminal.leave()
                #expect(try notes(primary, "beside") == 1)
                withExtendedLifetime(standby) {}
            }
        }
    }
}
