import ArgumentParser
import Foundation

/// Histories of crashes, outages, duplicates and persons, all from one seed, on the real rules, engines and store.
struct SimulationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulation", abstract: "Simulated clock, network, Meta, crashes and persons around the real engines and store.")

    @OptionGroup var place: EngineOption

    @Option(help: "How many histories.")
    var histories = 100_000

    @Option(help: "The seed of the first; each next history has the next one.")
    var seed: UInt64 = 1

    @Option(help: "Live this history alone, and print all that happens in it.")
    var only: UInt64?

    @Option(help: "How many at once.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    func run() async throws {
        let simulation = try Simulation(place.engine)
        defer { simulation.clear() }
        var verdict = Verdict()
        if let only {
            let log = HistoryLog(isOn: true)
            let outcome = simulation.live(only, log: log)
            for line in log.lines { print(line) }
            verdict.expect(outcome.miss == nil, outcome.miss ?? "")
            return try verdict.conclude()
        }
        let begin = ContinuousClock.now
        let totals = await simulation.run(histories, from: seed, threads: threads) { totals in
            // At once, also into a file: the whole takes an hour.
            if totals.histories % 5000 == 0 {
                FileHandle.standardOutput.write(Data("\(totals.histories) histories, \(totals.misses.count) misses\n".utf8))
            }
        }
        verdict.figure("histories", "\(totals.histories), from seed \(seed)")
        verdict.figure("leads", "\(totals.leads)")
        verdict.figure("lives of the program", "\(totals.lives), \(totals.livesBeside) of them beside another one")
        verdict.figure("offers of leads", "\(totals.offers)")
        verdict.figure("leads that joined a row", "\(totals.joined)")
        verdict.figure("acts at the desk", "\(totals.deskActs)")
        verdict.figure("steps", "\(totals.steps)")
        verdict.figure("time", (ContinuousClock.now - begin).formatted(.time(pattern: .minuteSecond)))
        for miss in totals.misses { verdict.expect(false, miss) }
        try verdict.conclude()
    }
}
