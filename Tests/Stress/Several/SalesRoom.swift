import Base
import CRM
import CRMStore
import Foundation
import EndToEndSupport
import TestSupport

/// The writers, their customers, and what each customer must be like at the end.
struct SalesRoom {
    let bench: Workbench
    let stage: LeadStage
    let writers: [Writer]
    let commits: CommitLog
    /// In the order of the rows on the screens.
    var customers: [Expected]
    var random = SeededGenerator(seed: 7)
    private var names: Set<String> = []
    private var watches = 0

    var edits = 0
    var conflicts = 0
    var kept = 0
    var overwritten = 0
    var arrivals = 0
    /// From a transaction to each screen that was to show it.
    private(set) var delays: [ChangeKind: [Duration]] = [:]
    private(set) var fromKey: [Duration] = []

    init(_ bench: Workbench, _ stage: LeadStage, _ writers: [Writer], _ commits: CommitLog, customers count: Int) throws {
        self.bench = bench
        self.stage = stage
        self.writers = writers
        self.commits = commits
        customers = try commits.customers().map { customer in
            Expected(customer, history: try commits.store.timeline(of: customer.id, limit: 50).map(\.text))
        }
        guard customers.count == count else {
            throw Waiting.NotSeen(description: "There are \(customers.count) customers.")
        }
        for customer in customers where customer.history.count != 1 || !customer.history[0].hasPrefix("lead from Meta") {
            throw Waiting.NotSeen(description: "The timeline of \(customer.name) begins with \(customer.history).")
        }
    }

    /// A name that nobody had, of letters that are not in the one before: a terminal draws it in one piece.
    mutating func newName(after old: String) -> String {
        let first = Array("ABDEFGHJKLM")
        let letters = old.contains(where: first.contains) ? Array("NPQRSTVWXYZ") : first
        while true {
            let name = String((0..<8).map { _ in letters[random.below(letters.count)] })
            if names.insert(name).inserted { return name }
        }
    }

    func others(than writer: Int) -> [Int] { writers.indices.filter { $0 != writer } }

    // MARK: Watching

    /// Waits until nothing is drawn any more: what is drawn from then on comes of the next change.
    func quiet() async throws {
        try await Waiting.until {
            writers.allSatisfy { $0.seen.isQuiet(for: .milliseconds(100)) } ? true : nil
        } missing: {
            "The screens never came to rest."
        }
    }

    /// Has the database and some screens looked at for a change that is to come.
    mutating func beginWatch(_ kind: ChangeKind, drawn text: String, on screens: [Int], _ isThere: @escaping CommitLog.Fact) -> Watch {
        watches += 1
        for screen in screens { writers[screen].seen.want(text) }
        commits.want(watches, isThere)
        return Watch(kind: kind, number: watches, text: text, screens: screens)
    }

    /// Waits until a change is in the database and on the screens, and notes how long that took; `key` is when a person asked for it.
    mutating func seen(_ watch: Watch, since key: ContinuousClock.Instant? = nil) async throws {
        let (commits, writers) = (commits, writers)
        let (commit, drawn): (ContinuousClock.Instant, [ContinuousClock.Instant]) = try await Waiting.until {
            guard let commit = commits.seen(watch.number) else { return nil }
            let drawn = watch.screens.compactMap { writers[$0].seen.seen(watch.text) }
            return drawn.count == watch.screens.count ? (commit, drawn) : nil
        } missing: {
            "\(watch.kind.rawValue): \"\(watch.text)\" was not drawn by all. The database has it: \(commits.seen(watch.number) != nil). A screen:\n\((try? await writers[watch.screens[0]].terminal.screen()) ?? "")"
        }
        for instant in drawn {
            delays[watch.kind, default: []].append(max(.zero, instant - commit))
            if let key { fromKey.append(instant - key) }
        }
    }

    /// Counts none of what was timed until now.
    mutating func forgetTimes() { (delays, fromKey) = ([:], []) }

    /// Waits until a column of a customer has a text in the database.
    func stored(_ text: String, _ row: Int, in field: CustomerField) async throws {
        let id = customers[row].id
        try await stored(text, row) { try $0.customer(id)?[field: field] == text }
    }

    /// Waits until something is in the database.
    func stored(_ what: String, _ row: Int, _ isThere: (CRMStore) throws -> Bool) async throws {
        let (store, id) = (commits.store, customers[row].id)
        try await Waiting.until {
            try isThere(store) ? true : nil
        } missing: {
            "\(what) was not stored. It is \((try? store.customer(id)).map { "\($0)" } ?? "not there")"
        }
    }

    /// Waits until every screen has a row with all these texts.
    func shown(_ texts: String...) async throws {
        for writer in writers {
            // What came above the screen is shown.
            try await writer.terminal.press("g")
            try await writer.terminal.screen("show a row with \(texts)") {
                Writer.rows($0).contains { row in texts.allSatisfy { row.contains($0) } }
            }
        }
    }

    /// Waits until some screens have no row with a text.
    func hidden(_ text: String, on screens: [Int]) async throws {
        for screen in screens {
            try await writers[screen].terminal.screen("be without \(text)") { !Writer.rows($0).contains { $0.contains(text) } }
        }
    }
}
