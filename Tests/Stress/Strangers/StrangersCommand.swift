import ArgumentParser

/// `LeadsheetStress strangers`
struct StrangersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "strangers", abstract: "What strangers send to the listener, beside signed webhooks on new connections.")
    @Argument(help: "The attacks to try, by name; without one, all of them.") var attacks: [String] = []
    @Option(help: "Seconds of each.") var seconds = 12

    func run() async throws {
        var verdict = Verdict(maySkip: attacks.isEmpty)
        let chosen = StrangerAttack.all.filter { attacks.isEmpty || attacks.contains($0.name) }
        for name in attacks where !chosen.contains(where: { $0.name == name }) {
            verdict.expect(false, "There is no attack named \(name).")
        }
        try await StrangersProof(attacks: chosen, time: .seconds(seconds), slowest: StrangersProof.bound).run(&verdict)
        try verdict.conclude()
    }
}
