import TerminalKit

/// A key that means the same in all that takes the keys from a screen: prompts, and what lies over it. Each layer says what it does there.
enum LayerKey: Sendable {
    case answer, cancel, next, previous, right, left, down, up, pageDown, pageUp, first, last
}

extension LayerKey {
    /// The number of rows by which it moves the cursor of a list, more than any list has to the first and the last; nil for a key that does
    /// something else.
    func rows(page: Int) -> Int? {
        switch self {
        case .down: 1
        case .up: -1
        case .pageDown: page
        case .pageUp: -page
        case .first: -1_000_000
        case .last: 1_000_000
        case .answer, .cancel, .next, .previous, .right, .left: nil
        }
    }
}

/// The commands of these keys. What they do stands in the bottom line of the layer.
extension CommandRegistry {
    static let layerCommands: [Command] = [
        layer(.answer, "prompt.answer", "Save, open or go on, as the bottom line says", keys: ["Enter"], in: [.layers]),
        layer(.cancel, "prompt.cancel", "Cancel, or go one step back", keys: ["Escape", "Ctrl-C"], in: [.layers]),
        layer(.next, "prompt.next", "Next field or line; saves the cell", keys: ["Tab"], in: [.layers]),
        layer(.previous, "prompt.previous", "Previous field or line; saves the cell", keys: ["Shift-Tab"], in: [.layers]),
        layer(.down, "prompt.down", "Down in the list beside the text", keys: ["Down"], in: [.prompt]),
        layer(.up, "prompt.up", "Up in the list beside the text", keys: ["Up"], in: [.prompt]),
        layer(.pageDown, "prompt.pageDown", "Page down in the list beside the text", keys: ["PageDown"], in: [.prompt]),
        layer(.pageUp, "prompt.pageUp", "Page up in the list beside the text", keys: ["PageUp"], in: [.prompt]),
        layer(.right, "choice.next", "Next field or spreadsheet", keys: ["Right"], in: [.form, .importColumns, .importSummary]),
        layer(.left, "choice.previous", "Field or spreadsheet before", keys: ["Left"], in: [.form, .importColumns, .importSummary]),
    ]

    private static func layer(_ key: LayerKey, _ id: String, _ title: CommandTitle, keys: [String], in places: [Command.Place]) -> Command {
        Command(id, title, keys: keys, in: places) { Desk.layerKey(key, &$0) }
    }

    /// Moving in a list, the same on every screen and in what lies over it.
    static let listCommands: [Command] = [
        list(.down, "move.down", "Move down", keys: ["Down", "j"]) { $0.shown.move(1, &$0) },
        list(.up, "move.up", "Move up", keys: ["Up", "k"]) { $0.shown.move(-1, &$0) },
        list(.pageDown, "move.pageDown", "Page down", keys: ["PageDown", "Ctrl-F"]) { Desk.movePage(1, &$0) },
        list(.pageUp, "move.pageUp", "Page up", keys: ["PageUp", "Ctrl-B"]) { Desk.movePage(-1, &$0) },
        list(.first, "move.first", "First row", keys: ["g", "Home"]) { $0.shown.edge(false, &$0) },
        list(.last, "move.last", "Last row", keys: ["G", "End"]) { $0.shown.edge(true, &$0) },
    ]

    private static func list(
        _ key: LayerKey, _ id: String, _ title: CommandTitle, keys: [String],
        onScreen: @escaping @Sendable (inout DeskState) -> [DeskEffect]
    ) -> Command {
        Command(id, title, keys: keys, in: [.lists]) { $0.layer == nil ? onScreen(&$0) : Desk.layerKey(key, &$0) }
    }

    /// The command of a key in what lies over the screen; nil where the key is text, or none of its own.
    static func layerCommand(for stroke: KeyStroke, in state: DeskState) -> Command? {
        guard let layer = state.layer, !(layer.isText && TextField.edits(stroke)) else { return nil }
        return state.keys.command(for: stroke, in: layer.reach.filter { $0 != .everywhere })
    }
}

extension DeskState {
    /// The place of what takes the keys from the screen; nil where nothing does.
    var layer: Command.Place? {
        if qr != nil { return .qr }
        if let prompt {
            if prompt.isOutcomes { return .call }
            if prompt.options(in: self) != nil { return .layers }
            return prompt.purpose == .search ? .search : .prompt
        }
        return overlay.map { $0.place(in: self) }
    }
}

extension Overlay {
    fileprivate func place(in state: DeskState) -> Command.Place {
        switch self {
        case .palette: .prompt
        case .help(let pane): pane.isTyping ? .prompt : .help
        case .raw: .rawEvent
        case .forms: .form
        case .message(let pane): pane.field == nil ? .message : .prompt
        case .templates(let pane): pane.form == nil ? .templates : .templateText
        case .columns: .columns
        case .history, .who: .reading
        case .importing where state.importRun != nil: .layers
        case .importing(let pane) where pane.isTyping: .prompt
        case .importing(let pane):
            switch pane.step {
            case .columns: .importColumns
            case .summary: .importSummary
            case .path, .end: .reading
            }
        }
    }
}
