import ArgumentParser
import CRM
import CRMStore
import Foundation

/// `leadsheet demo`
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "The screens on throw-away data, with simulated leads arriving.",
        usage: "leadsheet demo [--rate N] [--seed N] [OPTIONS]",
        discussion: "Everything lies in a temporary folder that is deleted afterwards. Nothing leaves this machine."
    ).withCommonOptions
    @Option(help: "New leads a minute.") var rate = 12.0
    @Option(help: ArgumentHelp("The same number gives the same people.", valueName: "number")) var seed: UInt64 = 1
    @Flag(name: .customLong(SelfStart.back), help: .hidden) var leadsBack = false
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func validate() throws {
        guard rate > 0, rate <= 6000 else { throw ValidationError("--rate takes more than 0 and up to 6000 leads a minute.") }
    }

    func run() async throws {
        try TerminalCheck.make()
        var settings = try await options.settings()
        Backtraces.restartWithSetting(folder: FileManager.default.temporaryDirectory.path)
        let folder = try TemporaryFolder(name: "leadsheet-demo")
        defer { folder.remove() }
        settings.folders = Folders.resolve(home: folder.path, environment: [:])
        // The command that is told of real leads is not to hear of simulated ones.
        settings.onNewLead = []
        let log = try LogSetup.start(settings)
        let store = try OpenStore.engine(settings, environment: [:], begins: true)
        let user = try store.addUser(settings.user ?? "ana", country: LocaleCountry.current())
        let pages = DemoPages.make(2)
        try DemoData(store: store, user: user, now: Date(), zone: settings.zone, statuses: settings.statuses).fill(pages: pages, seed: seed)

        let inbox = EventBuffer()
        let stage = try await DemoStage.start(settings, store: store, pages: pages, seed: seed, rate: rate, channel: inbox.makeChannel())
        let configuration = try DeskRun.configuration(settings, user: user, store: store, callbackURL: stage.callbackURL, isSimulated: true)
        let status = try await DeskRun.show(
            configuration, settings: settings, store: store, checker: stage.checker, connector: stage.checker, tester: stage.tester,
            files: FileImporter(store, settings: settings), inbox: inbox, log: log, begin: { stage.play() })
        await stage.end()
        folder.remove()
        if leadsBack, status == 0 { SelfStart.run(SelfStart.screens(from: CommandLine.arguments)) }
        Foundation.exit(status)
    }
}
