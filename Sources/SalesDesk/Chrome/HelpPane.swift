import TerminalKit

/// The help over a screen: how far it is scrolled, and what is searched in it.
struct HelpPane: Hashable, Sendable {
    var top = 0
    var field = TextField()
    /// The keys go into the field.
    var isTyping = false

    static func == (left: HelpPane, right: HelpPane) -> Bool {
        left.top == right.top && left.field == right.field && left.isTyping == right.isTyping
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(top)
        hasher.combine(field.text)
        hasher.combine(isTyping)
    }

    /// The lines that a help of this size shows.
    func lines(_ state: DeskState) -> [HelpText.Line] {
        HelpText.lines(state, search: field.text, width: OverlayView.area(state).width - 2)
    }
}

extension Desk {
    /// Keys of the help. While it is searched they go into the field.
    static func helpKey(_ stroke: KeyStroke, _ pane: HelpPane, _ state: inout DeskState) -> [DeskEffect] {
        var next = pane
        if pane.isTyping {
            switch stroke.key {
            case .escape: next = HelpPane()
            case .enter: next.isTyping = false
            case .down, .up, .pageDown, .pageUp: return scrollKey(stroke, &state)
            default:
                guard next.field.handle(stroke) else { return [] }
                next.top = 0
            }
            state.overlay = .help(next)
            return []
        }
        switch stroke.key {
        case .escape where !pane.field.text.isEmpty: state.overlay = .help(HelpPane())
        case .escape, .enter: state.overlay = nil
        case _ where state.keys.has(stroke, "help") || state.keys.has(stroke, "back"): state.overlay = nil
        default: return scrollKey(stroke, &state)
        }
        return []
    }
}
