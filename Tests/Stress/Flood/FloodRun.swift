import Base
import Foundation
import EndToEndSupport

/// Webhooks as fast as they are taken while the screens are open and used.
final class FloodRun {
    struct Plan: Sendable {
        var events = 200_000
        var connections = 64
        /// How long the making of customers is waited for after the last webhook.
        var patience: Duration = .seconds(1800)
    }

    /// In megabytes. With a million customers open the screens take some 60; what may be added is bounded: 64 requests under way, a
    /// write-ahead log, two times 16 of SQLite's cache, and what the allocator keeps. 200,000 events that were held would not fit.
    static let memoryBound = 250

    private let plan: Plan
    private let bench: Workbench
    private let meta: MetaStage
    private var verdict = Verdict()

    /// Runs the whole proof in a folder of its own.
    static func run(_ plan: Plan) async throws -> Verdict {
        try await Workbench.use { bench in
            let meta = try await MetaStage.start(bench, users: ["ana"], seed: 3)
            let run = FloodRun(plan, bench, meta)
            do {
                try await run.all()
            } catch {
                await meta.stop()
                throw error
            }
            await meta.stop()
            return run.verdict
        }
    }

    private init(_ plan: Plan, _ bench: Workbench, _ meta: MetaStage) {
        self.plan = plan
        self.bench = bench
        self.meta = meta
    }

    private func all() async throws {
        let terminal = try await bench.terminal(columns: 110, rows: 30)
        let process = try await terminal.start("leadsheet")
        try await terminal.shows("● live :\(bench.port)")
        let first = min(500, plan.events / 10)
        _ = await LeadFlood(meta.simulator, port: bench.port, events: first).run(connections: 2)
        try await terminal.shows("\(first) customers")

        let person = DeskPerson(terminal)
        try await person.begin()
        let began = ContinuousClock.now
        let flood = LeadFlood(meta.simulator, port: bench.port, events: plan.events - first)
        let pouring = Task(executorPreference: QueueExecutor("flood")) { [plan] in
            let figures = await flood.run(connections: plan.connections)
            return (figures: figures, ended: ContinuousClock.now)
        }
        repeat { try await person.work() } while flood.figures.accepted < plan.events - first && flood.figures.misses.isEmpty
        let (figures, ended) = await pouring.value
        let during = person.times.count
        for miss in Set(figures.misses) { verdict.expect(false, miss) }
        let taken = try JournalCount(bench)
        verdict.expect(taken.leads == plan.events, "\(plan.events) leads were accepted, and the journal has \(taken.leads).")
        verdict.figure(
            "events taken", "\(figures.accepted) in \(Amount.seconds(ended - began)) s: \(Self.rate(figures.accepted, ended - began))")
        verdict.figure("customers by then", "\(taken.customers)")

        try await drain(from: taken, person)
        judge(person, during: during)
        if let memory = ProcessMemory.mostResident(of: process) {
            verdict.figure("most memory", "\(memory) MB, bound \(Self.memoryBound) MB")
            verdict.expect(memory <= Self.memoryBound, "The program took \(memory) MB.")
        }
        // The first is asked about the leads that wait at Meta then.
        try await terminal.press("q", "q")
        try await terminal.shows("ready$")
    }

    /// Goes on working at the screens until every lead is a customer.
    private func drain(from start: JournalCount, _ person: DeskPerson) async throws {
        let began = ContinuousClock.now
        var now = start
        while now.customers < plan.events, ContinuousClock.now - began < plan.patience {
            try await person.work()
            now = try JournalCount(bench)
        }
        let time = ContinuousClock.now - began
        let made = now.customers - start.customers
        verdict.figure("customers made after", "\(made) in \(Amount.seconds(time)) s: \(Self.rate(made, time))")
        for miss in now.misses(of: plan.events) { verdict.expect(false, miss) }
    }

    private func judge(_ person: DeskPerson, during count: Int) {
        for (name, times) in [("keys during the flood", person.times.prefix(count)), ("keys after it", person.times.dropFirst(count))] {
            let sorted = times.sorted { $0.time < $1.time }
            guard let last = sorted.last else { continue }
            verdict.figure(
                name,
                "\(sorted.count): p50 \(Amount.of(sorted[sorted.count / 2].time)), p99 \(Amount.of(sorted[sorted.count * 99 / 100].time)), max \(Amount.of(last.time)) (\(last.key))"
            )
        }
        for miss in person.misses { verdict.expect(false, miss) }
    }

    private static func rate(_ count: Int, _ time: Duration) -> String { "\(Int(Double(count) / max(0.001, time / .seconds(1)))) a second" }
}
