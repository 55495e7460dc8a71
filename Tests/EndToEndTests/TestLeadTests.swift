import Foundation
import EndToEndSupport
import Testing

extension EndToEnd {
    /// The last link of the doctor's chain: a lead that Meta makes for the purpose.
    @Suite("The doctor's test lead")
    struct TestLeadTests {
        private func row(_ outcome: Workbench.Outcome, _ meta: StandIn) throws -> [String: Any]? {
            let rows = try #require(try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [[String: Any]], "\(outcome)")
            return rows.first { $0["check"] as? String == "page \(meta.page) test lead" }
        }

        @Test("it goes from Meta through the running program into the list, is timed, and can be sent again")
        func sends() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected(leads: 1, tellsProgram: true)
                let serve = try bench.start("serve")
                try await serve.says("listening on")
                try await bench.events(1, all: "saved")
                for count in 1...2 {
                    let outcome = try await bench.leadsheet("doctor", "--json")
                    #expect(outcome.status == 0, "\(outcome)\n\(bench.log)")
                    let found = try #require(try row(outcome, meta))
                    #expect((found["detail"] as? String)?.contains("was a customer") == true, "\(found)")
                    let tests = try await bench.customers().filter { $0["is_test"] as? Bool == true }
                    #expect(tests.count == count)
                }
                let without = try await bench.leadsheet("doctor", "--json", "--no-test-lead")
                #expect(without.status == 0)
                #expect(try row(without, meta) == nil)
                #expect(try await bench.customers().count == 3)
                serve.signal(SIGTERM)
                #expect(try await serve.end() == 0)
            }
        }

        @Test("none is sent while a fault stands in its way")
        func faulty() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected(leads: 1, tellsProgram: true)
                let alone = try await bench.leadsheet("doctor", "--json")
                #expect(alone.status == 1)
                #expect(try row(alone, meta) == nil)
                #expect(try await bench.customers().isEmpty)
            }
        }
    }
}
