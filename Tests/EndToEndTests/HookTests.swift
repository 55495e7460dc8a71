import Foundation
import EndToEndSupport
import TestSupport
import Testing

extension EndToEnd {
    /// Programs that are told of a lead.
    @Suite("A new lead is told to other programs")
    struct HookTests {
        /// Sets a script as `on_new_lead`.
        private func set(_ script: String, _ bench: Workbench) throws {
            let file = "\(bench.folder)/hook.sh"
            try script.write(toFile: file, atomically: true, encoding: .utf8)
            bench.environment["LEADSHEET_ON_NEW_LEAD"] = "/bin/sh,\(file),\(bench.folder)"
        }

        private func object(_ text: some StringProtocol) throws -> NSDictionary {
            try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
        }

        @Test("on_new_lead gets each lead as the export has it, and feed --follow prints it")
        func told() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                try set("cat >>\"$1/told\"\n", bench)
                let follower = try bench.start("feed", "--leads", "--json", "--follow", "--since", "0")
                let server = try bench.start("serve")
                try await server.says("listening on")
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                #expect(try await meta.tell(meta.leads[0], meta.leads[1], to: bench.port).status == 200)
                let told = try await Waiting.until {
                    let text = (try? String(contentsOfFile: "\(bench.folder)/told", encoding: .utf8)) ?? ""
                    return text.hasSuffix("\n") && text.split(separator: "\n").count == 2 ? text : nil
                } missing: {
                    "the command was to be told of two leads\n\(bench.log)"
                }
                try await bench.events(3, all: "saved")
                let customers = try await bench.customers().map { $0 as NSDictionary }
                #expect(try Set(told.split(separator: "\n").map(object)) == Set(customers))

                try await follower.says("\"id\":2,")
                let lines = try follower.out.split(separator: "\n").map(object)
                #expect(lines.map { $0["id"] as? Int } == [1, 2])
                #expect(lines.allSatisfy { $0["kind"] as? String == "new" && $0["is_test"] as? Bool == false })
                #expect(Set(lines.compactMap { $0["customer"] as? NSDictionary }) == Set(customers))
                follower.signal(SIGTERM)
                #expect(try await follower.end() == 0)
                let rest = try await bench.leadsheet("feed", "--leads", "--json", "--since", "1")
                #expect(rest.out == follower.out.split(separator: "\n").dropFirst().map { "\($0)\n" }.joined())
            }
        }

        @Test("a command that fails is named in the feed with its lead, which is saved all the same, and in the doctor's list")
        func failure() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                try set("echo \"no \u{1B}[31mprinter\" >&2; exit 3\n", bench)
                let server = try bench.start("serve")
                try await server.says("listening on")
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                let event = try await Waiting.until {
                    try await bench.events().first { $0["reason"] as? String == "hook_failed" }
                } missing: {
                    "the feed was to tell of the failure\n\(bench.log)"
                }
                #expect(event["state"] as? String == "saved")
                #expect(event["error"] as? String == "the command of on_new_lead failed: exit status 3: no \u{FFFD}[31mprinter")
                #expect(try await bench.customers().count == 1)
                #expect(!bench.log.contains("printer"))
                let doctor = try await bench.leadsheet("doctor", "--no-test-lead")
                #expect(doctor.out.contains("The command failed for 1 lead, 0 of them given up."))
                let retried = try await bench.leadsheet("feed", "retry")
                #expect(retried.out == "1 event will be tried again now.\n")
            }
        }

        @Test("feed --follow ends when nobody reads it any more, though nothing comes")
        func unread() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                try await terminal.run("leadsheet feed --follow --json | true")
                try await terminal.run("leadsheet feed --leads --follow --json | true")
            }
        }

        @Test("--leads without --json, with --state, and --since without it are wrong usage")
        func usage() async throws {
            try await Workbench.use { bench in
                for arguments in [["feed", "--leads"], ["feed", "--leads", "--json", "--state", "saved"], ["feed", "--since", "3"]] {
                    let status = try await bench.start(arguments).end()
                    #expect(status == 64, "\(arguments)")
                }
            }
        }
    }
}
