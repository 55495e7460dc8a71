import CRM
import Foundation
import TerminalKit

/// The list of what happened to all customers since a moment.
struct HistoryPane: Hashable, Sendable {
    /// No more events are read.
    static let most = 500

    let since: Date
    /// The newest first; nil until they were read.
    var events: [CustomerActivity]?
    var selected = 0

    mutating func move(by rows: Int) { selected = min(max(0, selected + rows), max(0, (events?.count ?? 0) - 1)) }

    func hash(into hasher: inout Hasher) {
        hasher.combine(since)
        hasher.combine(selected)
    }
}

extension Desk {
    static func openHistory(since: Date, _ state: inout DeskState) -> [DeskEffect] {
        if state.card != nil { closeCard(&state) }
        state.toast = nil
        state.needs.absence = nil
        state.overlay = .history(HistoryPane(since: since))
        return [.needs(.loadHistory(since: since))]
    }

    static func historyKey(_ key: LayerKey, _ pane: HistoryPane, _ state: inout DeskState) -> [DeskEffect] {
        switch key {
        case .answer: return openHistoryCard(pane, &state)
        case .cancel: state.overlay = nil
        default: return scroll(key, &state)
        }
        return []
    }

    static func moveHistory(_ rows: Int, _ state: inout DeskState) {
        guard case .history(var pane) = state.overlay else { return }
        pane.move(by: rows)
        state.overlay = .history(pane)
    }

    static func pressHistoryRow(_ row: Int, isDouble: Bool, _ state: inout DeskState) -> [DeskEffect] {
        guard case .history(var pane) = state.overlay else { return [] }
        pane.move(by: row - pane.selected)
        state.overlay = .history(pane)
        return isDouble ? openHistoryCard(pane, &state) : []
    }

    /// The customer of the chosen line; the list is there again behind the card.
    private static func openHistoryCard(_ pane: HistoryPane, _ state: inout DeskState) -> [DeskEffect] {
        guard let events = pane.events, events.indices.contains(pane.selected) else { return [] }
        state.overlay = nil
        let effects = openCard(events[pane.selected].customerID, &state)
        state.card?.history = pane
        return effects
    }
}

/// Draws the list: moment, customer, event, author.
enum HistoryView {
    static func draw(_ pane: HistoryPane, _ state: DeskState, into scene: inout Scene) {
        let rect = OverlayView.area(state)
        let zone = state.configuration.zone
        scene.grid.fill(rect, .plain)
        scene.hits = []
        let since = InstantPresentation.minute(pane.since, now: state.now, in: zone)
        let count = pane.events?.count ?? 0
        let bound = count == HistoryPane.most ? ", the newest \(count)" : ""
        scene.grid.put("SINCE \(since)\(bound)", x: 1, y: rect.y, width: rect.width - 2, style: .dim)
        guard let events = pane.events, !events.isEmpty else {
            let text =
                pane.events == nil ? "Reading what happened…" : "Nothing is left of what happened: it was undone, or the customers deleted."
            scene.grid.put(text, x: 2, y: rect.y + 2, width: rect.width - 3, style: .dim)
            return
        }
        let rows = Rect(x: 0, y: rect.y + 1, width: rect.width, height: max(1, rect.height - 1))
        let names = min(24, max(8, rect.width / 4))
        for row in ListRows.draw(count, selected: pane.selected, in: rows, { .history($0) }, into: &scene) {
            let (event, surface) = (events[row.index], row.surface)
            let moment = InstantPresentation.minute(event.activity.at, now: state.now, in: zone)
            scene.grid.put(moment, x: 2, y: row.y, width: min(12, max(0, rect.width - 3)), style: Style.dim.on(surface))
            scene.grid.put(event.customerName, x: 15, y: row.y, width: min(names, max(0, rect.width - 16)), style: Style.bold.on(surface))
            let x = 15 + names + 2
            let text = [AppliedPresentation.line(event.activity, in: state), event.activity.author].compactMap { $0 }
            scene.grid.put(
                text.joined(separator: " · "), x: x, y: row.y, width: max(0, rect.width - 1 - x), style: Style.plain.on(surface))
        }
    }
}
