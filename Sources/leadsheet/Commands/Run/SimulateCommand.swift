import Base
import ArgumentParser
import CRM
import CRMStore
import Dispatch
import Foundation
import Logging
import MetaSimulator
import WebhookListener

/// `leadsheet simulate`
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "The Meta simulator alone, to try a set-up end to end.",
        usage: "leadsheet simulate [--port P] [--seed N] [--rate N] [--webhook URL] [FAULTS] [OPTIONS]",
        discussion:
            "Prints the commands for the other shell, waits until your listener verifies the callback, and then sends leads. Ctrl-C ends it. Nothing leaves this machine."
    ).withCommonOptions
    @Option(help: "The port of its Graph API; 0 takes a free one.") var port = 8090
    @Option(
        help: ArgumentHelp(
            "The same number gives the same leads, which a listener that has them ignores as repeats (default: another each time).",
            valueName: "number"))
    var seed: UInt64?
    @Option(help: "New leads a minute.") var rate = 6.0
    @Option(help: ArgumentHelp("Where to post leads (default: the listener of the settings, on this machine).", valueName: "url"))
    var webhook: String?
    @Option(help: ArgumentHelp("Stop after this many leads.", valueName: "count")) var limit: Int?
    @Flag(help: "Mix in answers that try to harm a terminal.") var hostile = false
    @OptionGroup(title: "Faults of its Graph API") var faults: FaultOptions
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port takes 0 to 65535.") }
        guard rate > 0, rate <= 60_000 else { throw ValidationError("--rate takes more than 0 and up to 60000 leads a minute.") }
        guard limit ?? 1 > 0 else { throw ValidationError("--limit takes a number above 0.") }
    }

    func run() async throws {
        let settings = try await options.settings()
        guard settings.tls == nil || webhook != nil else {
            throw PlainError(
                "The listener has a certificate, which is not for 127.0.0.1, so the simulator cannot post to it. Use a folder of its own: leadsheet --home ./trial simulate"
            )
        }
        _ = try LogSetup.start(settings)
        let secrets = SimulatorSecrets(folder: "\(settings.folders.stateFolder)/simulator")
        let page = try secrets.page()
        let target = webhook ?? "http://127.0.0.1:\(settings.listen.port)\(Settings.webhookPath)"
        let seed = seed ?? UInt64.random(in: 1...999_999)
        let simulator = try MetaSimulator(
            SimulatorConfiguration(
                port: port, seed: seed, pages: [page], systemToken: secrets.systemToken(), webhook: target, ratePerMinute: rate,
                faults: faults.faults, leadLimit: limit, mixture: hostile ? .everything : .salesFloor),
            logger: Logger(label: "leadsheet.simulator"))
        do {
            try await simulator.start()
        } catch {
            throw PlainError(error.message)
        }
        let config = options.config ?? ProcessInfo.processInfo.environment["LEADSHEET_CONFIG"]
        let common = Self.common(settings, config: config, firstUser: Self.firstOfSeveral(settings))
        var sending: Task<Void, any Error>?
        try await Signals.untilStopped {
            try Output.line(
                guide(page: page.id, graphURL: simulator.graphURL, secrets: secrets, common: common, target: target, seed: seed))
            sending = Task { try await send(simulator, to: target) }
        }
        sending?.cancel()
        await simulator.stop()
    }

    private func guide(page: String, graphURL: String, secrets: SimulatorSecrets, common: String, target: String, seed: UInt64) -> String {
        // One that refuses what it is asked does not tell the page's own token either.
        let (option, file) =
            faults.refuse ? ("--access-token-file", secrets.accessTokenFile) : ("--system-token-file", secrets.systemTokenFile)
        return """
            Meta simulator: Graph API on \(graphURL), seed \(seed).

            To try a set-up end to end, in another shell:

              leadsheet page set \(page)\(common) --graph-url \(graphURL) \\
                \(option) \(ShellWord.quoted(Self.absolute(file))) \\
                --app-secret-file \(ShellWord.quoted(Self.absolute(secrets.appSecretFile))) \\
                --verify-token-file \(ShellWord.quoted(Self.absolute(secrets.verifyTokenFile)))
              leadsheet\(common) --graph-url \(graphURL)

            Waiting for the listener at \(target) to verify the callback.
            """
    }

    /// The options that find the same data and the same listener again: the other shell may be in another folder, and have none of the
    /// variables of this one.
    ///
    /// - Parameters:
    ///   - config: the settings file, where one is named.
    ///   - firstUser: the user to name where no one is; nil where none need be.
    static func common(_ settings: Settings, config: String?, firstUser: String?) -> String {
        let records = SettingRecords.records
        func said(_ record: any SettingRecord) -> String? {
            guard let said = settings.said.first(where: { $0.record.name == record.name }) else { return nil }
            return switch said.origin {
            case .option, .variable: said.text
            case .file, .standard: nil
            }
        }
        func path(_ text: String) -> String { DatabaseAddress.isOfServer(text) || text.hasPrefix("~") ? text : absolute(text) }
        let words = [
            (records.home.flag, said(records.home).map(path)), ("--config", config.map(path)),
            (records.database.flag, said(records.database).map(path)),
            (records.user.flag, settings.user == nil ? firstUser : said(records.user)),
            (records.listen.flag, said(records.listen)),
        ]
        return words.compactMap { name, value in value.map { " \(name) \(ShellWord.quoted($0))" } }.joined()
    }

    /// The first of several users, one of whom must be named. Nothing is made for the answer.
    private static func firstOfSeveral(_ settings: Settings) -> String? {
        guard let status = try? OpenStore.closed(settings.folders).status(), status.version == status.ownVersion,
            let users = try? OpenStore.open(settings).users(), users.count > 1
        else { return nil }
        return users[0].name
    }

    /// The same place for a shell in any folder.
    static func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path(percentEncoded: false) }

    private func send(_ simulator: MetaSimulator, to target: String) async throws {
        while await !simulator.verifyCallback() { try await Task.sleep(for: .seconds(1)) }
        try Output.line("The callback is verified. Sending leads; Ctrl-C ends it.")
        simulator.startSending()
    }
}
