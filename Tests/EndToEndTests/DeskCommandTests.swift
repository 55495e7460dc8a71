import Foundation
import EndToEndSupport
import Testing

extension EndToEnd {
    /// Searches, views, insights and files that are here already, through the commands.
    @Suite("The desk by commands")
    struct DeskCommandTests {
        /// Ida is new, Bo a sale, Cy's call is long overdue.
        private func withCustomers(_ bench: Workbench) async throws {
            try await bench.leadsheet("user", "add", "ana", "--country", "IT")
            let text =
                "customer_name,phone_number,email,status,next_call_date\nIda,+39 347 123 4567,,new,\nBo,+39 347 123 4568,,won,\n"
                + "Cy,,cy@x.example,contacted,2001-01-01\n"
            let outcome = try await bench.leadsheet("import", "-", "--sheet", "Fair", input: text)
            #expect(outcome.status == 0, "\(outcome)")
        }

        private func names(_ outcome: Workbench.Outcome) throws -> [String] {
            let rows = try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [[String: Any]]
            return try #require(rows).compactMap { $0["customer_name"] as? String }.sorted()
        }

        @Test("export --where takes any search of the screens, and says where one cannot be read")
        func search() async throws {
            try await Workbench.use { bench in
                try await withCustomers(bench)
                for (search, found) in [
                    ("status:new", ["Ida"]), ("next:<today", ["Cy"]), ("-status:new", ["Bo", "Cy"]), ("1234568", ["Bo"]),
                    ("sheet:fair has:phone", ["Bo", "Ida"]), ("status:lost", []),
                ] {
                    #expect(try await names(bench.leadsheet("export", "--where", search, "--format", "json")) == found, "\(search)")
                }
                let csv = try await bench.leadsheet("export", "--where", "status:won").out
                #expect(csv.split(separator: "\r\n").count == 2 && csv.contains("Bo,"))
                let wrong = try await bench.leadsheet("export", "--where", "status:new qx:1")
                #expect(wrong.status == 1 && wrong.out.isEmpty)
                #expect(wrong.complaints.count == 1 && wrong.err.contains("cannot be read at \"qx") && wrong.err.contains("no key"))
            }
        }

        @Test("import --existing leaves out, fills or adds who is there already", arguments: ["skip", "fill", "add"])
        func existing(_ choice: String) async throws {
            try await Workbench.use { bench in
                try await withCustomers(bench)
                let again = "customer_name,phone_number,email\nIda,347 1234567,ida@x.example\nDora,+39 347 000 0001,\n"
                let trial = try await bench.leadsheet(
                    "import", "-", "--sheet", "Fair", "--existing", choice, "--dry-run", input: again)
                #expect(trial.status == 0 && trial.out.contains("Nothing was written."), "\(trial)")
                #expect(try await bench.customers().count == 3)
                let outcome = try await bench.leadsheet("import", "-", "--sheet", "Fair", "--existing", choice, input: again)
                #expect(outcome.status == 0, "\(outcome)")
                #expect(outcome.out.contains("there already") == (choice != "add"), "\(outcome)")
                let idas = try await bench.customers().filter { $0["customer_name"] as? String == "Ida" }
                let emails = idas.compactMap { $0["email"] as? String }.filter { !$0.isEmpty }
                #expect(idas.count == (choice == "add" ? 2 : 1) && emails.count == (choice == "skip" ? 0 : 1))
                #expect(try await bench.customers().count == (choice == "add" ? 5 : 4))
            }
        }

        @Test("what --existing and --days do not take is refused with what they take")
        func refusals() async throws {
            try await Workbench.use { bench in
                try await withCustomers(bench)
                let existing = try await bench.leadsheet(
                    "import", "-", "--sheet", "Fair", "--existing", "merge", input: "customer_name\nEve\n")
                #expect(existing.status == 64 && existing.err.contains("--existing takes skip, fill or add."))
                let days = try await bench.leadsheet("insights", "--days", "8")
                #expect(days.status == 64 && days.err.contains("--days takes 7, 30, 90 or 365."))
                #expect(try await bench.customers().count == 3)
            }
        }

        @Test("insights count the customers of the last days, for people and as one object")
        func insights() async throws {
            try await Workbench.use { bench in
                try await withCustomers(bench)
                let text = try await bench.leadsheet("insights").out
                #expect(text.hasPrefix("Today: 0 calls, 0 reached, 0 appointments\nLast 30 days: 3 customers, 1 won\n"), "\(text)")
                let outcome = try await bench.leadsheet("insights", "--days", "7", "--by", "form", "--json")
                let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [String: Any])
                #expect(object["span_days"] as? Int == 7 && object["grouping"] as? String == "form")
                #expect(object["customers"] as? Int == 3 && object["won"] as? Int == 1)
                let statuses = try #require(object["statuses"] as? [String: Int])
                #expect(statuses.filter { $0.value > 0 } == ["new": 1, "won": 1, "contacted": 1])
                #expect((object["days"] as? [Int])?.count == 7 && (object["days"] as? [Int])?.last == 3)
                #expect((object["hours"] as? [Any])?.count == 24)
            }
        }

        @Test("view list tells each user's views with their searches and counts")
        func views() async throws {
            try await Workbench.use { bench in
                try await withCustomers(bench)
                let lines = try await bench.leadsheet("view", "list").out.split(separator: "\n").map {
                    $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
                }
                #expect(lines.first == "USER VIEW CUSTOMERS SEARCH")
                #expect(lines.contains("ana New 1 status:new") && lines.contains("ana Won this month 0 status:won changed:thismonth"))
                let json = try await bench.leadsheet("view", "list", "--json", "--user", "ana").out
                let objects = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
                #expect(objects.count == 6)
                let new = try #require(objects.first { $0["name"] as? String == "New" })
                #expect(new["customers"] as? Int == 1 && new["query"] as? String == "status:new" && new["fault"] is NSNull)
            }
        }
    }
}
