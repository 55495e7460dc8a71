import Foundation
import EndToEndSupport
import TestSupport
import Testing

extension EndToEnd {
    /// Leads that no webhook has brought.
    @Suite("Catching up")
    struct CatchUpTests {
        @Test("leads made while nothing listened are there after the start, and the ledger proves it by count")
        func missed() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected(leads: 5, isListed: true)
                let before = try await bench.ledger()
                #expect(before.meta == meta.leads.count && before.here == 0)

                let server = try bench.start("serve")
                try await server.says("listening on")
                try await bench.events(meta.leads.count, all: "saved")
                #expect(Set(try await bench.customers().compactMap { $0["leadgen_id"] as? String }) == Set(meta.leads.map(\.id)))
                #expect(try await bench.customers().count == meta.leads.count)
                let after = try await bench.ledger()
                #expect(after.meta == meta.leads.count && after.byCatchUp == meta.leads.count && after.waiting == 0)

                // Meta tells of one of them late: it is here already, and was announced after all.
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await bench.events(meta.leads.count + 1, all: "saved")
                let late = try await bench.ledger()
                #expect(late.byWebhook == 1 && late.byCatchUp == meta.leads.count - 1 && late.here == meta.leads.count)
                let table = try await bench.leadsheet("ledger")
                #expect(table.status == 0 && table.out.contains("BY CATCH-UP") && table.out.contains(meta.page))
                let metrics = try await Wire.get("/metrics", port: bench.port)
                #expect(metrics.body.contains("leadsheet_ledger_leads{page=\"\(meta.page)\",form=\"\(meta.leads[0].form)\""))
                server.signal(SIGTERM)
                #expect(try await server.end() == 0)
            }
        }

        @Test("when Meta cannot be reached the ledger counts what is here, and says why the rest is old")
        func unreachable() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                meta.process.signal(SIGINT)
                try await meta.process.end()
                let outcome = try await bench.leadsheet("ledger", "--json")
                #expect(outcome.status == 0)
                #expect(outcome.out == "[]\n")
                #expect(outcome.err.contains("Meta's counts for page \(meta.page)"))
            }
        }
    }
}

extension Workbench {
    struct LedgerSum {
        var meta = 0
        var byWebhook = 0
        var byCatchUp = 0
        var waiting = 0
        var here: Int { byWebhook + byCatchUp }
    }

    /// The sums of `ledger --json`.
    func ledger() async throws -> LedgerSum {
        let outcome = try await leadsheet("ledger", "--json")
        guard outcome.status == 0, let rows = try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [[String: Any]] else {
            throw Waiting.NotSeen(description: "ledger gave no array of objects: \(outcome)")
        }
        return rows.reduce(into: LedgerSum()) { sum, row in
            sum.meta += row["meta"] as? Int ?? 0
            sum.byWebhook += row["by_webhook"] as? Int ?? 0
            sum.byCatchUp += row["by_catch_up"] as? Int ?? 0
            sum.waiting += row["waiting"] as? Int ?? 0
        }
    }
}
