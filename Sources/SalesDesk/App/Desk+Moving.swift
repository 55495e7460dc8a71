import CRM
import TerminalKit

/// Going from screen to screen, back, and up and down in whatever list has the keys.
extension Desk {
    static func show(_ screen: ScreenID, _ state: inout DeskState) -> [DeskEffect] {
        if screen != state.screen { state.toast = nil }
        if state.card != nil { closeCard(&state) }
        state.overlay = nil
        state.screen = screen
        switch screen {
        case .sheets: return ensureRows(&state)
        case .feed: return readFeed(state)
        case .meta: return openMeta(&state)
        }
    }

    /// One step back: the card, a search or filter, the announcement, another screen; at the top `leaves` decides.
    static func back(_ state: inout DeskState, leaves: Bool) -> [DeskEffect] {
        if state.card != nil {
            closeCard(&state)
            return ensureRows(&state)
        }
        if state.screen == .sheets, let query = state.sheets.grid?.query, query.isFiltered {
            return widen(to: SheetQuery(query.spreadsheetID, order: query.order), &state) + remember(&state)
        }
        if state.screen == .feed, state.feed.state != nil { return showFeed(nil, &state) }
        if !leaves {
            state.isPutOff = true
            state.toast = nil
            return []
        }
        if state.screen != .sheets { return show(.sheets, &state) }
        // Only the process that listens can say so: another that listens goes on when this one ends.
        if case .listening = state.listener, !state.pages.isEmpty, !state.configuration.isSimulated,
            !state.confirms("back", "Leads wait at Meta while nothing listens here.", word: "again quits")
        {
            return []
        }
        return [.leave]
    }

    /// Back to where the card was opened: the row that the person chose there has the cursor, whatever became of the card meanwhile.
    static func closeCard(_ state: inout DeskState) {
        state.card = nil
        state.sheets.grid?.returnToChosen()
    }

    static func move(_ lines: Int, _ state: inout DeskState) -> [DeskEffect] {
        switch state.screen {
        case .sheets: state.sheets.focus == .grid ? moveGrid(lines, &state) : moveSpreadsheet(lines, &state)
        case .feed: moveFeed(lines, &state)
        case .meta: []
        }
    }

    static func movePage(_ pages: Int, _ state: inout DeskState) -> [DeskEffect] {
        let body = FrameLayout(state).body.height
        let height = state.screen == .sheets ? SheetsLayout(state).rowCount : body
        return move(pages * max(1, height - 1), &state)
    }

    static func moveEdge(last: Bool, _ state: inout DeskState) -> [DeskEffect] {
        switch state.screen {
        case .sheets where state.sheets.focus == .grid: gridEdge(last: last, &state)
        case .sheets: moveSpreadsheet(last ? state.sheets.summaries.count : -state.sheets.summaries.count, &state)
        case .feed: moveFeed(last ? state.feed.entries.count : -state.feed.entries.count, &state)
        case .meta: []
        }
    }
}
