import EndToEndSupport
import Foundation
import Testing

extension EndToEnd {
    /// `config/restore-drill` on the data of a service that runs.
    @Suite("The drill of restoring a backup")
    struct RestoreDrillTests {
        static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "config/restore-drill").path

        @Test("a backup is restored and compared by the drill, and one that is not what it should be is told")
        func drill() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let server = try bench.start("serve")
                try await server.says("listening on")
                for lead in meta.leads { #expect(try await meta.tell(lead, to: bench.port).status == 200) }
                try await bench.events(2, all: "saved")
                let script = Self.script
                let help = try await bench.outcome(of: bench.shell("exec \(script) --help"))
                #expect(help.status == 0 && help.err.isEmpty && help.out.hasPrefix("Proves that a backup can be restored"), "\(help)")
                let drill = try await bench.run(script)
                #expect(
                    drill.status == 0 && drill.out.contains("is the same as the data") && drill.out.contains("2 customers"), "\(drill)")
                // Said once, not by each of the commands that read the data.
                let mistyped = try await bench.outcome(of: bench.shell("exec \(script) --home /nowhere/at/all"))
                #expect(mistyped.status == 1 && mistyped.err.split(separator: "\n").count == 2, "\(mistyped)")
                // Without the key the tokens of the page cannot be opened.
                try "not the key".write(toFile: "\(bench.folder)/other.key", atomically: true, encoding: .utf8)
                let keyless = try await bench.run(script, with: ["LEADSHEET_KEY_FILE": "\(bench.folder)/other.key"])
                #expect(keyless.status == 1 && keyless.err.contains("restore-drill: "), "\(keyless)")
                // A key it is, and not theirs.
                try Data(repeating: 7, count: 32).base64EncodedString().write(
                    toFile: "\(bench.folder)/other.key", atomically: true, encoding: .utf8)
                let other = try await bench.run(script, with: ["LEADSHEET_KEY_FILE": "\(bench.folder)/other.key"])
                #expect(other.status == 1 && (other.out + other.err).contains("sealed with another key"), "\(other)")
                #expect(try FileManager.default.contentsOfDirectory(atPath: bench.temporary).allSatisfy { !$0.hasPrefix("tmp.") })
            }
        }
    }
}
