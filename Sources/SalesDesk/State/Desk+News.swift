import CRM
import TerminalKit

/// News over the channel, and what became of a write.
extension Desk {
    /// A batch as the channel drained it: a thousand leads that come together are announced once.
    static func news(_ batch: [DeskNews], _ state: inout DeskState) -> [DeskEffect] {
        let mine = batch.compactMap { news -> Customer? in
            guard case .leadArrived(let customer, let userID) = news, userID == state.configuration.user.id else { return nil }
            return customer
        }
        var effects = mine.isEmpty ? [] : arrived(mine, &state) + feedChanged(state) + [.loadPages]
        for news in batch { effects += self.news(news, &state) }
        return effects
    }

    private static func news(_ news: DeskNews, _ state: inout DeskState) -> [DeskEffect] {
        switch news {
        case .leadArrived: return []
        case .journalChanged: return feedChanged(state) + [.loadPages]
        case .pagesChanged: return [.loadPages]
        case .listener(let listener):
            state.listener = listener
            return []
        case .reload:
            var effects: [DeskEffect] = [.loadSpreadsheets, .loadPages] + feedChanged(state)
            if let id = state.sheets.metaSheetID { effects.append(.loadNewest(id)) }
            if let grid = state.sheets.grid { effects += readAgain(grid) }
            if let card = state.card { effects.append(.loadCard(card.id)) }
            return effects
        }
    }

    /// Leads that became customers just now: into the open list, announced once, never in the way.
    static func arrived(_ customers: [Customer], _ state: inout DeskState) -> [DeskEffect] {
        guard let newest = customers.last else { return [] }
        // Nothing may move while a person types into a cell, or has scrolled away from the top.
        let isHeld = state.prompt != nil || state.overlay != nil
        let height = SheetsLayout(state).rowCount
        for customer in customers where state.sheets.grid?.query.spreadsheetID == customer.spreadsheetID {
            state.sheets.grid?.insert(customer, held: isHeld, height: height)
        }
        state.sheets.lastArrivalID = max(state.sheets.lastArrivalID ?? 0, newest.id)
        state.announced = newest
        var effects: [DeskEffect] = [.loadSpreadsheets]
        if state.configuration.bell { effects.append(.bell) }
        if state.configuration.notifications {
            let body = [newest.customerName, newest.lead?.formName].compactMap { $0 }.joined(separator: " · ")
            effects.append(.notify(title: customers.count == 1 ? "New lead" : "\(customers.count) new leads", body: body))
        }
        return effects
    }

    /// The rows on the screen, and how many the filter leaves.
    private static func readAgain(_ grid: GridState) -> [DeskEffect] {
        [.loadWindow(grid.refreshRequest())] + (grid.query.isFiltered ? [.count(grid.query)] : [])
    }

    private static func feedChanged(_ state: DeskState) -> [DeskEffect] {
        state.screen == .feed ? [.loadFeed(state.feed.refreshRequest), .loadFeedSummary] : []
    }

    static func applied(_ applied: AppliedChange, _ followUp: FollowUp, _ state: inout DeskState) -> [DeskEffect] {
        if followUp != .none { state.say("\(applied.sentence)   u undoes", .info) }
        var effects = followed(applied, &state)
        switch followUp {
        case .none, .said: break
        case .edit(let field):
            guard let id = applied.customerID else { break }
            state.sheets.editWhenLoaded = EditIntent(customerID: id, field: field)
            effects += beginIntendedEdit(&state)
        case .openSpreadsheet:
            if let id = applied.spreadsheetID { state.sheets.openWhenLoaded = id }
        case .pageSaved(let id): effects += pageSaved(id, &state)
        case .pageRemoved: effects += pageRemoved(&state)
        }
        return effects
    }

    static func reverted(_ applied: AppliedChange?, none: String, _ state: inout DeskState) -> [DeskEffect] {
        guard let applied else {
            state.say(none, .info)
            return []
        }
        state.say(applied.sentence, .info)
        if let id = applied.spreadsheetID, id != state.sheets.grid?.query.spreadsheetID { state.sheets.openWhenLoaded = id }
        if state.screen == .sheets, let id = applied.customerID { state.sheets.grid?.selectedID = id }
        return followed(applied, &state) + [.loadPages]
    }

    static func refused(_ change: Change, _ error: StoreError, _ state: inout DeskState) -> [DeskEffect] {
        if case .conflict(_, _, let theirs, _) = error {
            state.say(error.message, .warning)
            return ask(.conflict(change, theirs: theirs), &state)
        }
        state.say(error.message, .fault)
        return [.loadSpreadsheets]
    }

    /// What is read again after a write: the counts, the rows in place, and the card.
    private static func followed(_ applied: AppliedChange, _ state: inout DeskState) -> [DeskEffect] {
        var effects: [DeskEffect] = [.loadSpreadsheets]
        if let id = applied.customerID { state.sheets.grid?.hold(id) }
        if let grid = state.sheets.grid {
            if let id = applied.customerID, grid.rows.contains(where: { $0.id == id }) == false, grid.query.spreadsheetID == applied.spreadsheetID {
                effects.append(.loadWindow(grid.request(.find(id), from: .start)))
            } else {
                effects += readAgain(grid)
            }
        }
        if let card = state.card { effects.append(.loadCard(card.id)) }
        return effects
    }
}
