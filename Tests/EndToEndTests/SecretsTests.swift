import Foundation
import EndToEndSupport
import TestSupport
import Testing

extension EndToEnd {
    /// Secrets and people's data are where they belong and nowhere else.
    @Suite("Nothing leaks")
    struct SecretsTests {
        @Test("no secret is in a file, a log, a list of processes or any command's output, whatever was done; no core file can be written")
        func secrets() async throws {
            try await Workbench.use { bench in
                // The log says all it can.
                bench.environment["LEADSHEET_LOG_LEVEL"] = "trace"
                let meta = try await bench.connected()
                func secret(_ file: String) throws -> String {
                    try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
                }
                let token = try secret(meta.accessTokenFile)
                let app = try secret(meta.appSecretFile)
                let verify = try secret(meta.verifyTokenFile)
                let secrets = [token, app, verify]
                #expect(secrets.allSatisfy { $0.count >= 8 } && Set(secrets).count == 3)

                let server = try bench.start("serve")
                try await server.says("listening on")
                let path = "/api/meta/webhook?hub.mode=subscribe&hub.challenge=73&hub.verify_token="
                #expect(try await Wire.get(path + verify, port: bench.port).body == "73")
                #expect(try await Wire.get(path + "wrong" + verify, port: bench.port).status == 403)
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                #expect(try await Wire.post(meta.body([meta.leads[1]]), secret: "not " + app, port: bench.port).status == 403)
                try await bench.events(1, all: "saved")
                let terminal = try await bench.terminal()
                let screens = try await terminal.start("leadsheet")
                try await terminal.shows("1 customer")
                try await terminal.press("5")
                var screen = try await terminal.shows("Verify")

                let commands = [
                    ["page", "check", meta.page], ["page", "subscribe", meta.page], ["doctor", "--no-test-lead"],
                    ["doctor", "--no-test-lead", "--json"],
                    ["ledger"], ["ledger", "--json"], ["form", "list"], ["form", "list", "--json"],
                    ["import", "\(bench.home)/none.csv", "--sheet", "x"],
                    ["user", "list"], ["user", "list", "--json"], ["page", "list"], ["page", "list", "--json"], ["sheets"],
                    ["sheets", "--json"], ["sheet", "shares"], ["view", "list"], ["view", "list", "--json"], ["template", "list"],
                    ["template", "export"],
                    ["insights"],
                    ["insights", "--json"],
                    ["export"], ["export", "--format", "json"], ["feed"], ["feed", "--json"], ["feed", "retry"], ["key", "rotate"],
                    ["backup", "\(bench.home)/copy.db"], ["move", "--to", "\(bench.home)/moved.db"], ["database", "status"],
                    ["database", "grant", "ana", "sales"], ["database", "revoke", "ana"],
                    ["settings"], ["settings", "--check", "\(bench.home)/none.yaml"],
                    ["manual", "--output", "\(bench.home)/manual"], ["completions", "bash"],
                    ["erase", "--list"], ["page", "remove", meta.page], ["page", "list", "--json"],
                    ["erase", "1", "--yes"], ["page", "remove", "unknown"],
                    ["page", "set", meta.page, "--access-token-file", meta.appSecretFile + "-not"],
                    ["page", "set", meta.page, "--system-token-file", meta.appSecretFile],
                ]
                // A command that is new is to be looked at too.
                let help = try await bench.leadsheet("--help").out.components(separatedBy: "SUBCOMMANDS:\n").last ?? ""
                let named = Set(help.matches(of: #/(?m)^  ([a-z]+) /#).map { String($0.1) })
                #expect(named.isSuperset(of: ["serve", "page", "doctor"]))
                #expect(named.subtracting(commands.map { $0[0] }) == ["screens", "serve", "demo", "simulate"])
                for command in commands {
                    let child = try bench.start(command)
                    _ = try await child.end()
                    for secret in secrets { #expect(!child.out.contains(secret) && !child.err.contains(secret), "\(command)") }
                }
                // page set prints the verify token, which has to be typed at Meta, and nothing else.
                let set = try await bench.leadsheet(
                    "page", "set", meta.page, "--access-token-file", meta.accessTokenFile, "--app-secret-file", meta.appSecretFile,
                    "--verify-token-file", meta.verifyTokenFile)
                #expect(set.status == 0 && set.out.contains("Verify token: \(verify)\n"))
                #expect(set.out.components(separatedBy: verify).count == 2)
                for secret in [token, app] { #expect(!(set.out + set.err).contains(secret)) }
                for page in ["/healthz", "/metrics", "/"] {
                    let answer = try await Wire.get(page, port: bench.port)
                    for secret in secrets { #expect(!answer.body.contains(secret), "\(page)") }
                }

                screen += try await terminal.screen()
                // The screen shows the verify token, as page set does, and covers the others.
                for secret in [token, app] { #expect(!screen.contains(secret), "the screen shows a secret") }
                for process in [server.id, screens, meta.process.id] {
                    let arguments = try Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))
                    let environment = try Data(contentsOf: URL(filePath: "/proc/\(process)/environ"))
                    #expect(!arguments.isEmpty)
                    for secret in secrets { #expect((arguments + environment).range(of: Data(secret.utf8)) == nil, "process \(process)") }
                }
                let limits = try String(contentsOfFile: "/proc/\(server.id)/limits", encoding: .utf8)
                #expect(limits.contains(/Max core file size +1 +1 +bytes/))

                // The simulator's own files are where the secrets came from.
                let sources = [meta.accessTokenFile, meta.appSecretFile, meta.verifyTokenFile]
                let files = try bench.files().filter { !sources.contains($0.path) }
                for name in ["leadsheet.db", "leadsheet.db-wal", "leadsheet.log", "copy.db"] {
                    #expect(files.contains { $0.path.hasSuffix(name) }, "\(name) was looked at")
                }
                for (file, data) in files {
                    for secret in secrets {
                        #expect(data.range(of: Data(secret.utf8)) == nil, "\(file) holds a secret")
                        #expect(
                            data.range(of: Data(Data(secret.utf8).base64EncodedString().prefix(10).utf8)) == nil,
                            "\(file) holds a secret in base64")
                    }
                }
            }
        }

        @Test("no text of a lead is in the log as it is by default, also when its page and Meta fail")
        func leads() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected(leads: 6, faults: ["--server-errors", "0.4", "--hostile"])
                let server = try bench.start("serve")
                try await server.says("listening on")
                for lead in meta.leads { #expect(try await meta.tell(lead, to: bench.port).status == 200) }
                let customers = try await Waiting.until {
                    let customers = try await bench.customers()
                    let waiting = try await bench.events().filter { $0["state"] as? String == "waiting" }
                    if !waiting.isEmpty { try await bench.leadsheet("feed", "retry") }
                    return customers.count == meta.leads.count ? customers : nil
                } missing: {
                    "The leads were to arrive in the end.\n\(bench.log)"
                }
                server.signal(SIGTERM)
                _ = try await server.end()
                let log = bench.log
                #expect(log.contains(" started, process "))
                for customer in customers {
                    let answers = (customer["answers"] as? [[String: Any]] ?? []).flatMap { $0["values"] as? [String] ?? [] }
                    let fields = ["customer_name", "phone_number", "email", "leadgen_id"].compactMap { customer[$0] as? String }
                    for text in fields + answers where text.count >= 5 {
                        let isLogged = log.contains(text)
                        #expect(!isLogged, "\(text)")
                    }
                }
            }
        }
    }
}
