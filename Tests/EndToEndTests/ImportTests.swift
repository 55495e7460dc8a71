import Foundation
import EndToEndSupport
import TestSupport
import Testing

extension EndToEnd {
    /// Customers from a file, through the command.
    @Suite("Importing")
    struct ImportTests {
        private func write(_ text: String, _ bench: Workbench) throws -> String {
            let file = "\(bench.folder)/fair.csv"
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            return file
        }

        @Test("an open screen shows the imported customers, and one u takes them back after a restart")
        func screens() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                let terminal = try await bench.terminal()
                try await terminal.enter("leadsheet")
                try await terminal.shows("SPREADSHEETS")
                let file = try write("customer_name;status\n" + (1...700).map { "Guest \($0);\n" }.joined(), bench)
                let outcome = try await bench.leadsheet("import", file, "--sheet", "Trade fair")
                #expect(outcome.status == 0 && outcome.err.isEmpty, "\(outcome)")
                #expect(
                    outcome.out == "Columns:\n  customer_name → customer_name\n  status → status\n"
                        + "700 customers imported into the new spreadsheet Trade fair. u in the screens takes them back.\n")
                // The rows that came first stay where they are, the later ones are above them.
                try await terminal.shows("700 customers")
                try await terminal.leave()
                try await terminal.enter("clear; leadsheet")
                try await terminal.shows("Guest 700")
                try await terminal.press("u")
                try await terminal.shows("undid: imported 700 customers into Trade fair")
                #expect(try await bench.customers().isEmpty)
                try await terminal.press("C-y")
                try await terminal.shows("redid: imported 700 customers into Trade fair")
                #expect(try await bench.customers().count == 700)
                try await terminal.shows("700 customers")
                try await terminal.leave()
            }
        }

        @Test("an export imported from standard input by another user exports the same")
        func roundTrip() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                let file = try write(
                    "\u{FEFF}customer_name,phone_number,email,remark,status,next_call_date,next_call_time\r\n"
                        + "'=cmd x,'+39 347 123 4567,'-a@x,\"two\r\nlines, \"\"quoted\"\"\",won,2026-12-01,10:00\r\n"
                        + "田中 花子,,,\"' \",new,,\r\n", bench)
                #expect(try await bench.leadsheet("import", file, "--sheet", "Fair").status == 0)
                let first = try await bench.leadsheet("export").out
                #expect(first.contains("'=cmd x,,+39 347 123 4567,'-a@x,\"two\r\nlines, \"\"quoted\"\"\",won,2026-12-01,"))
                try await bench.leadsheet("user", "add", "ben")
                let taken = try await bench.leadsheet("import", "-", "--sheet", "Fair", "--user", "ben", input: first)
                #expect(taken.status == 0)
                let left = "not imported: id, user, spreadsheet, attempts, last_contact, last_outcome, do_not_call, claimed_by."
                #expect(taken.err.contains(left))
                let second = try await bench.leadsheet("export", "--user", "ben").out
                func fields(_ text: String) -> [Substring] {
                    // What follows the next call is the row's own: its id and when it was made.
                    text.split(separator: "\r\n").map { line in
                        line.range(of: ",[0-9]+,(ana|ben),", options: .regularExpression).map { line[..<$0.lowerBound] } ?? line
                    }
                }
                #expect(fields(first) == fields(second) && fields(first).count == 4)
                #expect(second.contains(",ben,Fair,10:00,"))
            }
        }

        @Test("cells that cannot be used are named on standard error, twenty of them, and the status is 1")
        func leftOut() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                let text =
                    "email,status,\u{1B}[31mred\n"
                    + (1...30).map { "a\($0)@x.example,\($0 % 6 == 0 ? "new" : "\u{1B}[2Jgone"),\n" }.joined() + "a,b,c,d\n"
                let file = try write(text, bench)
                let columns = "Columns:\n  email → email\n  status → status\n"
                let trial = try await bench.leadsheet("import", file, "--sheet", "Fair", "--dry-run")
                #expect(trial.status == 1)
                #expect(trial.out == columns + "30 customers would be imported into the new spreadsheet Fair. Nothing was written.\n")
                #expect(try await bench.customers().isEmpty)
                #expect(try await bench.leadsheet("sheets", "--json").out.filter { !$0.isWhitespace } == "[]")

                let outcome = try await bench.leadsheet("import", file, "--sheet", "Fair")
                #expect(outcome.status == 1)
                #expect(outcome.out.hasPrefix(columns + "30 customers imported into the new spreadsheet Fair."))
                #expect(outcome.complaints.first == "leadsheet: These columns are not imported: \u{FFFD}[31mred.")
                #expect(outcome.complaints.filter { $0.hasPrefix("leadsheet: line ") }.count == 20)
                #expect(
                    outcome.complaints[1].hasPrefix(
                        "leadsheet: line 2, status: \"\u{FFFD}[2Jgone\" is not a status, so it went to the remark. The statuses are: new,"))
                #expect(
                    outcome.complaints.suffix(2) == [
                        "leadsheet: 6 more faults were found and are not named here.",
                        "leadsheet: 1 line was not imported (see above). Fix it and import only that: the rest is in. "
                            + "25 cells could not be used (see above). The customers are in, without them.",
                    ])
                #expect(!outcome.err.contains("\u{1B}"))
                #expect(try await bench.customers().count == 30)
            }
        }

        @Test("an import that is ended on its way says how many are in and what takes them back", arguments: [SIGINT, SIGTERM])
        func ended(_ signal: Int32) async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                let pipe = "\(bench.folder)/pipe"
                #expect(mkfifo(pipe, 0o600) == 0)
                let child = try bench.start("import", pipe, "--sheet", "Fair")
                // Both ends: it need not wait for the other one.
                let descriptor = open(pipe, O_RDWR)
                defer { close(descriptor) }
                let text = "customer_name\n" + (1...2000).map { "Guest \($0)\n" }.joined()
                try FileHandle(fileDescriptor: descriptor).write(contentsOf: Data(text.utf8))
                let count = try await Waiting.until {
                    let count = try await bench.customers().count
                    return count > 0 ? count : nil
                } missing: {
                    "Nothing was imported: \(child.err)"
                }
                child.signal(signal)
                #expect(try await child.end() == 128 + signal)
                let left = try await bench.customers().count
                #expect(left >= count && left < 2000)
                let said =
                    "leadsheet: The import was broken off. Until then \(left) customers had been imported into Fair. u in the screens takes that back; with --existing skip"
                #expect(child.err.contains(said), "\(child.err)")
            }
        }

        @Test("a quote that is never closed: the lines behind it are named, and nothing says that they are in")
        func unclosed() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                let guests = (1...50).map { "Guest \($0),g\($0)@x.example\n" }.joined()
                let none = try await bench.leadsheet("import", write("Name,Email\n\"Open,o@x.example\n" + guests, bench), "--sheet", "Fair")
                #expect(none.status == 1 && none.out.hasSuffix("No customer was imported into Fair.\n"))
                let sentence = "a quote is opened in line 2 and never closed. Mend it and import the file again."
                #expect(none.complaints.last == "leadsheet: Lines 2 to 52 were not read: \(sentence)")
                let file = try write("Name,Email\n" + guests + "a,b,c,d\n\"Open,o@x.example\n", bench)
                let nowhere = try await bench.leadsheet("import", file, "--sheet", "Fair", "--errors", "\(bench.folder)/none/errors.csv")
                #expect(nowhere.status == 1 && nowhere.err.contains("so nothing was imported"), "\(nowhere)")
                let trial = try await bench.leadsheet(
                    "import", file, "--sheet", "Fair", "--errors", "\(bench.folder)/errors.csv", "--dry-run")
                #expect(trial.status == 1 && !FileManager.default.fileExists(atPath: "\(bench.folder)/errors.csv"), "\(trial)")
                let most = try await bench.leadsheet("import", file, "--sheet", "Fair", "--errors", "\(bench.folder)/errors.csv")
                #expect(
                    most.complaints.last?.hasPrefix("leadsheet: Line 53 was not read: ") == true
                        && most.err.contains(
                            "With --existing skip those that are in are left out. 1 line was not imported (see above). "
                                + "Fix it and import only that. The lines are in"),
                    "\(most)")
                #expect(try await bench.customers().count == 50)
            }
        }

        @Test("Meta's own file comes in whole, as UTF-16 with tabs, and a second time nothing of it does")
        func meta() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana", "--country", "GB")
                let text =
                    "id\tcreated_time\tform_id\tform_name\tcampaign_id\tplatform\tbudget?\tfull_name\tphone_number\twork_email\n"
                    + "l:42801\t2026-09-12T15:05:13+05:30\tf:2013\tKitchen\tc:12\tig\t10-20,000 €\tJürgen Groß\tp:+447911123456\tj@example.com\n"
                let file = "\(bench.folder)/leads.csv"
                let units = Array(("\u{FEFF}" + text).utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
                try Data(units).write(to: URL(filePath: file))
                let first = try await bench.leadsheet("import", file, "--sheet", "Fair")
                #expect(
                    first.status == 0 && first.out.contains("  full_name → customer_name\n") && first.out.contains("  budget? → answer\n"),
                    "\(first)")
                let customer = try #require(try await bench.customers().first)
                let wanted = [
                    "customer_name": "Jürgen Groß", "phone_number": "+447911123456", "email": "j@example.com", "leadgen_id": "42801",
                    "form_id": "2013",
                    "campaign_id": "12", "created_at": "2026-09-12T09:35:13.000Z",
                ]
                for (key, value) in wanted { #expect(customer[key] as? String == value, "\(key)") }
                let again = try await bench.leadsheet("import", file, "--sheet", "Fair")
                #expect(
                    again.status == 0
                        && again.out.hasSuffix(
                            "No customer was imported into Fair. 1 lead of the file is here already and was not added again.\n")
                )
            }
        }

        @Test("a table of a language's own words comes in; one that is not understood says what to write, and takes it")
        func words() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana", "--country", "FR")
                let western: [UInt8] =
                    Array("Pr".utf8) + [0xE9] + Array("nom;Nom;T".utf8) + [0xE9] + Array("l".utf8) + [0xE9] + Array("phone\nZo".utf8) + [
                        0xEB
                    ]
                    + Array(";Martin;06 12 34 56 78\n".utf8)
                let file = "\(bench.folder)/table.csv"
                try Data(western).write(to: URL(filePath: file))
                let outcome = try await bench.leadsheet("import", file, "--sheet", "Fair")
                #expect(outcome.status == 0 && outcome.err.contains("read as Windows-1252"), "\(outcome)")
                #expect(try await bench.customers().compactMap { $0["customer_name"] as? String } == ["Zoë Martin"])

                let own = try write("Gast Nr,Wer da war,Nummer\n1,Ada Lovelace,+447911123456\n", bench)
                let refused = try await bench.leadsheet("import", own, "--sheet", "Fair")
                #expect(refused.status == 1 && refused.err.contains("--map 'Wer da war=customer_name'"), "\(refused)")
                #expect(try await bench.customers().count == 1)
                let taken = try await bench.leadsheet(
                    "import", own, "--sheet", "Fair", "--map", "Wer da war=customer_name", "--map", "Nummer=phone_number")
                #expect(taken.status == 0, "\(taken)")
                #expect(try await bench.customers().count == 2)
            }
        }

        @Test("what cannot be imported at all is one sentence, and writes nothing")
        func refusals() async throws {
            try await Workbench.use { bench in
                try await bench.leadsheet("user", "add", "ana")
                let file = try write("company_name\nAcme\n", bench)
                for (arguments, says) in [
                    ([file, "--sheet", "Fair"], "names none of the columns"),
                    (["/nowhere.csv", "--sheet", "Fair"], "/nowhere.csv cannot be read (No such file"),
                    ([bench.folder, "--sheet", "Fair"], "cannot be read (Is a directory)"),
                    ([file, "--sheet", " "], "A spreadsheet needs a name."),
                    ([file, "--sheet", "Fair", "--user", "eve"], "There is no user \"eve\"."),
                    (["-", "--sheet", "Fair"], "The file is empty"),
                ] {
                    let outcome = try await bench.outcome(of: bench.start(["import"] + arguments))
                    #expect(outcome.status == 1 && outcome.complaints.count == 1 && outcome.err.contains(says), "\(outcome)")
                }
                for wrong in [["import", file], ["import", "--sheet", "Fair"]] {
                    #expect(try await bench.outcome(of: bench.start(wrong)).status == 64)
                }
                #expect(try await bench.leadsheet("sheets", "--json").out.filter { !$0.isWhitespace } == "[]")
            }
        }

        @Test("an import makes no user: on a machine without one it says to add one, and a trial needs none")
        func nobody() async throws {
            try await Workbench.use { bench in
                let file = try write("email\na@x.example\n", bench)
                // It makes data, and no user.
                let serve = try bench.start("serve")
                try await serve.says("listening on")
                #expect(try await bench.leadsheet("import", file, "--sheet", "Meta Ads Leads", "--dry-run").status == 0)
                let outcome = try await bench.leadsheet("import", file, "--sheet", "Meta Ads Leads")
                #expect(outcome.status == 1 && outcome.err.contains("leadsheet user add NAME"), "\(outcome)")
                #expect(try await bench.leadsheet("user", "list", "--json").out.filter { !$0.isWhitespace } == "[]")
            }
        }
    }
}
