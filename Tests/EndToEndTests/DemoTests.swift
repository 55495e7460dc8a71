import Foundation
import EndToEndSupport
import TestSupport
import Testing

extension EndToEnd {
    /// What a newcomer sees first.
    @Suite("The demo")
    struct DemoTests {
        @Test("leads arrive by themselves, q leaves the shell as it was and the folder is gone")
        func demo() async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                let before = try await terminal.settings()
                try await terminal.enter("leadsheet demo --rate 600 --user ana")
                try await terminal.shows("simulated leads")
                try await Self.newLead(terminal)
                let first = try await Self.count(terminal)
                try await terminal.screen("show more leads than \(first)") { (Self.count($0) ?? 0) > first }
                #expect(try FileManager.default.contentsOfDirectory(atPath: bench.temporary).contains { $0.hasPrefix("leadsheet-demo") })

                try await terminal.press("q")
                try await terminal.hides("simulated leads")
                try await terminal.run("echo the shell is here")
                try await terminal.shows("the shell is here")
                try await terminal.comesBack(to: before)
                #expect(try FileManager.default.contentsOfDirectory(atPath: bench.temporary).isEmpty)
                // Nothing of the demo is kept: there are no data of the person's own.
                #expect(!FileManager.default.fileExists(atPath: bench.data))
            }
        }

        @Test("the connection test of an untouched demo finds nothing wrong, and the user is ana")
        func health() async throws {
            try await Workbench.use { bench in
                // Wide enough for the name beside a count of calls of any length.
                let terminal = try await bench.terminal(columns: 130, rows: 40)
                try await terminal.enter("leadsheet demo --rate 600")
                try await terminal.shows("ana  simulated leads")
                try await Self.newLead(terminal)
                try await terminal.press("5")
                try await terminal.shows("HEALTH")
                try await terminal.press("C-t")
                let screen = try await terminal.screen("say that the webhooks come here") { $0.contains("The app's webhooks come here") }
                #expect(!screen.contains("○"), "\(screen)")
                try await terminal.press("C-q")
                try await terminal.hides("HEALTH")
            }
        }

        /// Waits until the screen tells of a lead: on the line above the hints, or behind a call that is due at this time of day.
        private static func newLead(_ terminal: Tmux) async throws {
            try await terminal.screen("tell of a new lead") { $0.contains(" NEW ") || $0.contains(/\+\d+ new/) }
        }

        @Test("a demo that is ended by a signal leaves no folder behind", arguments: [SIGTERM, SIGHUP])
        func signal(number: Int32) async throws {
            try await Workbench.use { bench in
                let terminal = try await bench.terminal()
                let process = try await terminal.start("leadsheet demo --user ana")
                try await terminal.shows("simulated leads")
                kill(process, number)
                try await terminal.shows("ready$")
                _ = try await Waiting.until {
                    try FileManager.default.contentsOfDirectory(atPath: bench.temporary).isEmpty ? true : nil
                } missing: {
                    "The demo's folder is still there."
                }
            }
        }

        /// How many customers stand above the grid.
        private static func count(_ screen: String) -> Int? {
            screen.firstMatch(of: /Meta Ads Leads +([\d,]+) customer/).flatMap { Int($0.1.filter(\.isNumber)) }
        }

        private static func count(_ terminal: Tmux) async throws -> Int {
            let screen = try await terminal.screen("show how many customers there are") { count($0) != nil }
            return count(screen) ?? 0
        }
    }
}
