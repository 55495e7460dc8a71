import TerminalKit

/// Keys while the help, the palette or a raw event lies over the screen.
extension Desk {
    static func overlayKey(_ stroke: KeyStroke, _ state: inout DeskState) -> [DeskEffect] {
        if let command = CommandRegistry.overlayCommand(for: stroke, in: state) { return CommandRegistry.run(command, &state) }
        switch state.overlay {
        case .palette(let palette): return paletteKey(stroke, palette, &state)
        case .forms(let pane): return formsKey(stroke, pane, &state)
        case .who(let pane): return whoKey(stroke, pane, &state)
        case .help(let pane): return helpKey(stroke, pane, &state)
        case .message(let pane): return messageKey(stroke, pane, &state)
        case .templates(let pane): return templatesKey(stroke, pane, &state)
        case .columns(let pane): return columnsKey(stroke, pane, &state)
        case .history(let pane): return historyKey(stroke, pane, &state)
        case .importing(let pane): return importKey(stroke, pane, &state)
        case .raw, nil: break
        }
        switch stroke.key {
        case .escape, .enter: state.overlay = nil
        case _ where state.keys.has(stroke, "feed.raw") || state.keys.has(stroke, "back"): state.overlay = nil
        default: return scrollKey(stroke, &state)
        }
        return []
    }

    /// The keys that scroll a text: those that are the same everywhere, and those that move in a list.
    static func scrollKey(_ stroke: KeyStroke, _ state: inout DeskState) -> [DeskEffect] {
        let page = overlayPage(state)
        switch stroke.key {
        case .down: return overlayScroll(1, &state)
        case .up: return overlayScroll(-1, &state)
        case .pageDown: return overlayScroll(page, &state)
        case .pageUp: return overlayScroll(-page, &state)
        case .home: return overlayScroll(-1_000_000, &state)
        case .end: return overlayScroll(1_000_000, &state)
        default: break
        }
        switch state.keys.command(for: stroke, in: [.lists])?.id {
        case "move.down": return overlayScroll(1, &state)
        case "move.up": return overlayScroll(-1, &state)
        case "move.pageDown": return overlayScroll(page, &state)
        case "move.pageUp": return overlayScroll(-page, &state)
        case "move.first": return overlayScroll(-1_000_000, &state)
        case "move.last": return overlayScroll(1_000_000, &state)
        default: return []
        }
    }

    /// Lines of a page of text.
    static func overlayPage(_ state: DeskState) -> Int { max(1, FrameLayout(state).body.height - 2) }

    static func overlayScroll(_ lines: Int, _ state: inout DeskState) -> [DeskEffect] {
        let rect = OverlayView.area(state)
        func moved(_ top: Int, of count: Int) -> Int { min(max(0, top + lines), max(0, count - (rect.height - 1))) }
        switch state.overlay {
        case .help(var pane):
            pane.top = moved(pane.top, of: pane.lines(state).count)
            state.overlay = .help(pane)
        case .raw(var raw):
            raw.top = moved(raw.top, of: raw.rows.count)
            state.overlay = .raw(raw)
        case .palette(let palette): return paletteMove(lines.signum(), palette, &state)
        case .forms: moveForms(lines.signum(), &state)
        case .message: moveMessage(lines.signum(), &state)
        case .templates: moveTemplates(lines.signum(), &state)
        case .history: moveHistory(lines, &state)
        case .columns: moveColumns(lines, &state)
        case .importing: return moveImport(lines, &state)
        case .who(var pane):
            pane.move(by: lines.signum())
            state.overlay = .who(pane)
        case nil: break
        }
        return []
    }
}
