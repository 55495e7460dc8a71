import ArgumentParser
import CRM
import CRMStore
import Dispatch

/// `leadsheet feed`
struct FeedShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the journal, newest first.",
        usage: "leadsheet feed [--follow] [--json] [--state STATE] [OPTIONS]",
        discussion: """
            waiting: will be tried again by itself. blocked: needs you, and WHY says what to do. failed: given up; leadsheet feed retry tries \
            it again. saved: it is a customer. ignored: there is nothing to do.

            With --follow: the last 20, oldest first, then every event as it comes and whenever its state changes.
            """
    ).withCommonOptions
    @Flag(help: "Keep showing events as they come.") var follow = false
    @Flag(help: "One JSON object a line.") var json = false
    @Option(help: "Only events in this state.") var state: EventState?
    @OptionGroup(visibility: .hidden) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.open(settings)
        let user = try UserChoice.filter(settings, in: store)?.id
        let printer = FeedPrinter(asJSON: json, zone: settings.zone)
        if follow {
            try await follow(store, path: settings.folders.database, user: user, printer: printer)
        } else {
            try show(store, user: user, printer: printer)
        }
    }

    private func show(_ store: AnyStore, user: User.ID?, printer: FeedPrinter) throws {
        var output = Output.standard
        var last: WebhookEvent.ID?
        repeat {
            let page = try store.events(before: last, state: state, user: user, limit: 500)
            if last == nil {
                guard !page.isEmpty || json else { return Output.note("there is no such event in the journal yet.") }
                if let heading = printer.heading { try output.write(heading) }
            }
            for row in page { try output.write(printer.line(row)) }
            last = page.count == 500 ? page.last?.event.id : nil
        } while last != nil
        try output.flush()
    }

    private func follow(_ store: AnyStore, path: String, user: User.ID?, printer: FeedPrinter) async throws {
        // The watcher comes first: what changes between it and the first reading is then seen twice, not missed.
        let (changes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let watcher = try DataWatcher(path: path, onChange: { continuation.yield() }, queue: .global())
        defer { withExtendedLifetime(watcher) {} }

        let recent = try store.events(before: nil, state: state, user: user, limit: 20)
        let newest = try store.events(before: nil, state: nil, user: user, limit: 1).first?.event.id ?? 0
        var follower = FeedFollower(after: newest, user: user, state: state)
        if let heading = printer.heading { try Output.text(heading) }
        for row in recent.reversed() {
            try Output.text(printer.line(row))
            follower.noteShown(row.event)
        }
        for await _ in changes {
            for row in try follower.news(from: store) { try Output.text(printer.line(row)) }
        }
    }
}
