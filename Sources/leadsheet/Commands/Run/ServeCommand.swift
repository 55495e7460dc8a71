import ArgumentParser
import CRM
import CRMStore
import Dispatch
import LeadIntake
import TerminalKit

/// `leadsheet serve`
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Listen for Meta's webhooks and bring leads in, without screens.",
        usage: "leadsheet serve [OPTIONS]",
        discussion: """
            Says on standard output where it listens, and logs to leadsheet.log. SIGTERM and Ctrl-C end it. \
            A leadsheet with screens on the same data shows the leads live.
            """
    ).withCommonOptions
    @OptionGroup(visibility: .hidden) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        try settings.folders.create()
        Backtraces.restartWithSetting(folder: settings.folders.stateFolder)
        // Swift's reporter alone lets the program go on after a crash's signal that came from outside.
        CrashGuard.install()
        let store = try OpenStore.engine(settings)
        // The log stays open as long as the loggers that write to it.
        _ = try LogSetup.start(settings)
        if let user = settings.user {
            _ = try UserChoice.make(named: user, among: store.users())
        }
        // Nobody looks at the news here; the channel is what the parts speak to.
        let channel = LeadChannel(queue: .global()) { _ in }
        let (service, _, _) = try ServiceFactory.make(settings, store: store, channel: channel)
        try await service.start()
        let state = await service.state
        if case .down(_, let reason) = state {
            await service.stop()
            throw PlainError(reason)
        }
        let pages = try store.pages(of: nil)
        try await Signals.untilStopped {
            try announce(state, pages)
        }
        await service.stop()
    }

    private func announce(_ state: ListenerState, _ pages: [MetaPage]) throws {
        switch state {
        case .listening(let address): try Output.line("listening on \(address)")
        case .elsewhere(let address, let process):
            try Output.line(
                "process \(process) listens on \(address) for the same data; this one takes over when that one ends or gives no sign of life"
            )
        case .down, .starting: break
        }
        if pages.isEmpty {
            try Output.line("no page is connected yet: leadsheet page set PAGE_ID --access-token-file FILE --app-secret-file FILE")
        }
        for remark in pages.flatMap(PageRemarks.of) { try Output.line(PlainLine.of(remark)) }
    }
}
