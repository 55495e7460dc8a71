import CRM

/// A list in which rows can be marked. Each keeps its marks while others are looked at, until they are taken away.
public enum MarkedList: Hashable, Sendable {
    case spreadsheet(Spreadsheet.ID)
    case view(SavedView.ID)
    case calls
}

/// The marked rows of a list, each as it was seen last: one that somebody changes unseen is not changed along with the others.
public struct Marks: Hashable, Sendable {
    private struct Seen: Hashable {
        var spreadsheet: Spreadsheet.ID
        var version: Int
    }

    private var seen: [Customer.ID: Seen] = [:]
    /// The number of them that the list does not show, because it is searched or filtered.
    var hidden = 0

    init(_ marks: some Sequence<CustomerMark> = []) {
        for mark in marks { add(mark) }
    }

    var count: Int { seen.count }
    var isEmpty: Bool { seen.isEmpty }
    var ids: [Customer.ID] { Array(seen.keys) }

    /// There may be a million of them.
    public func hash(into hasher: inout Hasher) { hasher.combine(count) }

    /// In the order of their numbers.
    var all: [CustomerMark] {
        seen.map { CustomerMark(id: $0.key, spreadsheetID: $0.value.spreadsheet, version: $0.value.version) }.sorted { $0.id < $1.id }
    }

    func contains(_ id: Customer.ID) -> Bool { seen[id] != nil }

    mutating func add(_ mark: CustomerMark) { seen[mark.id] = Seen(spreadsheet: mark.spreadsheetID, version: mark.version) }

    mutating func add(_ marks: Marks) {
        if seen.isEmpty {
            self = marks
        } else {
            seen.merge(marks.seen) { _, new in new }
        }
    }

    mutating func remove(_ ids: some Sequence<Customer.ID>) {
        for id in ids { seen[id] = nil }
        hidden = min(hidden, count)
    }

    mutating func toggle(_ customer: Customer) {
        if contains(customer.id) { remove([customer.id]) } else { add(CustomerMark(customer)) }
    }

    /// Rows are on the screen, or near it, as they are now.
    mutating func note(_ customers: some Sequence<Customer>) {
        for customer in customers where contains(customer.id) { add(CustomerMark(customer)) }
    }

    /// The person's own change made it this version.
    mutating func note(_ id: Customer.ID, version: Int) { seen[id]?.version = version }

    /// Those of these marks that are not in the spreadsheet any more in which they were seen.
    func strayed(from standing: [CustomerMark], among ids: [Customer.ID]) -> [Customer.ID] {
        let now = Dictionary(standing.map { ($0.id, $0.spreadsheetID) }, uniquingKeysWith: { first, _ in first })
        return ids.filter { id in seen[id].map { now[id] != $0.spreadsheet } ?? false }
    }
}

/// The marks of all lists, and what is being done to the rows that were marked.
struct MarkState: Sendable {
    var lists: [MarkedList: Marks] = [:]
    /// The marks that each list had before a change of its rows, or before they were taken away: they can be set again.
    var before: [MarkedList: Marks] = [:]
    /// The list whose rows are being marked, and the question's number: what was asked before counts no more.
    var reading: (list: MarkedList, number: Int)?
    /// Changes that the store has not carried out to their end yet.
    var jobs: [BulkJob] = []
    /// The words of a note that was left with Esc or could not be written, for the next time one is asked for.
    var unwrittenNote: String?
    /// The spreadsheets of colleagues, once they were asked for.
    var colleagues: [MoveTarget] = []
    private var last = 0

    mutating func nextNumber() -> Int {
        last += 1
        return last
    }
}

/// The list that is shown, as far as marks are concerned.
struct Marking: Sendable {
    var list: MarkedList
    /// The keys are not those of another pane.
    var hasKeys = true
    /// The customers at hand, as they were read.
    var rows: [Customer]
    var selected: Customer?
    /// The question by which all its rows are found; nil in the call list.
    var query: SheetQuery?
    /// The call list has more rows than are at hand.
    var hasMore = false
    /// Those that came since the list was opened and have not been on the screen.
    var arrived: Set<Customer.ID> = []
}

extension DeskState {
    /// The list that has the keys; nil where nothing can be marked: on a card the keys are about its customer.
    var marking: Marking? {
        guard card == nil, let marking = shown.marking(self), marking.hasKeys else { return nil }
        return marking
    }

    /// The spreadsheet in which all rows of the list are that has the keys; nil where they may be in several.
    var listedSpreadsheet: Spreadsheet.ID? {
        guard case .spreadsheet(let id) = marking?.query?.scope else { return nil }
        return id
    }

    /// The same of the marked rows.
    var markedSpreadsheet: Spreadsheet.ID? { marks?.hidden == 0 ? listedSpreadsheet : nil }

    /// The marks on which the keys act; nil where there are none.
    var marks: Marks? { marked.lists.isEmpty ? nil : marking.flatMap { marks(of: $0.list) } }

    /// The marks to be seen, whichever pane has the keys.
    var shownMarks: Marks? { marked.lists.isEmpty ? nil : shown.marking(self).flatMap { marks(of: $0.list) } }

    private func marks(of list: MarkedList) -> Marks? {
        guard let marks = marked.lists[list], !marks.isEmpty else { return nil }
        return marks
    }
}
