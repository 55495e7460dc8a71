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
    }

    private static func drawList(_ state: DeskState, in rect: Rect, into scene: inout Scene) {
        scene.grid.put("SPREADSHEETS", x: rect.x + 1, y: rect.y, width: rect.width - 1, style: .dim)
        let sheets = state.sheets.summaries
        let hasFocus = state.sheets.focus == .spreadsheets
        let height = max(0, rect.height - 1)
        let selected = sheets.firstIndex { $0.id == state.sheets.selectedID } ?? 0
        let window = ListWindow(count: sheets.count, height: height, selected: selected, top: max(0, selected - height + 1))
        for (line, index) in window.visible.enumerated() {
            let sheet = sheets[index]
            let y = rect.y + 1 + line
            let row = Rect(x: rect.x, y: y, width: rect.width, height: 1)
            let isSelected = sheet.id == state.sheets.selectedID
            let surface: Surface = isSelected ? .selected : .plain
            if isSelected {
                scene.grid.fill(row, Style.plain.on(.selected))
                scene.grid.put("▌", x: rect.x, y: y, style: Style(hasFocus ? .accent : .dim, on: .selected))
            }
            let count = Numbers.grouped(sheet.customers)
            scene.grid.put(count, x: rect.maxX - 1 - count.count, y: y, style: (isSelected ? Style.bold : .plain).on(surface))
            let nameWidth = max(1, rect.width - 4 - count.count)
            scene.grid.put(
                sheet.spreadsheet.name, x: rect.x + 1, y: y, width: nameWidth, style: (isSelected ? Style.bold : .plain).on(surface))
            scene.hit(row, .sheets(.spreadsheet(sheet.id)))
        }
        drawBelow(state, in: rect, at: rect.y + 1 + window.visible.count, into: &scene)
    }

    /// Below the list: how to make one, and the description of the chosen one.
    private static func drawBelow(_ state: DeskState, in rect: Rect, at top: Int, into scene: inout Scene) {
        var y = top + 1
        guard y < rect.maxY else { return }
        let width = scene.grid.put("+ new sheet", x: rect.x + 1, y: y, width: rect.width - 2, style: .dim)
        scene.hit(Rect(x: rect.x + 1, y: y, width: width, height: 1), .command("sheet.add"))
        guard let description = state.sheets.summary(state.sheets.selectedID)?.spreadsheet.description, !description.isEmpty else { return }
        y += 2
        for line in Wrapped.lines(description, width: rect.width - 3) where y < rect.maxY {
            scene.grid.put(line, x: rect.x + 1, y: y, width: rect.width - 2, style: .dim)
            y += 1
        }
    }
}
