import TerminalKit

/// The bottom line: the commonest keys that work now. `? help` never goes; the rest fold from the right.
enum KeyHints {
    struct Hint {
        let key: String, word: String
        /// The command that a click runs; nil where it runs none.
        let id: String?
        /// The command that must be possible now for the hint to stand; nil where it always stands.
        private let command: Command?

        fileprivate init(key: String, word: String, id: String? = nil, ifUsable command: Command? = nil) {
            self.key = key
            self.word = word
            self.id = id
            self.command = command
        }

        fileprivate func stands(in state: DeskState) -> Bool { command?.disabled(state) == nil }

        /// Words without a key.
        static func said(_ word: String) -> Hint { Hint(key: "", word: word) }

        /// A digit or the beginning of a text, which are no keys of commands.
        static func typed(_ text: String, _ word: String) -> Hint { Hint(key: text, word: word) }
    }

    /// A prompt's hints are one sentence, with a dot between its parts.
    private static func drawPrompt(_ all: [Hint], y: Int, into scene: inout Scene) {
        let end = scene.grid.width - 1
        var hints = all
        // The one that leads out stays.
        while hints.count > 2, 1 + hints.map(width).reduce(3 * (hints.count - 1), +) > end { hints.remove(at: hints.count - 2) }
        var x = 1
        for (index, hint) in hints.enumerated() where x < end {
            if index > 0 { x += scene.grid.put(" · ", x: x, y: y, width: end - x, style: .dim) }
            x += scene.grid.put(hint.key, x: x, y: y, width: max(0, end - x), style: .accent.bolded())
            x += scene.grid.put((hint.key.isEmpty ? "" : " ") + hint.word, x: x, y: y, width: max(0, end - x), style: .dim)
        }
    }

    static func draw(_ state: DeskState, into scene: inout Scene) {
        let y = FrameLayout(state).hints
        scene.grid.fill(Rect(x: 0, y: y, width: scene.grid.width, height: 1), .plain)
        if let prompt = state.prompt, state.qr == nil {
            drawPrompt(PromptHints.hints(prompt, in: state), y: y, into: &scene)
            return
        }
        let end = state.size.columns - 1
        let isNarrow = state.size.columns < 100
        // In a wide window only those that there is room for are asked whether they can be used: it takes a look at the row, with every frame.
        let all = isNarrow ? hints(state).filter { $0.stands(in: state) } : hints(state)
        let last = all.last.map(width) ?? 0
        // Where the window is narrow, another key is worth more than the room between them.
        let isTight = isNarrow && 1 + all.map(width).reduce(3 * (all.count - 1), +) > end
        let gap = isTight ? 2 : 3
        var x = 1
        for (index, hint) in all.enumerated() {
            let isLast = index == all.count - 1
            guard isLast || x + width(hint) + gap + last <= end, isNarrow || hint.stands(in: state) else { continue }
            let start = x
            if !hint.key.isEmpty { x += scene.grid.put(hint.key, x: x, y: y, width: max(0, end - x), style: .accent.bolded()) + 1 }
            x += scene.grid.put(hint.word, x: x, y: y, width: max(0, end - x), style: .dim)
            if let id = hint.id { scene.hit(Rect(x: start, y: y, width: x - start, height: 1), .command(id)) }
            x += gap
        }
    }

    fileprivate static func sign(_ stroke: KeyStroke) -> String {
        switch stroke.key {
        case .right: "→"
        case .left: "←"
        case .up: "↑"
        case .down: "↓"
        default: stroke.description
        }
    }

    private static func width(_ hint: Hint) -> Int { (hint.key.isEmpty ? 0 : TextWidth.of(hint.key) + 1) + TextWidth.of(hint.word) }

    private static func hints(_ state: DeskState) -> [Hint] {
        if let pane = state.qr { return QRView.hints(pane, state) }
        let keys = state.keys
        switch state.overlay {
        case .help(let pane) where pane.isTyping:
            return [keys.hint("prompt.answer", "keeps this search"), keys.hint("prompt.cancel", "clears it")]
        case .help(let pane):
            return [
                keys.hint("help.search", "search"), scrolling(keys),
                keys.hint("prompt.cancel", pane.field.text.isEmpty ? "close" : "show all"),
            ]
        case .raw(let raw):
            return [scrolling(keys), keys.hint("raw.layout", raw.isRaw ? "indented" : "as it came"), keys.hint("prompt.cancel", "close")]
        case .palette:
            return [
                keys.hint("prompt.answer", "do it"), keys.hint("prompt.up", "prompt.down", "choose"), keys.hint("prompt.cancel", "close"),
            ]
        case .forms(let pane): return forms(pane, keys)
        case .message(let pane): return MessageView.hints(pane, state)
        case .templates(let pane): return TemplatesView.hints(pane, state)
        case .columns: return columns(keys)
        case .importing(let pane): return ImportView.hints(pane, state)
        case .history:
            return [
                keys.hint("prompt.answer", "open the card"), keys.hint("move.up", "move.down", "choose"),
                keys.hint("prompt.cancel", "close"),
            ]
        case .who:
            return [
                .typed("1-9", "choose"), keys.hint("move.up", "move.down", "move"), keys.hint("prompt.answer", "choose it"),
                keys.hint("quit", "quit"),
            ]
        case nil: break
        }
        return state.marks == nil ? state.shown.hints(state) : MarkView.hints(state)
    }

    private static func scrolling(_ keys: Keymap) -> Hint { keys.hint("move.up", "move.down", "move.pageUp", "move.pageDown", "scroll") }

    /// The commands that work here, the commonest first.
    ///
    /// - Parameters:
    ///   - isUsable: those that cannot be done now do not stand on the line.
    ///   - inField: with the keys that a text field leaves to them.
    static func ranked(_ state: DeskState, isUsable: Bool = false, inField: Bool = false) -> [Hint] {
        let ranked = CommandRegistry.hinted(in: state).enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        return ranked.map(\.element).compactMap { command in
            state.keys.first(of: command.id, inField: inField).map {
                Hint(key: sign($0), word: command.hint ?? "", id: command.id, ifUsable: isUsable ? command : nil)
            }
        }
    }

    private static func columns(_ keys: Keymap) -> [Hint] {
        [
            keys.hint("columns.toggle", "tick"), keys.hint("prompt.answer", "done"), keys.hint("columns.right", "columns.left", "order"),
            keys.hint("columns.narrow", "columns.wide", "width"), keys.hint("columns.reset", "as at first"),
            keys.hint("prompt.cancel", "undo"),
        ]
    }

    private static func forms(_ pane: FormPane, _ keys: Keymap) -> [Hint] {
        let leave = keys.hint("prompt.cancel", "leave")
        switch pane.content {
        case .reading: return [leave]
        case .list: return [keys.hint("prompt.answer", "open"), keys.hint("move.up", "move.down", "choose"), leave]
        case .form(let sheet):
            return [
                keys.hint("prompt.answer", "save and apply"), keys.hint("choice.previous", "choice.next", "field"),
                keys.hint("move.up", "move.down", "question"), sheet.isEdited ? keys.hint("prompt.cancel", "take back") : leave,
            ]
        }
    }
}

extension Keymap {
    /// A hint that names the keys of these commands; the last of the texts says what they do. A click on it does nothing.
    func hint(_ first: String, _ rest: String...) -> KeyHints.Hint {
        KeyHints.Hint(key: ([first] + rest.dropLast()).map(sign(of:)).joined(separator: " "), word: rest.last ?? "")
    }

    /// The same of a command that works in a text field too, where letters are no keys.
    func hint(inField id: String, _ word: String) -> KeyHints.Hint { KeyHints.Hint(key: of(id, outsideField: false), word: word) }

    /// A hint that is a button as well.
    ///
    /// - Parameter last: names the last of the command's keys, not the first.
    func button(_ id: String, _ word: String, last: Bool = false) -> KeyHints.Hint {
        KeyHints.Hint(key: last ? strokes(of: id).last.map(KeyHints.sign) ?? of(id) : sign(of: id), word: word, id: id)
    }

    /// The first key of a command as the bottom line names it: an arrow by its sign.
    func sign(of id: String) -> String { first(of: id, inField: false).map(KeyHints.sign) ?? of(id) }
}
