import CRM
import TerminalKit

/// Going from screen to screen, back, and up and down in whatever list has the keys.
extension Desk {
    static func show(_ screen: ScreenID, _ state: inout DeskState) -> [DeskEffect] {
        if screen != state.screen { state.toast = nil }
        if state.card != nil { closeCard(&state) }
        state.overlay = nil
        state.screen = screen
        return state.shown.open(&state)
    }

    /// One step back: the card, marks, a search or filter, the announcement, another screen; at the top `leaves` decides.
    static func back(_ state: inout DeskState, leaves: Bool) -> [DeskEffect] {
        if state.card != nil {
            closeCard(&state)
            return ensureRows(&state) + refreshScreens(&state)
        }
        if !leaves, unmark(&state) { return [] }
        if let effects = state.shown.back(&state) { return effects }
        if !leaves {
            // A sentence covers what it would put off unseen.
            if state.toast == nil { putOffNeed(&state) }
            state.toast = nil
            return []
        }
        if let first = state.screens.first, state.screen != first.id { return show(first.id, &state) }
        // Only the process that listens can say so: another that listens goes on when this one ends.
        if state.isListening, !state.pages.isEmpty, !state.configuration.isSimulated,
            !state.confirms("back", "Leads wait at Meta while nothing listens here.", word: "again quits")
        {
            return []
        }
        return [.leave]
    }

    /// Back to where the card was opened: the row that the person chose there has the cursor, whatever became of the card meanwhile.
    static func closeCard(_ state: inout DeskState) {
        if let pane = state.card?.history { state.overlay = .history(pane) }
        state.card = nil
        state.sheets.grid?.returnToChosen()
        endLoop(&state)
    }

    static func movePage(_ pages: Int, _ state: inout DeskState) -> [DeskEffect] {
        state.shown.move(pages * max(1, state.shown.pageHeight(state) - 1), &state)
    }
}
