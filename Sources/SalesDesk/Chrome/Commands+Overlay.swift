import TerminalKit

/// The commands of a layer over a screen; those of all layers are `layerCommands`.
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
        ] + formCommands + callPromptCommands + messagePromptCommands + qrCommands + columnCommands + importPaneCommands + layerCommands
}
