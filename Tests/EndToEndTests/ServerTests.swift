import EndToEndSupport
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// The data are on a PostgreSQL server.
    @Suite("A database on a server", .enabled(if: PostgresServer.whyNot == nil)) struct ServerTests {
        /// The last of them is the newest, and has the cursor.
        private static let people = "customer_name;status;phone_number\nJörg Ahrens;won;\nMaria Rossi;new;+39 02 8646 3456\n"

        /// An empty database with this name, and a bench whose settings name it.
        private func address(_ name: String, on server: PostgresServer) throws -> String {
            try server.makeDatabase(name)
            return server.address(name)
        }

        private func fill(_ bench: Workbench, at address: String) async throws {
            #expect(try await bench.leadsheet("database", "create", address).status == 0)
            bench.environment["LEADSHEET_DATABASE"] = address
            #expect(try await bench.leadsheet("user", "add", "ana").status == 0)
            let imported = try await bench.leadsheet("import", "-", "--sheet", "Fair", input: Self.people)
            #expect(imported.status == 0, "\(imported)")
        }

        @Test("it is made, filled, exported, looked at and shown as a file is, and no file is made for it")
        func commands() async throws {
            let server = try PostgresServer.shared.get()
            try await Workbench.use { bench in
                let address = try address("commands", on: server)
                let early = try await bench.leadsheet("user", "add", "ana", "--database", address)
                #expect(early.status == 1 && early.err.contains("leadsheet database create"), "\(early)")
                try await fill(bench, at: address)
                let again = try await bench.leadsheet("database", "create", address)
                #expect(again.status == 0 && again.out.contains("has the tables of this Leadsheet"), "\(again)")

                let names = try await bench.customers().compactMap { $0["customer_name"] as? String }
                #expect(Set(names) == ["Maria Rossi", "Jörg Ahrens"])
                let status = try await bench.leadsheet("database", "status")
                #expect(status.out.contains("database   commands on \(server.folder)\n") && status.out.contains("kept by    PostgreSQL "))
                #expect(status.out.contains("rows       1 user, 2 customers, 0 leads, 0 events\n"), "\(status)")
                let upgrade = try await bench.leadsheet("database", "upgrade")
                #expect(upgrade.status == 0 && upgrade.out.contains("There was nothing to do."), "\(upgrade)")
                let doctor = try await bench.leadsheet("doctor").out
                #expect(doctor.contains("keeps the database commands on \(server.folder)."), "\(doctor)")
                #expect(doctor.contains("The database can be written."), "\(doctor)")
                #expect(doctor.contains("The database is intact. Its indexes were not held against its rows"), "\(doctor)")

                let terminal = try await bench.terminal()
                try await terminal.enter("leadsheet")
                try await terminal.row("Maria Rossi", has: "new")
                try await terminal.row("Jörg Ahrens", has: "won")
                let colleague = try await bench.terminal()
                try await colleague.enter("leadsheet")
                try await colleague.row("Maria Rossi", has: "new")
                try await terminal.press("s")
                try await terminal.shows("n new")
                try await terminal.press("c")
                try await colleague.row("Maria Rossi", has: "contacted")
                try await terminal.leave()
                #expect(!FileManager.default.fileExists(atPath: "\(bench.data)/leadsheet.db"))
                #expect(!FileManager.default.fileExists(atPath: "\(bench.data)/leadsheet.key"), "no secret was saved")
            }
        }

        @Test("a role is let in by its password, under a service, from a file that is its own; what is wrong is said with what to do")
        func password() async throws {
            // Who needs a password is for the whole server to say.
            let server = try PostgresServer()
            try await Workbench.use { bench in
                try await bench.keepData(on: server, as: "guarded")
                #expect(try await bench.leadsheet("user", "add", "ana").status == 0)
                #expect(try await bench.leadsheet("database", "grant", "ana", "sales").status == 0)
                func alter(_ change: String) throws { try server.ask("ALTER ROLE ana \(change)") }
                try alter("PASSWORD 'right'")
                let rules = "\(server.folder)/data/pg_hba.conf"
                let before = try String(contentsOfFile: rules, encoding: .utf8)
                try "local all ana scram-sha-256\n\(before)".write(toFile: rules, atomically: false, encoding: .utf8)
                server.stop()
                server.start()

                func file(_ name: String, _ text: String, mode: Int) throws -> String {
                    let path = "\(bench.home)/\(name)"
                    try text.write(toFile: path, atomically: false, encoding: .utf8)
                    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
                    return path
                }
                bench.environment["LEADSHEET_DATABASE"] = "service=crm"
                bench.environment["PGSERVICEFILE"] = try file(
                    "services", "[crm]\nhost=\(server.folder)\nuser=ana\ndbname=guarded\n", mode: 0o600)
                func refused(_ words: String, line: Int = #line) async throws {
                    let answer = try await bench.leadsheet("sheets")
                    #expect(answer.status == 1 && answer.err.contains(words), "line \(line): \(answer)")
                }
                try await refused("The server wants a password for guarded on \(server.folder).")
                bench.environment["PGPASSFILE"] = try file("passwords", "*:*:*:ana:right\n", mode: 0o644)
                try await refused("a file that you alone may read: chmod 600 ~/.pgpass")
                _ = try file("passwords", "*:*:*:ana:right\n", mode: 0o600)
                let answer = try await bench.leadsheet("database", "status")
                #expect(answer.status == 0 && answer.out.contains("database   guarded on \(server.folder)"), "\(answer)")
                #expect(try await bench.leadsheet("sheets").status == 0)

                try alter("VALID UNTIL '2020-01-01'")
                try await refused("may be used no more (VALID UNTIL)")
                try alter("VALID UNTIL 'infinity' NOLOGIN")
                try await refused("the server's administrator lets it: ALTER ROLE NAME LOGIN")
                try alter("LOGIN")
                _ = try file("passwords", "*:*:*:ana:wrong\n", mode: 0o600)
                try await refused("put the right one into ~/.pgpass")
            }
        }

        @Test("data of a file move to a server with their key, and back into another file, and each is told what to do next")
        func moving() async throws {
            let server = try PostgresServer.shared.get()
            try await Workbench.use { bench in
                #expect(try await bench.leadsheet("user", "add", "ana").status == 0)
                #expect(try await bench.leadsheet("import", "-", "--sheet", "Fair", input: Self.people).status == 0)
                let before = try await bench.leadsheet("export", "--format", "json").out
                #expect(before.contains("Maria Rossi"))

                let address = try address("moving", on: server)
                let early = try await bench.leadsheet("move", "--to", address)
                #expect(early.status == 1 && early.err.contains("leadsheet database create"), "\(early)")
                #expect(try await bench.leadsheet("database", "create", address).status == 0)
                let service = try bench.start("serve")
                try await service.says("listening on 127.0.0.1:\(bench.port)")
                let busy = try await bench.leadsheet("move", "--to", address)
                #expect(busy.status == 1 && busy.err.contains("so nothing was moved. End it first"), "\(busy)")
                service.signal(SIGTERM)
                #expect(try await service.end() == 0)

                let moved = try await bench.leadsheet("move", "--to", address)
                #expect(moved.status == 0 && moved.out.contains("and compared each. The old database stays as it was."), "\(moved)")
                #expect(moved.err.contains("and not this one, which may do everything"), "\(moved)")
                #expect(try await bench.leadsheet("export", "--format", "json", "--database", address).out == before)
                #expect(try await bench.leadsheet("export", "--format", "json").out == before)
                let twice = try await bench.leadsheet("move", "--to", address)
                #expect(twice.status == 1 && twice.err.contains("Choose one that has none yet."), "\(twice)")

                let file = "\(bench.folder)/back/leadsheet.db"
                let back = try await bench.leadsheet("move", "--to", file, "--database", address)
                #expect(back.status == 0, "\(back)")
                #expect(try await bench.leadsheet("export", "--format", "json", "--database", file).out == before)
                #expect(
                    FileManager.default.contentsEqual(atPath: "\(bench.data)/leadsheet.key", andPath: "\(bench.folder)/back/leadsheet.key"))
            }
        }

        @Test("a signed webhook becomes a customer, and another program on the same data shows it")
        func webhook() async throws {
            let server = try PostgresServer.shared.get()
            try await Workbench.use { bench in
                try await bench.keepData(on: server, as: "webhook")
                let meta = try await bench.connected()
                let service = try bench.start("serve")
                try await service.says("listening on 127.0.0.1:\(bench.port)")
                let terminal = try await bench.terminal()
                try await terminal.enter("leadsheet")
                try await terminal.shows("ana")
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await bench.events(1, all: "saved")
                #expect(try await bench.customers().map { $0["leadgen_id"] as? String } == [meta.leads[0].id])
                try await terminal.shows("1 customer")
                let health = try await Wire.get("/healthz", port: bench.port)
                #expect(health.status == 200, "\(health)")
            }
        }

        @Test("a service goes on by itself after the server was away; meanwhile posts are refused with the reason")
        func service() async throws {
            let server = try PostgresServer()
            try await Workbench.use { bench in
                try await bench.keepData(on: server, as: "service")
                let meta = try await bench.connected()
                let service = try bench.start("serve")
                try await service.says("listening on")
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await bench.events(1, all: "saved")

                server.stop()
                #expect(try await meta.tell(meta.leads[1], to: bench.port).status == 503)
                let health = try await Wire.get("/healthz", port: bench.port)
                #expect(
                    health.status == 503 && health.body.contains("The database service on \(server.folder) cannot be reached"), "\(health)")

                server.start()
                // Meta posts it again until it is taken.
                try await Waiting.until {
                    try await meta.tell(meta.leads[1], to: bench.port).status == 200 ? true : nil
                } missing: {
                    "The lead was to be taken again.\n\(bench.log)"
                }
                try await bench.events(2, all: "saved")
                service.signal(SIGTERM)
                #expect(try await service.end() == 0)
            }
            server.stop()
        }

        @Test("the machine that saves the first secret makes the key; one without it leaves the intake to that one, whichever starts first")
        func key() async throws {
            let server = try PostgresServer.shared.get()
            try await Workbench.use { office in
                let address = try await office.keepData(on: server, as: "key")
                try await Workbench.use { laptop in
                    laptop.environment["LEADSHEET_DATABASE"] = address
                    #expect(try await laptop.leadsheet("user", "add", "eve").status == 0)
                    let meta = try await office.connected()
                    laptop.environment["LEADSHEET_GRAPH_URL"] = meta.graphURL
                    let stranger = try laptop.start("serve")
                    try await stranger.says("The key that opens the saved tokens is not on this machine")
                    // It could not check what Meta posts.
                    await #expect(throws: (any Error).self) { try await meta.tell(meta.leads[0], to: laptop.port) }
                    #expect(!FileManager.default.fileExists(atPath: "\(laptop.data)/leadsheet.key"))
                    let service = try office.start("serve")
                    try await service.says("listening on")
                    #expect(try await meta.tell(meta.leads[0], to: office.port).status == 200)
                    try await office.events(1, all: "saved")
                    #expect(try await laptop.customers().map { $0["leadgen_id"] as? String } == [meta.leads[0].id])
                    let doctor = try await laptop.leadsheet("doctor", "--no-test-lead").out
                    #expect(doctor.contains("There is no key on this machine") && !doctor.contains("saved tokens"), "\(doctor)")

                    let rotated = try await office.leadsheet("key", "rotate")
                    #expect(rotated.status == 0 && rotated.err.contains("every other machine that runs leadsheet serve"), "\(rotated)")
                    // The key of other data.
                    try "\(String(repeating: "A", count: 43))=\n".write(
                        toFile: "\(laptop.data)/leadsheet.key", atomically: false, encoding: .utf8)
                    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(laptop.data)/leadsheet.key")
                    let other = try await laptop.leadsheet("doctor", "--no-test-lead").out
                    #expect(other.contains("note   saved tokens") && other.contains("Nothing to do where leadsheet serve"), "\(other)")
                    for (bench, words) in [
                        (office, "tokens, \(office.data)/leadsheet.key, is not in"), (laptop, "no such key was found here"),
                    ] {
                        let backup = try await bench.leadsheet("backup", "\(bench.folder)/copy")
                        #expect(backup.status == 0 && backup.err.contains(words), "\(backup)")
                    }
                }
            }
        }

        @Test(
            "with a role each, a salesperson's screens show their own customers, live, and those that the service's role brings in; a part that is taken away shuts out"
        )
        func roles() async throws {
            let server = try PostgresServer.shared.get()
            try await Workbench.use { office in
                let owner = try await office.keepData(on: server, as: "roles")
                let meta = try await office.connected()
                #expect(try await office.leadsheet("user", "add", "ben").status == 0)
                for (user, rows) in [("ana", Self.people), ("ben", "customer_name\nBruno Conti\n")] {
                    let imported = try await office.leadsheet("import", "-", "--sheet", "Fair", "--user", user, input: rows)
                    #expect(imported.status == 0, "\(imported)")
                    let granted = try await office.leadsheet("database", "grant", "e2e_\(user)", "sales", "--user", user)
                    #expect(granted.status == 0, "\(granted)")
                }
                #expect(try await office.leadsheet("database", "grant", "e2e_intake", "serve").status == 0)
                let status = try await office.leadsheet("database", "status").out
                #expect(
                    status.contains("roles      e2e_ana (sales, user ana), e2e_ben (sales, user ben), e2e_intake (serve)\n"), "\(status)")
                office.environment["LEADSHEET_DATABASE"] = server.address("roles", as: "e2e_intake")
                let service = try office.start("serve")
                try await service.says("listening on 127.0.0.1:\(office.port)")

                try await Workbench.use { laptop in
                    laptop.environment["LEADSHEET_DATABASE"] = server.address("roles", as: "e2e_ana")
                    #expect(
                        Set(try await laptop.customers().compactMap { $0["customer_name"] as? String }) == ["Maria Rossi", "Jörg Ahrens"])
                    let terminal = try await laptop.terminal()
                    try await terminal.enter("leadsheet")
                    try await terminal.row("Maria Rossi", has: "new")
                    try await laptop.logs("Your role on the server brings no leads in")
                    try await terminal.shows("● live")
                    // Its screens leave the port to those who can save what Meta posts.
                    await #expect(throws: (any Error).self) { try await meta.tell(meta.leads[0], to: laptop.port) }
                    let refused = try await laptop.leadsheet("serve")
                    #expect(refused.status == 1 && refused.err.contains("database grant ROLE serve"), "\(refused)")
                    try await terminal.press("s")
                    try await terminal.shows("n new")
                    try await terminal.press("c")
                    try await terminal.row("Maria Rossi", has: "contacted")
                    try await terminal.press("u")
                    try await terminal.row("Maria Rossi", has: "new")
                    try await terminal.press("/")
                    try await terminal.type("ahrens")
                    try await terminal.hides("Maria Rossi")
                    try await terminal.press("Escape")
                    try await terminal.row("Maria Rossi", has: "new")
                    #expect(try await meta.tell(meta.leads[0], to: office.port).status == 200)
                    try await office.events(1, all: "saved")
                    #expect(try await laptop.customers().count == 3)
                    #expect(try await laptop.leadsheet("feed").out.contains("saved"))
                    let ledger = try await laptop.leadsheet("ledger")
                    #expect(ledger.status == 0 && ledger.err.contains("may not read the tokens of pages"), "\(ledger)")
                    let doctor = try await laptop.leadsheet("doctor")
                    #expect(doctor.status == 0 && doctor.out.contains("Leads are brought in by others"), "\(doctor)")
                    let more = try await office.leadsheet(
                        "import", "-", "--sheet", "Fair", "--user", "ana", input: "customer_name\nIda Berg\n")
                    #expect(more.status == 0, "\(more)")
                    try await terminal.row("Ida Berg", has: "new")

                    let maria = "\(try await laptop.customers().compactMap { $0["id"] as? Int }.first ?? 0)"
                    let made = try await laptop.leadsheet("database", "create", server.address("roles", as: "e2e_ana"))
                    #expect(made.status == 0 && made.err.isEmpty, "\(made)")
                    // Their writes from then on would stay behind.
                    let move = ["move", "--to", "\(office.folder)/moved.db", "--database", owner]
                    let busy = try await office.leadsheet(move)
                    #expect(busy.status == 1 && busy.err.contains("with the role e2e_ana, e2e_intake, so nothing was moved"), "\(busy)")
                    for (words, remedy) in [
                        (["user", "add", "eve"], "The owner of the database has it"),
                        (["user", "set", "ben", "--country", "DE"], "The owner of the database does"),
                        (["user", "set", "ana", "--country", "DE"], "The owner of the database has it"),
                        (["erase", maria, "--yes"], "a role with the part serve"),
                        (["database", "grant", "e2e_ana", "manager"], "by the owner of the database roles on \(server.folder), desk."),
                        (["database", "revoke", "e2e_ben"], "by the owner of the database roles on \(server.folder), desk."),
                        (["backup", "\(laptop.folder)/copy"], "The owner of the database makes it"),
                        (["move", "--to", "\(laptop.folder)/x.db"], "The owner of the tables moves them"),
                    ] {
                        let refused = try await laptop.leadsheet(words)
                        #expect(refused.status == 1 && refused.err.contains(remedy), "\(words): \(refused)")
                    }
                    // The drill of a restore is for files.
                    let drill = try await laptop.run(RestoreDrillTests.script)
                    #expect(drill.status == 1 && drill.err.contains("pg_restore"), "\(drill)")
                    let page = try await laptop.leadsheet(
                        "page", "set", "77", "--app-secret-file", "-", input: "abc\n",
                        with: ["LEADSHEET_DATABASE": server.address("roles", as: "e2e_ben")])
                    #expect(page.status == 1 && page.err.contains("a role with the part serve"), "\(page)")
                    #expect(!FileManager.default.fileExists(atPath: "\(laptop.data)/leadsheet.key"))
                    // Only the owner may vacuum, and the server would write that into its log for each table.
                    let erased = try await office.leadsheet("erase", maria, "--yes")
                    #expect(erased.status == 0 && erased.out.contains("VACUUM FULL"), "\(erased)")
                    let log = try String(contentsOfFile: "\(server.folder)/log", encoding: .utf8)
                    #expect(!log.contains("can vacuum it"))
                    let gone = try await office.leadsheet("user", "remove", "ana", "--yes", "--database", owner)
                    #expect(gone.status == 0 && gone.err.contains("until: DROP ROLE \"e2e_ana\""), "\(gone)")
                    try await terminal.shows("Your role on the server may not read this")
                    try await terminal.press("j")
                    try await terminal.shows("▲ nothing can be saved")
                    try await terminal.press("C-q")
                    try await terminal.hides("? help")
                    let shut = try await laptop.leadsheet("export")
                    #expect(shut.status == 1 && shut.out.isEmpty && shut.err.contains("leadsheet database grant"), "\(shut)")
                }
            }
        }

        @Test("a backup is made by pg_dump, private and whole, also into a pipe; without that program it says what is missing")
        func backup() async throws {
            let server = try PostgresServer.shared.get()
            try await Workbench.use { bench in
                try await fill(bench, at: address("backup", on: server))
                let file = "\(bench.folder)/copy.dump"
                let made = try await bench.leadsheet("backup", file)
                #expect(made.status == 0 && made.out == "Copied all data to \(file).\n", "\(made)")
                #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
                #expect(try Data(contentsOf: URL(filePath: file)).starts(with: Array("PGDMP".utf8)))
                #expect(try await bench.leadsheet("backup", file).err.contains("There is a file \(file) already."))
                let piped = try bench.start("backup", "-")
                #expect(try await piped.end() == 0)
                #expect(piped.out.hasPrefix("PGDMP"))
                let missing = try await bench.leadsheet("backup", file, "--force", with: ["PATH": "/nowhere"])
                #expect(missing.status == 1 && missing.err.contains("There is no program pg_dump, which makes the copy"), "\(missing)")
            }
        }

        @Test("a backup is restored on a server that has none of its roles, and each is given its part again")
        func restore() async throws {
            let (server, other) = (try PostgresServer.shared.get(), try PostgresServer())
            try await Workbench.use { bench in
                try await fill(bench, at: address("restored", on: server))
                for role in ["restored_a", "restored_b"] {
                    #expect(try await bench.leadsheet("database", "grant", role, "sales", "--user", "ana").status == 0)
                }
                // An administrator's, whom the owner of the other database need not be.
                try server.ask("CREATE EXTENSION amcheck", in: "restored")
                let file = "\(bench.folder)/copy.dump"
                #expect(try await bench.leadsheet("backup", file).status == 0)

                try other.ask("CREATE ROLE keeper LOGIN CREATEROLE")
                try other.ask("CREATE DATABASE restored OWNER keeper")
                try other.run("pg_restore", ["--no-owner", "--role=keeper", "-d", "restored", file])
                bench.environment["LEADSHEET_DATABASE"] = other.address("restored", as: "keeper")
                let status = try await bench.leadsheet("database", "status").out
                #expect(
                    status.contains("roles      none yet") && status.contains("not here   restored_a (sales, user ana), restored_b"),
                    "\(status)")
                #expect(try await bench.leadsheet("database", "grant", "restored_a", "sales", "--user", "ana").status == 0)
                let revoked = try await bench.leadsheet("database", "revoke", "restored_b")
                #expect(revoked.status == 0 && revoked.out.contains("the server has no such role"), "\(revoked)")
                // As on the first server, nothing is for everybody who may connect.
                let open =
                    "SELECT count(*) FROM pg_proc WHERE proname IN ('part', 'count_event', 'fold_event_count') AND has_function_privilege('public', oid, 'EXECUTE')"
                #expect(try other.ask(open, in: "restored") == "0" && server.ask(open, in: "restored") == "0")
                bench.environment["LEADSHEET_DATABASE"] = other.address("restored", as: "restored_a")
                let found = try await bench.leadsheet("export", "--format", "json", "--where", "rossi")
                #expect(found.status == 0 && found.out.contains("Maria Rossi"), "\(found)")
            }
        }
    }
}
