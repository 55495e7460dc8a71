import TerminalKit

/// The help over a screen: how far it is scrolled, and what is searched in it.
struct HelpPane: Hashable, Sendable {
    var top = 0
    var field = TextField()
    /// The keys go into the field.
    var isTyping = false

    /// The lines that a help of this size shows.
    func lines(_ state: DeskState) -> [HelpText.Line] {
        HelpText.lines(state, search: field.text, width: OverlayView.area(state).width - 2)
    }
}

extension Desk {
    /// Keys of the help. While it is searched the others go into the field.
    static func helpKey(_ key: LayerKey, _ pane: HelpPane, _ state: inout DeskState) -> [DeskEffect] {
        switch key {
        case .cancel where pane.isTyping || !pane.field.text.isEmpty: state.overlay = .help(HelpPane())
        case .answer where pane.isTyping:
            var next = pane
            next.isTyping = false
            state.overlay = .help(next)
        case .answer, .cancel: state.overlay = nil
        default: return scroll(key, &state)
        }
        return []
    }

    static func helpText(_ stroke: KeyStroke, _ pane: HelpPane, _ state: inout DeskState) -> [DeskEffect] {
        var next = pane
        guard pane.isTyping, next.field.handle(stroke) else { return [] }
        next.top = 0
        state.overlay = .help(next)
        return []
    }

    static func pasteIntoHelp(_ text: String, _ pane: HelpPane, _ state: inout DeskState) {
        var next = pane
        next.field.insert(text)
        next.top = 0
        state.overlay = .help(next)
    }
}
