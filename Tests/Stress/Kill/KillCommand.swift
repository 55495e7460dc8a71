import ArgumentParser

/// `LeadsheetStress kill`
struct KillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kill", abstract: "Kill serve at random moments under a stream of webhooks, and count the leads.")
    @OptionGroup var place: EngineOption
    @Option(help: "How often serve is killed; the screens' ends come on top.") var kills = 300
    @Option(help: "How often somebody who works at the desk on a file, or imports one, is killed.") var desk = 100
    @Option(help: "What is sent and when it is killed follows from it, as far as the machine's own timing allows.") var seed: UInt64 = 1

    func run() async throws {
        var verdict = try await KillRun.run(KillRun.Plan(engine: place.engine, kills: kills, seed: seed))
        if place.engine == .sqlite { verdict.add(try await DeskKills.run(kills: desk, seed: seed)) }
        try verdict.conclude()
    }
}
