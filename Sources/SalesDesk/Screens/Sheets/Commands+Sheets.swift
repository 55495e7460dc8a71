import CRM
import TerminalKit

/// The commands of the grid and of the list of spreadsheets.
extension CommandRegistry {
    private static func needsRow(_ state: DeskState) -> String? {
        state.sheets.grid?.selectedCustomer == nil ? "No customer is selected. \(state.keys.of("customer.add")) adds one." : nil
    }

    private static func needsSheet(_ state: DeskState) -> String? {
        state.sheets.selectedItem == nil ? "There is no spreadsheet yet. \(state.keys.of("sheet.add")) makes one." : nil
    }

    /// Why that which its owner alone may do is not to be done; a view is always the user's own.
    private static func needsOwnSheet(_ state: DeskState) -> String? {
        guard state.sheets.openView == nil, let summary = state.sheets.summary(state.sheets.selectedID), summary.shared != nil else {
            return needsSheet(state)
        }
        return "This spreadsheet is \(summary.owner)'s, who alone can rename, delete or share it."
    }

    private static func needsView(_ state: DeskState) -> String? {
        state.sheets.openView == nil ? "This moves views; spreadsheets stand in the order in which they were made." : nil
    }

    static func needsGrid(_ state: DeskState) -> String? {
        state.sheets.grid == nil ? "No spreadsheet is open. \(state.keys.of("customer.add")) adds the first customer." : nil
    }

    private static func isReading(_ state: DeskState) -> String? {
        state.sheets.isLoaded ? nil : "Still reading your spreadsheets."
    }

    static let gridCommands: [Command] = [
        Command(
            "customer.open", "Open the customer's card", hint: "open", rank: 30, keys: ["Enter"], in: [.grid], onRow: true,
            disabled: needsRow
        ) { state in
            state.sheets.grid?.selectedID.map { Desk.openCard($0, &state) } ?? []
        },
        Command(
            "cell.edit", "Edit the cell", hint: "edit", rank: 45, keys: ["e", "F2"], in: [.grid], onRow: true,
            disabled: { needsRow($0) ?? readsOnly($0) }
        ) {
            state in
            state.sheets.grid?.selectedID.map { Desk.editCell($0, state.sheets.column, &state) } ?? []
        },
        Command("cell.left", "Previous column", keys: ["Left", "h"], in: [.grid]) { state in
            state.sheets.column = state.sheets.columns.neighbour(of: state.sheets.column, by: -1)
            return []
        },
        Command("cell.right", "Next column", keys: ["Right", "l"], in: [.grid]) { state in
            state.sheets.column = state.sheets.columns.neighbour(of: state.sheets.column, by: 1)
            return []
        },
        Command(
            "grid.search", "Search as you type", hint: "search", rank: 35, keys: ["/"], in: [.grid, .spreadsheets], disabled: needsGrid
        ) {
            Desk.askSearch(&$0)
        },
        Command(
            "grid.filter", "Filter by status, next call and more", hint: "filter", rank: 60, keys: ["f"], in: [.grid],
            disabled: needsGrid
        ) {
            Desk.ask(.filter, &$0)
        },
        Command(
            "search.save", "Save the search as a view, also while it is typed", keys: ["Ctrl-S"], in: [.grid, .search],
            disabled: { state in
                guard state.prompt == nil, state.sheets.grid?.query.filter.text.isEmpty != false else { return nil }
                return "Search or filter first: \(state.keys.of("grid.search")) or \(state.keys.of("grid.filter"))."
            }
        ) {
            Desk.askViewName(&$0)
        },
        Command("grid.sort", "Sort by a column; again reverses", hint: "sort", rank: 75, keys: ["o"], in: [.grid], disabled: needsGrid) {
            Desk.ask(.sort, &$0)
        },
        Command(
            "grid.columns", "Columns: choose, order and size them, answers of forms among them", hint: "columns", rank: 78, keys: ["="],
            in: [.grid], disabled: needsGrid
        ) {
            Desk.openColumns(&$0)
        },
        Command(
            "demo.try", "On a first start: try it with simulated leads; nothing is kept", keys: ["T"], in: [.grid],
            firstStart: true, disabled: Desk.whyNoTrial
        ) { _ in [.tryDemo] },
        Command(
            "customer.add", "Add a customer", hint: "add", rank: 80, keys: ["a"], in: [.grid],
            disabled: { isReading($0) ?? $0.sheets.addsTo.flatMap($0.readsOnly) }
        ) { state in
            Desk.ask(.newCustomer(state.sheets.addsTo), &state)
        },
        Command(
            "customer.delete", "Delete the customer (\(key: "undo") undoes)", keys: ["Delete", "X"], in: Command.Place.listsOfCustomers,
            onRow: true, disabled: readsOnly
        ) { state in
            Desk.deleteMarked(&state) ?? state.currentCustomer.map { Desk.write(.deleteCustomer($0.id), .said, &state) } ?? []
        },
        Command(
            "list.call", "Call through this list, card by card", hint: "call all", rank: 58, keys: ["L"],
            in: Command.Place.listsOfCustomers,
            onRow: true, disabled: { needsCustomer($0) ?? $0.listedSpreadsheet.flatMap($0.readsOnly) }
        ) { state in
            Desk.callThroughMarked(&state) ?? state.shown.callThrough?(&state) ?? []
        },
        Command("grid.refresh", "Refresh: drop rows that no longer match", keys: ["R", "F5"], in: [.grid]) { state in
            Desk.readAnew(&state)
            state.lastWriteAt = state.now
            let height = SheetsLayout(state).rowCount
            let request = state.sheets.grid?.refreshView(height)
            return (request.map { [.sheets(.loadWindow($0))] } ?? []) + [.sheets(.loadSpreadsheets)]
        },
        Command("pane.next", "Switch between spreadsheets and customers", keys: ["Tab", "Shift-Tab"], in: [.grid, .spreadsheets]) { state in
            state.sheets.focus = state.sheets.focus == .grid ? .spreadsheets : .grid
            return Desk.ensureRows(&state)
        },
    ]

    static let spreadsheetCommands: [Command] = [
        Command(
            "sheet.open", "Open the spreadsheet or view", hint: "open", keys: ["Enter", "Right", "l"], in: [.spreadsheets],
            disabled: needsSheet
        ) { state in
            state.sheets.focus = .grid
            return Desk.ensureRows(&state)
        },
        Command("sheet.add", "New spreadsheet", hint: "new", keys: ["a", "+"], in: [.spreadsheets]) { Desk.ask(.newSpreadsheet, &$0) },
        Command(
            "sheet.rename", "Rename the spreadsheet or view", hint: "rename", keys: ["e", "F2"], in: [.spreadsheets],
            disabled: needsOwnSheet
        ) { state in
            if let view = state.sheets.openView { return Desk.ask(.renameView(view), text: view.name, &state) }
            guard let sheet = state.sheets.summary(state.sheets.selectedID)?.spreadsheet else { return [] }
            return Desk.ask(.renameSpreadsheet(sheet.id), text: sheet.name, &state)
        },
        Command(
            "sheet.describe", "Describe the spreadsheet; change the view's search", hint: "describe", keys: ["i"], in: [.spreadsheets],
            disabled: needsOwnSheet
        ) { state in
            if let view = state.sheets.openView { return Desk.ask(.viewQuery(view), text: view.query, &state) }
            guard let sheet = state.sheets.summary(state.sheets.selectedID)?.spreadsheet else { return [] }
            return Desk.ask(.describeSpreadsheet(sheet.id), text: sheet.description, &state)
        },
        Command(
            "sheet.delete", "Delete the spreadsheet and its customers, or the view (\(key: "undo") undoes)", hint: "delete",
            keys: ["Delete", "X"],
            in: [.spreadsheets], disabled: needsOwnSheet
        ) { state in
            if let view = state.sheets.openView { return Desk.write(.deleteView(view.id), .said, &state) }
            return Desk.deleteSpreadsheet(&state)
        },
        Command(
            "sheet.share", "Share the spreadsheet with colleagues, to read or to write", hint: "share", keys: ["s"], in: [.spreadsheets],
            disabled: { state in
                state.sheets.openView == nil ? needsOwnSheet(state) : "This shares spreadsheets; a view is for you alone."
            }
        ) { state in
            guard let id = state.sheets.selectedID else { return [] }
            return Desk.ask(.share(id), &state) + [.sheets(.loadColleagues(id))]
        },
        Command("view.down", "Move the view down", keys: ["J"], in: [.spreadsheets], disabled: needsView) { Desk.moveView(1, &$0) },
        Command("view.up", "Move the view up", keys: ["K"], in: [.spreadsheets], disabled: needsView) { Desk.moveView(-1, &$0) },
    ]
}
