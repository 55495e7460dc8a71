import Foundation
import EndToEndSupport
import TestSupport
import Testing

extension EndToEnd {
    /// What a set-up lacks is named with its remedy before a lead is lost by it.
    @Suite("The set-up")
    struct SetUpTests {
        /// The rows of a JSON answer, by their check.
        private func rows(_ outcome: Workbench.Outcome) throws -> [String: [String: Any]] {
            let rows = try #require(try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [[String: Any]], "\(outcome)")
            return Dictionary(rows.map { ("\($0["check"] ?? "")", $0) }) { first, _ in first }
        }

        private func faults(_ rows: [String: [String: Any]]) -> [String] { rows.filter { $0.value["ok"] as? Bool == false }.keys.sorted() }

        @Test("the doctor finds the page that is not subscribed and nobody listening; subscribing and serving make all well")
        func subscribes() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected(faults: ["--unsubscribed"])
                let ill = try await bench.leadsheet("doctor", "--json")
                #expect(ill.status == 1)
                let found = try rows(ill)
                #expect(faults(found) == ["listener", "page \(meta.page) page subscription"])
                #expect(
                    (found["page \(meta.page) page subscription"]?["remedy"] as? String)?.contains("leadsheet page subscribe \(meta.page)")
                        == true)
                #expect(found.values.allSatisfy { Set($0.keys) == ["check", "ok", "detail", "remedy"] })

                let subscribed = try await bench.leadsheet("page", "subscribe", meta.page)
                #expect(subscribed.status == 0)
                #expect(subscribed.out == "The page is subscribed to leadgen now.\n")
                #expect(try await bench.leadsheet("page", "check", meta.page).status == 0)

                let serve = try bench.start("serve")
                try await serve.says("listening on")
                let well = try await bench.leadsheet("doctor", "--no-test-lead")
                #expect(well.status == 0, "\(well)")
                #expect(well.out.hasSuffix("All is well.\n"))
                #expect(well.err.isEmpty)
                for secret in [meta.accessTokenFile, meta.appSecretFile, meta.verifyTokenFile] {
                    let text = try String(contentsOfFile: secret, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
                    for said in [ill.out, well.out, subscribed.out, bench.log] { #expect(!said.contains(text)) }
                }
            }
        }

        @Test(
            "a token that expired and a permission that is missing are named",
            arguments: [
                ("--expired-token", "token", "Invalid Meta Page Access Token"), ("--permission-missing", "permissions", "leads_retrieval"),
            ])
        func token(fault: String, topic: String, says: String) async throws {
            try await Workbench.use { bench in
                // Saved while Meta could not be asked.
                let meta = try await StandIn.start(bench, faults: [fault])
                try await bench.connect(meta)
                bench.environment["LEADSHEET_GRAPH_URL"] = meta.graphURL
                let outcome = try await bench.leadsheet("page", "check", meta.page, "--json")
                #expect(outcome.status == 1)
                let row = try #require(try rows(outcome)["page \(meta.page) \(topic)"])
                #expect(row["ok"] as? Bool == false)
                #expect((row["detail"] as? String)?.contains(says) == true)
                #expect((row["remedy"] as? String)?.isEmpty == false)
                // A permission may be granted later; an expired token never works again.
                let again = try await bench.leadsheet("page", "set", meta.page, "--access-token-file", meta.accessTokenFile)
                let isRefused = topic == "token"
                #expect(again.status == (isRefused ? 1 : 0))
                #expect(again.err.contains("was not saved. Meta says that this access token is not valid") == isRefused)
            }
        }

        @Test("a running program says by itself what its page lacks, until it is mended")
        func lacks() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected(faults: ["--unsubscribed"])
                let serve = try bench.start("serve")
                try await serve.says("listening on")
                func trouble() async throws -> String? {
                    let text = try await bench.leadsheet("page", "list", "--json").out
                    let pages = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
                    return pages?.first?["trouble"] as? String
                }
                _ = try await Waiting.until {
                    try await trouble()
                } missing: {
                    "No trouble was told.\n\(bench.log)"
                }
                #expect(try await trouble()?.contains("leadsheet page subscribe \(meta.page)") == true)
                #expect(try await bench.leadsheet("page", "list").out.contains("ok, but: The page is not subscribed to leadgen"))
                #expect(try await Wire.get("/healthz", port: bench.port).body.contains("not subscribed to leadgen"))
                try await bench.leadsheet("page", "subscribe", meta.page)
                #expect(try await trouble() == nil)
                serve.signal(SIGTERM)
                #expect(try await serve.end() == 0)
            }
        }

        @Test("a short-lived token is not saved; where Meta cannot be asked, it is saved and that is said")
        func shortLived() async throws {
            try await Workbench.use { bench in
                let meta = try await StandIn.start(bench, faults: ["--short-lived-token"])
                try await bench.leadsheet("user", "add", "ana")
                let set = ["page", "set", meta.page, "--access-token-file", meta.accessTokenFile, "--app-secret-file", meta.appSecretFile]
                let refused = try bench.start(set + ["--graph-url", meta.graphURL])
                #expect(try await refused.end() == 1)
                #expect(refused.err.hasPrefix("leadsheet: Page \(meta.page) was not saved. This access token is short-lived: it ends in"))
                #expect(refused.err.contains("System users"))
                let none = try await bench.leadsheet("page", "list", "--json").out
                #expect(none.filter { !$0.isWhitespace } == "[]")

                let unchecked = try bench.start(set)
                #expect(try await unchecked.end() == 0)
                #expect(unchecked.err.contains("whether the access token lasts was not checked"))
                #expect(try await bench.leadsheet("page", "list", "--json").out.contains(meta.page))
            }
        }

        @Test("without Meta and with a key that others can read, the doctor still says what to do, in sentences")
        func offline() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                meta.process.signal(SIGTERM)
                try await meta.process.end()
                let alone = try rows(try await bench.leadsheet("doctor", "--json"))
                #expect(faults(alone) == ["listener", "page \(meta.page) token"])
                #expect((alone["page \(meta.page) token"]?["detail"] as? String)?.hasPrefix("Meta does not answer") == true)

                chmod("\(bench.data)/leadsheet.key", 0o644)
                let outcome = try await bench.leadsheet("doctor", "--json")
                #expect(outcome.status == 1)
                let open = try rows(outcome)
                #expect(open["key"]?["remedy"] as? String == "chmod 600 \(bench.data)/leadsheet.key")
                #expect(faults(open).contains("key"))
                chmod("\(bench.data)/leadsheet.key", 0o600)

                let file = "\(bench.folder)/broken.yaml"
                try "day_start: soon\n".write(toFile: file, atomically: true, encoding: .utf8)
                let broken = try await bench.leadsheet("doctor", "--json", "--config", file)
                #expect(broken.status == 1)
                let told = try rows(broken)
                #expect(faults(told) == ["configuration"])
            }
        }

        @Test("the test in the Meta screen tells what is wrong on this machine, too")
        func form() async throws {
            try await Workbench.use { bench in
                _ = try await bench.connected()
                let terminal = try await bench.terminal(columns: 110, rows: 30)
                _ = try await terminal.start("leadsheet")
                try await terminal.shows("● live")
                chmod("\(bench.data)/leadsheet.key", 0o644)
                try await terminal.press("5")
                try await terminal.shows("HEALTH")
                try await terminal.press("C-t")
                try await terminal.shows("1 problem found: see HEALTH")
                try await terminal.shows("Others can read the key")
                chmod("\(bench.data)/leadsheet.key", 0o600)
                try await terminal.press("C-t")
                try await terminal.shows("The connection to Meta works")
                try await terminal.hides("Others can read the key")
            }
        }

        @Test("a public address whose certificate Meta would refuse is named with its remedy")
        func certificate() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                for (variable, name, text) in [
                    ("CERTIFICATE", "cert.pem", Certificates.one.certificate), ("KEY", "key.pem", Certificates.one.key),
                ] {
                    let file = "\(bench.folder)/\(name)"
                    try text.write(toFile: file, atomically: true, encoding: .utf8)
                    chmod(file, 0o600)
                    bench.environment["LEADSHEET_TLS_\(variable)"] = file
                }
                bench.environment["LEADSHEET_PUBLIC_URL"] = "https://localhost:\(bench.port)"
                let serve = try bench.start("serve")
                try await serve.says("listening on")
                let outcome = try await bench.leadsheet("doctor", "--json")
                #expect(outcome.status == 1)
                let found = try rows(outcome)
                // The simulator posts to the test's own catcher.
                #expect(faults(found) == ["callback", "page \(meta.page) app subscription"], "\(outcome)")
                let url = "https://localhost:\(bench.port)/api/meta/webhook"
                #expect((found["callback"]?["detail"] as? String)?.hasPrefix("The certificate of \(url) is self-signed") == true)
                #expect((found["callback"]?["remedy"] as? String)?.contains("fullchain.pem") == true)
                #expect(found["listener"]?["ok"] as? Bool == true)
                serve.signal(SIGTERM)
                #expect(try await serve.end() == 0)
            }
        }

        @Test("a page that nobody knows is one sentence, and an id that is no number is none")
        func unknownPage() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                for command in ["check", "subscribe"] {
                    let outcome = try await bench.leadsheet("page", command, "999")
                    #expect(outcome.status == 1)
                    #expect(outcome.err == "leadsheet: There is no page 999. leadsheet page list shows the pages, page set adds one.\n")
                }
                // As it is printed in the set-up.
                let copied = try await bench.leadsheet("page", "set", "PAGE_ID", "--app-secret-file", "-", input: "abc\n")
                #expect(copied.status == 64 && copied.err.contains("\"PAGE_ID\" cannot be a page id, which is a number"), "\(copied)")
            }
        }
    }
}
