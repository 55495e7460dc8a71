import CRM
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("An import: the summary, and the import itself") struct ImportSummaryTests {
    @Test("it says what would come, what is here already and what has errors", arguments: [(80, 24), (60, 16), (160, 40)])
    func golden(columns: Int, rows: Int) throws {
        var fixture = ImportFixture.summary(columns, rows)
        fixture.desk.press("f")
        try Golden.expect(fixture.desk.scene, "import-summary-\(columns)x\(rows)")
    }

    @Test("while it counts, it says how far it is, and a late answer of another counting is not taken")
    func counting() {
        var fixture = ImportFixture.columns()
        fixture.desk.press("Enter")
        fixture.answer(.counting(job: 1, ImportProgress(customers: 8000, share: 0.4)))
        #expect(fixture.desk.screen.contains("counting… 40 %") && fixture.desk.screen.contains("8,000  new so far"))
        fixture.desk.press("Right")
        fixture.answer(.counted(job: 1, ImportFixture.end))
        #expect(fixture.desk.screen.contains("counting…"))
    }

    @Test("another spreadsheet is counted anew: by the arrows, or by a name that is typed")
    func target() {
        var fixture = ImportFixture.summary()
        var order = ImportFixture.order
        order.spreadsheet = "Trade fair May"
        #expect(fixture.desk.press("Right") == [.imports(.count(order, job: 2))])
        fixture.desk.press("n")
        #expect(fixture.desk.screen.contains("into  fair"))
        fixture.desk.type(" autumn")
        order.spreadsheet = "fair autumn"
        #expect(fixture.desk.press("Enter") == [.imports(.count(order, job: 3))])
        #expect(fixture.desk.screen.contains("‹ fair autumn ›  a new spreadsheet"))
        fixture.desk.press("n", "Ctrl-U", "Enter")
        #expect(fixture.desk.screen.contains("A spreadsheet has a name"))
        #expect(fixture.desk.press("Esc") == [])
        #expect(fixture.desk.screen.contains("‹ fair autumn ›"))
    }

    @Test("a list that a colleague shares is no target: the file goes into one of the user's own")
    func shared() {
        var fixture = ImportFixture.columns()
        fixture.desk.state.sheets.summaries[0].shared = .write
        let shared = fixture.desk.state.sheets.summaries[0].spreadsheet.name
        fixture.desk.press("Enter")
        fixture.answer(.counted(job: 1, ImportFixture.end))
        #expect(fixture.desk.screen.contains("‹ fair ›  a new spreadsheet"))
        for _ in fixture.desk.state.sheets.summaries {
            fixture.desk.press("Right")
            #expect(!fixture.desk.screen.contains("‹ \(shared) ›"))
        }
    }

    @Test(
        "s, f and a say what becomes of customers that are here, and Enter imports so",
        arguments: [("s", ImportExisting.skip), ("f", .fill), ("a", .add)])
    func existing(key: String, existing: ImportExisting) {
        var fixture = ImportFixture.summary()
        var order = ImportFixture.order
        order.existing = existing
        #expect(fixture.desk.press(key) == [], "nothing has to be counted for that")
        #expect(fixture.desk.press("Enter") == [.imports(.run(order, job: 2))])
    }

    @Test("Esc goes back to the columns and stops the counting")
    func back() {
        var fixture = ImportFixture.summary()
        #expect(fixture.desk.press("Esc") == [.imports(.stop)])
        #expect(fixture.desk.screen.contains("FIRST VALUE"))
    }

    @Test("a file that broke off in counting is not imported, and says why")
    func failed() {
        var fixture = ImportFixture.columns()
        fixture.desk.press("Enter")
        var end = ImportEnd(CustomerImport.Result())
        end.failure = "fair.csv cannot be read (Input/output error)."
        fixture.answer(.counted(job: 1, end))
        #expect(fixture.desk.screen.contains("cannot be read (Input/output error)"))
        #expect(fixture.desk.press("Enter") == [])
    }

    @Test(
        "a line with several errors is said whole where there is room, and otherwise its end says that there is more", arguments: [1, 40])
    func longErrors(lines: Int) {
        var fixture = ImportFixture.columns()
        fixture.desk.press("Enter")
        var end = ImportFixture.end
        let long = (1...12).map { "Column \($0): \"value \($0)\" is not a date." }.joined(separator: " ")
        (end.firstErrors, end.result.faulty) = (Array(repeating: long, count: min(lines, 2)), lines)
        fixture.answer(.counted(job: fixture.desk.state.importJobs, end))
        #expect(fixture.desk.screen.contains("\"value 12\" is not a date.") == (lines == 1))
        #expect(fixture.desk.screen.contains("…\n") == (lines == 40))
        #expect(fixture.desk.screen.contains("and 38 more") == (lines == 40))
    }

    @Test("while it runs it shows how far it has come", arguments: [(80, 24)])
    func running(columns: Int, rows: Int) throws {
        try Golden.expect(ImportFixture.running(columns, rows).desk.scene, "import-run-\(columns)x\(rows)")
    }

    @Test("a person works on meanwhile, sees how far it is, and comes back to it")
    func meanwhile() {
        var fixture = ImportFixture.running()
        fixture.desk.press("Enter")
        #expect(fixture.desk.state.overlay == nil && fixture.desk.screen.contains("62 % fair.csv → Meta Ads Leads"))
        #expect(fixture.desk.press("d") == [] && fixture.desk.state.prompt != nil)
        fixture.desk.press("Esc")
        #expect(fixture.desk.press("I") == [])
        #expect(fixture.desk.screen.contains("12,400  customers written"))
        #expect(fixture.desk.press("s", "x") == [], "no key of the steps before does anything")
        fixture.desk.press("Enter")
        var end = ImportFixture.end
        (end.errorFile, end.firstErrors, end.result.faulty) = (nil, [], 0)
        fixture.answer(.ended(job: 2, end))
        #expect(fixture.desk.state.overlay == nil && fixture.desk.state.importRun == nil)
        #expect(fixture.desk.screen.contains("312 customers imported") && fixture.desk.screen.contains("u undo"))
        #expect(fixture.desk.press("u") == [.undo(offered: nil)])
    }

    @Test("Esc stops it, and what is in is said and can be taken back")
    func stops() {
        var fixture = ImportFixture.running()
        #expect(fixture.desk.press("Esc") == [.imports(.stop)])
        #expect(fixture.desk.screen.contains("stopping…"))
        var end = ImportFixture.end
        end.isStopped = true
        fixture.answer(.ended(job: 2, end))
        #expect(fixture.desk.screen.contains("It was stopped. What was imported until then is kept."))
        #expect(fixture.desk.screen.contains("312  customers imported"))
        #expect(fixture.desk.press("u") == [.undo(offered: nil)] && fixture.desk.state.overlay == nil)
    }

    @Test("with errors it says where they are, and Enter leads to the customers", arguments: [(80, 24), (60, 16)])
    func ended(columns: Int, rows: Int) throws {
        var fixture = ImportFixture.running(columns, rows)
        var end = ImportFixture.end
        end.result.spreadsheetID = 2
        fixture.answer(.ended(job: 2, end))
        try Golden.expect(fixture.desk.scene, "import-end-\(columns)x\(rows)")
        fixture.desk.press("Enter")
        _ = Desk.reduce(&fixture.desk.state, .sheets(.spreadsheets(SheetsFixture.summaries)))
        #expect(fixture.desk.state.overlay == nil && fixture.desk.state.sheets.grid?.query.spreadsheetID == 2)
    }

    @Test("lines behind a quote that is never closed are said before the import and after it")
    func unread() {
        var fixture = ImportFixture.columns()
        fixture.desk.press("Enter")
        var end = ImportEnd(CustomerImport.Result())
        end.result.unread = 2...52
        let words = "Lines 2 to 52 were not read: a quote is opened in line 2"
        fixture.answer(.counted(job: 1, end))
        #expect(fixture.desk.screen.contains(words))
        fixture.desk.press("Enter")
        fixture.answer(.ended(job: 2, end))
        #expect(fixture.desk.screen.contains("0  customers imported") && fixture.desk.screen.contains(words))
    }

    @Test("without errors it leads to the customers by itself")
    func leads() {
        var fixture = ImportFixture.running()
        var end = ImportFixture.end
        (end.errorFile, end.firstErrors, end.result.faulty, end.result.spreadsheetID) = (nil, [], 0, 2)
        fixture.answer(.ended(job: 2, end))
        _ = Desk.reduce(&fixture.desk.state, .sheets(.spreadsheets(SheetsFixture.summaries)))
        #expect(fixture.desk.state.overlay == nil && fixture.desk.state.sheets.grid?.query.spreadsheetID == 2)
        #expect(
            fixture.desk.state.toast?.text
                == "Meta Ads Leads: 312 customers imported · 14 customers were here already and were left out · 5 leads were here already and were left out"
        )
    }
}
