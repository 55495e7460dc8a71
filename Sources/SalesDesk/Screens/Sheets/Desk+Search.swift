import CRM
import TerminalKit

/// Searching, filtering and ordering the open list: one query, typed or put together from letters.
extension Desk {
    /// Opens the line in which the query of the list is typed, from whatever screen.
    static func askSearch(_ state: inout DeskState) -> [DeskEffect] {
        let from = state.card == nil && state.screen == .sheets ? nil : state.screen
        let effects = from == nil ? [] : show(.sheets, &state)
        state.sheets.searchedFrom = from
        guard let grid = state.sheets.grid else { return effects }
        state.sheets.focus = .grid
        let filter = grid.query.filter
        if !filter.hasWords { state.sheets.beforeSearch = grid.selectedID }
        // More is typed behind a filter; another person who is looked for takes the place of the one before.
        _ = ask(.search, text: filter.text.isEmpty ? "" : filter.text + " ", &state)
        state.prompt?.isStanding = filter.isWordsAlone
        return effects
    }

    /// A query that cannot be read says so in its line, and what was found before stays.
    static func searchTyped(_ state: inout DeskState) -> [DeskEffect] {
        guard let text = state.prompt?.field.text, let query = state.sheets.grid?.query, query.filter.text != text.withoutOuterBlanks
        else { return [] }
        do throws(QueryFault) {
            return change(to: state.query(query, asking: try QueryParser.parse(text, in: state.queryContext)), &state)
        } catch {
            // That a text was cut is said before what its rest means.
            if state.prompt?.field.wasCut != true { state.prompt?.problem = error.sentence }
            return []
        }
    }

    /// Enter: whoever was found alone is opened, for a caller is on the line; several are gone through.
    static func keepSearch(_ state: inout DeskState) -> [DeskEffect] {
        if let fault = faultOfQuery(state.prompt?.field.text ?? "", state) { return refuse(fault, &state) }
        state.prompt = nil
        state.sheets.searchedFrom = nil
        guard let grid = state.sheets.grid, grid.query.filter.hasWords, !grid.isUnread else { return remember(&state) }
        state.sheets.opensOnly = grid.query
        return openOnlyHit(&state)
    }

    /// Why a query cannot be read; nil where it can.
    static func faultOfQuery(_ text: String, _ state: DeskState) -> String? {
        do throws(QueryFault) {
            _ = try QueryParser.parse(text, in: state.queryContext)
            return nil
        } catch {
            return error.sentence
        }
    }

    /// Opens the customer that was found alone, once the rows are there.
    static func openOnlyHit(_ state: inout DeskState) -> [DeskEffect] {
        guard let wanted = state.sheets.opensOnly, let grid = state.sheets.grid, !grid.isOpening, !grid.reading.isJumping else { return [] }
        state.sheets.opensOnly = nil
        guard wanted == grid.query, state.card == nil, !state.isTyping, grid.rows.count == 1, grid.atStart, grid.atEnd else { return [] }
        return openCard(grid.rows[0].id, &state)
    }

    /// Esc in the line: a filter that stood there before stays, a search goes.
    static func endSearch(_ text: String, _ state: inout DeskState) -> [DeskEffect] {
        let before = try? QueryParser.parse(text, in: state.queryContext)
        let back = state.sheets.searchedFrom.map { show($0, &state) } ?? []
        state.sheets.searchedFrom = nil
        return back + leaveSearch(to: before?.hasWords == false ? before ?? .all : state.filterOfView ?? .all, &state)
    }

    /// Shows the list without the search, with the cursor where it was before, or on whom the person chose among what was found.
    static func leaveSearch(to filter: CustomerFilter, _ state: inout DeskState) -> [DeskEffect] {
        guard let grid = state.sheets.grid else { return [] }
        let query = state.query(grid.query, asking: filter)
        let isListed = { (customer: Customer) in
            query.spreadsheetID == nil || customer.spreadsheetID == query.spreadsheetID
        }
        let chosen = grid.chosen.flatMap { chosen in grid.rows.contains { $0.id == chosen.id } && isListed(chosen) ? chosen.id : nil }
        let place = chosen ?? state.sheets.beforeSearch
        state.sheets.beforeSearch = nil
        guard query != grid.query else { return [] }
        guard let place else { return widen(to: query, &state) }
        let effects = openView(query, around: place, &state)
        state.sheets.grid?.chosen = nil
        return effects
    }

    /// Shows more rows again after a search or a filter. Who had the cursor in what was found keeps it; where nothing was found, whom the
    /// person chose before.
    static func widen(to query: SheetQuery, _ state: inout DeskState) -> [DeskEffect] {
        guard let grid = state.sheets.grid, let id = grid.selectedCustomer?.id ?? grid.chosen?.id else { return openView(query, &state) }
        let effects = openView(query, around: id, &state)
        state.sheets.grid?.chosen = nil
        return effects
    }

    /// Orders by a column; the same column again turns the order round. An order that the query asked for gives way.
    static func sort(by key: SheetOrder.Key, _ state: inout DeskState) -> [DeskEffect] {
        guard var query = state.sheets.grid?.query else { return [] }
        let isSame = query.order.key == key
        query.filter.text = QueryText.without(query.filter.text, "sort")
        query.filter.order = nil
        query.order = SheetOrder(key, descending: isSame ? !query.order.isDescending : key == .arrival)
        state.sheets.ownOrder = query.order
        return change(to: query, &state) + remember(&state)
    }

    // MARK: Filters

    static func showAll(_ state: inout DeskState) -> [DeskEffect] {
        guard let query = state.sheets.grid?.query, query.isFiltered else { return [] }
        return widen(to: state.query(query, asking: state.filterOfView ?? .all), &state) + remember(&state)
    }

    /// Puts a value into the query, or takes it out again.
    static func toggle(_ value: String, of choice: FilterChoice, _ state: inout DeskState) -> [DeskEffect] {
        guard let query = state.sheets.grid?.query else { return [] }
        let text = QueryText.toggled(query.filter.text, choice.key, value, isOne: choice.isOne)
        guard let filter = try? QueryParser.parse(text, in: state.queryContext) else { return [] }
        return change(to: state.query(query, asking: filter), &state) + remember(&state)
    }
}

extension DeskState {
    var queryContext: QueryContext { QueryContext(callDates, statuses: configuration.statuses, user: configuration.user.id) }

    /// The list's query with another filter. Words are looked for in the other spreadsheets as well.
    func query(_ query: SheetQuery, asking filter: CustomerFilter) -> SheetQuery {
        var next = query
        next.filter = filter
        next.order = filter.order ?? sheets.ownOrder
        if let id = query.spreadsheetID {
            next.scope = filter.looksElsewhere ? .everywhere(first: id, of: configuration.user.id) : .spreadsheet(id)
        }
        return next
    }

    /// The filter of the view that is open; nil where a spreadsheet is, or the view cannot be read any more.
    var filterOfView: CustomerFilter? {
        sheets.openView.flatMap { try? QueryParser.parse($0.query, in: queryContext) }
    }
}

extension CustomerFilter {
    /// Somebody is looked for, or a spreadsheet is named.
    fileprivate var looksElsewhere: Bool {
        hasWords || clauses.contains { $0.conditions.contains { if case .spreadsheet = $0 { true } else { false } } }
    }
}
