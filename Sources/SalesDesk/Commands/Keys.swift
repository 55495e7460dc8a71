import TerminalKit

/// The keys of commands as sentences name them, so that no sentence names a key that has moved.
enum Keys {
    /// The first key of the command `id`: `u`, `Ctrl-S`, `Esc`, `3`. With `outsideField` the first that needs no Ctrl, which works where no
    /// field takes the letters. An id that no command has gives the id itself; a test looks for such ids.
    static func of(_ id: String, outsideField: Bool = false) -> String {
        guard let keys = CommandRegistry.byID[id]?.keys, let first = keys.first else { return id }
        return ((outsideField ? keys.first { $0.modifiers.isEmpty } : nil) ?? first).description
    }

    /// The digit that shows a screen.
    static func of(_ screen: ScreenID) -> String { of(screen.commandID) }
}

extension ScreenID {
    /// The command that shows the screen.
    var commandID: String {
        switch self {
        case .sheets: "screen.sheets"
        case .feed: "screen.feed"
        case .meta: "screen.meta"
        }
    }
}
