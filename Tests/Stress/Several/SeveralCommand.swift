import ArgumentParser

/// `LeadsheetStress several`
struct SeveralCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "several", abstract: "One serve and four writers on the same data: all see every change, and no edit is lost.")

    @OptionGroup var place: EngineOption
    @Option(help: "Rounds of edits; every third is followed by two edits of the same field at once.") var rounds = 60
    @Option(help: "Milliseconds after its transaction within which every screen must show a change.") var within = 250

    func run() async throws {
        var verdict = Verdict()
        do {
            try await SeveralProof(engine: place.engine, rounds: rounds, limit: .milliseconds(within)).run(&verdict)
        } catch {
            verdict.expect(false, "\(error)")
        }
        try verdict.conclude()
    }
}
