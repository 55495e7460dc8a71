import ArgumentParser

/// `LeadsheetStress flood`
struct FloodCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flood", abstract: "Post webhooks as fast as they are taken while the screens are open and used.")
    @Option(help: "How many, all different.") var events = 200_000

    func run() async throws {
        try await FloodRun.run(FloodRun.Plan(events: events)).conclude()
    }
}
