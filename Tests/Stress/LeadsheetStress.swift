import ArgumentParser

/// What is claimed of the whole is tried here at length, part by part; each part prints its figures and fails on any miss.
@main
struct LeadsheetStress: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "LeadsheetStress", abstract: "Tries at length what is claimed of the whole.",
        subcommands: [
            SimulationCommand.self, KillCommand.self, FloodCommand.self, FaultsCommand.self, SeveralCommand.self, StrangersCommand.self,
            DeskWorkerCommand.self,
        ])
}
