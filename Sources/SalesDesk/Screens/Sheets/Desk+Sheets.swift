import CRM
import Foundation
import TerminalKit

/// The Sheets screen: opening, moving, sorting, editing, and the rows that come back from the store.
extension Desk {
    // MARK: Spreadsheets

    static func spreadsheetsLoaded(_ summaries: [SpreadsheetSummary], _ state: inout DeskState) -> [DeskEffect] {
        let isFirst = !state.sheets.isLoaded
        let (before, customer) = (state.sheets.summary(state.sheets.grid?.query.spreadsheetID), state.sheets.grid?.selectedCustomer)
        state.sheets.summaries = summaries
        state.sheets.isLoaded = true
        state.moves.endList()
        if case .spreadsheet(let id) = state.toast?.gone, state.sheets.summary(id) != nil { state.toast = nil }
        if let wanted = state.sheets.openWhenLoaded, state.sheets.summary(wanted) != nil {
            state.sheets.openWhenLoaded = nil
            return openSpreadsheet(wanted, &state)
        }
        // A view shows no spreadsheet of its own.
        if state.sheets.viewID != nil { return countViews(&state) }
        let open = state.sheets.grid?.query.spreadsheetID
        if let open, state.sheets.summary(open) != nil {
            if state.sheets.summary(state.sheets.selectedID) == nil { state.sheets.selectedID = open }
            return countViews(&state)
        }
        // The open one is gone, or nothing is open yet.
        state.sheets.grid = nil
        let last = state.preferences[ViewPreference.open]
        let known = state.sheets.summary(state.sheets.cameFrom) ?? summaries.first { "\($0.id)" == last }
        let next = known ?? summaries.first
        if let before, state.screen == .sheets {
            let fate = "was deleted, or is not shared with you any more"
            loseList(.spreadsheet(before.id), before.title, fate, with: customer, to: next?.title, &state)
        }
        guard let first = next else {
            state.sheets.selectedID = nil
            return []
        }
        let effects = openSpreadsheet(first.id, byPerson: false, &state)
        if isFirst { state.sheets.chosenID = first.id }
        return effects
    }

    static func openSpreadsheet(_ id: Spreadsheet.ID, byPerson: Bool = true, _ state: inout DeskState) -> [DeskEffect] {
        state.sheets.selectedID = id
        (state.sheets.viewID, state.sheets.viewFault) = (nil, nil)
        if byPerson { state.sheets.chosenID = id }
        guard state.sheets.grid?.query.spreadsheetID != id else { return [] }
        state.sheets.keepPlace()
        takeColumns(ColumnPreference.name(of: id), &state)
        let query = ViewPreference.query(of: id, state.preferences[ViewPreference.name(of: id)], in: state.queryContext)
        (state.sheets.ownOrder, state.sheets.beforeSearch) = (query.order, nil)
        let effects = state.sheets.place(in: id).map { openView(query, around: $0, &state) } ?? openView(query, &state)
        return effects + (byPerson ? remember(&state) : [])
    }

    /// Shows other rows, or the same in another order, from their beginning.
    static func openView(_ query: SheetQuery, atEnd: Bool = false, _ state: inout DeskState) -> [DeskEffect] {
        var grid = grid(for: query, &state)
        let request = grid.open(query.asking(state.sheets.columns.questions), atEnd: atEnd)
        state.sheets.grid = grid
        return [.sheets(.loadWindow(request))]
    }

    static func openView(_ query: SheetQuery, around id: Customer.ID, _ state: inout DeskState) -> [DeskEffect] {
        var grid = grid(for: query, &state)
        let request = grid.open(query.asking(state.sheets.columns.questions), around: id)
        state.sheets.grid = grid
        return [.sheets(.loadWindow(request))]
    }

    private static func grid(for query: SheetQuery, _ state: inout DeskState) -> GridState {
        if let grid = state.sheets.grid, let id = query.spreadsheetID, grid.query.spreadsheetID == id { return grid }
        if let grid = state.sheets.grid, query.spreadsheetID == nil, grid.query.scope == query.scope, !state.sheets.isNewView {
            return grid
        }
        state.sheets.widths = GridWidths()
        return state.sheets.grid.map { GridState(query, after: $0.reading) } ?? GridState(query)
    }

    /// Shows the same rows in another order, or others of them. Whom the person chose keeps the cursor where the view shows them.
    static func change(to query: SheetQuery, _ state: inout DeskState) -> [DeskEffect] {
        guard let id = state.sheets.grid?.keptSelection(in: query, state.configuration.phones) else { return openView(query, &state) }
        return openView(query, around: id, &state)
    }

    static func windowLoaded(_ request: CustomerRequest, _ window: SheetWindow, _ kept: [Customer], _ state: inout DeskState)
        -> [DeskEffect]
    {
        let (height, isQuiet) = (SheetsLayout(state).rowCount, state.isQuiet)
        // A row keeps its line when it no longer fits the filter, not when it was moved away.
        let kept = kept.filter { customer in
            if case .spreadsheet(let id) = request.query.scope { return customer.spreadsheetID == id }
            return state.sheets.summary(customer.spreadsheetID) != nil
        }
        let rows = RowWindow(rows: window.rows, atStart: window.atStart, atEnd: window.atEnd)
        let before = state.sheets.grid?.selectedCustomer
        guard state.sheets.grid?.query.spreadsheetID == request.query.spreadsheetID,
            state.sheets.grid?.take(request, rows, kept: kept, isQuiet: isQuiet, height: height) == true
        else { return [] }
        measure(request, window, &state)
        if state.screen == .sheets, let lost = state.sheets.grid?.lost(before, by: request) { loseRow(lost, &state) }
        showPending(&state)
        dropDealtWith(window.rows, &state)
        let isOfWholeView = request.purpose != .extendDown && request.purpose != .extendUp
        let besides = isOfWholeView ? count(request, window, &state) + checkMarks(state) : []
        return ensureRows(&state) + openOnlyHit(&state) + besides
    }

    /// How many the filter leaves: where all of them were read there is nobody to ask, and of another place in the list it is known.
    private static func count(_ request: CustomerRequest, _ window: SheetWindow, _ state: inout DeskState) -> [DeskEffect] {
        let query = request.query
        guard query.isFiltered, query == state.sheets.grid?.query else { return [] }
        if window.atStart, window.atEnd {
            state.sheets.matches = (query, Matches(window.rows, of: query.scope))
            return []
        }
        guard state.sheets.shown == nil || request.purpose == .refresh else { return [] }
        state.sheets.counting = query
        return [.sheets(.count(query))]
    }

    /// The columns take the width that the view's first rows need, and grow with those that are scrolled to.
    private static func measure(_ request: CustomerRequest, _ window: SheetWindow, _ state: inout DeskState) {
        guard let grid = state.sheets.grid else { return }
        state.sheets.widths =
            switch request.purpose {
            case .open, .find: GridWidths(grid.rows, in: state)
            case .extendDown, .extendUp: state.sheets.widths.with(window.rows, in: state)
            case .refresh: state.sheets.widths.admitting(window.rows, in: state)
            }
    }

    /// The rows could not be read: those at hand stay, and the next key that wants others asks again. A customer who is found alone later is
    /// not opened by an Enter of now.
    static func windowFailed(_ request: CustomerRequest, _ sentence: String, _ state: inout DeskState) -> [DeskEffect] {
        state.sheets.grid?.fail(request)
        (state.typeahead, state.sheets.opensOnly) = ([], nil)
        state.sayAside(sentence)
        return []
    }

    /// Reads on when the rows on the screen come near the end of those that were read, or have changed since.
    static func ensureRows(_ state: inout DeskState) -> [DeskEffect] {
        let height = SheetsLayout(state).rowCount
        guard state.sheets.grid != nil else { return [] }
        state.sheets.grid?.keepVisible(height)
        return state.sheets.grid?.next(height).map { [.sheets(.loadWindow($0))] } ?? []
    }

    // MARK: Moving

    static func moveGrid(_ lines: Int, _ state: inout DeskState) -> [DeskEffect] {
        let height = SheetsLayout(state).rowCount
        state.sheets.grid?.move(by: lines, height: height)
        return ensureRows(&state)
    }

    /// The wheel moves the view, not the cursor.
    static func scrollGrid(_ lines: Int, _ state: inout DeskState) -> [DeskEffect] {
        let height = SheetsLayout(state).rowCount
        state.sheets.grid?.scroll(by: lines, height: height)
        return ensureRows(&state)
    }

    /// A selection that was scrolled out of view comes back before a key acts on it, so that nobody is changed unseen. Nil when it is in
    /// view.
    static func bringBack(_ state: inout DeskState) -> [DeskEffect]? {
        guard state.screen == .sheets, state.card == nil, state.marks == nil, let grid = state.sheets.grid, grid.isAdrift else {
            return nil
        }
        let height = SheetsLayout(state).rowCount
        let request = state.sheets.grid?.comeBack(height)
        let name = grid.selectedCustomer.map { TextWidth.truncate($0.customerName, to: 30) } ?? "the customer under the cursor"
        state.say("Back at \(name), who was out of view. Press the key again.", .info)
        return request.map { [.sheets(.loadWindow($0))] } ?? ensureRows(&state)
    }

    /// The first row of the view, or the last: read from there when it is not among those at hand.
    static func gridEdge(last: Bool, _ state: inout DeskState) -> [DeskEffect] {
        let height = SheetsLayout(state).rowCount
        guard let request = state.sheets.grid?.jump(last: last, height: height) else { return ensureRows(&state) }
        return [.sheets(.loadWindow(request))]
    }

    static func moveSpreadsheet(_ lines: Int, _ state: inout DeskState) -> [DeskEffect] {
        let items = state.sheets.items
        guard !items.isEmpty else { return [] }
        let index = (items.firstIndex { $0 == state.sheets.selectedItem } ?? 0) + lines
        switch items[min(max(index, 0), items.count - 1)] {
        case .spreadsheet(let id): return openSpreadsheet(id, &state)
        case .view(let id): return openSavedView(id, &state)
        }
    }

    /// A spreadsheet of so many customers, or the one that leads from Meta go to, is deleted by a second key only.
    static let fewCustomers = 20

    static func deleteSpreadsheet(_ state: inout DeskState) -> [DeskEffect] {
        guard let id = state.sheets.selectedID, let summary = state.sheets.summary(id) else { return [] }
        let isIntake = id == state.sheets.metaSheetID
        if isIntake || summary.customers > fewCustomers {
            let name = TextWidth.truncate(summary.spreadsheet.name, to: 40)
            let customers = Numbers.count(summary.customers, "customer")
            let next = isIntake ? " The next lead from Meta makes it anew." : ""
            let question = "\(name) has \(customers).\(next)"
            guard state.confirms("sheet.delete", of: id, question, word: "again deletes it") else { return [] }
        }
        return write(.deleteSpreadsheet(id), .said, &state)
    }

    // MARK: Editing

    /// Edits a cell in place; status and next call have prompts of their own.
    static func editCell(_ id: Customer.ID, _ field: CustomerField, _ state: inout DeskState) -> [DeskEffect] {
        guard let customer = customer(id, in: state) else { return [] }
        if state.card == nil {
            state.sheets.column = field
        } else {
            state.card?.field = field
        }
        switch field {
        case .status: return ask(.status(id), text: customer.status, &state)
        case .nextCallDate: return askNextCall(customer, &state)
        default: return ask(.cell(id, field), text: customer[field: field], &state)
        }
    }

    static func askNextCall(_ customer: Customer, _ state: inout DeskState) -> [DeskEffect] {
        // The field opens empty, for a shorthand is shorter than what stands there; Enter on nothing leaves all as it was.
        _ = ask(.nextCall(customer.id), text: customer[field: .nextCallDate], &state)
        if state.drafts[.nextCall(customer.id)] == nil { state.prompt?.field = TextField() }
        return []
    }

    static func customer(_ id: Customer.ID, in state: DeskState) -> Customer? {
        if let card = state.card, card.id == id, let customer = card.customer { return customer }
        return state.screens.lazy.compactMap { $0.customer(id, state) }.first
    }

    /// Opens the newest lead that nobody has opened; the next is announced then.
    static func openAnnounced(_ state: inout DeskState) -> [DeskEffect] {
        guard let customer = state.arrivedLeads.popLast() else { return [] }
        state.isPutOff = false
        if state.loop != nil { return takeIntoLoop(customer.id, &state) }
        return openCard(customer.id, &state)
    }
}
