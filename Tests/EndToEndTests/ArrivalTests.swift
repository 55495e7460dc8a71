import Foundation
import EndToEndSupport
import Testing

extension EndToEnd {
    /// From Meta's POST to the row that a person sees.
    @Suite("A lead arrives")
    struct ArrivalTests {
        @Test("a signed webhook becomes a row of the open spreadsheet while the person looks")
        func row() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let terminal = try await bench.terminal()
                try await terminal.enter("leadsheet")
                try await terminal.shows("● live :\(bench.port)")
                #expect(try await terminal.screen().contains("ana"))

                let first = try await meta.tell(meta.leads[0], to: bench.port)
                #expect(first.status == 200)
                #expect(first.body == "EVENT_RECEIVED")
                try await terminal.shows("1 customer")
                let customers = try await bench.customers()
                let name = try #require(customers.first?["customer_name"] as? String)
                let screen = try await terminal.screen()
                #expect(screen.contains(" NEW "))
                #expect(screen.contains("\(name) · "))
                // The column may be narrower than the name.
                try await terminal.row(String(name.prefix(8)), has: "new", "today")
                #expect(screen.contains("Meta Ads Leads"))

                #expect(try await meta.tell(meta.leads[1], to: bench.port).status == 200)
                try await terminal.shows("2 customers")
            }
        }

        @Test("the exported customer has the documented keys and the mission's defaults")
        func export() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let server = try bench.start("serve")
                try await server.says("listening on 127.0.0.1:\(bench.port)")
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await bench.events(1, all: "saved")

                let customer = try #require(try await bench.customers().first)
                #expect(
                    Set(customer.keys) == [
                        "id", "user", "spreadsheet", "customer_name", "company_name", "phone_number", "email", "remark", "status",
                        "next_call_date",
                        "next_call_time", "leadgen_id", "page_id", "form_id", "ad_id", "campaign_id", "is_test", "created_at", "answers",
                        "consent", "attempts", "last_contact", "last_outcome", "do_not_call", "claimed_by",
                    ])
                #expect(customer["user"] as? String == "ana")
                #expect(customer["spreadsheet"] as? String == "Meta Ads Leads")
                #expect(customer["status"] as? String == "new")
                #expect(customer["leadgen_id"] as? String == meta.leads[0].id)
                #expect(customer["page_id"] as? String == meta.page)
                #expect(customer["form_id"] as? String == meta.leads[0].form)
                #expect(customer["next_call_date"] as? String != nil)
                let answers = try #require(customer["answers"] as? [[String: Any]])
                #expect(!answers.isEmpty)
                #expect(answers.allSatisfy { Set($0.keys) == ["name", "label", "values"] })
            }
        }

        @Test("the same lead posted again, alone and in a batch, is one customer")
        func again() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let server = try bench.start("serve")
                try await server.says("listening on")
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                #expect(try await meta.tell(meta.leads[1], meta.leads[0], to: bench.port).status == 200)
                try await bench.events(4, all: "saved")
                #expect(try await bench.customers().count == 2)
            }
        }

        @Test("a webhook with a wrong signature or none is refused and leaves no trace")
        func forged() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let server = try bench.start("serve")
                try await server.says("listening on")
                let body = meta.body([meta.leads[0]])
                #expect(try await Wire.post(body, secret: "not the secret", port: bench.port).status == 403)
                #expect(try await Wire.post(body, secret: nil, port: bench.port).status == 403)
                #expect(try await Wire.post("nonsense", secret: try meta.secret(), port: bench.port).status == 400)
                // Taken in order, so what was refused would stand before this one.
                #expect(try await meta.tell(meta.leads[1], to: bench.port).status == 200)
                try await bench.events(1, all: "saved")
            }
        }

        @Test("Meta's question for the callback is answered with the challenge, with a wrong token not")
        func verification() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let server = try bench.start("serve")
                try await server.says("listening on")
                let token = try String(contentsOfFile: meta.verifyTokenFile, encoding: .utf8).trimmingCharacters(
                    in: .whitespacesAndNewlines)
                func ask(_ token: String) async throws -> Wire.Answer {
                    try await Wire.get(
                        "/api/meta/webhook?hub.mode=subscribe&hub.verify_token=\(token)&hub.challenge=1158201444", port: bench.port)
                }
                let right = try await ask(token)
                #expect(right.status == 200)
                #expect(right.body == "1158201444")
                #expect(try await ask("guessed").status == 403)
            }
        }

        @Test("two hundred leads in one webhook all arrive, and the keys work meanwhile")
        func many() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected(leads: 200)
                let terminal = try await bench.terminal()
                try await terminal.enter("leadsheet")
                try await terminal.shows("● live :\(bench.port)")
                let answer = try await Wire.post(meta.body(meta.leads), secret: try meta.secret(), port: bench.port)
                #expect(answer.status == 200)
                try await terminal.press("?")
                try await terminal.shows("Used most")
                try await terminal.press("Escape")
                try await terminal.shows("Meta Ads Leads  200 customers")
                #expect(Set(try await bench.customers().compactMap { $0["leadgen_id"] as? String }) == Set(meta.leads.map(\.id)))
            }
        }

        @Test("leads that serve takes in appear in the screens beside it, which say who listens")
        func sideBySide() async throws {
            try await Workbench.use { bench in
                let meta = try await bench.connected()
                let server = try bench.start("serve")
                try await server.says("listening on")
                let terminal = try await bench.terminal()
                try await terminal.enter("leadsheet")
                try await terminal.shows("live, process \(server.id) listens :\(bench.port)")
                #expect(try await meta.tell(meta.leads[0], to: bench.port).status == 200)
                try await terminal.shows("1 customer")

                // And when serve ends, the screens take over.
                server.signal(SIGTERM)
                #expect(try await server.end() == 0)
                try await terminal.shows("● live :\(bench.port)")
                #expect(try await meta.tell(meta.leads[1], to: bench.port).status == 200)
                try await terminal.shows("2 customers")
            }
        }
    }
}
