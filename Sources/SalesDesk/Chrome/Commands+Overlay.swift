import TerminalKit

/// The commands of a layer over a screen. Esc, Enter and the arrows are the same everywhere there, and so are all keys while text is typed.
extension CommandRegistry {
    static let overlayCommands: [Command] =
        [
            Command("help.search", "Search the help", keys: ["/"], in: [.help]) { state in
                guard case .help(var pane) = state.overlay else { return [] }
                pane.isTyping = true
                state.overlay = .help(pane)
                return []
            },
            Command("raw.layout", "As it came, or indented", keys: ["w"], in: [.rawEvent]) { state in
                guard case .raw(var raw) = state.overlay else { return [] }
                raw.toggle()
                state.overlay = .raw(raw)
                return []
            },
            Command("text.forward", "Read on", keys: ["Space"], in: [.help, .rawEvent]) { state in
                Desk.overlayScroll(Desk.overlayPage(state), &state)
            },
        ] + formCommands + callPromptCommands + messagePromptCommands + qrCommands + columnCommands + importPaneCommands

    /// The command of a key in what lies over the screen; nil where the key is text, or one of those that are the same everywhere.
    static func overlayCommand(for stroke: KeyStroke, in state: DeskState) -> Command? {
        if state.qr != nil { return state.keys.command(for: stroke, in: [.qr]) }
        if let prompt = state.prompt { return prompt.isOutcomes ? state.keys.command(for: stroke, in: [.call]) : nil }
        return state.overlay?.place.flatMap { state.keys.command(for: stroke, in: [$0]) }
    }
}

extension Overlay {
    /// Where its keys are those of commands; nil where they are text, or the same everywhere.
    fileprivate var place: Command.Place? {
        switch self {
        case .help(let pane): pane.isTyping ? nil : .help
        case .raw: .rawEvent
        case .forms(let pane): if case .form = pane.content { .form } else { nil }
        case .message(let pane): pane.field == nil ? .message : nil
        case .templates(let pane): pane.form == nil ? .templates : .templateText
        case .columns: .columns
        case .importing(let pane):
            switch pane.step {
            case .columns: .importColumns
            case .summary where !pane.isTyping: .importSummary
            case .path, .summary, .end: nil
            }
        case .palette, .who, .history: nil
        }
    }
}
