import CRM
import TerminalKit

/// Keys of what takes them from the screen: the QR code, a prompt, what lies over the screen. The last that was opened has them.
extension Desk {
    static func layerStroke(_ stroke: KeyStroke, _ state: inout DeskState) -> [DeskEffect] {
        if isBlind(stroke, &state) { return [] }
        if let effects = choiceKey(stroke, &state) { return effects }
        if let command = CommandRegistry.layerCommand(for: stroke, in: state) {
            state.prompt?.problem = nil
            return CommandRegistry.run(command, &state)
        }
        return wayOut(stroke, &state) ?? layerText(stroke, &state)
    }

    /// A letter or a digit of what is offered there, before all commands.
    private static func choiceKey(_ stroke: KeyStroke, _ state: inout DeskState) -> [DeskEffect]? {
        // Nothing else is done before somebody is chosen.
        if case .who = state.overlay, ["back", "quit", "quit.how"].contains(where: { state.keys.has(stroke, $0) }) { return [.leave] }
        guard case .character(let letter) = stroke.key, stroke.modifiers.isEmpty, state.qr == nil else { return nil }
        if state.prompt != nil { return choose(letter, &state) }
        guard let number = letter.wholeNumberValue else { return nil }
        switch state.overlay {
        case .who(let pane) where pane.users.indices.contains(number - 1): return chooseUser(number - 1, pane)
        case .message(let pane) where pane.field == nil && number > 0 && number <= pane.templates?.count ?? 9:
            moveMessage(number - 1 - pane.selected, &state)
            return []
        default: return nil
        }
    }

    /// The key that opened it closes it, and so does the one that leads back, where letters are no text. Some keys of the screens work there.
    private static func wayOut(_ stroke: KeyStroke, _ state: inout DeskState) -> [DeskEffect]? {
        guard let layer = state.layer, !layer.isText else { return nil }
        func has(_ ids: String...) -> Bool { ids.contains { state.keys.has(stroke, $0) } }
        if state.qr != nil {
            guard has("back", "qr.show") else { return nil }
            state.qr = nil
            return []
        }
        guard state.prompt == nil else { return nil }
        switch state.overlay {
        case .help where has("back", "help"), .raw where has("back", "feed.raw"):
            state.overlay = nil
            return []
        case .columns where has("grid.columns"): return layerKey(.answer, &state)
        case .forms(let pane) where has("meta.save"):
            guard case .form = pane.content else { return nil }
            return layerKey(.answer, &state)
        case .templates where has("undo"): return turn(isUndo: true, &state)
        case .templates where has("redo"): return turn(isUndo: false, &state)
        case .importing(let pane):
            if state.importRun != nil { return nil }
            if let end = pane.end, has("undo"), ImportPresentation(end).isUndoable {
                state.overlay = nil
                return turn(isUndo: true, of: end.end.result.writtenAt, &state)
            }
            return has("back") ? layerKey(.cancel, &state) : nil
        default: return has("back") ? layerKey(.cancel, &state) : nil
        }
    }

    static func layerKey(_ key: LayerKey, _ state: inout DeskState) -> [DeskEffect] {
        if let pane = state.qr { return qrKey(key, pane, &state) }
        if let prompt = state.prompt { return promptKey(key, prompt, &state) }
        switch state.overlay {
        case .palette(let palette): return paletteKey(key, palette, &state)
        case .forms(let pane): return formsKey(key, pane, &state)
        case .who(let pane): return whoKey(key, pane, &state)
        case .help(let pane): return helpKey(key, pane, &state)
        case .message(let pane): return messageKey(key, pane, &state)
        case .templates(let pane): return templatesKey(key, pane, &state)
        case .columns(let pane): return columnsKey(key, pane, &state)
        case .history(let pane): return historyKey(key, pane, &state)
        case .importing(let pane): return importKey(key, pane, &state)
        case .raw where key == .answer || key == .cancel:
            state.overlay = nil
            return []
        case .raw, nil: return scroll(key, &state)
        }
    }

    /// A key that is none of a command: it goes into the field where there is one.
    private static func layerText(_ stroke: KeyStroke, _ state: inout DeskState) -> [DeskEffect] {
        if state.qr != nil { return [] }
        if let prompt = state.prompt { return promptText(stroke, prompt, &state) }
        switch state.overlay {
        case .palette(let palette): return paletteText(stroke, palette, &state)
        case .help(let pane): return helpText(stroke, pane, &state)
        case .message(let pane): return messageText(stroke, pane, &state)
        case .templates(let pane): return templateText(stroke, pane, &state)
        case .importing(let pane): return importText(stroke, pane, &state)
        case .who: return askWho(&state)
        case .forms, .columns, .history, .raw, nil: return []
        }
    }

    /// The keys that scroll a text.
    static func scroll(_ key: LayerKey, _ state: inout DeskState) -> [DeskEffect] {
        key.rows(page: overlayPage(state)).map { overlayScroll($0, &state) } ?? []
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
