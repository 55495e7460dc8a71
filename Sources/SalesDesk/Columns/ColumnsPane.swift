import CRM
import TerminalKit

/// The list in which a person chooses the columns of the open list. What is chosen is in the list at once; here is what it was before.
struct ColumnsPane: Hashable, Sendable {
    /// Under what the choice is kept (`ColumnPreference`): the list that was open when the choosing began.
    let preference: String
    /// The name of that list.
    let title: String
    let before: ListColumns
    var selected = 0
    /// The questions that forms ask and rows have answered; nil until they were read.
    var asked: [AskedQuestion]?

    /// The words beside an answer's column; nil where nobody has such an answer any more.
    func remark(_ column: GridColumn) -> String? {
        guard case .answer(let key) = column.content, let asked else { return "" }
        return asked.first { $0.key == key }.map { $0.forms == 0 ? "" : Numbers.count($0.forms, "form") }
    }
}

extension DeskState {
    /// The columns of the open list are being chosen.
    var columnsPane: ColumnsPane? { if case .columns(let pane) = overlay { pane } else { nil } }
}

extension Desk {
    /// Lets the person choose the columns of the open list.
    static func openColumns(_ state: inout DeskState) -> [DeskEffect] {
        guard let grid = state.sheets.grid, let name = ColumnPreference.name(state.sheets) else { return [] }
        state.sheets.focus = .grid
        let title = state.sheets.openView?.name ?? state.sheets.summary(grid.query.spreadsheetID)?.spreadsheet.name ?? ""
        let at = state.sheets.columns.entries.firstIndex { $0.column.field == state.sheets.column } ?? 0
        state.overlay = .columns(ColumnsPane(preference: name, title: title, before: state.sheets.columns, selected: at))
        // Answers that came with a file are of no form: the rows at hand tell of them.
        let near = grid.rows.dropFirst(max(0, (grid.selectedIndex ?? 0) - 100)).prefix(200)
        return ensureRows(&state) + [.sheets(.loadQuestions(Array(near)))]
    }

    static func questionsLoaded(_ asked: [AskedQuestion], _ state: inout DeskState) -> [DeskEffect] {
        guard case .columns(var pane) = state.overlay else { return [] }
        pane.asked = asked
        state.overlay = .columns(pane)
        state.sheets.columns.offer(asked)
        return []
    }

    static func columnsKey(_ key: LayerKey, _ pane: ColumnsPane, _ state: inout DeskState) -> [DeskEffect] {
        switch key {
        case .answer: keepColumns(pane, &state)
        case .cancel: leaveColumns(pane, &state)
        default: scroll(key, &state)
        }
    }

    static func moveColumns(_ rows: Int, _ state: inout DeskState) {
        guard case .columns(var pane) = state.overlay else { return }
        pane.selected = min(max(0, pane.selected + rows), state.sheets.columns.entries.count - 1)
        state.overlay = .columns(pane)
    }

    /// A click goes to the column; a double click shows or hides it.
    static func pressColumn(_ row: Int, isDouble: Bool, _ state: inout DeskState) -> [DeskEffect] {
        guard let pane = state.columnsPane else { return [] }
        moveColumns(row - pane.selected, &state)
        return isDouble ? toggleColumn(&state) : []
    }

    // MARK: Choosing

    static func toggleColumn(_ state: inout DeskState) -> [DeskEffect] {
        guard let row = chosenRow(state) else { return [] }
        let entry = state.sheets.columns.entries[row]
        if entry.isAnswer, !entry.isShown, state.sheets.columns.answers >= ListColumns.mostAnswers {
            state.say("A list shows at most \(ListColumns.mostAnswers) answers. Hide one first.", .info)
            return []
        }
        guard state.sheets.columns.toggle(row) else {
            state.say("A row is known by its name, so this column stays.", .info)
            return []
        }
        return askAnswers(&state)
    }

    static func shiftColumn(_ step: Int, _ state: inout DeskState) -> [DeskEffect] {
        guard let row = chosenRow(state) else { return [] }
        let place = state.sheets.columns.move(row, by: step)
        moveColumns(place - row, &state)
        return []
    }

    static func widenColumn(_ cells: Int, _ state: inout DeskState) -> [DeskEffect] {
        guard let row = chosenRow(state) else { return [] }
        let column = state.sheets.columns.entries[row].column
        let now = GridView.columns(state)?[column.id]?.width ?? max(column.least, min(column.best, state.sheets.widths.need(column.id)))
        state.sheets.columns.widen(row, by: cells, from: now)
        return []
    }

    static func resetColumns(_ state: inout DeskState) -> [DeskEffect] {
        guard state.columnsPane != nil else { return [] }
        state.sheets.columns.reset()
        moveColumns(0, &state)
        return []
    }

    /// The row of the choice that has the cursor; nil where none is chosen from.
    private static func chosenRow(_ state: DeskState) -> Int? {
        state.columnsPane.flatMap { state.sheets.columns.entries.indices.contains($0.selected) ? $0.selected : nil }
    }

    /// Has the rows read again with answers that they were read without.
    private static func askAnswers(_ state: inout DeskState) -> [DeskEffect] {
        let questions = state.sheets.columns.questions
        guard let asked = state.sheets.grid?.query.questions, !questions.isSubset(of: asked) else { return [] }
        state.sheets.grid?.query.questions = questions
        // The number of rows is the same.
        state.sheets.matches?.query.questions = questions
        return readAgain(byPerson: true, &state)
    }

    // MARK: Leaving

    private static func keepColumns(_ pane: ColumnsPane, _ state: inout DeskState) -> [DeskEffect] {
        state.sheets.columns = state.sheets.columns.chosen
        state.overlay = nil
        return ensureRows(&state) + state.prefer(pane.preference, ColumnPreference.text(of: state.sheets.columns))
    }

    private static func leaveColumns(_ pane: ColumnsPane, _ state: inout DeskState) -> [DeskEffect] {
        let isChanged = state.sheets.columns.chosen != pane.before.chosen
        state.sheets.columns = pane.before
        state.overlay = nil
        if isChanged { state.say("The columns are as they were.", .info) }
        return ensureRows(&state) + askAnswers(&state)
    }

    /// The columns of the list that is being opened.
    static func takeColumns(_ name: String, _ state: inout DeskState) {
        // Of another list nothing is chosen any more.
        if state.columnsPane != nil { state.overlay = nil }
        state.sheets.columns = ColumnPreference.columns(state.preferences[name])
    }
}

extension CommandRegistry {
    static let columnCommands: [Command] = [
        Command("columns.toggle", "Show the column, or hide it", hint: "show or hide", rank: 10, keys: ["Space"], in: [.columns]) {
            Desk.toggleColumn(&$0)
        },
        Command("columns.right", "Move the column down, to the right in the list", keys: ["J"], in: [.columns]) {
            Desk.shiftColumn(1, &$0)
        },
        Command("columns.left", "Move the column up, to the left in the list", keys: ["K"], in: [.columns]) { Desk.shiftColumn(-1, &$0) },
        Command("columns.narrow", "Make the column narrower", keys: ["<", "Left"], in: [.columns]) { Desk.widenColumn(-1, &$0) },
        Command("columns.wide", "Make the column wider", keys: [">", "Right"], in: [.columns]) { Desk.widenColumn(1, &$0) },
        Command("columns.reset", "All columns as at first", hint: "as at first", rank: 20, keys: ["r"], in: [.columns]) {
            Desk.resetColumns(&$0)
        },
    ]
}
