import ArgumentParser

/// `LeadsheetStress several`
struct SeveralCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "several",
        abstract: "One serve, several screens and a command on the same data: all see every change, and no edit is lost.")

    @OptionGroup var place: EngineOption
    @Option(help: "Rounds of edits; every third is followed by two edits of the same field at once.") var rounds = 60
    @Option(help: "Minutes after which no round is begun; 0 for all rounds.") var minutes = 0
    @Option(help: "The number of screens.") var screens = 3
    @Option(help: "The number of processes that fetch leads; more than one with postgres alone.") var serves = 1
    @Option(help: "Milliseconds that a packet of the screens and the server's answer take; postgres alone, as root.") var roundTrip = 0
    @Option(help: "Percent of the packets on that way that are lost.") var loss = 0
    @Option(help: "Milliseconds after its transaction within which every screen must show a change.") var within = 250

    func validate() throws {
        guard (3...50).contains(screens) else { throw ValidationError("--screens takes 3 to 50.") }
        guard minutes >= 0 else { throw ValidationError("--minutes takes 0 or more.") }
        guard (1...9).contains(serves) else { throw ValidationError("--serves takes 1 to 9.") }
        guard (0...50).contains(loss), loss == 0 || roundTrip > 0 else { throw ValidationError("--loss takes 0 to 50, with --round-trip.") }
        guard roundTrip == 0 && serves == 1 || place.engine == .postgres else {
            throw ValidationError("--round-trip and --serves are for --engine postgres.")
        }
    }

    func run() async throws {
        var verdict = Verdict()
        do {
            try await SeveralProof(
                engine: place.engine, rounds: rounds, minutes: minutes, screens: screens, serves: serves, roundTrip: roundTrip, loss: loss,
                limit: .milliseconds(within)
            ).run(&verdict)
        } catch {
            verdict.expect(false, "\(error)")
        }
        try verdict.conclude()
    }
}
