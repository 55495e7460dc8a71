import CRM
import TerminalKit

/// Where the parts of the Sheets screen stand at a size.
struct SheetsLayout {
    /// Below this width there is one pane, the one with the focus.
    static let twoPanes = 100
    static let listWidth = 24

    /// Nil when hidden.
    let list: Rect?
    /// Nil when hidden.
    let grid: Rect?

    init(_ state: DeskState) {
        let body = FrameLayout(state.size).body
        if state.size.columns >= SheetsLayout.twoPanes {
            list = Rect(x: 0, y: body.y, width: SheetsLayout.listWidth, height: body.height)
            grid = Rect(x: SheetsLayout.listWidth + 1, y: body.y, width: body.width - SheetsLayout.listWidth - 1, height: body.height)
        } else {
            list = state.sheets.focus == .spreadsheets ? body : nil
            grid = state.sheets.focus == .grid ? body : nil
        }
    }

    /// Rows of customers that the grid shows: two lines are its title and its heads.
    var rowCount: Int { max(0, (grid?.height ?? 0) - 2) }
}
