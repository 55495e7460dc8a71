import TerminalKit

/// The layers over a screen: the help, the palette, the raw text of an event, the forms.
enum OverlayView {
    static func draw(_ state: DeskState, into scene: inout Scene) {
        switch state.overlay {
        case nil: return
        case .help(let pane): drawHelp(pane, state, into: &scene)
        case .forms(let pane): FormsView.draw(pane, state, into: &scene)
        case .message(let pane): MessageView.draw(pane, state, into: &scene)
        case .history(let pane): HistoryView.draw(pane, state, into: &scene)
        case .columns(let pane): ColumnsView.draw(pane, state, into: &scene)
        case .importing(let pane): ImportView.draw(pane, state, into: &scene)
        case .templates(let pane): TemplatesView.draw(pane, state, into: &scene)
        case .who(let pane): WhoView.draw(pane, in: area(state), into: &scene)
        case .palette(let palette): PaletteView.draw(palette, state, into: &scene)
        case .raw(let raw):
            drawText(raw.title, raw.rows.lazy.map { HelpText.Line(text: $0, isPlain: true) }, top: raw.top, state, into: &scene)
        }
    }

    static func area(_ state: DeskState) -> Rect {
        let layout = FrameLayout(state)
        return Rect(x: 0, y: layout.body.y, width: layout.body.width, height: max(0, layout.hints - layout.body.y))
    }

    /// The cells of a row of text in there.
    static func textWidth(_ state: DeskState) -> Int { area(state).width - 2 }

    private static func drawHelp(_ pane: HelpPane, _ state: DeskState, into scene: inout Scene) {
        let isSearched = pane.isTyping || !pane.field.text.isEmpty
        let lines = pane.lines(state)
        drawText(isSearched ? "/" : "HELP", lines, top: pane.top, state, into: &scene)
        let rect = area(state)
        if isSearched {
            pane.field.draw(
                into: &scene.grid, x: 2, y: rect.y, width: max(1, min(40, rect.width - 12)), style: .field, focused: pane.isTyping)
            if lines.isEmpty {
                scene.grid.put(
                    "Nothing in the help matches. \(state.keys.of("prompt.cancel")) shows all of it.", x: 2, y: rect.y + 2,
                    width: rect.width - 3, style: .dim)
            }
        }
    }

    private static func drawText(
        _ title: String, _ lines: some RandomAccessCollection<HelpText.Line>, top: Int, _ state: DeskState, into scene: inout Scene
    ) {
        let rect = area(state)
        scene.grid.fill(rect, .plain)
        scene.hits = []
        scene.grid.put(title, x: 1, y: rect.y, width: rect.width - 2, style: .dim)
        let height = rect.height - 1
        let first = min(top, max(0, lines.count - height))
        for (index, line) in lines.dropFirst(first).prefix(height).enumerated() {
            let y = rect.y + 1 + index
            if line.isHead || line.isPlain {
                scene.grid.put(line.text, x: 1, y: y, width: rect.width - 2, style: line.isHead ? .bold : .plain)
            } else {
                scene.grid.put(line.key, x: 2, y: y, width: HelpText.keyWidth, style: .accent.bolded())
                scene.grid.put(line.text, x: HelpText.keyWidth + 3, y: y, width: max(0, rect.width - HelpText.keyWidth - 4), style: .plain)
            }
        }
        if first + height < lines.count { scene.grid.put("more ↓", x: rect.maxX - 7, y: rect.y, style: .dim) }
    }
}
