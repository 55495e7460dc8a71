import CRM
import TerminalKit

/// Draws the Sheets screen: the spreadsheets on the left, the grid of the open one on the right.
enum SheetsView {
    static func draw(_ state: DeskState, into scene: inout Scene) {
        let layout = SheetsLayout(state)
        if let list = layout.list { drawList(state, in: list, into: &scene) }
        if let list = layout.list, layout.grid != nil {
            scene.grid.verticalLine(x: list.maxX, y: list.y, height: list.height)
            if list.y > 1 { scene.grid.put("┬", x: list.maxX, y: list.y - 1, style: .line) }
        }
        if let grid = layout.grid { GridView.draw(state, in: grid, into: &scene) }
        if let preview = layout.preview { PreviewView.draw(in: preview, state, into: &scene) }
    }

    private static func drawList(_ state: DeskState, in rect: Rect, into scene: inout Scene) {
        scene.grid.put("SPREADSHEETS", x: rect.x + 1, y: rect.y, width: rect.width - 1, style: .dim)
        let sheets = state.sheets.summaries
        let hasFocus = state.sheets.focus == .spreadsheets
        let views = state.sheets.shownViews
        // The views keep their place below, as far as there is room for some spreadsheets too.
        let height = max(min(3, rect.height - 1), rect.height - 1 - (views.isEmpty ? 0 : views.count + 4))
        let selected = sheets.firstIndex { $0.id == state.sheets.selectedID } ?? 0
        let window = ListWindow(count: sheets.count, height: height, selected: selected, top: max(0, selected - height + 1))
        for (line, index) in window.visible.enumerated() {
            let sheet = sheets[index]
            drawItem(
                sheet.title, Numbers.grouped(sheet.customers), isSelected: sheet.id == state.sheets.selectedID, hasFocus,
                in: Rect(x: rect.x, y: rect.y + 1 + line, width: rect.width, height: 1), .spreadsheet(sheet.id), into: &scene)
        }
        scene.drawMore(of: window, in: Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: window.visible.count))
        let end = drawBelow(state, in: rect, at: rect.y + 1 + window.visible.count, into: &scene)
        drawViews(views, state, in: Rect(x: rect.x, y: end, width: rect.width, height: max(0, rect.maxY - end)), into: &scene)
    }

    private static func drawItem(
        _ name: String, _ count: String, isSelected: Bool, _ hasFocus: Bool, in row: Rect, _ hit: SheetsHit, into scene: inout Scene
    ) {
        let style = isSelected ? Style.bold.on(scene.drawSelection(of: row, hasFocus: hasFocus)) : .plain
        scene.grid.put(count, x: row.maxX - 1 - count.count, y: row.y, style: style)
        scene.grid.put(name, x: row.x + 1, y: row.y, width: max(1, row.width - 4 - count.count), style: style)
        scene.hit(row, .sheets(hit))
    }

    private static func drawViews(_ views: [SavedView], _ state: DeskState, in rect: Rect, into scene: inout Scene) {
        guard !views.isEmpty, rect.height >= 2 else { return }
        scene.grid.put("VIEWS", x: rect.x + 1, y: rect.y, width: rect.width - 1, style: .dim)
        let height = rect.height - 1
        let selected = views.firstIndex { $0.id == state.sheets.viewID } ?? 0
        let window = ListWindow(count: views.count, height: height, selected: selected, top: max(0, selected - height + 1))
        for (line, index) in window.visible.enumerated() {
            let view = views[index]
            drawItem(
                view.name, state.sheets.count(of: view), isSelected: view.id == state.sheets.viewID, state.sheets.focus == .spreadsheets,
                in: Rect(x: rect.x, y: rect.y + 1 + line, width: rect.width, height: 1), .view(view.id), into: &scene)
        }
        scene.drawMore(of: window, in: Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: window.visible.count))
    }

    /// Below the list: how to make one, whose the chosen one is where it is another's, and its description. Gives the next line that is free.
    private static func drawBelow(_ state: DeskState, in rect: Rect, at top: Int, into scene: inout Scene) -> Int {
        var y = top + 1
        guard y < rect.maxY else { return y }
        let width = scene.grid.put("+ new sheet", x: rect.x + 1, y: y, width: rect.width - 2, style: .dim)
        scene.hit(Rect(x: rect.x + 1, y: y, width: width, height: 1), .command("sheet.add"))
        let summary = state.sheets.summary(state.sheets.selectedID)
        let texts = [summary?.sharing, summary?.spreadsheet.description].compactMap { $0 }.filter { !$0.isEmpty }
        guard !texts.isEmpty else { return y + 2 }
        y += 2
        for line in texts.flatMap({ Wrapped.lines($0, width: rect.width - 3) }) where y < rect.maxY {
            scene.grid.put(line, x: rect.x + 1, y: y, width: rect.width - 2, style: .dim)
            y += 1
        }
        return y + 1
    }
}
