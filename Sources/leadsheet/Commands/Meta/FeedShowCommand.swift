import ArgumentParser
import CRM
import CRMStore

/// `leadsheet feed`
struct FeedShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the journal, newest first.",
        usage: "leadsheet feed [--follow] [--json] [--state STATE] [--leads] [--since ID] [OPTIONS]",
        discussion: """
            waiting: will be tried again by itself. blocked: needs you, and WHY says what to do. failed: given up; leadsheet feed retry tries \
            it again. saved: it is a customer. ignored: there is nothing to do.

            With --follow: the last 20, oldest first, then every event as it comes and whenever its state changes.

            With --leads --json: not the journal, but each new lead with its customer, once, oldest first, as far back as they are kept; \
            with --follow from now on, or behind the id that --since names, so that a program goes on where it stopped.
            """
    ).withCommonOptions
    @Flag(help: "Keep showing events as they come.") var follow = false
    @Flag(help: "One JSON object a line.") var json = false
    @Option(help: "Only events in this state.") var state: EventState?
    @Flag(help: "New leads with their customers instead of the journal; needs --json.") var leads = false
    @Option(help: ArgumentHelp("With --leads: begin behind this id.", valueName: "id")) var since: LeadEvent.ID?
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func validate() throws {
        if leads, !json { throw ValidationError("--leads prints JSON only: add --json.") }
        if leads, state != nil { throw ValidationError("--state is for the journal, and --leads does not show it: leave one of them out.") }
        if since != nil, !leads { throw ValidationError("--since is for new leads: add --leads --json.") }
    }

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.engine(settings)
        let user = try UserChoice.filter(settings, in: store)?.id
        let printer = FeedPrinter(asJSON: json, zone: settings.zone)
        if leads {
            try await showLeads(store, user: user)
        } else if follow {
            try await follow(store, user: user, printer: printer)
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
                guard !page.isEmpty || json else {
                    return Output.note("there is no event\(state.map { " that is \($0.rawValue)" } ?? "") in the journal yet.")
                }
                if let heading = printer.heading { try output.write(heading) }
            }
            for row in page { try output.write(printer.line(row)) }
            last = page.count == 500 ? page.last?.event.id : nil
        } while last != nil
        try output.flush()
    }

    private func follow(_ store: CRMStore, user: User.ID?, printer: FeedPrinter) async throws {
        var follower = FeedFollower(after: 0, user: user, state: state)
        try await Follow.run(store) {
            let recent = try store.events(before: nil, state: state, user: user, limit: 20)
            let newest = try store.events(before: nil, state: nil, user: user, limit: 1).first?.event.id ?? 0
            follower = FeedFollower(after: newest, user: user, state: state)
            if let heading = printer.heading { try Output.text(heading) }
            for row in recent.reversed() {
                try Output.text(printer.line(row))
                follower.noteShown(row.event)
            }
        } news: {
            for row in try follower.news(from: store) { try Output.text(printer.line(row)) }
        }
    }

    private func showLeads(_ store: CRMStore, user: User.ID?) async throws {
        let first = try since ?? (follow ? store.newestLeadEvent() : 0)
        var printer = LeadEventPrinter(store, after: first, user: user)
        guard follow else { return try printer.printNew() }
        try await Follow.run(store) {
            try printer.printNew()
        } news: {
            try printer.printNew()
        }
    }
}
