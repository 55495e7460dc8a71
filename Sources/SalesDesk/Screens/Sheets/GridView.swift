import CRM
import TerminalKit

/// Draws the grid of the open spreadsheet: title, heads, rows, and the cell that is being edited.
enum GridView {
    static func draw(_ state: DeskState, in rect: Rect, into scene: inout Scene) {
        if let fault = state.sheets.viewFault {
            scene.grid.put(state.sheets.openView?.name ?? "", x: rect.x + 1, y: rect.y, width: rect.width - 2, style: .bold)
            EmptyState.draw(fault, in: Rect(x: rect.x, y: rect.y + 2, width: rect.width, height: rect.height - 2), into: &scene)
            return
        }
        guard let grid = state.sheets.grid, state.sheets.openView != nil || state.sheets.summary(grid.query.spreadsheetID) != nil else {
            if state.sheets.isLoaded { WelcomeView.draw(state, in: rect, into: &scene) }
            return
        }
        drawTitle(state, grid, in: rect, into: &scene)
        let (columns, layout) = (columns(state, grid, rect), SheetsLayout(state))
        if layout.headLines > 1 { drawHeads(state, grid, columns, in: rect, into: &scene) }
        let rows = grid.visible(layout.rowCount)
        let top = rect.y + layout.headLines
        let marks = state.shownMarks
        if rows.isEmpty, grid.isLoaded, !grid.isUnread {
            EmptyState.draw(
                emptySentence(grid, state), in: Rect(x: rect.x, y: top, width: rect.width, height: rect.maxY - top), into: &scene)
        }
        var y = top
        var isAmongOthers = false
        for customer in rows {
            if case .everywhere(let first, _) = grid.query.scope, customer.spreadsheetID != first, !isAmongOthers {
                isAmongOthers = true
                if layout.showsOthers {
                    let width = scene.grid.put("─ other spreadsheets ", x: rect.x, y: y, width: rect.width, style: .dim)
                    scene.grid.horizontalLine(x: rect.x + width, y: y, width: max(0, rect.width - width))
                    y += 1
                }
            }
            drawRow(customer, state, grid, columns, in: rect, y: y, into: &scene)
            MarkView.drawSign(customer.id, marks, x: rect.x + 1, y: y, isSelected: customer.id == grid.selectedID, into: &scene)
            if isAmongOthers || namesSpreadsheets(grid, rect) {
                drawSpreadsheet(customer, state, grid, columns, in: rect, y: y, into: &scene)
            }
            y += 1
        }
    }

    /// Where the columns of the open list stand now; nil where none is seen.
    static func columns(_ state: DeskState) -> ColumnLayout? {
        guard let grid = state.sheets.grid, let rect = SheetsLayout(state).grid else { return nil }
        return columns(state, grid, rect)
    }

    private static func columns(_ state: DeskState, _ grid: GridState, _ rect: Rect) -> ColumnLayout {
        GridColumn.layout(
            state.sheets.columns, isNarrow: state.size.columns < SheetsLayout.leastGrid,
            width: rect.width - 3 - (namesSpreadsheets(grid, rect) ? longestSpreadsheet + 2 : 0), cursor: state.sheets.column,
            widths: state.sheets.widths,
            widestStatus: state.configuration.statuses.statuses.map { TextWidth.of($0.id) }.max() ?? 0)
    }

    /// Cells of a spreadsheet's name in a row.
    private static let longestSpreadsheet = 18
    private static let leastSpreadsheet = 8

    /// A view names the spreadsheet of each row where that takes no room from the phone and the next call.
    private static func namesSpreadsheets(_ grid: GridState, _ rect: Rect) -> Bool {
        grid.query.spreadsheetID == nil && rect.width >= SheetsLayout.leastGrid + longestSpreadsheet + 2
    }

    /// The name of the spreadsheet at the right of a row, where the rows are of several. A cell that it leaves too little room is left out: half
    /// a date is read as another one.
    private static func drawSpreadsheet(
        _ customer: Customer, _ state: DeskState, _ grid: GridState, _ columns: ColumnLayout, in rect: Rect, y: Int,
        into scene: inout Scene
    ) {
        guard let name = state.sheets.summary(customer.spreadsheetID)?.spreadsheet.name, rect.width >= 60 else { return }
        let phone = columns[CustomerField.phoneNumber.rawValue].map { $0.x + $0.width } ?? 0
        let width = min(TextWidth.of(name), longestSpreadsheet, max(leastSpreadsheet, rect.width - phone - 6))
        let style = Style.dim.on(customer.id == grid.selectedID ? .selected : .plain)
        var left = rect.maxX - width - 3
        for column in state.sheets.columns.entries.map(\.column) where column.field != .phoneNumber {
            guard let place = columns[column.id] else { continue }
            let x = rect.x + 2 + place.x
            let text = content(column, customer, width: place.width, state).0
            if x < left, x + min(TextWidth.of(text), place.width) > left { left = x }
        }
        scene.grid.fill(Rect(x: left, y: y, width: rect.maxX - left, height: 1), style)
        scene.grid.put(name, x: rect.maxX - width - 1, y: y, width: width, style: style)
    }

    private static func emptySentence(_ grid: GridState, _ state: DeskState) -> String {
        let filter = grid.query.filter
        if filter.hasWords { return "No match for \"\(filter.text)\". \(state.keys.of("cancel")) clears the search." }
        if state.sheets.openView?.query == filter.text { return "No customer is in this view now." }
        if grid.query.isFiltered { return "No customer is like that: \(filter.text). \(state.keys.of("cancel")) clears the filter." }
        guard let summary = state.sheets.summary(grid.query.spreadsheetID) else { return "No customer is here." }
        let ways = "\(state.keys.of("customer.add")) adds a customer, \(state.keys.of("import.open")) imports a CSV file."
        if summary.spreadsheet.name == Spreadsheet.metaAdsLeads {
            return "Leads from Meta appear here by themselves. \(ways)"
        }
        return "This spreadsheet is empty. \(ways)"
    }

    /// Name, marks and what is searched for with its number first; where there is little room the order gives way, then the numbers that the
    /// list shows by itself. A long search is cut, its number is not.
    private static func drawTitle(_ state: DeskState, _ grid: GridState, in rect: Rect, into scene: inout Scene) {
        let end = rect.maxX - 1
        let summary = state.sheets.summary(grid.query.spreadsheetID)
        let new = summary?.new(in: state.configuration.statuses) ?? 0
        let filter = grid.query.filter
        let search = "\(filter.hasWords ? "/" : "")\(filter.text)"
        let shown = grid.query.isFiltered ? shownText(state, grid) : ""
        var pieces = [(text: summary?.title ?? state.sheets.openView?.name ?? "", style: Style.bold)]
        if summary?.shared == .read { pieces.append((SpreadsheetSummary.readOnly, .warning)) }
        pieces += BulkPresentation.title(state)
        let customers = summary.map { (text: Numbers.count($0.customers, "customer"), style: Style.dim) }
        var left = pieces.reduce(rect.x + 1) { $0 + TextWidth.of($1.text) + 2 }
        let needed = grid.query.isFiltered ? TextWidth.of(search) + 2 + TextWidth.of(shown) : 0
        // Where the number of all customers stands among the pieces.
        var numberAt: Int?
        if let customers, needed == 0 || left + TextWidth.of(customers.text) + 2 + needed <= end {
            numberAt = pieces.count
            pieces.append(customers)
            left += TextWidth.of(customers.text) + 2
        }
        if grid.query.isFiltered {
            let room = max(8, end - left - 2 - TextWidth.of(shown))
            pieces.append(("\(TextWidth.truncate(search, to: room)): \(shown)", .accent))
        } else if grid.isUnread {
            pieces.append((ListRows.unread(state.keys.of("grid.refresh")), .warning))
        }
        if new > 0 { pieces.append(("\(Numbers.grouped(new)) new", .accent.bolded())) }
        if grid.unseen > 0 { pieces.append((unseenText(grid, state.keys), .warning)) }
        var x = rect.x + 1
        for (index, piece) in pieces.enumerated() where !piece.text.isEmpty && x < end {
            let isNumber = index == numberAt
            // The rows that came meanwhile are worth more than the number of all.
            let rest = isNumber ? pieces.dropFirst(index + 1).reduce(0) { $0 + TextWidth.of($1.text) + 2 } : 0
            guard index == 0 || x + TextWidth.of(piece.text) + rest <= end || (index == 1 && !isNumber) else { continue }
            x += scene.grid.put(piece.text, x: x, y: rect.y, width: end - x, style: piece.style) + 2
        }
        let order = orderText(grid.query.order)
        if scene.grid.width >= 60, x + 1 + TextWidth.of(order) <= end {
            scene.grid.put(order, x: end - TextWidth.of(order), y: rect.y, style: .dim)
        }
    }

    /// `12 shown`, or where other spreadsheets are searched too `1 here, 2 elsewhere`.
    private static func shownText(_ state: DeskState, _ grid: GridState) -> String {
        if grid.isUnread { return ListRows.unread(state.keys.of("grid.refresh")) }
        guard let shown = state.sheets.shown else {
            return state.sheets.isSearching ? "searching" : "not counted, \(state.keys.of("grid.refresh")) counts again"
        }
        func text(_ count: MatchCount) -> String { "\(Numbers.grouped(count.count))\(count.isMore ? "+" : "")" }
        guard let elsewhere = shown.elsewhere else { return "\(text(shown.here)) shown" }
        return "\(text(shown.here)) here, \(text(elsewhere)) elsewhere"
    }

    /// Rows that came above the screen, or that this order and filter do not show yet.
    private static func unseenText(_ grid: GridState, _ keys: Keymap) -> String {
        let count = Numbers.grouped(grid.unseen)
        let isAbove = grid.query.takesArrivals || grid.anchored > 0
        return isAbove ? "↑ \(count) new, \(keys.of("move.first")) shows" : "\(count) more, \(keys.of("grid.refresh")) shows"
    }

    private static func orderText(_ order: SheetOrder) -> String {
        if order.key == .arrival { return order.isDescending ? "newest first" : "oldest first" }
        let title = GridColumn.all.first { $0.order == order.key }?.sortTitle ?? ""
        return "by \(title)\(order.isDescending ? ", reversed" : "")"
    }

    private static func drawHeads(_ state: DeskState, _ grid: GridState, _ columns: ColumnLayout, in rect: Rect, into scene: inout Scene) {
        for column in state.sheets.columns.entries.map(\.column) {
            guard let place = columns[column.id] else { continue }
            let isSorted = grid.query.order.key == column.order && grid.query.order != .newestFirst
            let style: Style = isSorted ? .accent : column.field == .some(state.sheets.column) && state.sheets.focus == .grid ? .bold : .dim
            let cell = Rect(x: rect.x + 2 + place.x, y: rect.y + 1, width: place.width, height: 1)
            let title = column.field == .status && cell.width < column.title.count ? String(column.title.prefix(3)) : column.title
            scene.grid.put(title, x: cell.x, y: cell.y, width: cell.width, style: style, align: column.align)
            if let order = column.order { scene.hit(cell, .sheets(.columnHead(order))) }
        }
    }

    private static func drawRow(
        _ customer: Customer, _ state: DeskState, _ grid: GridState, _ columns: ColumnLayout, in rect: Rect, y: Int, into scene: inout Scene
    ) {
        let row = Rect(x: rect.x, y: y, width: rect.width, height: 1)
        let isSelected = customer.id == grid.selectedID
        let hasFocus = state.sheets.focus == .grid
        let surface = isSelected ? scene.drawSelection(of: row, hasFocus: hasFocus) : .plain
        scene.hit(row, .sheets(.cell(customer.id, nil)))
        let isOutsideFilter = grid.isOutsideFilter(customer, state.configuration.phones)
        for column in state.sheets.columns.entries.map(\.column) {
            guard let place = columns[column.id] else { continue }
            let cell = Rect(x: rect.x + 2 + place.x, y: y, width: place.width, height: 1)
            var (text, style) = content(column, customer, width: cell.width, state)
            if isOutsideFilter { style = .dim }
            if isSelected, hasFocus, column.field == state.sheets.column { style = style.underlined() }
            var width = cell.width
            if column.field == .customerName, let mark = PersonPresentation.mark(customer, beside: text, width: width) {
                width -= TextWidth.of(mark) + 1
                scene.grid.put(mark, x: cell.x + width + 1, y: y, style: (isOutsideFilter ? Style.dim : .violet).on(surface))
            }
            scene.grid.put(text, x: cell.x, y: y, width: width, style: style.on(surface), align: column.align)
            if column.field == .customerName {
                PresencePresentation.draw(
                    at: customer.id, beside: text, in: Rect(x: cell.x, y: y, width: width, height: 1), gap: rect.x + 1, on: surface, state,
                    into: &scene)
            }
            scene.hit(cell, .sheets(.cell(customer.id, column.field)))
        }
        drawEditor(customer, state, columns, in: rect, y: y, into: &scene)
    }

    private static func content(_ column: GridColumn, _ customer: Customer, width: Int, _ state: DeskState) -> (String, Style) {
        switch column.content {
        case .wait: return CustomerPresentation.age(customer, in: state)
        case .claim: return (ClaimPresentation.holder(customer, in: state) ?? "", ClaimPresentation.style(customer, in: state))
        case .answer(let key): return (customer.answers[key] ?? "", .plain)
        case .field(.customerName):
            let isOpen = state.configuration.statuses.type(of: customer.status) == .open
            let mark = customer.lead?.isTest == true ? " (test)" : ""
            return (customer.customerName + mark, isOpen ? .bold : .plain)
        // Three letters tell the statuses apart; an ellipsis would take one of them.
        case .field(.status):
            return (
                width < 6 ? String(customer.status.prefix(width)) : customer.status, StatusPresentation.style(customer.status, in: state)
            )
        case .field(.nextCallDate): return CustomerPresentation.nextCall(customer, width: width, in: state)
        case .field(.phoneNumber):
            return (state.configuration.phones.text(customer.phoneNumber), PhonePresentation.isWrong(customer) ? .dim : .plain)
        case .field(let field): return (customer[field: field], .dim)
        }
    }

    /// The field over the cell that is being edited; it takes room from the cells to its right when the cell is narrow.
    private static func drawEditor(
        _ customer: Customer, _ state: DeskState, _ columns: ColumnLayout, in rect: Rect, y: Int, into scene: inout Scene
    ) {
        guard state.card == nil, let prompt = state.prompt, case .cell(customer.id, let field) = prompt.purpose else { return }
        // A column that has no room is edited where the row begins.
        let place = columns[field.rawValue]
        let width = min(max(place?.width ?? 0, 24, TextWidth.of(prompt.field.text) + 1), rect.width - 3)
        let x = rect.x + 2 + min(place?.x ?? 0, rect.width - 3 - width)
        prompt.field.draw(into: &scene.grid, x: x, y: y, width: width, style: .field, focused: true)
    }
}
