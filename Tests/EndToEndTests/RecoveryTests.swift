import Foundation
import EndToEndSupport
import TestSupport
import Testing

extension EndToEnd {
    /// Nothing that was accepted is lost.
    @Suite("After trouble")
    struct RecoveryTests {
        @Test("a lead accepted before kill -9 becomes a customer after the next start")
        func killed() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let first = try bench.start("serve")
                try await first.says("listening on")
                // Meta does not answer, so the kill comes while an answer is awaited.
                meta.process.signal(SIGSTOP)
                #expect(try await meta.tell(meta.leads[0], meta.leads[1], to: bench.port).status == 200)
                first.signal(SIGKILL)
                #expect(try await first.end() == -SIGKILL)
                meta.process.signal(SIGCONT)
                #expect(try await bench.customers().isEmpty)
                #expect(try await bench.events().count == 2)

                let second = try bench.start("serve")
                try await second.says("listening on")
                try await bench.events(2, all: "saved")
                #expect(try await bench.customers().count == 2)
                second.signal(SIGTERM)
                #expect(try await second.end() == 0)
            }
        }

        @Test("screens killed without a word leave the data whole and the port free")
        func screens() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let terminal = try await bench.terminal()
                let process = try await terminal.start("leadsheet")
                try await terminal.shows("● live :\(bench.port)")
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await terminal.shows("1 customer")
                kill(process, SIGKILL)
                // Nobody was left to put the terminal right.
                try await terminal.mend(after: process)
                try await terminal.hides("1 customer")
                try await terminal.enter("leadsheet")
                try await terminal.shows("● live :\(bench.port)")
                try await terminal.shows("1 customer")
                #expect(try await meta.tell(meta.leads[1], to: bench.port).status == 200)
                try await terminal.shows("2 customers")
            }
        }

        @Test("while Meta cannot be reached the lead waits, the feed says so, and a retry brings it in")
        func unreachable() async throws {
            try await Workbench.use { bench in
                let port = try Wire.freePort()
                let meta = try await StandIn.start(bench, port: port)
                bench.environment["LEADSHEET_GRAPH_URL"] = meta.graphURL
                try await bench.connect(meta)
                meta.process.signal(SIGINT)
                try await meta.process.end()
                let server = try bench.start("serve")
                try await server.says("listening on")
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                let event = try #require(try await bench.events(1, all: "waiting").first)
                #expect(event["error"] as? String == "Failed to fetch lead details")
                #expect(event["next_attempt_at"] as? String != nil)
                let feed = try await bench.leadsheet("feed")
                #expect(feed.out.contains("Failed to fetch lead details"))
                #expect(feed.out.contains("Check this machine's network"))
                #expect(try await bench.customers().isEmpty)

                // The same seed knows the same leads again.
                let back = try await StandIn.start(bench, port: port)
                #expect(back.graphURL == meta.graphURL)
                #expect(Set(back.leads.map(\.id)) == Set(meta.leads.map(\.id)))
                let retried = try await bench.leadsheet("feed", "retry")
                #expect(retried.status == 0)
                #expect(retried.out == "1 event will be tried again now.\n" || retried.err.contains("there is nothing to try again"))
                try await bench.events(1, all: "saved")
                #expect(try await bench.customers().count == 1)
            }
        }

        @Test("a refused token blocks the page and the screens say so; new settings bring its leads in")
        func token() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                try "EAABwrongtoken\n".write(toFile: "\(bench.folder)/wrong", atomically: true, encoding: .utf8)
                #expect(
                    try await bench.leadsheet(
                        "page", "set", meta.page, "--access-token-file", "\(bench.folder)/wrong",
                        with: ["LEADSHEET_GRAPH_URL": "http://127.0.0.1:9"]
                    ).status == 0)
                let terminal = try await bench.terminal()
                try await terminal.enter("leadsheet")
                // The header may say what is wrong with the page by then.
                try await Waiting.until {
                    (try? await Wire.get("/healthz", port: bench.port)) == nil ? nil : true
                } missing: {
                    "The listener was to answer."
                }
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await bench.events(1, all: "blocked")
                try await terminal.shows("Invalid Meta Page Access Token")
                try await terminal.press("3")
                try await terminal.shows("blocked")

                #expect(try await bench.leadsheet("page", "set", meta.page, "--access-token-file", meta.accessTokenFile).status == 0)
                try await bench.events(1, all: "saved")
                try await terminal.press("1")
                try await terminal.shows("1 customer")
            }
        }

        @Test("a foreign program on the port: serve ends with a sentence, the screens work on and say it")
        func portTaken() async throws {
            try await Workbench.use { bench in
                let foreign = try bench.catcher()
                bench.environment["LEADSHEET_LISTEN"] = "127.0.0.1:\(foreign.port)"
                try await bench.leadsheet("user", "add", "ana")
                let served = try await bench.leadsheet("serve")
                #expect(served.status == 1)
                #expect(
                    served.err
                        == "leadsheet: Another program listens on 127.0.0.1:\(foreign.port) already, so Meta's leads do not come here. Stop it, or choose another port. The option for it is --listen HOST:PORT.\n"
                )

                let terminal = try await bench.terminal()
                try await terminal.enter("leadsheet")
                try await terminal.shows("not listening")
                try await terminal.shows("Welcome")
                try await terminal.press("3")
                try await terminal.shows("Another program listens on 127.0.0.1:\(foreign.port)")
                try await terminal.press("q")
                try await terminal.shows("Welcome")

                // When the port is free the screens take it, by themselves and within some seconds.
                foreign.close()
                try await terminal.shows("○ no page", within: .seconds(40))
                try await terminal.leave()
            }
        }

        @Test("a program that ends while it is asked who it is leaves the port to serve")
        func portLeft() async throws {
            try await Workbench.use { bench in
                let (descriptor, port) = try Wire.listenApart()
                bench.environment["LEADSHEET_LISTEN"] = "127.0.0.1:\(port)"
                try await bench.leadsheet("user", "add", "ana")
                Thread.detachNewThread {
                    let question = accept(descriptor, nil, nil)
                    // A child that is being started may have it open as well.
                    shutdown(descriptor, Int32(SHUT_RDWR))
                    close(descriptor)
                    close(question)
                }
                let server = try bench.start("serve")
                try await server.says("listening on 127.0.0.1:\(port)")
            }
        }

        @Test("a Leadsheet with other data on the port is named as such")
        func otherData() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                let other = try bench.start("serve", "--home", "\(bench.folder)/other")
                try await other.says("listening on")
                let served = try await bench.leadsheet("serve")
                #expect(served.status == 1)
                #expect(
                    served.err.hasPrefix(
                        "leadsheet: Another Leadsheet with other data (process \(other.id)) listens on 127.0.0.1:\(bench.port)"))
                #expect(served.complaints.count == 1)
            }
        }
    }
}
