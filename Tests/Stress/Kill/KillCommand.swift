import ArgumentParser

/// `LeadsheetStress kill`
struct KillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kill", abstract: "Kill serve at random moments under a stream of webhooks, and count the leads.")
    @OptionGroup var place: EngineOption
    @Option(help: "How often serve is killed; the screens' ends come on top.") var kills = 300
    @Option(help: "What is sent and when it is killed follows from it, as far as the machine's own timing allows.") var seed: UInt64 = 1

    func run() async throws {
        try await KillRun.run(KillRun.Plan(engine: place.engine, kills: kills, seed: seed)).conclude()
    }
}
