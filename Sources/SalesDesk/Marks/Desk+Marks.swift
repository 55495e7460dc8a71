import CRM
import TerminalKit

/// Marking rows, and keeping the marks true while rows come, change and go.
extension Desk {
    /// Marks the row under the cursor, or takes its mark away, and goes down.
    static func toggleMark(_ state: inout DeskState) -> [DeskEffect] {
        guard let marking = state.marking, let customer = marking.selected else { return [] }
        state.marked.lists[marking.list, default: Marks()].toggle(customer)
        forgetEmpty(marking.list, &state)
        return state.shown.move(1, &state)
    }

    /// Marks all that the list shows; what was marked before stays so. A row that came in unseen is none of them: the next key would change it
    /// unseen, too.
    static func markAll(_ state: inout DeskState) -> [DeskEffect] {
        guard let marking = state.marking else { return [] }
        guard marking.query != nil || marking.hasMore else {
            mark(Marks(marking.rows.map(CustomerMark.init)), in: marking.list, &state)
            return []
        }
        let number = state.marked.nextNumber()
        state.marked.reading = (marking.list, number)
        guard let query = marking.query else { return [.marks(MarksEffect(.readCalls(number: number, state.calls.group)))] }
        return [.marks(MarksEffect(.readAll(marking.list, number: number, query)))]
    }

    static func allRead(_ list: MarkedList, _ number: Int, _ marks: Marks, _ state: inout DeskState) -> [DeskEffect] {
        guard state.marked.reading?.number == number else { return [] }
        state.marked.reading = nil
        mark(marks, in: list, &state)
        // Keys that were meant for all of them are not for the one under the cursor.
        if state.marked.lists[list] == nil { state.typeahead = [] }
        noteRows(&state)
        return []
    }

    private static func mark(_ marks: Marks, in list: MarkedList, _ state: inout DeskState) {
        var seen = marks
        let marking = state.shown.marking(state)
        let unseen = marking?.list == list ? marking?.arrived.filter(marks.contains) ?? [] : []
        seen.remove(unseen)
        state.marked.lists[list, default: Marks()].add(seen)
        forgetEmpty(list, &state)
        guard !unseen.isEmpty else { return }
        let (are, them) = unseen.count == 1 ? ("is", "it") : ("are", "them")
        let keys = state.keys
        state.say(
            "\(Numbers.count(unseen.count, "customer")) who came in unseen \(are) not marked. \(keys.of("move.first")) shows \(them), and then \(keys.of("mark.all")) marks \(them), too.",
            .info)
    }

    /// Leads have just come in, and the store may have read them when all were marked.
    static func unmarkUnseen(_ leads: [Customer], _ state: inout DeskState) {
        guard !state.marked.lists.isEmpty, let marking = state.shown.marking(state) else { return }
        state.marked.lists[marking.list]?.remove(leads.map(\.id).filter(marking.arrived.contains))
        forgetEmpty(marking.list, &state)
    }

    /// Takes the marks of the list away that has the keys. False where there are none.
    static func unmark(_ state: inout DeskState) -> Bool {
        guard let list = state.marking?.list else { return false }
        let isReading = state.marked.reading?.list == list
        if isReading { state.marked.reading = nil }
        guard let marks = state.marked.lists.removeValue(forKey: list) else { return isReading }
        state.marked.before[list] = marks
        return true
    }

    /// Marks those rows again that were changed together last, or lost their marks, as far as they are still there.
    static func markAgain(_ state: inout DeskState) -> [DeskEffect] {
        guard let list = state.marking?.list, let marks = state.marked.before[list] else { return [] }
        let number = state.marked.nextNumber()
        state.marked.reading = (list, number)
        return [.marks(MarksEffect(.readAgain(list, number: number, marks, scope: SheetQuery(.user(state.configuration.user.id)))))]
    }

    private static func forgetEmpty(_ list: MarkedList, _ state: inout DeskState) {
        if state.marked.lists[list]?.isEmpty == true { state.marked.lists[list] = nil }
    }

    // MARK: What becomes of them

    /// More marks are not looked after: a change finds out which of them still stand.
    private static let mostChecked = 20_000

    /// Rows were read: a person sees them as they are now.
    static func noteRows(_ state: inout DeskState) {
        guard !state.marked.lists.isEmpty, let marking = state.shown.marking(state), state.marked.lists[marking.list] != nil else { return }
        state.marked.lists[marking.list]?.note(marking.rows)
        if marking.query == nil, let marks = state.marked.lists[marking.list] {
            state.marked.lists[marking.list]?.hidden = marks.count - marking.rows.count { marks.contains($0.id) }
        }
    }

    /// Has the store tell which of the marked rows are still in the list, and shown.
    static func checkMarks(_ state: DeskState) -> [DeskEffect] {
        guard let marks = state.shownMarks, marks.count <= mostChecked, let marking = state.shown.marking(state) else { return [] }
        let everywhere = SheetQuery(.user(state.configuration.user.id))
        return [.marks(MarksEffect(.check(marking.list, marks, scope: everywhere, query: marking.query ?? everywhere)))]
    }

    static func marksChecked(_ list: MarkedList, _ gone: [Customer.ID], shown: Int, _ state: inout DeskState) {
        guard state.marked.lists[list] != nil else { return }
        state.marked.lists[list]?.remove(gone)
        if let count = state.marked.lists[list]?.count, list != .calls { state.marked.lists[list]?.hidden = max(0, count - shown) }
        forgetEmpty(list, &state)
    }

    /// The person's own change made a customer this version.
    static func noteOwnChange(_ applied: AppliedChange, _ state: inout DeskState) {
        guard let id = applied.customerID, let version = applied.version else { return }
        for list in state.marked.lists.keys { state.marked.lists[list]?.note(id, version: version) }
    }

    /// A customer is deleted, or was moved away.
    static func dropMarks(of id: Customer.ID, _ state: inout DeskState) {
        for list in state.marked.lists.keys {
            state.marked.lists[list]?.remove([id])
            forgetEmpty(list, &state)
        }
    }

    // MARK: Calling

    /// Calls through the marked rows: of many customers none is called or written to unseen. Nil where none is marked.
    static func callThroughMarked(_ state: inout DeskState) -> [DeskEffect]? {
        guard let marking = state.marking, let marks = state.marks else { return nil }
        guard var query = marking.query else {
            let ids = marking.rows.map(\.id).filter(marks.contains)
            return beginLoop(Marks.loopName, ids, at: 0, &state)
        }
        query.filter = .all
        if case .everywhere = query.scope {} else if marks.hidden > 0 { query = query.of(.user(state.configuration.user.id)) }
        state.moves.askLoop()
        return [.marks(MarksEffect(.worklist(marks, query)))]
    }
}
