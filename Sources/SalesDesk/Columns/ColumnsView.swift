import CRM
import TerminalKit

/// Where the choice of columns stands: beside the list where that keeps its width, else below it.
struct ColumnsLayout {
    private static let panelWidth = 42
    /// Title, heads and some rows.
    private static let leastList = 6

    /// The choice.
    let panel: Rect
    /// The rest, where the list is.
    let list: Rect
    var isBeside: Bool { panel.y == list.y }

    init(_ state: DeskState) {
        let body = FrameLayout(state).body
        if body.width >= SheetsLayout.leastGrid + 1 + ColumnsLayout.panelWidth {
            let width = ColumnsLayout.panelWidth
            panel = Rect(x: body.maxX - width, y: body.y, width: width, height: body.height)
            list = Rect(x: 0, y: body.y, width: body.width - width - 1, height: body.height)
            return
        }
        let wanted = state.sheets.columns.entries.count + 2
        // A very low window has room for the choice alone.
        let height = body.height < 4 ? body.height : min(wanted, max(3, body.height / 2, body.height - ColumnsLayout.leastList))
        panel = Rect(x: 0, y: body.maxY - height, width: body.width, height: height)
        list = Rect(x: 0, y: body.y, width: body.width, height: body.height - height)
    }
}

/// Draws the choice: each column with its mark, its width, and how many forms ask for it.
enum ColumnsView {
    /// Cells from a column's name to what is said of it, at most.
    private static let widest = 64

    static func draw(_ pane: ColumnsPane, _ state: DeskState, into scene: inout Scene) {
        let layout = ColumnsLayout(state)
        let rect = layout.panel
        scene.grid.fill(rect, .plain)
        scene.hits = []
        if layout.isBeside {
            scene.grid.verticalLine(x: rect.x - 1, y: rect.y, height: rect.height)
        } else {
            scene.grid.horizontalLine(x: 0, y: rect.y, width: rect.width)
        }
        let top = layout.isBeside ? rect.y : rect.y + 1
        scene.grid.put("COLUMNS of \(pane.title)", x: rect.x + 1, y: top, width: rect.width - 2, style: .dim)
        let entries = state.sheets.columns.entries
        let rows = Rect(x: rect.x, y: top + 1, width: rect.width, height: max(0, rect.maxY - top - 1))
        let widths = GridView.columns(state)
        for row in ListRows.draw(entries.count, selected: pane.selected, in: rows, { .columns($0) }, into: &scene) {
            draw(entries[row.index], pane, state, widths, row, into: &scene)
        }
        drawRest(
            in: Rect(x: rows.x, y: rows.y + entries.count + 1, width: rows.width, height: rows.height - entries.count - 1), into: &scene)
    }

    private static func draw(
        _ entry: ListColumns.Entry, _ pane: ColumnsPane, _ state: DeskState, _ widths: ColumnLayout?, _ line: ListRows.Row,
        into scene: inout Scene
    ) {
        let (row, surface) = (line.place, line.surface)
        // Nil where it is not seen.
        let width = widths?[entry.column.id]?.width
        let remark = pane.remark(entry.column)
        let style: Style = remark == nil || !entry.isShown ? .dim : .plain
        let mark = Style(entry.isShown ? .accent : .dim, on: surface, bold: entry.isShown)
        scene.grid.put(entry.isShown ? "[x]" : "[ ]", x: row.x + 1, y: row.y, style: mark)
        var words = remark ?? "no form"
        if entry.isShown, width == nil { words = state.sheets.widths.need(entry.column.id) == 0 ? "empty" : "no room" }
        let right = min(11, max(0, row.width - 24))
        let end = min(row.maxX, row.x + ColumnsView.widest) - right - 1
        scene.grid.put(words, x: end + 1, y: row.y, width: right - 1, style: Style.dim.on(surface))
        let cells = (entry.width ?? width).map(String.init) ?? ""
        // A width that nobody chose is only what the texts need now.
        scene.grid.put(cells, x: end - 4, y: row.y, width: 3, style: (entry.width == nil ? Style.dim : .plain).on(surface), align: .right)
        scene.grid.put(name(entry.column), x: row.x + 5, y: row.y, width: max(1, end - row.x - 10), style: style.on(surface))
    }

    /// As a sentence would say it.
    private static func name(_ column: GridColumn) -> String {
        column.label.prefix(1).uppercased() + column.label.dropFirst()
    }

    private static func drawRest(in rect: Rect, into scene: inout Scene) {
        guard rect.height > 0 else { return }
        let vital = GridColumn.all.filter(\.isVital).map(\.label)
        let names = "\(vital.dropLast().joined(separator: ", ")) and \(vital.last ?? "")"
        let text = "A window of less than \(SheetsLayout.leastGrid) columns shows \(names) in any case."
        for (line, part) in Wrapped.lines(text, width: rect.width - 2).prefix(rect.height).enumerated() {
            scene.grid.put(part, x: rect.x + 1, y: rect.y + line, width: rect.width - 2, style: .dim)
        }
    }
}
