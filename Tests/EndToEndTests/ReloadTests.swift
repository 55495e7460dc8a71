import EndToEndSupport
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// A service that reads its settings again.
    @Suite("leadsheet serve reads its settings again")
    struct ReloadTests {
        private func write(_ text: String, _ bench: Workbench) throws {
            let folder = "\(bench.home)/.config/leadsheet"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try text.write(toFile: "\(folder)/leadsheet.yaml", atomically: true, encoding: .utf8)
        }

        @Test("SIGHUP brings limits, level and hook at once, and the log says what needs a restart; a fault changes nothing")
        func reload() async throws {
            try await Workbench.use { bench in
                try write("max_body_bytes: 1024\n", bench)
                let meta = try await bench.connected()
                let server = try bench.start("serve")
                try await server.says("listening on")
                let large = String(repeating: " ", count: 2000)
                #expect(try await Wire.post(large, secret: "x", port: bench.port).status == 413)
                try await bench.logs("bytes of max_body_bytes")
                #expect(bench.log.contains("It came from 127.0.0.1."))

                try write(
                    "max_body_bytes: 4096\nlog_level: debug\nphone_format: national\non_new_lead: [/bin/sh, -c, \"cat >>\(bench.folder)/told\"]\n",
                    bench)
                server.signal(SIGHUP)
                try await bench.logs("From now on on_new_lead is /bin/sh …, max_body_bytes is 4096, log_level is debug.")
                try await bench.logs("Only a restart brings the new value of phone_format.")
                // While the listener begins anew nobody listens.
                try await Waiting.until {
                    try? await Wire.post(large, secret: "x", port: bench.port).status != 413 ? true : nil
                } missing: {
                    "The larger post was to be read.\n\(bench.log)"
                }
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await Waiting.until {
                    FileManager.default.fileExists(atPath: "\(bench.folder)/told") ? true : nil
                } missing: {
                    "The command was to be told of the lead.\n\(bench.log)"
                }

                try write("max_body_bytes: few\n", bench)
                server.signal(SIGHUP)
                try await bench.logs("The settings were not taken, and all stays as it was: ")
                try await bench.logs("leadsheet.yaml, line 1: max_body_bytes is \"few\"")
                #expect(try await Wire.get("/healthz", port: bench.port).status == 200)

                // The listener cannot begin with these, and goes on as it was.
                try write("max_body_bytes: 4096\ntls_certificate: /no/cert.pem\ntls_key: /no/key.pem\n", bench)
                server.signal(SIGHUP)
                try await bench.logs("The settings were not taken, and all stays as it was: The certificate /no/cert.pem cannot be read")
                #expect(try await Wire.get("/healthz", port: bench.port).status == 200)
                #expect(!bench.log.contains("tls_certificate is /no/cert.pem"))
                server.signal(SIGTERM)
                #expect(try await server.end() == 0)
            }
        }

        @Test("a service whose terminal is closed ends, for nobody could end it any more")
        func terminal() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                let server = try await terminal.start("leadsheet serve")
                try await terminal.shows("listening on")
                await terminal.kill()
                try await Waiting.until {
                    kill(server, 0) != 0 ? true : nil
                } missing: {
                    "leadsheet serve was to end with its terminal.\n\(bench.log)"
                }
            }
        }

        @Test("leadsheet settings tells the layers, and --check the lines of the faults with status 1")
        func settings() async throws {
            try await Workbench.use { bench in
                try write("mouse: false\n", bench)
                let all = try await bench.leadsheet("settings", "--log-level", "debug")
                #expect(all.status == 0 && all.err.isEmpty)
                let lines = all.out.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: true) }
                #expect(lines.contains(["log_level", "--log-level", "debug"]))
                #expect(lines.contains(["time_zone", "LEADSHEET_TIME_ZONE", Substring(Workbench.zone)]))
                #expect(lines.contains(["database", "default", "\(bench.data)/leadsheet.db"]))
                #expect(lines.contains { $0.first == "mouse" && $0.suffix(3) == ["line", "1", "false"] })
                let file = "\(bench.home)/.config/leadsheet/leadsheet.yaml"
                #expect(try await bench.leadsheet("settings", "--check", file).out == "\(file) can be used as it is.\n")
                try write("mouse: perhaps\nbel: true\n", bench)
                let check = try await bench.leadsheet("settings", "--check", file)
                #expect(check.status == 1 && check.out.split(separator: "\n").count == 2 && check.complaints.count == 1, "\(check)")
            }
        }
    }
}
