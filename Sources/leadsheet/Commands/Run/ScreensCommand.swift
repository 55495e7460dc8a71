import ArgumentParser
import CRM
import Foundation
import LeadIntake
import SalesDesk
import Synchronization

/// `leadsheet` alone: the screens with the embedded listener.
struct ScreensCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "screens", abstract: "The screens, with the listener behind them (what leadsheet alone does).",
        usage: "leadsheet [OPTIONS]"
    ).withCommonOptions
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        try TerminalCheck.make()
        let settings = try await options.settings()
        try settings.folders.create()
        Backtraces.restartWithSetting(folder: settings.folders.stateFolder)
        let store = try OpenStore.engine(settings, begins: true)
        let choice = try UserChoice.atScreens(named: settings.user, in: store, login: LoginName.current(), country: LocaleCountry.current())
        let log = try LogSetup.start(settings)

        let inbox = EventBuffer()
        let channel = inbox.makeChannel()
        let (service, checker, tester) = try ServiceFactory.make(settings, store: store, channel: channel)
        let environment = ProcessInfo.processInfo.environment
        let opener = LinkCommand(environment: environment)
        let dialler = DialCommand.dialler(settings, environment: environment, opener: opener)
        var configuration = try DeskRun.configuration(
            settings, user: choice.first, isNewUser: choice.isNew, store: store, callbackURL: settings.callbackURL, isSimulated: false)
        configuration.opensLinks = opener != nil
        configuration.canDial = dialler != nil
        let wantsDemo = Atomic(false)
        let status = try await DeskRun.show(
            configuration, users: choice.users, settings: settings, store: store,
            checker: ConnectionTest(
                meta: checker, machine: MachineCheck(settings: settings, environment: environment), store: store),
            connector: checker, tester: tester, opener: opener, dialler: dialler, files: FileImporter(store, settings: settings),
            inbox: inbox,
            log: log,
            rest: Rest(before: { await service.pause() }, after: { await service.resume() }),
            onTry: { wantsDemo.store(true, ordering: .relaxed) },
            begin: {
                do throws(StoreError) {
                    try await service.start()
                } catch {
                    channel.send(.listener(.down(address: "\(settings.listen)", reason: error.message)))
                }
            })
        await service.stop()
        if wantsDemo.load(ordering: .relaxed) { SelfStart.run(SelfStart.demo(from: CommandLine.arguments)) }
        Foundation.exit(status)
    }
}
