import CRM
import CRMStore
import Foundation
import TestBench

/// The writers, their customers, and what each customer must be like at the end.
struct SalesRoom {
    let bench: Workbench
    let stage: LeadStage
    let writers: [Writer]
    let commits: CommitLog
    /// In the order of the rows on the screens.
    private(set) var customers: [Expected]
    private var random = SeededGenerator(seed: 7)
    private var names: Set<String> = []

    private(set) var edits = 0
    private(set) var conflicts = 0
    private(set) var kept = 0
    private(set) var overwritten = 0
    private(set) var arrivals = 0
    private(set) var delays: [Duration] = []
    private(set) var fromKey: [Duration] = []
    private(set) var arrivalDelays: [Duration] = []

    init(_ bench: Workbench, _ stage: LeadStage) async throws {
        self.bench = bench
        self.stage = stage
        var writers: [Writer] = []
        for name in ["ana", "ben", "cat"] { writers.append(try await Writer(name, bench)) }
        self.writers = writers
        commits = try CommitLog(database: "\(bench.data)/leadsheet.db")
        let store = commits.store
        guard let sheet = try store.spreadsheets(of: nil).first?.spreadsheet.id else { throw Waiting.NotSeen(description: "There is no spreadsheet.") }
        customers = try store.rows(SheetQuery(sheet), from: .start, limit: 50).rows.map {
            Expected(customer: $0.id, name: $0.customerName, nextCall: $0.nextCall?.description)
        }
        guard customers.count == SeveralProof.customers else { throw Waiting.NotSeen(description: "There are \(customers.count) customers.") }
    }

    /// A name that nobody had, of letters that are not in the one before: a terminal draws it in one piece.
    private mutating func newName(after old: String) -> String {
        let first = Array("ABDEFGHJKLM")
        let letters = old.contains(where: first.contains) ? Array("NPQRSTVWXYZ") : first
        while true {
            let name = String((0..<8).map { _ in letters[Int(random.next() % UInt64(letters.count))] })
            if names.insert(name).inserted { return name }
        }
    }

    // MARK: Rounds

    /// Every writer at a customer of its own, at the same time.
    mutating func editApart(_ round: Int) async throws {
        var rows = Array(customers.indices)
        rows.shuffle(using: &random)
        var renames: [(row: Int, writer: Int, name: String, key: ContinuousClock.Instant)] = []
        for (index, writer) in writers.enumerated() {
            let name = newName(after: customers[rows[index]].name)
            for other in writers where other !== writer { other.seen.want(name) }
            commits.want(name, of: customers[rows[index]].customer)
            try await writer.beginRename(of: customers[rows[index]].name, to: name)
            let key = ContinuousClock.now
            try await writer.terminal.press("Enter")
            renames.append((rows[index], index, name, key))
        }
        for rename in renames {
            try await seen(rename.name, by: rename.writer, since: rename.key)
            customers[rename.row].history.append("name \(customers[rename.row].name) → \(rename.name)")
            customers[rename.row].name = rename.name
            edits += 1
        }
        // Then another field of the same customer, which need not be waited for by anybody.
        for rename in renames { try await editOther(rename.row, by: writers[rename.writer], round) }
    }

    /// Waits until a name is in the database and on the other screens.
    private mutating func seen(_ name: String, by writer: Int, since key: ContinuousClock.Instant) async throws {
        let others = writers.indices.filter { $0 != writer }
        let (commits, writers) = (commits, writers)
        let (commit, drawn): (ContinuousClock.Instant, [ContinuousClock.Instant]) = try await Waiting.until {
            guard let commit = commits.seen(name) else { return nil }
            let drawn = others.compactMap { writers[$0].seen.seen(name) }
            return drawn.count == others.count ? (commit, drawn) : nil
        } missing: {
            "\"\(name)\" was not drawn by all. The database has it: \(commits.seen(name) != nil). A screen:\n\((try? await writers[others[0]].terminal.screen()) ?? "")"
        }
        for instant in drawn {
            delays.append(max(.zero, instant - commit))
            fromKey.append(instant - key)
        }
    }

    private mutating func editOther(_ row: Int, by writer: Writer, _ round: Int) async throws {
        edits += 1
        switch random.next() % 3 {
        case 0:
            let choices = SeveralProof.statuses.filter { $0.id != customers[row].status }
            let status = choices[Int(random.next() % UInt64(choices.count))]
            try await writer.setStatus(of: customers[row].name, status.letter)
            try await stored("status \(status.id)", row) { $0.status == status.id }
            customers[row].history.append("status \(customers[row].status) → \(status.id)")
            customers[row].status = status.id
        case 1:
            let day = "2027-0\(1 + random.next() % 9)-1\(random.next() % 10)"
            guard customers[row].nextCall?.hasPrefix(day) != true else { return }
            try await writer.setNextCall(of: customers[row].name, day)
            try await stored("next call \(day)", row) { $0.nextCall?.description.hasPrefix(day) ?? false }
            customers[row].nextCall = try commits.store.customer(customers[row].customer)?.nextCall?.description
        default:
            let text = "note-\(round)-\(writer.name)"
            try await writer.note(of: customers[row].name, text)
            let (store, id) = (commits.store, customers[row].customer)
            try await Waiting.until {
                try store.timeline(of: id, limit: 500).contains { $0.text == text } ? true : nil
            } missing: {
                "The note \(text) was not written."
            }
            customers[row].history.append(text)
        }
    }

    /// Two writers at the same field of the same customer; the second is told, sees both values, and chooses.
    mutating func editTogether(_ round: Int) async throws {
        let row = Int(random.next() % UInt64(customers.count))
        let first = round % writers.count
        let (early, late) = (writers[first], writers[(first + 1) % writers.count])
        let writesMine = conflicts % 2 == 1
        let isStatus = conflicts % 4 >= 2
        let old = isStatus ? customers[row].status : customers[row].name
        let choices = SeveralProof.statuses.filter { $0.id != old }.shuffled(using: &random)
        let theirs = isStatus ? choices[0].id : newName(after: old)
        let mine = isStatus ? choices[1].id : newName(after: old)
        if isStatus {
            try await early.beginStatus(of: customers[row].name)
            try await late.beginStatus(of: customers[row].name)
        } else {
            try await early.beginRename(of: customers[row].name, to: theirs)
            try await late.beginRename(of: customers[row].name, to: mine)
        }
        try await early.terminal.press(isStatus ? choices[0].letter : "Enter")
        try await stored(theirs, row) { (isStatus ? $0.status : $0.customerName) == theirs }
        try await late.terminal.press(isStatus ? choices[1].letter : "Enter")
        try await late.terminal.screen("tell of the conflict, and of both values, \(theirs) and \(mine)") {
            $0.contains("changed meanwhile") && $0.contains("keep \"\(theirs)\"") && $0.contains("write \"\(mine)\"")
        }
        // Nothing is written before the choice.
        try await stored(theirs, row) { (isStatus ? $0.status : $0.customerName) == theirs }
        try await late.terminal.press(writesMine ? "w" : "k")
        let chosen = writesMine ? mine : theirs
        try await late.terminal.hides("changed meanwhile")
        try await stored(chosen, row) { (isStatus ? $0.status : $0.customerName) == chosen }
        let field = isStatus ? "status" : "name"
        customers[row].history.append("\(field) \(old) → \(theirs)")
        if writesMine { customers[row].history.append("\(field) \(theirs) → \(mine)") }
        if isStatus { customers[row].status = chosen } else { customers[row].name = chosen }
        for writer in writers { try await writer.terminal.screen("show \(chosen)") { $0.contains(chosen) } }
        conflicts += 1
        edits += 2
        if writesMine { overwritten += 1 } else { kept += 1 }
    }

    /// One writer deletes a customer and brings it back; all see both.
    mutating func deleteAndUndo(_ round: Int) async throws {
        let row = Int(random.next() % UInt64(customers.count))
        let (writer, name) = (writers[round % writers.count], customers[row].name)
        let others = writers.filter { $0 !== writer }
        try await writer.delete(of: customers[row].name)
        for other in others { try await other.terminal.screen("be without \(name)") { !Self.rows($0).contains(name) } }
        try await writer.undo()
        for other in writers { try await other.terminal.screen("show \(name) again") { Self.rows($0).contains(name) } }
        customers[row].history += ["deleted", "restored"]
        edits += 2
    }

    /// One writer deletes the customer at which another types.
    mutating func editDeleted(_ round: Int) async throws {
        let row = Int(random.next() % UInt64(customers.count))
        let (deleter, typist) = (writers[round % writers.count], writers[(round + 1) % writers.count])
        try await typist.beginStatus(of: customers[row].name)
        try await deleter.delete(of: customers[row].name)
        let (store, id) = (commits.store, customers[row].customer)
        try await Waiting.until { try store.customer(id) == nil ? true : nil } missing: { "The customer was not deleted." }
        let letter = SeveralProof.statuses.first { $0.id != customers[row].status }?.letter ?? "a"
        try await typist.terminal.press(letter)
        try await typist.terminal.shows("This customer was deleted meanwhile, so nothing was written")
        try await deleter.undo()
        let name = customers[row].name
        for writer in writers { try await writer.terminal.screen("show \(name) again") { Self.rows($0).contains(name) } }
        customers[row].history += ["deleted", "restored"]
        edits += 1
    }

    /// A lead comes in by webhook, is seen by all, and its person is erased by command.
    mutating func arriveAndErase(_ round: Int) async throws {
        let lead = "lead_new_\(round)"
        let status = try await stage.post([lead])
        guard status == 200 else { throw Waiting.NotSeen(description: "The lead \(lead) was answered with \(status).") }
        let store = commits.store
        let customer = try await Waiting.until { try store.customer(ofLead: lead) } missing: { "The lead \(lead) is no customer." }
        let commit = ContinuousClock.now
        for writer in writers {
            try await writer.terminal.screen("show the new \(lead)") { Self.rows($0).contains(lead) }
            arrivalDelays.append(ContinuousClock.now - commit)
        }
        let erased = try await bench.leadsheet("erase", "\(customer.id)", "--yes")
        guard erased.status == 0 else { throw Waiting.NotSeen(description: "erase: \(erased)") }
        for writer in writers {
            try await writer.terminal.screen("be without the erased \(lead)") { !Self.rows($0).contains(lead) }
        }
        arrivals += 1
    }

    // MARK: The end

    /// The database is what the writers remember, and every edit stands in the timeline.
    func compare(_ verdict: inout Verdict) async throws {
        let store = commits.store
        for expected in customers {
            guard let customer = try store.customer(expected.customer) else {
                verdict.expect(false, "\(expected.name) is not there")
                continue
            }
            verdict.expect(customer.customerName == expected.name, "the name is \(customer.customerName), and was to be \(expected.name)")
            verdict.expect(customer.status == expected.status, "the status of \(expected.name) is \(customer.status), and was to be \(expected.status)")
            verdict.expect(
                customer.nextCall?.description == expected.nextCall,
                "the next call of \(expected.name) is \(customer.nextCall?.description ?? "none"), and was to be \(expected.nextCall ?? "none")")
            var timeline = try store.timeline(of: expected.customer, limit: 10_000).map(\.text)
            for line in expected.history {
                guard let place = timeline.firstIndex(of: line) else {
                    verdict.expect(false, "the timeline of \(expected.name) has no \"\(line)\"")
                    continue
                }
                timeline.remove(at: place)
            }
        }
        for writer in writers {
            let screen = try await writer.terminal.screen()
            for expected in customers { verdict.expect(screen.contains(expected.name), "\(writer.name)'s screen does not show \(expected.name):\n\(screen)") }
        }
    }

    private func stored(_ what: String, _ row: Int, _ fits: @escaping (Customer) -> Bool) async throws {
        let (store, id) = (commits.store, customers[row].customer)
        try await Waiting.until {
            try store.customer(id).map(fits) == true ? true : nil
        } missing: {
            "\(what) was not stored. It is \((try? store.customer(id)).map { "\($0)" } ?? "not there")"
        }
    }

    private static func rows(_ screen: String) -> String { Writer.rows(screen).joined(separator: "\n") }
}
