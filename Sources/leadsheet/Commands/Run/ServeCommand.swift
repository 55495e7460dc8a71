import ArgumentParser
import CRM
import CRMStore
import Dispatch
import Foundation
import LeadIntake
import Logging
import TerminalKit

/// `leadsheet serve`
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Listen for Meta's webhooks and bring leads in, without screens.",
        usage: "leadsheet serve [OPTIONS]",
        discussion: """
            Says on standard output where it listens, and logs to leadsheet.log. SIGTERM and Ctrl-C end it. \
            A leadsheet with screens on the same data shows the leads live.

            SIGHUP has it read its settings again; the log says what it takes at once and what only a restart brings. Under systemd the log \
            goes to the journal, and systemd is told when it is ready and that it lives.
            """
    ).withCommonOptions
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        StandardDescriptors.letOutputBeClosed()
        let settings = try await options.settings()
        try settings.folders.create()
        Backtraces.restartWithSetting(folder: settings.folders.stateFolder)
        // Swift's reporter alone lets the program go on after a crash's signal that came from outside.
        CrashGuard.install()
        let store = try OpenStore.engine(settings, begins: true)
        try LogSetup.startService(settings)
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
        let absence = await service.absence
        if absence == .noRight {
            await service.stop()
            throw PlainError(
                "\(IntakeAbsence.noRight.sentence) Connect with a role that has the part serve: leadsheet database grant ROLE serve")
        }
        let pages = try store.pages(of: nil)
        let manager = ServiceManager(environment: ProcessInfo.processInfo.environment)
        let sign = manager?.keepAlive { await service.pulse() }
        var last = settings
        try await Signals.untilStopped {
            // The log has said there who listens.
            let isSaid = [STDOUT_FILENO, STDERR_FILENO].allSatisfy { Journal.isBehind($0) } && settings.logLevel <= .notice
            try announce(isSaid ? nil : state, absence, pages)
            manager?.tell(.ready)
        } reload: {
            manager?.tell(.reloading)
            last = await reload(service, since: settings, last)
            manager?.tell(.ready)
        }
        manager?.tell(.stopping)
        sign?.cancel()
        await service.stop()
    }

    /// Reads the settings again and has the service take what it can. Gives those that are in force now.
    ///
    /// - Parameters:
    ///   - start: the settings with which it was started.
    ///   - last: those that were read last.
    private func reload(_ service: LeadService, since start: Settings, _ last: Settings) async -> Settings {
        let logger = Logger(label: "leadsheet.settings")
        do throws(PlainError) {
            let new = try await options.settings()
            try await service.reload(new, command: HookCommand(new, environment: ProcessInfo.processInfo.environment))
            LogSetup.set(new.logLevel)
            for sentence in SettingsChange(since: start, last, to: new).sentences { logger.notice("\(sentence)") }
            return new
        } catch {
            logger.error("The settings were not taken, and all stays as it was: \(error.message)")
            return last
        }
    }

    private func announce(_ state: ListenerState?, _ absence: IntakeAbsence?, _ pages: [MetaPage]) throws {
        switch state {
        case .notHere: if let absence { try Output.line(absence.sentence) }
        case .listening(let address): try Output.line("listening on \(address)")
        case .elsewhere(let address, let process):
            try Output.line(
                "process \(process) listens on \(address) for the same data; this one takes over when that one ends or gives no sign of life"
            )
        case .certificateFault(let address, let process, let reason):
            try Output.line("listening on \(address)\(process.map { ", in process \($0)" } ?? "")")
            try Output.line(PlainLine.of(reason))
        case .down, .starting, nil: break
        }
        if pages.isEmpty {
            try Output.line("no page is connected yet: \(PageEntry.command)")
        }
        for remark in pages.flatMap(PageRemarks.of) { try Output.line(PlainLine.of(remark)) }
    }
}
