import CRM
import Foundation
import TerminalKit

/// The Sheets screen: opening, moving, sorting, editing, and the rows that come back from the store.
extension Desk {
    // MARK: Spreadsheets

    static func spreadsheetsLoaded(_ summaries: [SpreadsheetSummary], _ state: inout DeskState) -> [DeskEffect] {
        let isFirst = !state.sheets.isLoaded
        state.sheets.summaries = summaries
        state.sheets.isLoaded = true
        if let wanted = state.sheets.openWhenLoaded, state.sheets.summary(wanted) != nil {
            state.sheets.openWhenLoaded = nil
            state.sheets.focus = .grid
            return openSpreadsheet(wanted, &state)
        }
        let open = state.sheets.grid?.query.spreadsheetID
        if let open, state.sheets.summary(open) != nil {
            if state.sheets.summary(state.sheets.selectedID) == nil { state.sheets.selectedID = open }
            return []
        }
        // The open one is gone, or nothing is open yet.
        state.sheets.grid = nil
        let last = state.preferences[ViewPreference.open]
        guard let first = summaries.first(where: { "\($0.id)" == last }) ?? summaries.first else {
            state.sheets.selectedID = nil
            return []
        }
        var effects = openSpreadsheet(first.id, byPerson: false, &state)
        if isFirst { state.sheets.chosenID = first.id }
        if isFirst, let meta = state.sheets.metaSheetID { effects.append(.sheets(.loadNewest(meta))) }
        return effects
    }

    static func openSpreadsheet(_ id: Spreadsheet.ID, byPerson: Bool = true, _ state: inout DeskState) -> [DeskEffect] {
        state.sheets.selectedID = id
        if byPerson { state.sheets.chosenID = id }
        guard state.sheets.grid?.query.spreadsheetID != id else { return [] }
        state.sheets.keepPlace()
        let query = ViewPreference.query(of: id, state.preferences[ViewPreference.name(of: id)], state.configuration.statuses)
        let effects = state.sheets.place(in: id).map { openView(query, around: $0, &state) } ?? openView(query, &state)
        return effects + (byPerson ? remember(&state) : [])
    }

    /// Shows other rows, or the same in another order, from their beginning.
    static func openView(_ query: SheetQuery, atEnd: Bool = false, _ state: inout DeskState) -> [DeskEffect] {
        var grid = grid(for: query, &state)
        let request = grid.open(query, atEnd: atEnd)
        state.sheets.grid = grid
        return load(request)
    }

    private static func openView(_ query: SheetQuery, around id: Customer.ID, _ state: inout DeskState) -> [DeskEffect] {
        var grid = grid(for: query, &state)
        let request = grid.open(query, around: id)
        state.sheets.grid = grid
        return load(request)
    }

    private static func grid(for query: SheetQuery, _ state: inout DeskState) -> GridState {
        if let grid = state.sheets.grid, grid.query.spreadsheetID == query.spreadsheetID { return grid }
        state.sheets.widths = GridWidths()
        return state.sheets.grid.map { GridState(query, after: $0.reading) } ?? GridState(query)
    }

    /// The rows of a view that was opened, and how many the filter leaves.
    private static func load(_ request: CustomerRequest) -> [DeskEffect] {
        [.sheets(.loadWindow(request))] + (request.query.isFiltered ? [.sheets(.count(request.query))] : [])
    }

    /// Shows the same rows in another order, or others of them. Whom the person chose keeps the cursor where the view shows them.
    static func change(to query: SheetQuery, _ state: inout DeskState) -> [DeskEffect] {
        guard let id = state.sheets.grid?.keptSelection(in: query, state.configuration.phones) else { return openView(query, &state) }
        return openView(query, around: id, &state)
    }

    /// Shows more rows again after a search or a filter. Who had the cursor in what was found keeps it; where nothing was found, whom the
    /// person chose before.
    static func widen(to query: SheetQuery, _ state: inout DeskState) -> [DeskEffect] {
        guard let grid = state.sheets.grid, let id = grid.selectedCustomer?.id ?? grid.chosen?.id else { return openView(query, &state) }
        let effects = openView(query, around: id, &state)
        state.sheets.grid?.chosen = nil
        return effects
    }

    static func windowLoaded(_ request: CustomerRequest, _ window: SheetWindow, _ kept: [Customer], _ state: inout DeskState)
        -> [DeskEffect]
    {
        let (height, isQuiet) = (SheetsLayout(state).rowCount, state.isQuiet)
        let rows = RowWindow(rows: window.rows, atStart: window.atStart, atEnd: window.atEnd)
        guard state.sheets.grid?.query.spreadsheetID == request.query.spreadsheetID,
            state.sheets.grid?.take(request, rows, kept: kept, isQuiet: isQuiet, height: height) == true
        else { return [] }
        measure(request, window, &state)
        showPending(&state)
        dropDealtWith(window.rows, &state)
        return ensureRows(&state)
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

    /// The rows could not be read: those at hand stay, and the next key that wants others asks again.
    static func windowFailed(_ request: CustomerRequest, _ sentence: String, _ state: inout DeskState) -> [DeskEffect] {
        state.sheets.grid?.fail(request)
        state.say(sentence, .fault)
        return []
    }

    /// The newest customers of "Meta Ads Leads" after another process wrote: those not seen yet have just arrived.
    static func newestLoaded(_ id: Spreadsheet.ID, _ customers: [Customer], _ joined: [JoinedLead], _ state: inout DeskState)
        -> [DeskEffect]
    {
        let arrivedLeads = customers.filter { $0.lead != nil }.map(ArrivedLead.row) + joined.map(ArrivedLead.part)
        let newest = arrivedLeads.map(\.customer.id).max() ?? 0
        guard let last = state.sheets.lastArrivalID else {
            state.sheets.lastArrivalID = newest
            return []
        }
        let fresh = arrivedLeads.filter { $0.customer.id > last }.sorted { $0.customer.id < $1.customer.id }
        state.sheets.lastArrivalID = max(last, newest)
        return fresh.isEmpty ? [] : arrived(fresh, &state)
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
        guard state.screen == .sheets, state.card == nil, let grid = state.sheets.grid, grid.isAdrift else { return nil }
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
        let sheets = state.sheets.summaries
        guard !sheets.isEmpty else { return [] }
        let index = (sheets.firstIndex { $0.id == state.sheets.selectedID } ?? 0) + lines
        return openSpreadsheet(sheets[min(max(index, 0), sheets.count - 1)].id, &state)
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

    // MARK: Views

    static func searchTyped(_ state: inout DeskState) -> [DeskEffect] {
        let text = state.prompt?.field.text ?? ""
        guard var query = state.sheets.grid?.query, query.search != text else { return [] }
        query.search = text
        return change(to: query, &state)
    }

    static func endSearch(_ state: inout DeskState) -> [DeskEffect] {
        guard var query = state.sheets.grid?.query, !query.search.isEmpty else { return [] }
        query.search = ""
        return widen(to: query, &state)
    }

    /// Orders by a column; the same column again turns the order round.
    static func sort(by key: SheetOrder.Key, _ state: inout DeskState) -> [DeskEffect] {
        guard var query = state.sheets.grid?.query else { return [] }
        let isSame = query.order.key == key
        query.order = SheetOrder(key, descending: isSame ? !query.order.isDescending : key == .arrival)
        return change(to: query, &state) + remember(&state)
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
        state.prompt?.field = TextField()
        return []
    }

    static func customer(_ id: Customer.ID, in state: DeskState) -> Customer? {
        if let card = state.card, card.id == id, let customer = card.customer { return customer }
        return state.sheets.grid?.rows.first { $0.id == id }
    }

    /// Opens the newest lead that nobody has opened; the next is announced then.
    static func openAnnounced(_ state: inout DeskState) -> [DeskEffect] {
        guard let customer = state.arrivedLeads.popLast() else { return [] }
        state.isPutOff = false
        return openCard(customer.id, &state)
    }
}
