import TerminalKit

/// Keys while the help, the palette or a raw event lies over the screen.
extension Desk {
    static func overlayKey(_ stroke: KeyStroke, _ state: inout DeskState) -> [DeskEffect] {
        if case .palette(let palette) = state.overlay { return paletteKey(stroke, palette, &state) }
        if case .forms(let pane) = state.overlay { return formsKey(stroke, pane, &state) }
        let page = max(1, FrameLayout(state.size).body.height - 2)
        switch stroke.key {
        case .escape, .enter, .character("q"), .character("?"), .character("v"): state.overlay = nil
        case .down, .character("j"): return overlayScroll(1, &state)
        case .up, .character("k"): return overlayScroll(-1, &state)
        case .pageDown, .character(" "): return overlayScroll(page, &state)
        case .pageUp: return overlayScroll(-page, &state)
        case .home, .character("g"): return overlayScroll(-1_000_000, &state)
        case .end, .character("G"): return overlayScroll(1_000_000, &state)
        default: break
        }
        return []
    }

    static func overlayScroll(_ lines: Int, _ state: inout DeskState) -> [DeskEffect] {
        let rect = OverlayView.area(state)
        func moved(_ top: Int, of count: Int) -> Int { min(max(0, top + lines), max(0, count - (rect.height - 1))) }
        switch state.overlay {
        case .help(let top): state.overlay = .help(top: moved(top, of: HelpText.lines(state).count))
        case .raw(var raw):
            raw.top = moved(raw.top, of: raw.lines.reduce(0) { $0 + Wrapped.verbatim($1, width: rect.width - 2).count })
            state.overlay = .raw(raw)
        case .palette(let palette): return paletteMove(lines.signum(), palette, &state)
        case .forms: moveForms(lines.signum(), &state)
        case nil: break
        }
        return []
    }

    private static func paletteKey(_ stroke: KeyStroke, _ palette: PaletteState, _ state: inout DeskState) -> [DeskEffect] {
        switch stroke.key {
        case .escape: state.overlay = nil
        case .enter: return runPaletteRow(palette.selected, &state)
        case .down: return paletteMove(1, palette, &state)
        case .up: return paletteMove(-1, palette, &state)
        case .character("c") where stroke.modifiers == .control: state.overlay = nil
        default:
            var next = palette
            if next.field.handle(stroke) {
                if next.field.text != palette.field.text { next.selected = 0 }
                state.overlay = .palette(next)
            }
        }
        return []
    }

    private static func paletteMove(_ rows: Int, _ palette: PaletteState, _ state: inout DeskState) -> [DeskEffect] {
        var next = palette
        let count = PaletteSearch.commands(palette.field.text, state).count
        next.selected = min(max(0, palette.selected + rows), max(0, count - 1))
        state.overlay = .palette(next)
        return []
    }

    static func runPaletteRow(_ row: Int, _ state: inout DeskState) -> [DeskEffect] {
        guard case .palette(let palette) = state.overlay else { return [] }
        let found = PaletteSearch.commands(palette.field.text, state)
        guard found.indices.contains(row) else { return [] }
        state.overlay = nil
        return CommandRegistry.run(found[row], &state)
    }
}
