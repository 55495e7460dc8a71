import Foundation
import TestSupport
import Testing

@testable import LeadsheetStress

@Suite("The simulation")
struct SimulationTests {
    private static let processors = ProcessInfo.processInfo.activeProcessorCount

    @Test(
        "in 500 histories of crashes, outages, duplicates and people at their desks no lead is lost, none comes twice, and one undo is one step"
    )
    func histories() async throws {
        let simulation = try Simulation()
        defer { simulation.clear() }
        let totals = await simulation.run(500, from: 1, threads: Self.processors)
        #expect(totals.misses.isEmpty, "\(totals.misses.joined(separator: "\n"))")
        #expect(totals.histories == 500)
        // So many lives and leads, or nothing was tried.
        #expect(totals.lives > 700)
        #expect(totals.leads > 4000)
        #expect(totals.deskActs > 1000)
        #expect(totals.offers > 1000)
        #expect(totals.joined > 100)
    }

    @Test("so it is in 20 histories on a server", .enabled(if: PostgresServer.whyNot == nil))
    func onServer() async throws {
        let simulation = try Simulation(.postgres)
        defer { simulation.clear() }
        let totals = await simulation.run(20, from: 1, threads: Self.processors)
        #expect(totals.misses.isEmpty, "\(totals.misses.joined(separator: "\n"))")
        #expect(totals.histories == 20)
        // In some of them two programs fetch leads.
        #expect(totals.livesBeside > 5)
        #expect(totals.offers > 20)
    }

    @Test("the same seed gives the same history, line by line")
    func replay() throws {
        let simulation = try Simulation()
        defer { simulation.clear() }
        for seed in [3, 17, 99] as [UInt64] {
            let logs = (0..<2).map { _ in HistoryLog(isOn: true) }
            let outcomes = logs.map { simulation.live(seed, log: $0) }
            #expect(outcomes[0].steps == outcomes[1].steps)
            #expect(logs[0].lines == logs[1].lines)
            #expect(logs[0].lines.count > 50)
        }
    }
}
