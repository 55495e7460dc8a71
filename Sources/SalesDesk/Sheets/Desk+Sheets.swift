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
        // The open one is gone, or nothing is open yet. Taking that back was asked for perhaps, and is followed as before.
        let followsChange = state.sheets.grid?.followsChange ?? false
        state.sheets.grid = nil
        guard let first = summaries.first else {
            state.sheets.selectedID = nil
            return []
        }
        var effects = openSpreadsheet(first.id, &state)
        if followsChange { state.sheets.grid?.followChange() }
        if isFirst, let meta = state.sheets.metaSheetID { effects.append(.loadNewest(meta)) }
        return effects
    }

    static func openSpreadsheet(_ id: Spreadsheet.ID, _ state: inout DeskState) -> [DeskEffect] {
        state.sheets.selectedID = id
        guard state.sheets.grid?.query.spreadsheetID != id else { return [] }
        return openView(SheetQuery(id), &state)
    }

    /// Shows other rows, or the same in another order, from their beginning.
    static func openView(_ query: SheetQuery, atEnd: Bool = false, _ state: inout DeskState) -> [DeskEffect] {
        var grid = state.sheets.grid ?? GridState(query)
        if grid.query.spreadsheetID != query.spreadsheetID { grid = GridState(query, after: grid.reading) }
        let request = grid.open(query, atEnd: atEnd)
        state.sheets.grid = grid
        return load(request)
    }

    /// The rows of a view that was opened, and how many the filter leaves.
    private static func load(_ request: WindowRequest) -> [DeskEffect] {
        [.loadWindow(request)] + (request.query.isFiltered ? [.count(request.query)] : [])
    }

    /// Shows more rows again after a search or a filter; who is chosen in what was found stays chosen.
    static func widen(to query: SheetQuery, _ state: inout DeskState) -> [DeskEffect] {
        guard var grid = state.sheets.grid, let chosen = grid.selectedCustomer, !grid.isOpening else { return openView(query, &state) }
        let request = grid.open(query, around: chosen.id)
        state.sheets.grid = grid
        return load(request)
    }

    static func windowLoaded(_ request: WindowRequest, _ window: SheetWindow, _ kept: [Customer], _ state: inout DeskState) -> [DeskEffect] {
        let (height, isTyping) = (SheetsLayout(state).rowCount, state.isTyping)
        guard state.sheets.grid?.query.spreadsheetID == request.query.spreadsheetID,
            state.sheets.grid?.take(request, window, kept: kept, held: isTyping, height: height) == true
        else { return [] }
        return beginIntendedEdit(&state) + ensureRows(&state)
    }

    /// The rows could not be read: those at hand stay, and the next key that wants others asks again.
    static func windowFailed(_ request: WindowRequest, _ sentence: String, _ state: inout DeskState) -> [DeskEffect] {
        state.sheets.grid?.fail(request)
        state.say(sentence, .fault)
        return []
    }

    /// The newest customers of "Meta Ads Leads" after another process wrote: those not seen yet have just arrived.
    static func newestLoaded(_ id: Spreadsheet.ID, _ customers: [Customer], _ joined: [JoinedLead], _ state: inout DeskState) -> [DeskEffect] {
        let newcomers = customers.filter { $0.lead != nil }.map(Newcomer.row) + joined.map(Newcomer.part)
        let newest = newcomers.map(\.customer.id).max() ?? 0
        guard let last = state.sheets.lastArrivalID else {
            state.sheets.lastArrivalID = newest
            return []
        }
        let fresh = newcomers.filter { $0.customer.id > last }.sorted { $0.customer.id < $1.customer.id }
        state.sheets.lastArrivalID = max(last, newest)
        return fresh.isEmpty ? [] : arrived(fresh, &state)
    }

    /// Reads on when the rows on the screen come near the end of those that were read, or have changed since.
    static func ensureRows(_ state: inout DeskState) -> [DeskEffect] {
        let height = SheetsLayout(state).rowCount
        guard state.sheets.grid != nil else { return [] }
        state.sheets.grid?.keepVisible(height)
        return state.sheets.grid?.next(height).map { [.loadWindow($0)] } ?? []
    }

    // MARK: Moving

    static func moveGrid(_ lines: Int, _ state: inout DeskState) -> [DeskEffect] {
        let height = SheetsLayout(state).rowCount
        state.sheets.grid?.move(by: lines, height: height)
        return ensureRows(&state)
    }

    static func scrollGrid(_ lines: Int, _ state: inout DeskState) -> [DeskEffect] {
        let height = SheetsLayout(state).rowCount
        state.sheets.grid?.scroll(by: lines, height: height)
        return ensureRows(&state)
    }

    /// The first row of the view, or the last: read from there when it is not among those at hand.
    static func gridEdge(last: Bool, _ state: inout DeskState) -> [DeskEffect] {
        let height = SheetsLayout(state).rowCount
        guard let request = state.sheets.grid?.jump(last: last, height: height) else { return ensureRows(&state) }
        return [.loadWindow(request)]
    }

    static func moveSpreadsheet(_ lines: Int, _ state: inout DeskState) -> [DeskEffect] {
        let sheets = state.sheets.summaries
        guard !sheets.isEmpty else { return [] }
        let index = (sheets.firstIndex { $0.id == state.sheets.selectedID } ?? 0) + lines
        return openSpreadsheet(sheets[min(max(index, 0), sheets.count - 1)].id, &state)
    }

    // MARK: Views

    static func searchTyped(_ state: inout DeskState) -> [DeskEffect] {
        let text = state.prompt?.field.text ?? ""
        guard var query = state.sheets.grid?.query, query.search != text else { return [] }
        query.search = text
        return openView(query, &state)
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
        return openView(query, &state)
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

    static func beginIntendedEdit(_ state: inout DeskState) -> [DeskEffect] {
        guard let intent = state.sheets.editWhenLoaded, state.prompt == nil, customer(intent.customerID, in: state) != nil else { return [] }
        state.sheets.editWhenLoaded = nil
        if state.card == nil { state.sheets.grid?.selectedID = intent.customerID }
        return editCell(intent.customerID, intent.field, &state)
    }

    /// Opens the lead that the line at the bottom announces.
    static func openAnnounced(_ state: inout DeskState) -> [DeskEffect] {
        guard let customer = state.announced else { return [] }
        state.announced = nil
        return openCard(customer.id, &state)
    }
}
