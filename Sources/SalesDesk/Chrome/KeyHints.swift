import TerminalKit

/// The bottom line: the commonest keys that work now. `? help` never goes; the rest fold from the right.
enum KeyHints {
    struct Hint { let key: String, word: String, id: String? }

    /// A prompt's hints are one sentence, with a dot between its parts.
    private static func drawPrompt(_ hints: [Hint], y: Int, into scene: inout Scene) {
        let end = scene.grid.width - 1
        var x = 1
        for (index, hint) in hints.enumerated() where x < end {
            if index > 0 { x += scene.grid.put(" · ", x: x, y: y, width: end - x, style: .dim) }
            x += scene.grid.put(hint.key, x: x, y: y, width: max(0, end - x), style: .accent.bolded())
            x += scene.grid.put((hint.key.isEmpty ? "" : " ") + hint.word, x: x, y: y, width: max(0, end - x), style: .dim)
        }
    }

    static func draw(_ state: DeskState, into scene: inout Scene) {
        let y = FrameLayout(state).hints
        if let prompt = state.prompt, state.qr == nil {
            drawPrompt(PromptHints.hints(prompt, in: state), y: y, into: &scene)
            return
        }
        let end = state.size.columns - 1
        let all = hints(state)
        let last = all.last.map(width) ?? 0
        var x = 1
        for (index, hint) in all.enumerated() {
            let isLast = index == all.count - 1
            guard isLast || x + width(hint) + 3 + last <= end else { continue }
            let start = x
            if !hint.key.isEmpty { x += scene.grid.put(hint.key, x: x, y: y, width: max(0, end - x), style: .accent.bolded()) + 1 }
            x += scene.grid.put(hint.word, x: x, y: y, width: max(0, end - x), style: .dim)
            if let id = hint.id { scene.hit(Rect(x: start, y: y, width: x - start, height: 1), .command(id)) }
            x += 3
        }
    }

    /// The key of a command as the bottom line names it.
    static func name(_ id: String, _ state: DeskState) -> String {
        state.keys.first(of: id, inField: false).map(sign) ?? state.keys.of(id)
    }

    private static func sign(_ stroke: KeyStroke) -> String {
        switch stroke.key {
        case .right: "→"
        case .left: "←"
        case .up: "↑"
        case .down: "↓"
        default: stroke.key == .escape ? "Esc" : stroke.description
        }
    }

    private static func width(_ hint: Hint) -> Int { (hint.key.isEmpty ? 0 : TextWidth.of(hint.key) + 1) + TextWidth.of(hint.word) }

    private static func hints(_ state: DeskState) -> [Hint] {
        if let pane = state.qr { return QRView.hints(pane, state) }
        switch state.overlay {
        case .help(let pane) where pane.isTyping:
            return [Hint(key: "Enter", word: "keeps this search", id: nil), Hint(key: "Esc", word: "clears it", id: nil)]
        case .help(let pane):
            return [
                Hint(key: state.keys.of("help.search"), word: "search", id: nil), Hint(key: "↑ ↓ PgUp PgDn", word: "scroll", id: nil),
                Hint(key: "Esc", word: pane.field.text.isEmpty ? "close" : "show all", id: nil),
            ]
        case .raw(let raw):
            return [
                Hint(key: "↑ ↓ PgUp PgDn", word: "scroll", id: nil),
                Hint(key: state.keys.of("raw.layout"), word: raw.isRaw ? "indented" : "as it came", id: nil),
                Hint(key: "Esc", word: "close", id: nil),
            ]
        case .palette:
            return [
                Hint(key: "Enter", word: "do it", id: nil), Hint(key: "↑ ↓", word: "choose", id: nil),
                Hint(key: "Esc", word: "close", id: nil),
            ]
        case .forms(let pane): return forms(pane)
        case .message(let pane): return MessageView.hints(pane, state)
        case .templates(let pane): return TemplatesView.hints(pane, state)
        case .columns: return columns(state.keys)
        case .importing(let pane): return ImportView.hints(pane, state)
        case .history:
            return [
                Hint(key: "Enter", word: "open the card", id: nil), Hint(key: "↑ ↓", word: "choose", id: nil),
                Hint(key: "Esc", word: "close", id: nil),
            ]
        case .who:
            return [
                Hint(key: "1-9", word: "or", id: nil), Hint(key: "↑ ↓ Enter", word: "choose", id: nil),
                Hint(key: state.keys.of("quit"), word: "quit", id: nil),
            ]
        case nil: break
        }
        return state.marks == nil ? state.shown.hints(state) : MarkView.hints(state)
    }

    /// The commands that work here, the commonest first.
    ///
    /// - Parameters:
    ///   - isUsable: leaves out those that cannot be done now.
    ///   - inField: with the keys that a text field leaves to them.
    static func ranked(_ state: DeskState, isUsable: Bool = false, inField: Bool = false) -> [Hint] {
        let commands = CommandRegistry.commands(in: state).filter { $0.hint != nil && (!isUsable || $0.disabled(state) == nil) }
        let ranked = commands.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
        return ranked.compactMap { command in
            state.keys.first(of: command.id, inField: inField).map { Hint(key: sign($0), word: command.hint ?? "", id: command.id) }
        }
    }

    private static func columns(_ keys: Keymap) -> [Hint] {
        func pair(_ one: String, _ other: String) -> String { "\(keys.of(one)) \(keys.of(other))" }
        return [
            Hint(key: keys.of("columns.toggle"), word: "tick", id: nil), Hint(key: "Enter", word: "done", id: nil),
            Hint(key: pair("columns.right", "columns.left"), word: "order", id: nil),
            Hint(key: pair("columns.narrow", "columns.wide"), word: "width", id: nil),
            Hint(key: keys.of("columns.reset"), word: "as at first", id: nil), Hint(key: "Esc", word: "undo", id: nil),
        ]
    }

    private static func forms(_ pane: FormPane) -> [Hint] {
        let leave = Hint(key: "Esc", word: "leave", id: nil)
        switch pane.content {
        case .reading: return [leave]
        case .list: return [Hint(key: "Enter", word: "open", id: nil), Hint(key: "↑ ↓", word: "choose", id: nil), leave]
        case .form(let sheet):
            return [
                Hint(key: "Enter", word: "save and apply", id: nil), Hint(key: "← →", word: "field", id: nil),
                Hint(key: "↑ ↓", word: "question", id: nil), Hint(key: "Esc", word: sheet.isEdited ? "take back" : "leave", id: nil),
            ]
        }
    }
}
