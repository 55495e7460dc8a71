import Foundation
import EndToEndSupport
import TestSupport
import Testing

extension EndToEnd {
    /// One process that stands still must not stop the leads of all.
    @Suite("Handing over")
    struct HandOverTests {
        private static func health(_ port: UInt16, has text: String) async throws {
            var last = ""
            _ = try await Waiting.until {
                last = try await Wire.get("/healthz", port: port).body
                return last.contains(text) ? true : nil
            } missing: {
                "/healthz was to say \"\(text)\". It says:\n\(last)"
            }
        }

        @Test("a stopped holder is replaced within seconds, is named, and does no harm when it wakes up")
        func stopped() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let first = try bench.start("serve")
                try await first.says("listening on")
                let other = try Wire.freePort()
                let second = try bench.start("serve", "--listen", "127.0.0.1:\(other)")
                try await second.says("listening on")
                first.signal(SIGSTOP)
                #expect(try await meta.tell(meta.leads[0], to: other).status == 200)
                try await Self.health(other, has: "gives no sign of life")
                try await bench.events(1, all: "saved")
                try await Self.health(other, has: "kill -9 \(first.id)")
                try await bench.logs("Process \(first.id) gave no sign of life, so this one does the intake from now on.")
                let doctor = try await bench.leadsheet("doctor")
                #expect(
                    doctor.out.contains("Process \(second.id) does the intake on these data, and nobody answers on 127.0.0.1:\(bench.port)")
                )

                // Awake, it learns that it has the intake no more, and takes posts for the one that has.
                first.signal(SIGCONT)
                #expect(try await meta.tell(meta.leads[1], to: bench.port).status == 200)
                try await bench.events(2, all: "saved")
                _ = try await Waiting.until {
                    bench.log.contains("another one does the intake now") ? true : nil
                } missing: {
                    "The log was to say that the intake is elsewhere:\n\(bench.log)"
                }
                #expect(try await bench.customers().count == 2)
                second.signal(SIGTERM)
                #expect(try await second.end() == 0)
                first.signal(SIGTERM)
                #expect(try await first.end() == 0)
            }
        }

        @Test("who waits for the port of a stopped process says who must be ended, and has the port then")
        func port() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let first = try bench.start("serve")
                try await first.says("listening on")
                let terminal = try await bench.terminal(columns: 200)
                try await terminal.enter("leadsheet")
                try await terminal.shows("● live")
                first.signal(SIGSTOP)
                try await terminal.press("3")
                try await terminal.shows("kill -9 \(first.id)")
                first.signal(SIGKILL)
                try await terminal.shows("● live :\(bench.port)")
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await bench.events(1, all: "saved")
            }
        }

        @Test("Ctrl-Z gives intake and port to who stands by, and fg brings the screens back with what came meanwhile")
        func suspended() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let terminal = try await bench.terminal()
                try await terminal.enter("leadsheet")
                try await terminal.shows("● live")
                let server = try bench.start("serve")
                try await server.says("takes over when that one ends")
                try await terminal.press("C-z")
                _ = try await Waiting.until {
                    bench.log.contains("Process \(server.id) does the intake")
                        || bench.log.contains("This process does the intake from now on.")
                        ? true : nil
                } missing: {
                    "The log was to say who does the intake now:\n\(bench.log)"
                }
                _ = try await Waiting.until {
                    try? await meta.tell(meta.leads[0], to: bench.port).status == 200 ? true : nil
                } missing: {
                    "Nobody takes posts while the screens are suspended:\n\(bench.log)"
                }
                try await bench.events(1, all: "saved")
                try await terminal.enter("fg")
                try await terminal.shows("1 customer")
                server.signal(SIGTERM)
                #expect(try await server.end() == 0)
                try await terminal.shows("● live :\(bench.port)")
            }
        }

        @Test("a database that is moved away refuses posts until it is back")
        func moved() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let server = try bench.start("serve")
                try await server.says("listening on")
                let (path, aside) = ("\(bench.data)/leadsheet.db", "\(bench.data)/aside.db")
                try FileManager.default.moveItem(atPath: path, toPath: aside)
                try FileManager.default.copyItem(atPath: aside, toPath: path)
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 503)
                #expect(try await Wire.get("/healthz", port: bench.port).status == 503)
                _ = try await Waiting.until {
                    bench.log.contains("is another file by now: it was replaced while Leadsheet was running") ? true : nil
                } missing: {
                    "The log was to say it:\n\(bench.log)"
                }
                try FileManager.default.removeItem(atPath: path)
                try FileManager.default.moveItem(atPath: aside, toPath: path)
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await bench.events(1, all: "saved")
            }
        }

        @Test(
            "a crash of serve frees its port within seconds and leaves a report; so does an end from outside, without one",
            arguments: [SIGSEGV, SIGABRT])
        func crash(signal: Int32) async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                let server = try bench.start("serve")
                try await server.says("listening on")
                server.signal(signal)
                #expect(try await server.end(within: .seconds(15)) == -signal)
                let next = try bench.start("serve")
                try await next.says("listening on 127.0.0.1:\(bench.port)")
                #if os(Linux)
                    let state = "\(bench.home)/.local/state/leadsheet"
                    let reports = try FileManager.default.contentsOfDirectory(atPath: state).filter {
                        $0 != "leadsheet.log" && $0.hasPrefix("leadsheet")
                    }
                    #expect(reports.isEmpty == (signal == SIGABRT))
                #endif
            }
        }

        @Test("serve ends within 5 s while Meta does not answer, at whatever signal", arguments: [SIGTERM, SIGINT])
        func ends(signal: Int32) async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected(faults: ["--latency", "14000"])
                let server = try bench.start("serve")
                try await server.says("listening on")
                #expect(try await meta.tell(meta.leads[0], meta.leads[1], to: bench.port).status == 200)
                server.signal(signal)
                let began = ContinuousClock.now
                #expect(try await server.end() == 0)
                // Meta would take 14.
                #expect(ContinuousClock.now - began < .seconds(10))
            }
        }
    }
}
