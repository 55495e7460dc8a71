import CRM
import TerminalKit

/// Draws the palette over the lower part of a screen, so that one sees what one is about to do something with.
enum PaletteView {
    private static let mostRows = 10

    static func draw(_ palette: PaletteState, _ state: DeskState, into scene: inout Scene) {
        let whole = OverlayView.area(state)
        // Two thirds of a low screen: the rest is what it is about.
        let height = min(whole.height, max(4, min(mostRows + 3, whole.height * 2 / 3)))
        let rect = Rect(x: 0, y: whole.maxY - height, width: whole.width, height: height)
        scene.grid.fill(rect, .plain)
        scene.hits = []
        scene.grid.horizontalLine(x: 0, y: rect.y, width: rect.width)
        scene.grid.put(":", x: 1, y: rect.y + 1, style: .accent.bolded())
        palette.field.draw(into: &scene.grid, x: 2, y: rect.y + 1, width: max(1, rect.width - 4), style: .field, focused: true)
        let found = PaletteSearch.items(palette, state)
        let rows = Rect(x: 0, y: rect.y + 2, width: rect.width, height: height - 2)
        if found.isEmpty {
            scene.grid.put(
                "No command matches. \(state.keys.of("prompt.cancel")) closes.", x: 3, y: rows.y, width: rect.width - 4, style: .dim)
        }
        for row in ListRows.draw(found.count, selected: palette.selected, in: rows, { .paletteRow($0) }, into: &scene) {
            drawRow(found[row.index], row, state, into: &scene)
        }
    }

    private static func drawRow(_ item: PaletteItem, _ row: ListRows.Row, _ state: DeskState, into scene: inout Scene) {
        // The remark beside a title stands near it, however wide the window is.
        let (width, y, surface) = (min(scene.grid.width, 110), row.y, row.surface)
        scene.grid.put(item.key(state.keys), x: 3, y: y, width: 11, style: Style.accent.bolded().on(surface))
        var x = 15
        x += scene.grid.put(
            item.title(state.keys), x: x, y: y, width: max(0, width - x - 1), style: (item.isReady(state) ? Style.plain : .dim).on(surface))
        let room = width - x - 3
        let remark = item.remark(state, room: room)
        // Half a place says nothing; half a reason does.
        if !remark.isEmpty, room >= min(TextWidth.of(remark), 30) {
            let shown = TextWidth.truncate(remark, to: room)
            scene.grid.put(shown, x: width - 1 - TextWidth.of(shown), y: y, style: Style.dim.on(surface))
        }
    }
}
