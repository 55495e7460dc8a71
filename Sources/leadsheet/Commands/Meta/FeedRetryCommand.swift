import Base
import ArgumentParser
import CRM
import Foundation

/// `leadsheet feed retry`
struct FeedRetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Try events again now, without numbers all that wait, are blocked or failed.",
        usage: "leadsheet feed retry [EVENT…] [OPTIONS]",
        discussion: "The program that listens (leadsheet or leadsheet serve) does the work; without one it is done at its next start."
    ).withCommonOptions
    @Argument(help: "Numbers of events, the first column of the feed.") var events: [WebhookEvent.ID] = []
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.open(settings)
        for id in events where try store.event(id) == nil {
            throw PlainError("There is no event \(id). leadsheet feed shows the numbers; nothing was changed.")
        }
        let user = try UserChoice.filter(settings, in: store)?.id
        let now = Date()
        let pauses = try asked(store, .waiting, user).compactMap(\.event.pausedUntil).filter { $0 > now }
        let count = try store.retry(events.isEmpty ? nil : events, user: user, at: now)
        let hasLeft = try hasLeft(store, user)
        if hasLeft {
            Output.note(
                "events of pages that no user has were left as they are: they are read once their page is added (leadsheet page set PAGE_ID)."
            )
        }
        guard count > 0 else {
            if !hasLeft { Output.note("nothing to retry: saved and ignored events stay as they are.") }
            return
        }
        guard let end = pauses.max() else { return try Output.line("\(Counted.text(count, "event")) will be tried again now.") }
        let until = "\(CalendarDay(end, in: settings.zone)) \(TimeOfDay(end, in: settings.zone))"
        try Output.line("\(Counted.text(count, "event")) will be tried again.")
        Output.note(
            "Meta asked for a pause until \(until): pages that it concerns are asked after it, or now where they have new settings.")
    }

    /// Of the events that were asked for, those in a state; not all where they are many.
    private func asked(_ store: AnyStore, _ state: EventState, _ user: User.ID?) throws -> [FeedRow] {
        guard !events.isEmpty else { return try store.events(before: nil, state: state, user: user, limit: 500) }
        return try events.compactMap(store.event).filter { $0.event.state == state }
    }

    /// Whether some of what was asked for is of pages that nobody has.
    private func hasLeft(_ store: AnyStore, _ user: User.ID?) throws -> Bool {
        try asked(store, .blocked, user).contains { $0.event.reason == .noUser }
    }
}
