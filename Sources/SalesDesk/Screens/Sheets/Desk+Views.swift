import CRM
import Foundation
import TerminalKit

/// Saved views: reading, opening, naming, ordering.
extension Desk {
    static func viewsLoaded(_ views: [SavedView], _ state: inout DeskState) -> [DeskEffect] {
        let before = state.sheets.openView
        state.sheets.views = views
        if case .view(let id) = state.toast?.gone, views.contains(where: { $0.id == id }) { state.toast = nil }
        if state.sheets.viewID != nil, state.sheets.openView == nil {
            // It was deleted: the spreadsheet before it is shown.
            let customer = state.sheets.grid?.selectedCustomer
            let effects = backOutOfView(&state)
            if let before, state.screen == .sheets {
                let next = state.sheets.summary(state.sheets.selectedID)?.spreadsheet.name
                loseList(.view(before.id), before.name, "was deleted", with: customer, to: next, &state)
            }
            return effects + countViews(&state)
        }
        if let view = state.sheets.openView, view.query != before?.query { return openSavedView(view.id, &state) + countViews(&state) }
        return countViews(&state)
    }

    /// Has the counts beside the views read anew.
    static func countViews(_ state: inout DeskState) -> [DeskEffect] {
        let context = state.queryContext
        let user = state.configuration.user.id
        let names = state.sheets.summaries.map(\.spreadsheet.name)
        // One that cannot be shown has no count.
        let queries = state.sheets.shownViews.compactMap { view -> (SavedView.ID, SheetQuery)? in
            guard let filter = try? QueryParser.parse(view.query, in: context), filter.missingSpreadsheet(among: names) == nil else {
                return nil
            }
            return (view.id, SheetQuery(.user(user), filter))
        }
        guard !queries.isEmpty else { return [] }
        return [.sheets(.countViews(Dictionary(queries, uniquingKeysWith: { first, _ in first })))]
    }

    /// Shows a view; one that asks for something that is not there any more says so in place of its rows.
    static func openSavedView(_ id: SavedView.ID, _ state: inout DeskState) -> [DeskEffect] {
        guard let view = state.sheets.views.first(where: { $0.id == id }) else { return [] }
        state.sheets.keepPlace()
        takeColumns(ColumnPreference.name(of: view), &state)
        state.sheets.selectedID = nil
        state.sheets.viewID = id
        state.sheets.viewFault = nil
        (state.sheets.ownOrder, state.sheets.beforeSearch) = (.newestFirst, nil)
        do throws(QueryFault) {
            let filter = try QueryParser.parse(view.query, in: state.queryContext)
            if let name = filter.missingSpreadsheet(among: state.sheets.summaries.map(\.spreadsheet.name)) {
                return cannotShow("No spreadsheet begins with \"\(name)\" any more.", &state)
            }
            state.sheets.isNewView = true
            defer { state.sheets.isNewView = false }
            return openView(SheetQuery(.user(state.configuration.user.id), filter, order: filter.order ?? .newestFirst), &state)
        } catch {
            return cannotShow(error.sentence, &state)
        }
    }

    private static func cannotShow(_ reason: String, _ state: inout DeskState) -> [DeskEffect] {
        state.sheets.grid = nil
        let (edit, delete) = (state.keys.of("sheet.describe"), state.keys.of("sheet.delete"))
        state.sheets.viewFault =
            "This view cannot be shown. \(reason) In the list on the left \(edit) changes its search, \(delete) deletes it."
        return []
    }

    /// From a search in the view back to the view, and from there to the spreadsheet that was open before.
    static func backOutOfView(_ state: inout DeskState) -> [DeskEffect] {
        if let filter = state.filterOfView, let grid = state.sheets.grid, grid.query.filter.text != filter.text {
            return leaveSearch(to: filter, &state)
        }
        guard let sheet = state.sheets.summary(state.sheets.chosenID) ?? state.sheets.summaries.first else {
            (state.sheets.viewID, state.sheets.viewFault, state.sheets.grid) = (nil, nil, nil)
            return []
        }
        return openSpreadsheet(sheet.id, &state)
    }

    /// Asks for the name of a view for the query that stands there.
    static func askViewName(_ state: inout DeskState) -> [DeskEffect] {
        let text = (state.prompt?.field.text ?? state.sheets.grid?.query.filter.text ?? "").trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty else { return state.prompt == nil ? [] : refuse("type a search first", &state) }
        if let fault = faultOfQuery(text, state) { return refuse(fault, &state) }
        return ask(.saveView(text), &state)
    }

    static func moveView(_ lines: Int, _ state: inout DeskState) -> [DeskEffect] {
        guard let id = state.sheets.viewID, let index = state.sheets.views.firstIndex(where: { $0.id == id }) else { return [] }
        let place = min(max(0, index + lines), state.sheets.views.count - 1)
        guard place != index else { return [] }
        let view = state.sheets.views.remove(at: index)
        state.sheets.views.insert(view, at: place)
        return write(.moveView(id, to: place), .none, &state)
    }

    /// After midnight `today` is another day; nobody who types is disturbed.
    static func queryOfNewDay(_ state: inout DeskState) -> [DeskEffect] {
        guard state.sheets.queryDay != state.today, !state.isTyping else { return [] }
        let isFirst = state.sheets.queryDay == nil
        state.sheets.queryDay = state.today
        guard !isFirst, let query = state.sheets.grid?.query, !query.filter.text.isEmpty,
            let filter = try? QueryParser.parse(query.filter.text, in: state.queryContext), filter != query.filter
        else { return [] }
        var next = query
        next.filter = filter
        return change(to: next, &state) + countViews(&state)
    }

    /// Has the query of the open list mean this moment again: `today` may be another day by now.
    static func readAnew(_ state: inout DeskState) {
        guard let query = state.sheets.grid?.query, !query.filter.text.isEmpty,
            let filter = try? QueryParser.parse(query.filter.text, in: state.queryContext)
        else { return }
        state.sheets.grid?.query.filter = filter
    }
}

/// A line of the list on the left.
enum PaneItem: Hashable, Sendable {
    case spreadsheet(Spreadsheet.ID)
    case view(SavedView.ID)
}

extension SheetsState {
    /// More than that are found in the palette.
    private static let mostViews = 9

    /// The views in the list on the left.
    var shownViews: [SavedView] {
        let first = views.prefix(Self.mostViews)
        // One that was opened from elsewhere is there as the last.
        guard let openView, !first.contains(openView) else { return Array(first) }
        return first.dropLast() + [openView]
    }

    var items: [PaneItem] { summaries.map { .spreadsheet($0.id) } + shownViews.map { .view($0.id) } }

    var selectedItem: PaneItem? {
        if let viewID { return .view(viewID) }
        return summary(selectedID).map { .spreadsheet($0.id) }
    }

    /// `12`, `10,000+`, or nothing while it is not known.
    func count(of view: SavedView) -> String {
        viewCounts[view.id].map { "\(Numbers.grouped($0.count))\($0.isMore ? "+" : "")" } ?? ""
    }
}
