import CRM
import TerminalKit

/// The commands of the feed.
extension CommandRegistry {
    static let feedCommands: [Command] = [
        Command(
            "feed.customer", "Open the customer of the lead", hint: "customer", keys: ["Enter"], in: [.feed], disabled: Desk.noFeedCustomer
        ) {
            Desk.openFeedCustomer(&$0)
        },
        Command("feed.retry", "Try the lead again now", hint: "retry", keys: ["r"], in: [.feed], disabled: Desk.noFeedRetry) { state in
            state.feed.selectedEntry.map { Desk.retry($0.ids, &state) } ?? []
        },
        Command("feed.retryAll", "Try all leads again that wait, are blocked or failed", hint: "retry all", keys: ["R"], in: [.feed]) {
            Desk.retry(nil, &$0)
        },
        Command("feed.raw", "Show what Meta posted", hint: "raw event", keys: ["v"], in: [.feed], disabled: needsEvent) { state in
            state.feed.selectedRow.map { [.feed(.loadRaw($0.id))] } ?? []
        },
        Command("feed.filter", "Filter by state", hint: "filter", keys: ["f"], in: [.feed]) { Desk.ask(.feedState, &$0) },
    ]

    private static func needsEvent(_ state: DeskState) -> String? {
        state.feed.selectedRow == nil ? "There is no event here." : nil
    }
}
