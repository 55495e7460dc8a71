import TerminalKit

/// What lies over a screen: the help, the palette, the raw text of an event, the forms.
enum OverlayView {
    static func draw(_ state: DeskState, into scene: inout Scene) {
        switch state.overlay {
        case nil: return
        case .help(let top): drawText("KEYS THAT WORK HERE", HelpText.lines(state), top: top, state, into: &scene)
        case .forms(let pane): FormsView.draw(pane, state, into: &scene)
        case .palette(let palette): drawPalette(palette, state, into: &scene)
        case .raw(let raw):
            let width = area(state).width - 2
            drawText(raw.title, raw.lines.flatMap { Wrapped.verbatim($0, width: width) }.map { HelpText.Line(key: nil, text: $0) }, top: raw.top, state, into: &scene)
        }
    }

    static func area(_ state: DeskState) -> Rect {
        let body = FrameLayout(state.size).body
        return Rect(x: 0, y: body.y, width: body.width, height: body.height + 1)
    }

    private static func drawText(_ title: String, _ lines: [HelpText.Line], top: Int, _ state: DeskState, into scene: inout Scene) {
        let rect = area(state)
        scene.grid.fill(rect, .plain)
        scene.hits = []
        scene.grid.put(title, x: 1, y: rect.y, width: rect.width - 2, style: .dim)
        let height = rect.height - 1
        let first = min(top, max(0, lines.count - height))
        for (index, line) in lines.dropFirst(first).prefix(height).enumerated() {
            let y = rect.y + 1 + index
            if let key = line.key {
                scene.grid.put(key, x: 3, y: y, width: 16, style: .accent.bolded())
                scene.grid.put(line.text, x: 20, y: y, width: max(0, rect.width - 21), style: .plain)
            } else {
                scene.grid.put(line.text, x: 1, y: y, width: rect.width - 2, style: line.isHead ? .bold : .plain)
            }
        }
        if first + height < lines.count { scene.grid.put("more ↓", x: rect.maxX - 8, y: rect.y, style: .dim) }
    }

    private static func drawPalette(_ palette: PaletteState, _ state: DeskState, into scene: inout Scene) {
        let rect = area(state)
        scene.grid.fill(rect, .plain)
        scene.hits = []
        scene.grid.put(":", x: 1, y: rect.y, style: .accent.bolded())
        palette.field.draw(into: &scene.grid, x: 2, y: rect.y, width: max(1, rect.width - 4), style: .field, focused: true)
        let found = PaletteSearch.commands(palette.field.text, state)
        if found.isEmpty { scene.grid.put("Nothing is called that. Esc closes.", x: 3, y: rect.y + 2, width: rect.width - 4, style: .dim) }
        let window = ListWindow(count: found.count, height: rect.height - 2, selected: palette.selected, top: max(0, palette.selected - rect.height + 3))
        for (line, index) in window.visible.enumerated() {
            let y = rect.y + 2 + line
            let row = Rect(x: 0, y: y, width: rect.width, height: 1)
            let surface: Surface = index == palette.selected ? .selected : .plain
            if surface == .selected {
                scene.grid.fill(row, Style.plain.on(.selected))
                scene.grid.put("▌", x: 0, y: y, style: Style.accent.on(.selected))
            }
            let reason = found[index].disabled(state)
            scene.grid.put(found[index].keys.first?.description ?? "", x: 3, y: y, width: 11, style: Style.accent.bolded().on(surface))
            scene.grid.put(found[index].title, x: 15, y: y, width: rect.width - 16, style: (reason == nil ? Style.plain : .dim).on(surface))
            scene.hit(row, .paletteRow(index))
        }
    }
}
