import CRM
import CRMStore
import Foundation
import EndToEndSupport
import TestSupport

/// Rounds in which the writers work as at the desk: calls, marked rows, another spreadsheet.
extension SalesRoom {
    /// Outcomes that Enter ends, each with a status that a terminal draws over any other in one piece.
    private static let outcomes: [(digit: String, id: CallOutcome.ID, status: String)] = [("0", .won, "won"), ("6", .notNow, "nurture")]

    /// One writer logs a call; the others see the status that it gives.
    mutating func call(_ round: Int) async throws {
        let (index, row) = (round % writers.count, random.below(customers.count))
        guard let outcome = Self.outcomes.filter({ $0.status != customers[row].customer.status }).randomElement(using: &random) else {
            return
        }
        try await writers[index].beginCall(of: customers[row].name, outcome.digit)
        try await quiet()
        let watch = beginWatch(
            .call, drawn: outcome.status, on: others(than: index), CommitLog.has(outcome.status, in: .status, of: customers[row].id))
        let pressed = ContinuousClock.now
        try await writers[index].terminal.press("Enter")
        try await seen(watch, since: pressed)
        try noteCall(outcome.id, row)
        edits += 1
    }

    /// Two writers call the same customer. The second, who chooses an outcome after the first wrote another, is told and has written nothing.
    mutating func callTogether(_ round: Int) async throws {
        let row = random.below(customers.count)
        let (early, late) = (writers[round % writers.count], writers[(round + 1) % writers.count])
        let (id, name) = (customers[row].id, customers[row].name)
        guard let first = Self.outcomes.first(where: { $0.status != customers[row].customer.status }),
            let second = Self.outcomes.first(where: { $0.id != first.id })
        else { return }
        try await late.beginCall(of: name)
        try await early.beginCall(of: name, first.digit)
        try await early.terminal.press("Enter")
        try await stored(first.status, row, in: .status)
        try noteCall(first.id, row)
        try await late.terminal.press(second.digit)
        let isTold: (String) -> Bool = { $0.contains("again writes yours") || $0.contains("changed meanwhile") }
        let tell = "tell \(late.name) that \(early.name) has called \(name) meanwhile"
        var screen = try await late.terminal.screen("\(tell), or ask for more") { isTold($0) || !$0.contains("0 won") }
        // On a slow link the outcome may be chosen before the other's is there: then it is the data that refuse it.
        if !isTold(screen) {
            try await late.terminal.press("Enter")
            screen = try await late.terminal.screen(tell, isTold)
        }
        try await stored(first.status, row) { store in
            let customer = try store.customer(id)
            return customer?.status == first.status && customer?.contact.lastOutcome == first.id
        }
        if screen.contains("again writes yours"), !screen.contains("0 won") {
            // What an outcome asks for is left for the outcomes.
            try await late.terminal.press("Escape")
            try await late.terminal.shows("0 won")
        }
        try await late.terminal.press("Escape")
        try await late.terminal.hides("0 won")
        conflicts += 1
        kept += 1
        edits += 1
    }

    /// Takes over what a call has written to a customer, and the line that tells of it.
    private mutating func noteCall(_ outcome: CallOutcome.ID, _ row: Int) throws {
        let id = customers[row].id
        guard let found = try commits.store.customer(id) else { throw Waiting.NotSeen(description: "\(customers[row].name) is gone.") }
        customers[row].call(CallOutcome.of(outcome).title, status: found.status, nextCall: found[field: .nextCallDate])
    }

    /// One writer gives the first rows a status at once.
    mutating func mark(_ round: Int) async throws {
        let (index, rows) = (round % writers.count, Array(customers.indices.prefix(3)))
        let taken = rows.map { customers[$0].customer.status }
        guard let status = SeveralProof.statuses.filter({ !taken.contains($0.id) }).randomElement(using: &random) else { return }
        let writer = writers[index]
        try await writer.beginStatus(ofFirst: rows.count)
        try await quiet()
        let ids = rows.map { customers[$0].id }
        let watch = beginWatch(.marked, drawn: status.id, on: others(than: index)) { customers in
            ids.allSatisfy { id in customers.first { $0.id == id }?.status == status.id }
        }
        let pressed = ContinuousClock.now
        try await writer.terminal.press(status.letter)
        try await seen(watch, since: pressed)
        try await writer.terminal.hides("\(rows.count) marked")
        for row in rows { customers[row].edit(.status, to: status.id) }
        edits += rows.count
    }

    /// One writer moves a customer to another spreadsheet and takes that back; all see both. Like a deletion it is not timed.
    mutating func moveAndUndo(_ round: Int) async throws {
        let row = random.below(customers.count)
        let (id, name) = (customers[row].id, customers[row].name)
        let index = round % writers.count
        try await writers[index].move(name, to: SeveralProof.otherSpreadsheet)
        try await hidden(name, on: Array(writers.indices))
        let there = try commits.store.customer(id)
        guard there?.spreadsheetID != customers[row].customer.spreadsheetID, there?.status == customers[row].customer.status else {
            throw Waiting.NotSeen(description: "\(name) was moved, and is \(there.map { "\($0)" } ?? "gone")")
        }
        try await writers[index].undo()
        try await shown(name)
        edits += 2
    }
}

extension Writer {
    /// Opens the prompt of a call, and chooses an outcome that asks for something; Enter is yet to come.
    func beginCall(of customer: String, _ digit: String? = nil) async throws {
        try await terminal.press(try await go(to: customer) + ["c"])
        try await terminal.shows("0 won")
        guard let digit else { return }
        try await terminal.press(digit)
        try await terminal.hides("0 won")
    }

    /// Marks the first rows and opens the choice of their status; the letter is yet to come.
    func beginStatus(ofFirst count: Int) async throws {
        try await terminal.press(["g"] + Array(repeating: "Space", count: count))
        try await terminal.shows("\(count) marked")
        try await terminal.press("s")
        try await terminal.shows("status of \(count) customers")
    }

    func move(_ customer: String, to spreadsheet: String) async throws {
        try await terminal.press(try await go(to: customer) + [">"])
        try await terminal.shows("move \(customer) to")
        try await terminal.press(spreadsheet.map(String.init) + ["Enter"])
    }
}
