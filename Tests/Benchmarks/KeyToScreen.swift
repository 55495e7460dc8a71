import CRM
import CRMStore
import Foundation
import SalesDesk
import TerminalKit

/// From a key to the screen that it changes: the key becomes readable, the main queue wakes, reads it, decides, draws. Where rows must
/// be read first, their frame is the one that counts. On the pseudo-terminal curses reads the key's bytes and writes the frame.
@MainActor enum KeyToScreen {
    static func run(_ job: Job) async throws -> Outcome {
        let store = try Seeding.open(job.database)
        var output = FileHandle.standardOutput
        let terminal: ProbeTerminal
        switch job.screen {
        case .memory: terminal = ProbeTerminal(size: ScreenText.size)
        case .curses:
            let pseudo = try PseudoTerminal(columns: ScreenText.size.columns, rows: ScreenText.size.rows)
            output = pseudo.output
            terminal = ProbeTerminal(inner: try CursesTerminal(theme: .dark), keyboard: pseudo.keyboard)
        }
        // The clock stands still, so that no age that changes is taken for the answer to a key.
        let now = Date()
        let stage = try DeskStage(terminal, store: store, clock: { now })
        _ = try await stage.open()
        var keys = Keys(stage: stage, job: job)
        try await keys.measure()
        stage.session.leave(status: 0)
        if job.roundTrip > 0 { try keys.save(in: store, at: now) }
        if job.screen == .curses { dup2(output.fileDescriptor, STDOUT_FILENO) }
        return keys.outcome()
    }

    /// The runs of keys and what they took.
    @MainActor private struct Keys {
        let stage: DeskStage
        let job: Job
        private var rows: Int { job.rows }
        var down = Latencies()
        var page = Latencies()
        var edge = Latencies()
        var letter = Latencies()
        var matches = Latencies()
        var counted = Latencies()
        /// Those of a word that nobody has, from its third letter on.
        var noneCounted = Latencies()
        var sort = Latencies()
        var write = Latencies()
        var undo = Latencies()
        var saved = Latencies()
        var unanswered = 0

        init(stage: DeskStage, job: Job) {
            self.stage = stage
            self.job = job
        }

        /// The time until a status is on the disk.
        mutating func save(in store: CRMStore, at now: Date) throws {
            guard let user = try store.users().first, let sheet = try store.spreadsheets(of: user.id).first,
                let customer = try store.rows(SheetQuery(sheet.id), from: .start, limit: 1).rows.first
            else { throw Trouble("The database has no customer.") }
            var status = customer.status
            for step in 0..<200 {
                let next = step.isMultiple(of: 2) ? "won" : "lost"
                let start = Latencies.now
                _ = try store.apply(.editCustomer(customer.id, [FieldEdit(.status, from: status, to: next)]), by: user.id, at: now)
                saved.record(from: start, to: Latencies.now)
                status = next
            }
        }

        mutating func measure() async throws {
            // So many that the end is not reached, where they would change nothing.
            for _ in 0..<min(500, rows / 4) { try await time(.down, into: \.down) }
            for _ in 0..<max(1, min(300, rows / 2 / ScreenText.size.rows)) { try await time(.pageDown, into: \.page) }
            for _ in 0..<50 {
                try await changeRows(.letter("g"), into: \.edge)
                try await changeRows(.letter("G"), into: \.edge)
            }
            try await changeRows(.letter("g"), into: \.edge)
            for _ in 0..<5 { try await search(CustomerMaker.searched) }
            // Not a beginning of any word in it, so that from the third letter on nobody is found.
            for _ in 0..<5 { try await search("xqzvw", counting: \.noneCounted) }
            for _ in 0..<4 {
                for column in "cpnser" { try await sort(column) }
            }
            // The newest first, in which no row moves for its status.
            try await open(.letter("o"))
            try await changeRows(.letter("a"), into: \.sort)
            // Each writes something, for the row has another status by then.
            for _ in 0..<50 { for letter in "lw" { try await status(letter) } }
            for _ in 0..<50 {
                // What was written before is not waited for, nor is the list that is read anew for it taken for the answer.
                await stage.terminal.quiet()
                try await changeRows(.letter("u"), into: \.undo)
            }
        }

        /// A pause between keys, shorter than any keyboard's repeat: what a key leaves to be read in the background is done.
        private func pause() async throws { try await Task.sleep(for: .milliseconds(6)) }

        /// Keys that nothing answers are not waited for a thousand times.
        private mutating func missed() throws {
            unanswered += 1
            if unanswered > 20 {
                throw Trouble("More than 20 keys changed nothing on the screen; the last was:\n\(stage.terminal.last?.text() ?? "none")")
            }
        }

        private mutating func time(_ key: BenchKey, into times: WritableKeyPath<Self, Latencies>) async throws {
            try await pause()
            var start: UInt64 = 0
            let frames = await stage.terminal.frames(within: 1, until: { _ in true }) { start = stage.terminal.press(key) }
            guard let frame = frames.last else {
                try missed()
                return
            }
            self[keyPath: times].record(from: start, to: frame.at)
        }

        private mutating func search(_ word: String, counting none: WritableKeyPath<Self, Latencies>? = nil) async throws {
            try await pause()
            _ = await stage.terminal.frames(until: { _ in true }) { _ = stage.terminal.press(.letter("/")) }
            var typed = ""
            for character in word {
                try await pause()
                typed.append(character)
                let title = "/\(typed): "
                let before = stage.terminal.last.map { Array(ScreenText.rows($0)) }
                var start: UInt64 = 0
                let frames = await stage.terminal.frames(
                    within: 30,
                    until: { grid in
                        ScreenText.lines(grid).contains { $0.contains(title) && $0.contains(" here") }
                    }
                ) { start = stage.terminal.press(.letter(character)) }
                guard let first = frames.first, let last = frames.last else {
                    try missed()
                    continue
                }
                if let none {
                    if typed.count >= 3 { self[keyPath: none].record(from: start, to: last.at) }
                    continue
                }
                letter.record(from: start, to: first.at)
                counted.record(from: start, to: last.at)
                // A letter that leaves the screen as it was has no frame of its own to be timed by.
                if let changed = frames.first(where: { Array(ScreenText.rows($0.grid)) != before }) {
                    matches.record(from: start, to: changed.at)
                }
            }
            await stage.terminal.leaveSearch()
        }

        private mutating func sort(_ column: Character) async throws {
            try await open(.letter("o"))
            try await changeRows(.letter(column), into: \.sort)
        }

        private mutating func status(_ letter: Character) async throws {
            try await open(.letter("s"))
            try await changeRows(.letter(letter), into: \.write)
        }

        /// Presses a key that shows a choice.
        private func open(_ key: BenchKey) async throws {
            try await pause()
            _ = await stage.terminal.frames(until: { _ in true }) { _ = stage.terminal.press(key) }
        }

        /// Presses a key and waits until other rows are seen, or the same with another content.
        private mutating func changeRows(_ key: BenchKey, into times: WritableKeyPath<Self, Latencies>) async throws {
            try await pause()
            let before = stage.terminal.last.map { Array(ScreenText.rows($0)) }
            var start: UInt64 = 0
            let frames = await stage.terminal.frames(within: 30, until: { Array(ScreenText.rows($0)) != before }) {
                start = stage.terminal.press(key)
            }
            guard let frame = frames.last else {
                try missed()
                return
            }
            self[keyPath: times].record(from: start, to: frame.at)
        }

        func outcome() -> Outcome {
            let isFar = job.roundTrip > 0
            let letter = isFar ? "i" : "d"
            let whereabouts =
                isFar ? ", on a server \(job.roundTrip) ms away" : job.screen == .curses ? ", curses on a pseudo-terminal" : ""
            let place = "\(Amount.grouped(rows)) customers\(whereabouts)"
            let window = isFar ? 50.0 : 5
            var outcome = Outcome()
            outcome.add(letter, "\(place): Down → screen", down, p99: window)
            outcome.add(letter, "\(place): PgDn → screen", page, p99: window)
            outcome.add(letter, "\(place): g, G → first, last rows", edge, p99: window)
            outcome.add(letter, "\(place): a letter of a search → seen", self.letter, p99: 5)
            outcome.add(letter, "\(place): a letter of a search → matches", matches, p99: 50)
            outcome.add(letter, "\(place): a letter of a search → matches counted", counted)
            outcome.add(letter, "\(place): a letter of a word that nobody has → counted", noneCounted, p99: 50)
            outcome.add(letter, "\(place): order by another column → rows", sort, p99: isFar ? 50 : 150)
            outcome.add(letter, "\(place): a status → seen", write, p99: 5)
            outcome.add(letter, "\(place): u after it → seen", undo, p99: isFar ? 60 : 50)
            if isFar { outcome.add(letter, "\(place): a status → on the server's disk", saved, p99: 60) }
            outcome.values["search, \(rows), \(job.screen)"] = matches.milliseconds(50)
            if unanswered > 0 {
                outcome.notes.append("\(letter): \(place): \(unanswered) keys changed nothing on the screen within their time.")
            }
            return outcome
        }
    }
}
