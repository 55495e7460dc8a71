import Foundation
import EndToEndSupport
import Testing

extension EndToEnd {
    /// What a person does to keep data, or to be rid of them.
    @Suite("Keeping the data")
    struct KeepingTests {
        @Test("a backup goes whole into a pipe, and leaves no file behind")
        func piped() async throws {
            try await Workbench.use { bench in
                #expect(try await bench.leadsheet("user", "add", "ana").status == 0)
                let before = try FileManager.default.contentsOfDirectory(atPath: bench.data)
                let copy = "\(bench.folder)/piped.db"
                let terminal = try await bench.terminal()
                try await terminal.enter("leadsheet backup - | cat > '\(copy)'; echo end-$?")
                try await terminal.shows("end-0")
                #expect(try Data(contentsOf: URL(filePath: copy)).starts(with: Data("SQLite format 3".utf8)))
                let users = try await bench.leadsheet("user", "list", "--database", copy)
                #expect(users.status == 0 && users.out.contains("ana"), "\(users)")
                let after = try FileManager.default.contentsOfDirectory(atPath: bench.data)
                #expect(after.filter { $0.hasSuffix(".part") || $0.contains("backup") } == [], "\(before) \(after)")
            }
        }

        @Test("no backup is written to a terminal, whose escape sequences anybody's lead could be", arguments: ["-", "/dev/tty"])
        func shown(_ place: String) async throws {
            try await Workbench.use { bench in
                #expect(try await bench.leadsheet("user", "add", "ana").status == 0)
                let terminal = try await bench.terminal()
                try await terminal.enter("clear; leadsheet backup \(place); echo end-$?")
                let screen = try await terminal.shows("end-1")
                #expect(screen.contains("leadsheet backup FILE") && !screen.contains("SQLite format"), "\(screen)")
            }
        }

        @Test("a backup made while leads come in is restored by copying it back, tokens included")
        func backup() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let server = try bench.start("serve")
                try await server.says("listening on")
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await bench.events(1, all: "saved")
                let file = "\(bench.folder)/copy.db"
                let made = try await bench.leadsheet("backup", file)
                #expect(made.status == 0)
                #expect(made.out == "Copied all data to \(file).\n")
                #expect(made.err.contains("\(bench.data)/leadsheet.key, is not in the backup"))
                let refused = try await bench.leadsheet("backup", file)
                #expect(refused.status == 1)
                #expect(refused.err == "leadsheet: There is a file \(file) already. Name another one, or add --force to write over it.\n")
                #expect(try await bench.leadsheet("backup", file, "--force").status == 0)
                #expect(try await meta.tell(meta.leads[1], to: bench.port).status == 200)
                try await bench.events(2, all: "saved")
                server.signal(SIGTERM)
                #expect(try await server.end() == 0)

                for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: "\(bench.data)/leadsheet.db\(end)") }
                try FileManager.default.copyItem(atPath: file, toPath: "\(bench.data)/leadsheet.db")
                #expect(try await bench.customers().compactMap { $0["leadgen_id"] as? String } == [meta.leads[0].id])
                let again = try bench.start("serve")
                try await again.says("listening on")
                #expect(try await meta.tell(meta.leads[1], to: bench.port).status == 200)
                try await bench.events(2, all: "saved")
            }
        }

        @Test("with the key lost, what the doctor says to do mends it")
        func lostKey() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let key = "\(bench.data)/leadsheet.key"
                try FileManager.default.removeItem(atPath: key)
                // No command makes a new key, which would hide that the old one is lost.
                for _ in 0..<2 {
                    let doctor = try await bench.leadsheet("doctor")
                    #expect(
                        doctor.status == 1 && doctor.out.contains("The key \(key) that opens the saved tokens is not there."), "\(doctor)")
                }
                let secrets = [
                    "page", "set", meta.page, "--access-token-file", meta.accessTokenFile, "--app-secret-file", meta.appSecretFile,
                    "--verify-token-file", meta.verifyTokenFile,
                ]
                let unsaid = try await bench.leadsheet(secrets)
                #expect(unsaid.status == 1 && unsaid.err.hasSuffix("leadsheet help page set says how.\n"), "\(unsaid)")
                let half = try await bench.leadsheet("page", "set", meta.page, "--key-is-lost", "--access-token-file", meta.accessTokenFile)
                #expect(half.status == 1 && half.err.hasSuffix("Give them anew: --app-secret-file FILE\n"), "\(half)")
                #expect(access(key, F_OK) != 0)
                let whole = try await bench.leadsheet(secrets + ["--key-is-lost"])
                #expect(
                    whole.status == 0 && whole.err.contains("could not be opened any more, so what you gave took their place."), "\(whole)")
                #expect(!whole.err.contains("The verify token is a new one"))
                let check = try await bench.leadsheet("page", "check", meta.page)
                #expect(check.status == 0, "\(check)")
                let mended = try await bench.leadsheet("doctor").out
                #expect(mended.contains("\(key) can be read by you alone.") && !mended.contains("cannot be used"), "\(mended)")

                try FileManager.default.removeItem(atPath: key)
                let two = try await bench.leadsheet(
                    "page", "set", meta.page, "--key-is-lost", "--system-token-file", meta.systemTokenFile, "--app-secret-file",
                    meta.appSecretFile)
                #expect(two.status == 0 && two.err.contains("The verify token is a new one"), "\(two)")
            }
        }

        @Test("beside a service that has its key from systemd no command makes another, and each says where the key is")
        func credential() async throws {
            try await Workbench.use { bench in
                let meta = try await StandIn.start(bench)
                bench.environment["LEADSHEET_GRAPH_URL"] = meta.graphURL
                let credentials = "\(bench.folder)/credentials"
                try FileManager.default.createDirectory(atPath: credentials, withIntermediateDirectories: true)
                try Data(repeating: 7, count: 32).write(to: URL(filePath: "\(credentials)/leadsheet.key"))
                let given = ["CREDENTIALS_DIRECTORY": credentials]
                let server = try bench.start("serve", with: given)
                try await server.says("listening on")
                let set = [
                    "page", "set", meta.page, "--access-token-file", meta.accessTokenFile, "--app-secret-file", meta.appSecretFile,
                ]
                let place = "leadsheet help key says how a command is given it"
                #expect(try await bench.leadsheet("help", "key").out.contains("-p LoadCredential=leadsheet.key:FILE"))
                #expect(try await bench.leadsheet("user", "add", "ana").status == 0)
                // Before anything is sealed, and behind that.
                for _ in 0..<2 {
                    for command in [["doctor"], set, set + ["--verify-token-file", meta.verifyTokenFile]] {
                        let outcome = try await bench.leadsheet(command)
                        #expect(outcome.status == 1 && (outcome.out + outcome.err).contains(place), "\(command): \(outcome)")
                    }
                    #expect(access("\(bench.data)/leadsheet.key", F_OK) != 0)
                    bench.environment.merge(given) { $1 }
                    #expect(try await bench.leadsheet(set).status == 0)
                    #expect(try await bench.leadsheet("page", "check", meta.page).status == 0)
                    bench.environment["CREDENTIALS_DIRECTORY"] = nil
                }
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await bench.events(1, all: "saved")
            }
        }

        @Test("an erased person is in no file of the program and does not come back, while it serves")
        func erase() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let server = try bench.start("serve")
                try await server.says("listening on")
                #expect(try await meta.tell(meta.leads[0], meta.leads[1], to: bench.port).status == 200)
                try await bench.events(2, all: "saved")
                let customer = try #require(try await bench.customers().first { $0["leadgen_id"] as? String == meta.leads[0].id })
                let id = "\(try #require(customer["id"] as? Int))"
                var marks = ["customer_name", "phone_number", "email", "leadgen_id"].compactMap { customer[$0] as? String }
                marks = marks.filter { $0.count > 3 && $0 != "N/A" }
                #expect(marks.count >= 3)

                let asked = try await bench.leadsheet("erase", id)
                #expect(asked.status == 1)
                #expect(asked.err.contains("--yes"))
                // A colleague does it.
                try await bench.leadsheet("user", "add", "ben")
                let erased = try await bench.leadsheet("erase", id, "--yes", "--user", "ben")
                #expect(erased.status == 0)
                #expect(erased.out.hasPrefix("Customer \(id) was erased, with 1 lead.\nBlanked: this person's lead in 1 post"))
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                #expect(try await bench.events().filter { $0["state"] as? String == "ignored" }.count == 2)
                #expect(try await bench.customers().compactMap { $0["leadgen_id"] as? String } == [meta.leads[1].id])
                for (file, data) in try bench.files() {
                    for mark in marks { #expect(data.range(of: Data(mark.utf8)) == nil, "\(file) holds \(mark)") }
                }
                let list = try await bench.leadsheet("erase", "--list")
                #expect(list.out.hasSuffix(" ben erased customer \(id)\n"))
                let gone = try await bench.leadsheet("erase", id, "--yes")
                #expect(gone.out == "Customer \(id) was erased already, and nothing of it is left in the files.\n")
                let unknown = try await bench.leadsheet("erase", "999", "--yes")
                #expect(unknown.status == 1)
                #expect(unknown.err.hasPrefix("leadsheet: There is no customer 999."))
            }
        }

        @Test("on a terminal the number is asked for again")
        func question() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let server = try bench.start("serve")
                try await server.says("listening on")
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await bench.events(1, all: "saved")
                let terminal = try await bench.terminal()
                try await terminal.enter("leadsheet erase 1")
                try await terminal.shows("Type 1 to do it:")
                try await terminal.enter("no")
                try await terminal.shows("Nothing was removed.")
                #expect(try await bench.customers().count == 1)
                try await terminal.enter("leadsheet erase 1")
                try await terminal.shows("Type 1 to do it:")
                try await terminal.enter("1")
                try await terminal.shows("Customer 1 was erased")
                #expect(try await bench.customers().isEmpty)
                // Nobody was named, so it was the account of whoever typed it.
                let entry: UnsafeMutablePointer<passwd>? = getpwuid(getuid())
                let account = String(cString: try #require(entry).pointee.pw_name)
                #expect(try await bench.leadsheet("erase", "--list").out.hasSuffix(" \(account) erased customer 1\n"))
            }
        }

        @Test("after a new key the server that runs goes on, and the old key opens nothing")
        func rotate() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let server = try bench.start("serve")
                try await server.says("listening on")
                let key = "\(bench.data)/leadsheet.key"
                let old = try Data(contentsOf: URL(filePath: key))
                let rotated = try await bench.leadsheet("key", "rotate")
                #expect(rotated.status == 0)
                #expect(rotated.out == "A new key is in \(key), and 3 secrets sealed with it.\n")
                #expect(try Data(contentsOf: URL(filePath: key)) != old)
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await bench.events(1, all: "saved")
                // The new settings are sealed with the new key, and a program that starts now reads them.
                let set = try await bench.leadsheet("page", "set", meta.page, "--access-token-file", meta.accessTokenFile)
                #expect(set.status == 0)
                server.signal(SIGTERM)
                #expect(try await server.end() == 0)
                let next = try bench.start("serve")
                try await next.says("listening on")
                #expect(try await meta.tell(meta.leads[1], to: bench.port).status == 200)
                try await bench.events(2, all: "saved")
            }
        }

        @Test("a change of the key that is killed half-way locks nobody out, and the next one ends it")
        func killed() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let old = "\(bench.data)/leadsheet.key.old"
                for _ in 0..<4 {
                    let child = try bench.start("key", "rotate")
                    let giveUp = ContinuousClock.now + .seconds(60)
                    // Looked for without a pause: the moment is short. Where it was missed, the change has ended.
                    while access(old, F_OK) != 0, kill(child.id, 0) == 0, !child.out.contains("A new key"), .now < giveUp {}
                    child.signal(SIGKILL)
                    _ = try await child.end()
                }
                let server = try bench.start("serve")
                try await server.says("listening on")
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await bench.events(1, all: "saved")
                #expect(try await bench.leadsheet("key", "rotate").out.contains("3 secrets"))
                #expect(access(old, F_OK) != 0)
                #expect(try await meta.tell(meta.leads[1], to: bench.port).status == 200)
                try await bench.events(2, all: "saved")
            }
        }
    }
}

extension Workbench {
    /// Every file in the person's home folder.
    func files() throws -> [(path: String, data: Data)] {
        let names = FileManager.default.enumerator(atPath: home)?.compactMap { $0 as? String } ?? []
        return try names.map { "\(home)/\($0)" }.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }.map { ($0, try Data(contentsOf: URL(filePath: $0))) }
    }
}
