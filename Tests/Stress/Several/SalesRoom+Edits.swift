import CRM
import CRMStore
import Foundation
import EndToEndSupport

/// Rounds in which the writers change what is there.
extension SalesRoom {
    /// Every writer at a customer of its own, at the same time.
    mutating func editApart(_ round: Int) async throws {
        var rows = Array(customers.indices)
        rows.shuffle(using: &random)
        var renames: [(row: Int, watch: Watch, key: ContinuousClock.Instant)] = []
        for (index, writer) in writers.enumerated() {
            let row = rows[index]
            let name = newName(after: customers[row].name)
            let watch = beginWatch(
                .rename, drawn: name, on: others(than: index), CommitLog.has(name, in: .customerName, of: customers[row].id))
            try await writer.beginRename(of: customers[row].name, to: name)
            let key = ContinuousClock.now
            try await writer.terminal.press("Enter")
            renames.append((row, watch, key))
        }
        for rename in renames {
            try await seen(rename.watch, since: rename.key)
            customers[rename.row].edit(.customerName, to: rename.watch.text)
            edits += 1
        }
        // Then another field of the same customer.
        for (index, rename) in renames.enumerated() { try await editOther(rename.row, by: index, round) }
    }

    private mutating func editOther(_ row: Int, by index: Int, _ round: Int) async throws {
        edits += 1
        let (writer, name) = (writers[index], customers[row].name)
        let isEnded = StatusCatalogue.standard.type(of: customers[row].customer.status).isEnded
        switch (round + index) % 3 {
        case 0:
            let old = customers[row].customer.status
            let choices = SeveralProof.statuses.filter { $0.id != old }
            let status = choices[random.below(choices.count)]
            try await writer.beginStatus(of: name)
            try await press(status.letter, by: index, .status, drawing: status.id, .status, status.id, row)
        // Of one that is ended every next call has the same colour.
        case 1 where !isEnded:
            let context = CallDateContext(now: Date(), zone: TimeZone(identifier: bench.environment["LEADSHEET_TIME_ZONE"] ?? "") ?? .gmt)
            let call = newCall(after: customers[row].customer.nextCall, in: context)
            try await writer.beginNextCall(of: name, call.description)
            let text = CallDateText.short(call, in: context).text
            try await press("Enter", by: index, .nextCall, drawing: text, .nextCallDate, call.description, row)
        default:
            let text = "note-\(round)-\(writer.name)"
            try await writer.note(of: name, text)
            let id = customers[row].id
            try await stored("the note \(text)", row) { try $0.timeline(of: id, limit: 500).contains { $0.text == text } }
            customers[row].note(text)
        }
    }

    /// The key with which a writer ends an edit; the others' screens are timed.
    private mutating func press(
        _ key: String, by index: Int, _ kind: ChangeKind, drawing text: String, _ field: CustomerField, _ value: String, _ row: Int
    ) async throws {
        try await quiet()
        let watch = beginWatch(kind, drawn: text, on: others(than: index), CommitLog.has(value, in: field, of: customers[row].id))
        let pressed = ContinuousClock.now
        try await writers[index].terminal.press(key)
        try await seen(watch, since: pressed)
        customers[row].edit(field, to: value)
    }

    /// A day long past or far ahead: of another colour than the call before it, so that a terminal draws it in one piece.
    private mutating func newCall(after old: NextCall?, in context: CallDateContext) -> NextCall {
        let days = 40 + random.below(280)
        let isAhead: Bool
        switch CallDateText.short(old, in: context).tone {
        case .overdue: isAhead = true
        case .later: isAhead = false
        case .today, .soon, .none: isAhead = random.chance(of: 2)
        }
        return NextCall(context.today.adding(days: isAhead ? days : -days))
    }

    /// Two writers at the same field of the same customer; the second is told, sees both values, and chooses.
    mutating func editTogether(_ round: Int) async throws {
        let row = random.below(customers.count)
        let (first, second, third) = (round % writers.count, (round + 1) % writers.count, (round + 2) % writers.count)
        let (early, late) = (writers[first], writers[second])
        let writesMine = conflicts % 2 == 1
        let isStatus = conflicts % 4 >= 2
        let (kind, field): (ChangeKind, CustomerField) = isStatus ? (.status, .status) : (.rename, .customerName)
        let (id, old) = (customers[row].id, customers[row].customer[field: field])
        let choices = SeveralProof.statuses.filter { $0.id != old }.shuffled(using: &random)
        let theirs = isStatus ? choices[0].id : newName(after: old)
        let mine = isStatus ? choices[1].id : newName(after: theirs)
        if isStatus {
            try await early.beginStatus(of: customers[row].name)
            try await late.beginStatus(of: customers[row].name)
        } else {
            try await early.beginRename(of: customers[row].name, to: theirs)
            try await late.beginRename(of: customers[row].name, to: mine)
        }
        // The second has a prompt over the rows, so the third alone is timed.
        try await quiet()
        let before = beginWatch(kind, drawn: theirs, on: [third], CommitLog.has(theirs, in: field, of: id))
        let entered = ContinuousClock.now
        try await early.terminal.press(isStatus ? choices[0].letter : "Enter")
        try await seen(before, since: entered)
        try await late.terminal.press(isStatus ? choices[1].letter : "Enter")
        try await late.terminal.screen("tell of the conflict, and of both values, \(theirs) and \(mine)") {
            $0.contains("changed meanwhile") && $0.contains("keep \"\(theirs)\"") && $0.contains("write \"\(mine)\"")
        }
        // Nothing is written before the choice.
        try await stored(theirs, row, in: field)
        customers[row].edit(field, to: theirs)
        if writesMine {
            try await quiet()
            let after = beginWatch(kind, drawn: mine, on: [first, third], CommitLog.has(mine, in: field, of: id))
            let chosen = ContinuousClock.now
            try await late.terminal.press("w")
            try await seen(after, since: chosen)
            customers[row].edit(field, to: mine)
            overwritten += 1
        } else {
            try await late.terminal.press("k")
            kept += 1
        }
        try await late.terminal.hides("changed meanwhile")
        let chosen = writesMine ? mine : theirs
        try await stored(chosen, row, in: field)
        try await shown(customers[row].name, chosen)
        conflicts += 1
        edits += 2
    }
}
