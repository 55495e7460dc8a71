import CRM
import TerminalKit

extension ScreenID {
    static let feed = ScreenID("feed")
}

extension Command.Place {
    static let feed = Command.Place("The feed", "in the feed", within: [.lists, .everywhere])
}

/// The feed: every event of the journal, and what became of it.
extension Screen {
    static let feed = Screen(
        id: .feed, title: "Feed", words: "Go to the feed of leads from Meta", keys: ["3"],
        places: [.feed], commands: CommandRegistry.feedCommands, place: { _ in .feed },
        draw: FeedView.draw,
        open: { Desk.readFeed($0) },
        refresh: { Desk.readShownFeed($0) },
        refreshEvents: { Desk.readShownFeed($0) },
        fail: { if case .feed(.load) = $0 { $1.feed.failToRead() } },
        move: Desk.moveFeed,
        edge: { last, state in Desk.moveFeed(last ? state.feed.entries.count : -state.feed.entries.count, &state) },
        scroll: { lines, _, state in Desk.moveFeed(lines, &state) },
        click: Desk.clickFeed,
        back: { state in state.feed.state == nil ? nil : Desk.showFeed(nil, &state) },
        badge: { MatchCount(count: $0.troubled, isMore: false) },
        legend: legendOfEvents)

    /// The explanations of events, for the settings form too.
    static func legendOfEvents(_ state: DeskState) -> [HelpText.Entry] {
        [
            HelpText.Entry(key: "saved", text: "the lead is a customer: \(state.keys.of("feed.customer")) opens it."),
            HelpText.Entry(key: "waiting", text: "it will be tried again by itself."),
            HelpText.Entry(key: "blocked", text: "it needs you: \(state.keys.of(.meta)) shows what to fix, then it goes on by itself."),
            HelpText.Entry(key: "failed", text: "given up: \(state.keys.of("feed.retry")) tries it again."),
            HelpText.Entry(key: "ignored", text: "there is nothing to do: a test of Meta's, or a lead that is here already."),
            HelpText.Entry(key: "Meta 9 / here 9", text: "leads that Meta has, and how many of them are here."),
        ]
    }
}

extension Desk {
    fileprivate static func clickFeed(_ target: Hit.Target, isDouble: Bool, _ state: inout DeskState) -> [DeskEffect] {
        guard case .feed(let hit) = target else { return [] }
        switch hit {
        case .row(let id):
            state.feed.selectedID = id
            return isDouble ? openFeedCustomer(&state) : []
        }
    }
}

extension DeskState {
    /// Events that wait for a person: the count beside the feed.
    fileprivate var troubled: Int {
        pages.reduce(0) { sum, page in
            if case .blocked = page.state { return sum + page.waiting }
            return sum
        }
    }
}
