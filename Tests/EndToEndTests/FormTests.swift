import Foundation
import EndToEndSupport
import TestSupport
import Testing

extension EndToEnd {
    /// `form list` and `form map` of the real program.
    @Suite("Mapping forms")
    struct FormTests {
        @Test(
            "a form's answers are given another field by the shell while it serves: a trial tells, the real thing does, automatic goes back"
        )
        func mapped() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected(leads: 8, isListed: true)
                let server = try bench.start("serve")
                try await server.says("listening on")
                try await bench.events(meta.leads.count, all: "saved")
                let before = try await bench.names()

                let form = try #require(try await bench.forms().first { $0.nameKeys.count == 1 && $0.leads > 0 })
                let told = try #require(form.nameKeys.first)
                let trial = try await bench.leadsheet("form", "map", form.id, "\(told)=company_name", "--dry-run")
                #expect(
                    trial.status == 0
                        && trial.out.contains("\(form.leads == 1 ? "1 customer" : "\(form.leads) customers") would be changed"))
                #expect(try await bench.names() == before)

                let real = try await bench.leadsheet("form", "map", form.id, "\(told)=company_name")
                #expect(real.status == 0 && real.out.contains("changed"))
                let after = try await bench.names()
                #expect(after.count { $0 == "Meta Lead" } - before.count { $0 == "Meta Lead" } == form.leads)
                #expect(
                    try await bench.customers().allSatisfy {
                        $0["customer_name"] as? String != "Meta Lead" || before.contains($0["company_name"] as? String ?? "")
                    })
                #expect(try await bench.forms().first { $0.id == form.id }?.nameKeys == [])
                let table = try await bench.leadsheet("form", "list")
                #expect(table.status == 0 && table.out.contains("SET BY") && table.out.contains("hand"))

                _ = try await bench.leadsheet("form", "map", form.id, "\(told)=automatic")
                #expect(try await bench.names() == before)
                server.signal(SIGTERM)
                #expect(try await server.end() == 0)
            }
        }

        @Test("an unknown form, question or field is one sentence and status 1")
        func refused() async throws {
            try await Workbench.use { bench in
                _ = try await bench.leadsheet("user", "add", "ana")
                let unknown = try await bench.leadsheet("form", "map", "9", "a=email")
                #expect(
                    unknown.status == 1
                        && unknown.err == "leadsheet: There is no form 9. leadsheet form list shows the forms that are known.\n")
                let none = try await bench.leadsheet("form", "list")
                #expect(none.status == 0 && none.err.contains("no form yet"))
                #expect(try await bench.leadsheet("form", "list", "--json").out == "[]\n")
            }
        }
    }
}

extension Workbench {
    struct FormFacts {
        var id: String
        var leads: Int
        /// The questions that fill the name.
        var nameKeys: [String]
    }

    /// What `form list --json` says.
    func forms() async throws -> [FormFacts] {
        let outcome = try await leadsheet("form", "list", "--json")
        guard outcome.status == 0, let rows = try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [[String: Any]] else {
            throw Waiting.NotSeen(description: "form list gave no array of objects: \(outcome)")
        }
        return rows.map { row in
            let questions = row["questions"] as? [[String: Any]] ?? []
            return FormFacts(
                id: row["form_id"] as? String ?? "", leads: row["leads"] as? Int ?? 0,
                nameKeys: questions.filter { $0["field"] as? String == "customer_name" }.compactMap { $0["key"] as? String })
        }
    }

    /// The names of all customers, in the order of the export.
    func names() async throws -> [String] { try await customers().map { $0["customer_name"] as? String ?? "" } }
}
