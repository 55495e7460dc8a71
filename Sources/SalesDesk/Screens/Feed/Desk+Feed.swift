import CRM
import Foundation
import TerminalKit

/// The feed: filters, moving, the rows that come back from the journal, and the raw event.
extension Desk {
    static func showFeed(_ filter: EventState?, _ state: inout DeskState) -> [DeskEffect] {
        state.feed.show(filter)
        return readFeed(state)
    }

    /// Reads the newest events, and what stands above them.
    static func readFeed(_ state: DeskState) -> [DeskEffect] {
        [.feed(.load(state.feed.refreshRequest)), .feed(.loadSummary)]
    }

    static func readShownFeed(_ state: DeskState) -> [DeskEffect] { state.screen == .feed ? readFeed(state) : [] }

    static func feedLoaded(_ request: FeedRequest, _ rows: [FeedRow], _ state: inout DeskState) -> [DeskEffect] {
        // Another filter was chosen meanwhile.
        guard request.state == state.feed.state else { return [] }
        state.feed.take(request, rows)
        if let ended = state.feed.retry?.ended(state.feed.rows) {
            state.feed.retry = nil
            state.say(ended, .info)
        }
        state.feed.keepVisible(FeedLayout(state).rowCount)
        return []
    }

    static func moveFeed(_ lines: Int, _ state: inout DeskState) -> [DeskEffect] {
        state.feed.move(by: lines, height: FeedLayout(state).rowCount)
        // The remedy of the row that is selected now may need more lines than that of the last one.
        state.feed.keepVisible(FeedLayout(state).rowCount)
        return state.feed.more().map { [.feed(.load($0))] } ?? []
    }

    static func openFeedCustomer(_ state: inout DeskState) -> [DeskEffect] {
        guard let id = state.feed.selectedRow?.event.customerID else {
            if let reason = noFeedCustomer(state) { state.say(reason, .warning) }
            return []
        }
        return openCard(id, &state)
    }

    /// Has events tried again: those of the selected line, or `nil` all that can be.
    static func retry(_ ids: [WebhookEvent.ID]?, _ state: inout DeskState) -> [DeskEffect] {
        state.feed.retry = FeedRetry(state.feed.rows.filter { ids?.contains($0.id) ?? true })
        return [.feed(.retry(ids))]
    }

    /// Why the selected event leads to no customer; nil when it does.
    static func noFeedCustomer(_ state: DeskState) -> String? {
        guard let event = state.feed.selectedRow?.event else { return "There is no event here." }
        if event.customerID != nil { return nil }
        switch (event.kind, event.state) {
        case (.test, _): return "Meta's test brings no customer."
        case (.other, _): return "This notification brought no lead, so there is no customer."
        case (.lead, .saved): return "The customer of this lead was deleted. If it was you, \(state.keys.of("undo")) brings it back."
        case (.lead, .received) where event.reason.map(EventReason.pauses.contains) == true:
            return "This lead is not a customer yet. \(event.error ?? "")"
        case (.lead, .received), (.lead, .fetching): return "This lead is on its way and will be a customer in a moment."
        case (.lead, _): return "This lead is not a customer yet. \(state.keys.of("feed.retry")) tries it again now."
        }
    }

    /// Why the selected event cannot be tried again; nil when it can.
    static func noFeedRetry(_ state: DeskState) -> String? {
        guard let event = state.feed.selectedRow?.event else { return "There is no event here." }
        switch event.state {
        case .saved where event.reason == .hookFailed: return nil
        case .saved: return "This lead is saved already."
        case .ignored: return "\(event.kind == .test ? "Meta's test" : "This event") brings no lead, so there is nothing to try again."
        case .fetching: return "This lead is being fetched right now."
        case .received where event.reason.map(EventReason.pauses.contains) == true: return event.error
        case .received: return "This lead is next in line already."
        case .waiting, .blocked, .failed: return nil
        }
    }

    static func rawLoaded(_ id: WebhookEvent.ID, _ raw: RawEvent?, _ state: inout DeskState) -> [DeskEffect] {
        // The answer to a question that was left meanwhile does not open over something else.
        guard state.screen == .feed, state.card == nil, state.overlay == nil, state.prompt == nil else { return [] }
        guard let raw else {
            state.say("The raw event \(id) is not in the journal any more.", .warning)
            return []
        }
        let arrival = state.feed.rows.first { $0.id == id }?.event.receivedAt
        let when = arrival.map { ", \(InstantPresentation.stamp($0, now: state.now, in: state.configuration.zone))" } ?? ""
        state.overlay = .raw(RawEventState(title: "Event \(id)\(when)", raw, width: OverlayView.textWidth(state)))
        return []
    }
}
