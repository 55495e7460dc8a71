import CRM
import CRMStore
import EndToEndSupport
import TestSupport

/// Rounds in which customers go and come back, or come and go.
extension SalesRoom {
    /// One writer deletes a customer and brings it back; all see both. A deletion is not timed: the rows below move up, which a terminal
    /// may do without drawing them.
    mutating func deleteAndUndo(_ round: Int) async throws {
        guard let row = rowApart() else { return }
        let (id, name) = (customers[row].id, customers[row].name)
        let index = round % writers.count
        let (writer, watchers) = (writers[index], others(than: index))
        try await writer.delete(of: name)
        try await hidden(name, on: watchers)
        try await quiet()
        let undo = beginWatch(.undo, drawn: name, on: watchers) { $0.contains { $0.id == id } }
        try await writer.undo()
        try await seen(undo)
        try await shown(name)
        customers[row].note("deleted", "restored")
        edits += 2
    }

    /// A row whose name shares no letter, place by place, with those above and below: each is drawn in one piece where the other stood.
    /// Not the first, which comes back above the screen where the cursor stands further down. Nil when there is none.
    private mutating func rowApart() -> Int? {
        let rows = customers.indices.dropFirst().dropLast().filter { row in
            [row - 1, row + 1].allSatisfy { !zip(customers[row].name, customers[$0].name).contains(where: ==) }
        }
        return rows.randomElement(using: &random)
    }

    /// One writer deletes the customer at which another types.
    mutating func editDeleted(_ round: Int) async throws {
        let row = random.below(customers.count)
        let (id, name, status) = (customers[row].id, customers[row].name, customers[row].customer.status)
        let (deleter, typist) = (writers[round % writers.count], writers[(round + 1) % writers.count])
        try await typist.beginStatus(of: name)
        try await deleter.delete(of: name)
        try await stored("the deletion of \(name)", row) { try $0.customer(id) == nil }
        try await typist.terminal.press(SeveralProof.statuses.first { $0.id != status }?.letter ?? "a")
        try await typist.terminal.shows("This customer was deleted meanwhile, or is not shared with you any more, so nothing was written")
        try await deleter.undo()
        try await shown(name)
        customers[row].note("deleted", "restored")
        edits += 1
    }

    /// A lead comes in by webhook, is seen by all, and its person is erased by command, which is not timed, like a deletion.
    mutating func arriveAndErase() async throws {
        // The lead's id is its customer's name.
        let lead = newName(after: customers[0].name)
        let all = Array(writers.indices)
        try await quiet()
        let arrival = beginWatch(.arrival, drawn: lead, on: all) { $0.contains { $0.customerName == lead } }
        let status = try await stage.post([lead])
        guard status == 200 else { throw Waiting.NotSeen(description: "The lead \(lead) was answered with \(status).") }
        try await seen(arrival)
        try await shown(lead)
        guard let id = try commits.store.customer(ofLead: lead)?.id else {
            throw Waiting.NotSeen(description: "The lead \(lead) is no customer.")
        }
        let erased = try await bench.leadsheet("erase", "\(id)", "--yes")
        guard erased.status == 0 else { throw Waiting.NotSeen(description: "erase: \(erased)") }
        try await hidden(lead, on: all)
        arrivals += 1
    }

    // MARK: The end

    /// The database is what the writers remember, and every edit stands in the timeline: no less and no other.
    func compare(_ verdict: inout Verdict) async throws {
        let store = commits.store
        for expected in customers {
            let timeline = try store.timeline(of: expected.id, limit: 10_000).map(\.text)
            for difference in expected.differences(from: try store.customer(expected.id), timeline: timeline) {
                verdict.expect(false, difference)
            }
        }
        var found: [Customer.ID] = []
        try store.export(user: nil, spreadsheet: nil) { found.append($0.customer.id) }
        let known = customers.map(\.id)
        verdict.expect(found.sorted() == known.sorted(), "the customers are \(found.sorted()), and were to be \(known.sorted())")
        for writer in writers {
            let screen = try await writer.terminal.screen()
            for expected in customers {
                verdict.expect(screen.contains(expected.name), "\(writer.name)'s screen does not show \(expected.name):\n\(screen)")
            }
        }
    }
}
