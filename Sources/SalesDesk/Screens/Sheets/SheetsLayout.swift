import CRM
import TerminalKit

/// Where the parts of the Sheets screen stand at a size.
struct SheetsLayout {
    /// The grid keeps so many columns beside the list of spreadsheets; where it could not, there is one pane, the one with the focus.
    static let leastGrid = 80
    /// Cells of a spreadsheet's name in the list, at most.
    static let longestName = 18

    /// Nil when hidden.
    let list: Rect?
    /// Nil when hidden.
    let grid: Rect?
    /// The card of the row with the cursor; nil when hidden.
    private(set) var preview: Rect?

    init(_ state: DeskState) {
        let isChoosing = state.columnsPane != nil
        let body = isChoosing ? ColumnsLayout(state).list : FrameLayout(state).body
        showsOthers = state.sheets.showsOthers && body.height >= SheetsLayout.low
        headLines = body.height >= SheetsLayout.low ? 2 : 1
        let listWidth = SheetsLayout.listWidth(state.sheets, isRoomy: state.size.columns >= 120)
        if isChoosing {
            // The choice is about the rows alone.
            (list, grid) = (nil, body)
        } else if state.size.columns >= listWidth + 1 + SheetsLayout.leastGrid {
            list = Rect(x: 0, y: body.y, width: listWidth, height: body.height)
            let room = body.width - listWidth - 1
            let width =
                state.sheets.grid?.selectedID == nil ? nil : PreviewState.width(state, beside: room, keeping: SheetsLayout.leastGrid)
            grid = Rect(x: listWidth + 1, y: body.y, width: room - (width.map { $0 + 1 } ?? 0), height: body.height)
            preview = width.map { Rect(x: body.maxX - $0, y: body.y, width: $0, height: body.height) }
        } else {
            list = state.sheets.focus == .spreadsheets ? body : nil
            grid = state.sheets.focus == .grid ? body : nil
        }
    }

    /// As wide as the longest name with its count, within bounds. Where there is room it does not grow with each new name.
    private static func listWidth(_ sheets: SheetsState, isRoomy: Bool) -> Int {
        let spreadsheets = sheets.summaries.map { ($0.spreadsheet.name, Numbers.grouped($0.customers)) }
        let views = sheets.shownViews.map { ($0.name, sheets.count(of: $0)) }
        let names = (spreadsheets + views).map { min(longestName, TextWidth.of($0.0)) + 2 + $0.1.count }
        return 2 + max(names.max() ?? 0, isRoomy ? 22 : 14)
    }

    /// Below this many lines the customers have those of the heads, too.
    private static let low = 4

    /// The lines above the customers: the title of the grid, and its heads where there is room.
    let headLines: Int

    /// Rows of customers that the grid shows.
    var rowCount: Int { max(0, (grid?.height ?? 0) - headLines - (showsOthers ? 1 : 0)) }

    /// A line stands between the rows of the open spreadsheet and those of others.
    let showsOthers: Bool
}
