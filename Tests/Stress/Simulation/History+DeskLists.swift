import CRM
import CRMStore
import Foundation

/// The work at the desk with many customers, and with lists of a user's own.
extension History {
    /// Marked customers in portions, as the screens change them; now and then the program is gone before the last one.
    func changeMany(by user: User.ID) throws -> Bool {
        var marks = try store.marks(SheetQuery(.user(user))).sorted { $0.id < $1.id }.filter { _ in dice.chance(0.5) }
        guard !marks.isEmpty, let change = try anyBulkChange() else { return false }
        let readOnly = Set(try store.spreadsheets(of: user).filter { $0.shared == .read }.map(\.id))
        func isLeft(_ mark: CustomerMark) -> Bool { change.changesThem && readOnly.contains(mark.spreadsheetID) }
        // Somebody has changed one of them since it was marked.
        let stale = dice.chance(0.3) ? dice.below(marks.count) : nil
        if let stale { marks[stale].version -= 1 }
        if case .move = change { people.moved.formUnion(marks.map(\.id)) }
        let before = try DeskRecord(store, users).customers
        var (batch, rest) = (nil as BulkBatch?, marks[...])
        while !rest.isEmpty {
            let portion = rest.prefix(dice.count(1...3))
            batch = try store.changePortion(change, of: portion, batch: batch, by: user, at: clock)
            rest = rest.dropFirst(portion.count)
            if dice.chance(0.1) { break }
        }
        guard let batch else { return false }
        expect(
            batch.seen == marks.count - rest.count && batch.gone == 0, "\(change) of \(marks.count - rest.count) customers says \(batch).")
        let after = Dictionary(uniqueKeysWithValues: try DeskRecord(store, users).customers.map { ($0.id, $0) })
        let reached = Set(marks.dropLast(rest.count).filter { !isLeft($0) }.map(\.id)).subtracting(batch.changed.map(\.id))
        for customer in before where !reached.contains(customer.id) {
            expect(
                after[customer.id] == customer,
                "Customer \(customer.id) was not to be changed by \(change), and is \(after[customer.id]?.status ?? "gone").")
        }
        expect(
            batch.readOnly == marks.dropLast(rest.count).count(where: isLeft),
            "\(change) says \(batch), of customers in spreadsheets of which \(readOnly) are to be read.")
        if let stale, stale < marks.count - rest.count, !isLeft(marks[stale]) {
            expect(batch.changed.map(\.id) == [marks[stale].id], "A customer that was changed since it was marked was changed unseen.")
        }
        return batch.id != 0
    }

    private func anyBulkChange() throws -> BulkChange? {
        switch dice.below(6) {
        case 0: return dice.pick(StatusCatalogue.standard.statuses).map { .set(.status, $0.id) }
        case 1: return .set(.nextCallDate, CalendarDay(clock, in: .gmt).adding(days: dice.count(-3...9)).description)
        case 2: return .note("told all of them")
        case 3: return dice.chance(0.2) ? .delete : .note("told some of them")
        case 4: return try anySpreadsheet().map { .move(to: $0.id) }
        default: return try anySpreadsheet().map { .copy(to: $0.id) }
        }
    }

    /// A file of some customers, in portions; one of them may be here already.
    func importFile(by user: User.ID) throws -> Bool {
        let name = "Fair \(dice.count(1...2))"
        guard let existing = dice.pick(ImportExisting.allCases) else { return false }
        var customers = (0..<dice.count(1...6)).map { _ in
            let number = dice.below(1_000_000)
            return Customer(
                id: 0, spreadsheetID: 0, customerName: "Guest \(number)", phoneNumber: "+46701\(1_000_000 + number)", createdAt: clock)
        }
        if let known = try anybody(of: nil) {
            customers.append(
                Customer(
                    id: 0, spreadsheetID: 0, customerName: known.customerName, companyName: "Acme", phoneNumber: known.phoneNumber,
                    createdAt: clock))
        }
        let before = try DeskRecord(store, users).customers.count
        var (step, rest) = (nil as ImportBatch?, customers.map { ImportedCustomer($0, in: nil) }[...])
        while !rest.isEmpty {
            let portion = rest.prefix(dice.count(1...3))
            step = try store.importPortion(Array(portion), into: name, step: step, existing: existing, by: user, at: clock)
            rest = rest.dropFirst(portion.count)
            if dice.chance(0.1) { break }
        }
        guard let step else { return false }
        try store.keepImport(step)
        let made = try DeskRecord(store, users).customers.count - before
        expect(made == step.count, "An import says that \(step.count) customers came, and \(made) did.")
        expect(
            existing == .add ? step.count == customers.count - rest.count : step.count + step.existing == customers.count - rest.count,
            "An import of \(customers.count - rest.count) customers (\(existing)) says \(step).")
        return true
    }

    func changeViews(by user: User.ID) throws -> Bool {
        let views = try store.views(of: user)
        switch dice.below(4) {
        case 0: _ = try store.apply(.saveView(SavedView(name: "View \(dice.below(1000))", query: "status:new")), by: user, at: clock)
        case 1:
            guard var view = dice.pick(views) else { return false }
            view.query = "attempts:>\(dice.below(1000))"
            _ = try store.apply(.saveView(view), by: user, at: clock)
        case 2:
            guard let view = dice.pick(views) else { return false }
            _ = try store.apply(.deleteView(view.id), by: user, at: clock)
        default:
            guard let view = views.first, views.count > 1 else { return false }
            _ = try store.apply(.moveView(view.id, to: dice.count(1...views.count - 1)), by: user, at: clock)
        }
        return true
    }

    func changeTemplates(by user: User.ID) throws -> Bool {
        let templates = try store.templates(of: user)
        let edit: TemplateEdit
        switch dice.below(3) {
        case 0: edit = .save(MessageTemplate(name: "text \(dice.below(1000))", text: "Hi {first_name}, \(dice.below(1000))"))
        case 1:
            guard let template = dice.pick(templates) else { return false }
            edit = .remove(template.id)
        default:
            guard let template = templates.first, templates.count > 1 else { return false }
            edit = .move(template.id, to: templates.count - 1)
        }
        return try !store.apply(.editTemplate(edit), by: user, at: clock).didNothing
    }

    // MARK: The end

    /// Counts, call lists and timelines say of each customer what its row says.
    func checkDesk() throws {
        var rows: [(user: String, customer: Customer)] = []
        try store.export(user: nil, spreadsheet: nil) { rows.append(($0.user, $0.customer)) }
        for summary in try store.spreadsheets(of: nil) {
            let own = Dictionary(grouping: rows.map(\.customer).filter { $0.spreadsheetID == summary.id }, by: \.status).mapValues(\.count)
            let told = summary.byStatus.filter { $0.value != 0 }
            expect(told == own, "Spreadsheet \(summary.id) counts \(told), and its rows are \(own).")
        }
        let moment = CallMoment(clock, in: .gmt, hours: .standard)
        for user in users {
            let seen = Set(try store.spreadsheets(of: user.id).map(\.id))
            let reasons = rows.map(\.customer).filter { isToCall($0, by: user.id, seeing: seen) }.compactMap { customer in
                CallReason(customer, at: moment, statuses: .standard).map { (customer.id, $0.group) }
            }
            let counts = try store.callCounts(of: user.id, at: moment, upTo: 10_000)
            for group in CallGroup.all(on: moment.today) {
                let wanted = reasons.filter { $0.1 == group }.map(\.0).sorted()
                let listed = try store.calls(group, of: user.id, at: moment, limit: 10_000).map(\.id).sorted()
                expect(
                    listed == wanted && counts[group].count == wanted.count,
                    "The calls of \(group) are \(listed), counted \(counts[group].count), and by their rows \(wanted).")
            }
        }
        for customer in rows.map(\.customer) {
            let calls = try store.timeline(of: customer.id, limit: 1000).count { $0.kind == .called }
            expect(
                customer.contact.attempts == calls + (people.madeWith[customer.id] ?? 0),
                "Customer \(customer.id) says \(customer.contact.attempts) attempts, and its timeline tells of \(calls).")
        }
    }
}
