import Foundation
import SalesDesk
import TerminalKit

/// Opens a large spreadsheet in a fresh process: store, screens, first frame that is full of customers.
enum FirstScreen {
    @MainActor static func run(_ job: Job) async throws -> Outcome {
        let start = Latencies.now
        let store = try Seeding.open(job.database)
        let stage = try DeskStage(ProbeTerminal(size: ScreenText.size), store: store)
        let frame = try await stage.open()
        let memory = ProcessFigures.residentMemory
        let peak = ProcessFigures.peakMemory
        stage.session.leave(status: 0)
        var outcome = Outcome()
        outcome.values = ["open": Double(frame.at - start) / 1e6, "process": Double(frame.at - job.began) / 1e6]
        outcome.values["memory"] = memory
        outcome.values["peak"] = peak
        return outcome
    }

    /// Does it in several processes and reports the medians.
    static func report(_ job: Job, times: Int) throws -> Outcome {
        let runs = try (0..<times).map { _ in try job.inChild(limit: 120).values }
        func median(_ key: String) -> Double? {
            let values = runs.compactMap { $0[key] }.sorted()
            return values.isEmpty ? nil : values[values.count / 2]
        }
        let isLarge = job.rows > 10_000
        let rows = "\(Amount.grouped(job.rows)) customers"
        var outcome = Outcome()
        if let open = median("open") {
            outcome.add(
                "c", "\(rows): store opened → first full screen", Amount.time(open), goal: isLarge ? "≤ 100 ms" : "",
                isMet: isLarge ? open <= 100 : nil)
        }
        if let process = median("process") {
            outcome.add(
                "c", "\(rows): process started → first full screen", Amount.time(process), goal: isLarge ? "" : "≤ 80 ms",
                isMet: isLarge ? nil : process <= 80)
            outcome.values["first screen, \(job.rows)"] = process
        }
        if let memory = median("memory") {
            let peak = median("peak").map { ", at most \(Amount.megabytes($0))" } ?? ""
            outcome.add(
                "c", "\(rows): resident memory then", Amount.megabytes(memory) + peak, goal: isLarge ? "≤ 120 MB" : "",
                isMet: isLarge ? memory <= 120 * 1_048_576 : nil)
            outcome.values["memory, \(job.rows)"] = memory
        }
        return outcome
    }
}
