import CRM
import TerminalKit

/// Keys that come faster than the rows they are meant for, as over a slow network, where several arrive at once: nothing is done to the
/// customer whom the cursor is about to leave.
extension Desk {
    /// More keys than that are dropped: nobody types so many without a look at the screen.
    private static let longestTypeahead = 64

    /// The keys that act on a customer act on another one, once the store has answered.
    static func isSettling(_ state: DeskState) -> Bool {
        if let card = state.card { return card.customer == nil }
        return state.shown.isSettling(state)
    }

    /// Whether a key waits behind those that wait already. Esc lets go of them all, and so does the end of the program.
    static func waits(_ stroke: KeyStroke, _ state: inout DeskState) -> Bool {
        guard !state.typeahead.isEmpty else { return false }
        if state.keys.has(stroke, "cancel") || state.keys.has(stroke, "quit") {
            state.typeahead = []
            return false
        }
        if state.typeahead.count < longestTypeahead { state.typeahead.append(stroke) }
        return true
    }

    /// Takes the keys that waited, in their order. One that sends the cursor elsewhere again has those behind it wait once more.
    static func takeTypeahead(_ state: inout DeskState) -> [DeskEffect] {
        guard !state.typeahead.isEmpty, !isSettling(state) else { return [] }
        let strokes = state.typeahead
        state.typeahead = []
        return strokes.flatMap { key($0, &state) }
    }
}
