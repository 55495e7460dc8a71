import EndToEndSupport
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// Several machines fetch leads into one database of a server.
    @Suite("Several that fetch leads", .enabled(if: PostgresServer.whyNot == nil)) struct SharedIntakeTests {
        /// Waits until one of several programs has asked for a lead. Any may: each hears of it.
        private func fetcher(_ ports: [UInt16]) async throws -> Int {
            try await Waiting.until(within: .seconds(60)) {
                for (number, port) in ports.enumerated()
                where try await Wire.get("/metrics", port: port).body.contains("leadsheet_lead_fetches_under_way 1\n") {
                    return number
                }
                return nil
            } missing: {
                "A lead was to be fetched."
            }
        }

        @Test("one that stands still or is killed while it fetches leaves its leads to the other, and none comes twice")
        func left() async throws {
            let server = try PostgresServer.shared.get()
            try await Workbench.use { office in
                try await office.keepData(on: server, as: "shared")
                let meta = try await office.connected(leads: 3, faults: ["--latency", "4000"])
                try await Workbench.use { branch in
                    for name in ["LEADSHEET_DATABASE", "LEADSHEET_GRAPH_URL"] { branch.environment[name] = office.environment[name] }
                    try FileManager.default.createDirectory(atPath: branch.data, withIntermediateDirectories: true)
                    try FileManager.default.copyItem(atPath: "\(office.data)/leadsheet.key", toPath: "\(branch.data)/leadsheet.key")
                    let first = try office.start("serve")
                    try await first.says("listening on")
                    let second = try branch.start("serve")
                    try await second.says("listening on")
                    try await branch.logs("This process fetches leads beside process \(first.id)")

                    #expect(try await meta.tell(meta.leads[0], to: office.port).status == 200)
                    let services = [(first, office.port), (second, branch.port)]
                    let stopped = services[try await fetcher(services.map(\.1))].0
                    stopped.signal(SIGSTOP)
                    #expect(try await branch.events(1, all: "saved")[0]["attempts"] as? Int == 2)
                    // Awake, it goes on with what comes from now on, and has nothing to say of what it lost.
                    stopped.signal(SIGCONT)
                    #expect(try await meta.tell(meta.leads[1], to: office.port).status == 200)
                    try await branch.events(2, all: "saved")

                    #expect(try await meta.tell(meta.leads[2], to: office.port).status == 200)
                    let killed = try await fetcher(services.map(\.1))
                    services[killed].0.signal(SIGKILL)
                    try await branch.events(3, all: "saved")
                    #expect(
                        try await branch.customers().compactMap { $0["leadgen_id"] as? String }.sorted() == meta.leads.map(\.id).sorted())
                    let left = services[1 - killed].0
                    left.signal(SIGTERM)
                    #expect(try await left.end() == 0)
                }
            }
        }
    }
}
