import CRM
import TerminalKit

/// Keys, pastes and the mouse: whoever lies on top takes them.
extension Desk {
    static func input(_ event: InputEvent, _ state: inout DeskState) -> [DeskEffect] {
        switch event {
        case .key, .paste, .mouse: noteHand(&state) + taken(event, &state)
        case .resize, .focus, .pasteStalled, .pasteDropped: taken(event, &state)
        }
    }

    static func taken(_ event: InputEvent, _ state: inout DeskState) -> [DeskEffect] {
        switch event {
        case .resize(let size):
            state.size = size
            if case .raw(var raw) = state.overlay {
                raw.lay(width: OverlayView.textWidth(state))
                state.overlay = .raw(raw)
            }
            return ensureRows(&state) + copyBesideQR(&state)
        case .focus: return []
        case .paste(let text):
            if waits(event, &state) { return [] }
            state.toast = nil
            return paste(text, &state)
        case .pasteStalled:
            state.say("The pasted text has not come to its end. Wait for the rest, or press Ctrl-C to drop it.", .warning)
            // No key works until then, so it is said for as long.
            state.toast?.until = nil
            return []
        case .pasteDropped:
            state.say("The pasted text broke off and was dropped. Paste it again.", .warning)
            return []
        case .mouse(let mouse): return self.mouse(mouse, &state)
        case .key(let stroke) where isUnknownAlt(stroke, state):
            // Over a network Esc and the next key come together, and look like Alt.
            var next = stroke
            next.modifiers.remove(.alt)
            return key(KeyStroke(.escape), &state) + key(next, &state)
        case .key(let stroke): return key(stroke, &state)
        }
    }

    /// A person is at it. Gives what is to be asked when that person was away.
    private static func noteHand(_ state: inout DeskState) -> [DeskEffect] {
        let effects = comeBack(&state)
        state.lastKeyAt = state.now
        state.sheets.grid?.noteKey()
        return effects
    }

    private static func isUnknownAlt(_ stroke: KeyStroke, _ state: DeskState) -> Bool {
        guard stroke.modifiers.contains(.alt) else { return false }
        if takesText(state), TextField.edits(stroke) { return false }
        if state.isTyping { return CommandRegistry.layerCommand(for: stroke, in: state) == nil }
        return CommandRegistry.command(for: stroke, in: state) == nil
    }

    /// Whether the keys go into a text field.
    private static func takesText(_ state: DeskState) -> Bool {
        state.layer?.isText ?? (state.card == nil && state.shown.takesText(state))
    }

    /// Characters that came at once: into a field in one piece, since each change of it costs a search; else one key after the other.
    static func typed(_ text: String, _ state: inout DeskState) -> [DeskEffect] {
        var effects = noteHand(&state)
        var rest = Substring(text)
        while let character = rest.first {
            if let inserted = insert(String(rest), isPasted: false, &state) { return effects + inserted }
            effects += key(KeyStroke(character), &state)
            rest.removeFirst()
        }
        return effects
    }

    /// Nil when no prompt and no palette takes text.
    ///
    /// - Parameter isPasted: the terminal says so; false of what came at once, as keys do over a slow line.
    private static func insert(_ text: String, isPasted: Bool, _ state: inout DeskState) -> [DeskEffect]? {
        if state.qr != nil { return nil }
        if let prompt = state.prompt { return prompt.options(in: state) == nil ? promptPaste(text, &state) : nil }
        if case .palette(let palette) = state.overlay { return palettePaste(text, palette, &state) }
        if case .help(let pane) = state.overlay, pane.isTyping {
            pasteIntoHelp(text, pane, &state)
            return []
        }
        if case .message(let pane) = state.overlay, pane.field != nil {
            pasteMessage(text, pane, &state)
            return []
        }
        if case .templates(let pane) = state.overlay, pane.form != nil {
            pasteTemplate(text, pane, &state)
            return []
        }
        if case .importing(let pane) = state.overlay, pane.isTyping, state.importRun == nil {
            return pasteImport(text, isPasted: isPasted, pane, &state)
        }
        return nil
    }

    /// A key that neither what lies over the screen nor a text field takes.
    private static func worksAlways(_ stroke: KeyStroke, _ state: DeskState) -> Bool {
        guard state.isTyping || takesText(state) else { return true }
        if takesText(state), TextField.edits(stroke) { return false }
        if case .function = stroke.key { return true }
        return !stroke.modifiers.isDisjoint(with: [.control, .alt])
    }

    static func key(_ stroke: KeyStroke, _ state: inout DeskState) -> [DeskEffect] {
        if worksAlways(stroke, state) {
            if state.keys.has(stroke, "redraw") { return [.redraw] }
            if state.keys.has(stroke, "suspend") { return [.suspend] }
            if state.keys.has(stroke, "quit") { return [.leave] }
        }
        if waits(.key(stroke), &state) { return [] }
        if state.toast?.until == nil { state.toast = nil }
        if state.layer != nil { return layerStroke(stroke, &state) }
        if state.card == nil, let effects = state.shown.fieldKey(stroke, &state) { return effects }
        let command = CommandRegistry.command(for: stroke, in: state)
        if refusesForLost(stroke, command, &state) { return [] }
        // A question that was asked is answered by its own key alone, or by way of the palette.
        if state.toast?.asks == true, state.toast?.command != command?.id, command?.id != "palette" { state.toast = nil }
        guard let command else {
            if stroke.key != .escape { state.say("\(stroke) does nothing here. \(state.keys.of("help")) shows the keys.", .info) }
            return []
        }
        if isEarly(command, state) {
            state.typeahead = [.key(stroke)]
            return []
        }
        return CommandRegistry.run(command, &state)
    }

    private static func paste(_ text: String, _ state: inout DeskState) -> [DeskEffect] {
        if let effects = insert(text, isPasted: true, &state) { return effects }
        if state.qr != nil { return [] }
        if state.prompt != nil { return refuse("nothing was pasted: one key chooses here", &state) }
        if state.overlay == nil, state.card == nil, state.shown.paste(text, &state) { return [] }
        let places = state.layer.map { $0.reach.filter { $0 != .everywhere } } ?? CommandRegistry.places(in: state)
        let ways = fieldOpeners.filter { opener in
            guard let command = CommandRegistry.byID[opener.id] else { return false }
            return command.places.contains(where: places.contains) && command.disabled(state) == nil
        }.map { "\(state.keys.of($0.id)) \($0.word)" }
        state.say(
            ways.isEmpty ? "Nothing was pasted: no field is open here." : "Paste into a field: \(ways.joined(separator: ", ")).", .info)
        return []
    }

    /// The commands that open a field, and what they do then.
    private static let fieldOpeners = [
        (id: "cell.edit", word: "edits"), (id: "card.edit", word: "edits"), (id: "grid.search", word: "searches"),
        (id: "customer.search", word: "searches"),
        (id: "help.search", word: "searches"), (id: "message.edit", word: "changes the text"), (id: "template.edit", word: "edits"),
        (id: "import.into", word: "names a spreadsheet"),
    ]

    private static func mouse(_ mouse: MouseEvent, _ state: inout DeskState) -> [DeskEffect] {
        switch mouse.kind {
        case .scrollUp: return scroll(-3, at: Point(x: mouse.x, y: mouse.y), &state)
        case .scrollDown: return scroll(3, at: Point(x: mouse.x, y: mouse.y), &state)
        case .press, .doubleClick:
            // The last drawn lies on top.
            guard let hit = state.hits.last(where: { $0.rect.contains(mouse.x, mouse.y) }) else { return [] }
            return press(hit.target, isDouble: mouse.kind == .doubleClick, &state)
        case .release, .drag: return []
        }
    }

    /// The wheel moves what is under the pointer.
    private static func scroll(_ lines: Int, at point: Point, _ state: inout DeskState) -> [DeskEffect] {
        if state.qr != nil { return [] }
        if state.overlay != nil { return overlayScroll(lines, &state) }
        if state.card != nil {
            scrollCard(lines, &state)
            return []
        }
        return state.shown.scroll(lines, point, &state)
    }

    private static func press(_ target: Hit.Target, isDouble: Bool, _ state: inout DeskState) -> [DeskEffect] {
        // A click elsewhere never saves what is being typed.
        switch target {
        case .qr(let kind): return chooseQR(kind, &state)
        case .messages(.template(let row)):
            if case .templates(let pane) = state.overlay { moveTemplates(row - pane.selected, &state) }
            return []
        case .option(let letter): return choose(letter, &state) ?? []
        case .promptRow(let row): return chooseLine(row, &state)
        case .paletteRow(let row): return runPaletteRow(row, &state)
        case .forms(.row(let row)): return pressFormRow(row, isDouble: isDouble, &state)
        case .messages(.row(let row)): return pressMessageRow(row, isDouble: isDouble, &state)
        case .columns(let row): return pressColumn(row, isDouble: isDouble, &state)
        case .history(let row): return pressHistoryRow(row, isDouble: isDouble, &state)
        case .imports(let hit): return pressImport(hit, isDouble: isDouble, &state)
        case .who(let row):
            guard case .who(let pane) = state.overlay else { return [] }
            return chooseUser(row, pane)
        default: break
        }
        if state.overlay != nil || state.qr != nil { return [] }
        if refusesForLost(target, &state) { return [] }
        if case .promptField(let index) = target {
            state.prompt?.focus = index
            return []
        }
        if state.toast?.asks == true, target != state.toast?.command.map(Hit.Target.command) { state.toast = nil }
        var effects = leavePromptByClick(&state)
        switch target {
        case .screen(let screen): effects += show(screen, &state)
        case .command(let id): effects += CommandRegistry.byID[id].map { CommandRegistry.run($0, &state) } ?? []
        case .need: effects += state.needInLine.map { open($0, &state) } ?? []
        case .cardField(let field): effects += pressCardField(field, isDouble: isDouble, &state)
        case .option, .promptRow, .paletteRow, .forms, .who, .history, .columns, .messages, .imports, .qr, .promptField: break
        default: effects += state.shown.click(target, isDouble, &state)
        }
        return effects
    }
}
