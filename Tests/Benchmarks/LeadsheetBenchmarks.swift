import ArgumentParser
import Foundation

/// Measures Leadsheet on this machine and prints one table. Loopback only; what it writes goes with it.
@main struct LeadsheetBenchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures Leadsheet on this machine and prints one table.",
        discussion: """
            a  durable signed events a second over 64 connections, without and with the intake at work
            b  a POST until its row is painted
            c  first screen of a large spreadsheet, and its memory
            d  a key until the changed screen
            e  an idle minute
            f  importing a file of customers
            g  the call list of a large spreadsheet
            h  a caller by six digits, over five large spreadsheets
            i  the keys of d with the data on a PostgreSQL server at the other end of a link
            """)

    @Option(help: "Which of a to i, with commas between; h makes five times as many customers.") var only = "a,b,c,d,e,f,g"
    @Option(help: "Customers of the large spreadsheet.") var rows = 1_000_000
    @Option(help: "Seconds that a benchmark counts whose length is a time (a, b).") var seconds = 5.0
    @Option(help: "Seconds of the idle minute.") var idle = 60.0
    @Option(help: "Where the databases are made: a disk, for memory would make every commit free.") var folder = NSTemporaryDirectory()
    @Option(help: "A Python that has starlette and uvicorn, to compare with.") var python = "python3"
    @Option(help: "VisiData, to compare with.") var visidata = "vd"
    @Option(help: "fzf, to compare with.") var fzf = "fzf"
    @Option(help: "SQLite's shell, to compare with.") var sqlite = "sqlite3"
    @Option(help: .hidden) var job: String?

    /// The smaller spreadsheet, of which a start and a key are measured too.
    private static let smallRows = 10_000

    func validate() throws {
        let known = Set("abcdefghi".map(String.init))
        guard !letters.isEmpty, letters.isSubset(of: known) else {
            throw ValidationError("--only takes letters from a to i, such as a,c.")
        }
        guard (100...5_000_000).contains(rows) else { throw ValidationError("--rows takes 100 to 5000000.") }
        guard (0.1...60).contains(seconds) else { throw ValidationError("--seconds takes 0.1 to 60.") }
        guard (1...600).contains(idle) else { throw ValidationError("--idle takes 1 to 600.") }
    }

    private var letters: Set<String> {
        Set(only.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
    }

    func run() async throws {
        // Sockets and pipes that were closed are said by errors.
        signal(SIGPIPE, SIG_IGN)
        if let job {
            Lifeline.hold()
            let outcome = try await JSONDecoder().decode(Job.self, from: Data(job.utf8)).perform()
            FileHandle.standardOutput.write(try JSONEncoder().encode(outcome))
            return
        }
        let work = try WorkFolder(in: folder)
        defer { work.remove() }
        let outcome = try measure(in: work)
        print(Report.text(outcome))
    }

    private func measure(in work: WorkFolder) throws -> Outcome {
        var outcome = Outcome()
        #if DEBUG
            outcome.notes.append("This is a debug build: its figures say nothing. Use swift run -c release LeadsheetBenchmarks.")
        #endif
        let syncs = try work.syncTimes()
        outcome.notes.append(
            "One durable write of 4 KiB on this disk: p50 \(Amount.time(syncs.milliseconds(50))), p99 \(Amount.time(syncs.milliseconds(99))); \(ProcessInfo.processInfo.activeProcessorCount) processors."
        )
        if letters.contains("a") { try attempt("a", into: &outcome) { try durableEvents(work) } }
        let small = work.file("small.sqlite")
        if letters.contains("b") { try attempt("b", into: &outcome) { try postToRow(work) } }
        if !letters.isDisjoint(with: ["c", "d", "e", "g"]) { try seed(small, rows: min(rows, Self.smallRows), into: &outcome) }
        var sheets = [(file: small, rows: min(rows, Self.smallRows))]
        if rows > Self.smallRows, !letters.isDisjoint(with: ["c", "d", "g"]) {
            let large = work.file("large.sqlite")
            try seed(large, rows: rows, into: &outcome)
            sheets.append((large, rows))
        }
        for (file, rows) in sheets where letters.contains("c") {
            try attempt("c", into: &outcome) { try firstScreen(file, rows: rows, work) }
        }
        for (file, rows) in sheets where letters.contains("d") {
            for screen in [Job.Screen.memory, .curses] {
                try attempt("d", into: &outcome) { try Job(kind: .keys, database: file, rows: rows, screen: screen).inChild(limit: 600) }
            }
            if rows == self.rows {
                let word = CustomerMaker.searched
                let ours = outcome.values["search, \(rows), \(Job.Screen.memory)"]
                try attempt("d", into: &outcome) {
                    try peers(work).compare("d", rows: rows, texts: (1...word.count).map { String(word.prefix($0)) }, ours: ours)
                }
            }
        }
        for (file, rows) in sheets where letters.contains("g") {
            for kind in [Job.Kind.callList, .bulk] {
                try attempt("g", into: &outcome) { try Job(kind: kind, database: file, rows: rows).inChild(limit: 600) }
            }
        }
        if letters.contains("h") { try attempt("h", into: &outcome) { try callerSearch(work) } }
        if letters.contains("i") {
            progress("making a server with \(Amount.grouped(rows)) customers")
            try attempt("i", into: &outcome) { try ServerTimes.report(rows: rows) }
        }
        if letters.contains("e") {
            try attempt("e", into: &outcome) {
                try Job(kind: .idle, database: small, rows: min(rows, Self.smallRows), seconds: idle).inChild(limit: idle + 60)
            }
        }
        for rows in Set([min(rows, Importing.fileRows), rows]).sorted() where letters.contains("f") {
            try attempt("f", into: &outcome) { try Importing.report(work, rows: rows, visidata: visidata) }
        }
        return outcome
    }

    /// One that fails is said in its place, and the others go on.
    private func attempt(_ letter: String, into outcome: inout Outcome, _ body: () throws -> Outcome) throws {
        progress("measuring \(letter)")
        do {
            outcome.add(try body())
        } catch {
            outcome.add(letter, "failed", "\(error)", isMet: false)
        }
    }

    private func durableEvents(_ work: WorkFolder) throws -> Outcome {
        var ours = try Job(kind: .durableEvents, database: work.file("events.sqlite"), seconds: seconds).inChild(limit: seconds + 120)
        let busy = try Job(kind: .durableEvents, database: work.file("busy.sqlite"), seconds: seconds, isIntakeAtWork: true).inChild(
            limit: seconds + 240)
        ours.add(try PeerService.run(python: python, folder: work, seconds: seconds, ours: ours, busy: busy))
        ours.add(busy)
        return ours
    }

    /// In a spreadsheet of its own, for the leads stay in it.
    private func postToRow(_ work: WorkFolder) throws -> Outcome {
        let database = work.file("leads.sqlite")
        let rows = min(rows, Self.smallRows)
        _ = try Job(kind: .seed, database: database, rows: rows).inChild()
        return try Job(kind: .postToRow, database: database, rows: rows, seconds: seconds).inChild()
    }

    private func callerSearch(_ work: WorkFolder) throws -> Outcome {
        let (database, spreadsheets) = (work.file("five.sqlite"), 5)
        progress("making \(spreadsheets) spreadsheets of \(Amount.grouped(rows)) customers")
        var outcome = try Job(kind: .seed, database: database, rows: rows, spreadsheets: spreadsheets).inChild(limit: 3000)
        let job = Job(kind: .caller, database: database, rows: rows, spreadsheets: spreadsheets)
        outcome.add(try job.inChild(limit: 600))
        outcome.add(
            try peers(work).compare("h", rows: rows * spreadsheets, texts: CallerSearch.texts(job), ours: outcome.values["caller"]))
        return outcome
    }

    private func peers(_ work: WorkFolder) -> SearchPeers { SearchPeers(fzf: fzf, sqlite: sqlite, folder: work) }

    private func firstScreen(_ database: String, rows: Int, _ work: WorkFolder) throws -> Outcome {
        var ours = try FirstScreen.report(Job(kind: .firstScreen, database: database, rows: rows), times: 7)
        if rows == self.rows { ours.add(try VisiData.run(program: visidata, folder: work, rows: rows, ours: ours)) }
        return ours
    }

    private func seed(_ database: String, rows: Int, into outcome: inout Outcome) throws {
        progress("making a spreadsheet of \(Amount.grouped(rows)) customers")
        outcome.add(try Job(kind: .seed, database: database, rows: rows).inChild(limit: 600))
    }

    private func progress(_ text: String) { FileHandle.standardError.write(Data("\(text) …\n".utf8)) }
}
