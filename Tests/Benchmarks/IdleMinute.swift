import Dispatch
import Foundation
import MetaSimulator
import SalesDesk

/// What it costs to do nothing: the screens with a spreadsheet open, listener, intake and watcher, and nobody who types or posts.
enum IdleMinute {
    @MainActor static func run(_ job: Job) async throws -> Outcome {
        let store = try Seeding.open(job.database)
        let stage = try DeskStage(ProbeTerminal(size: ScreenText.size), store: store)
        _ = try await stage.open()
        let service = try await ServiceStage.start(store: store, session: stage.session)
        // The simulator has a clock of its own, which ticks; Meta's does not tick here.
        await service.simulator.stop()
        // Until what the start has left is done.
        await wait(6)
        let before = ProcessFigures.now
        await wait(job.seconds)
        let after = ProcessFigures.now
        let memory = ProcessFigures.residentMemory
        await service.stop()
        stage.session.leave(status: 0)
        var outcome = Outcome()
        let span = job.seconds == 60 ? "one idle minute" : "\(Amount.short(job.seconds)) idle seconds"
        outcome.add("e", "\(span): processor time", Amount.time((after.processorTime - before.processorTime) * 1000))
        let wakeUps = after.wakeUps - before.wakeUps
        // The clock's one a minute, and the benchmark's own; each may wake more than one thread.
        let allowed = Int(job.seconds / 60) * 4 + 8
        outcome.add("e", "\(span): wake-ups of all threads", "\(wakeUps)", goal: "the clock's only", isMet: wakeUps <= allowed)
        if let memory {
            outcome.add("e", "resident memory with listener and intake, \(Amount.grouped(job.rows)) customers", Amount.megabytes(memory))
        }
        return outcome
    }

    private static func wait(_ seconds: Double) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.main.asyncAfter(deadline: .now() + seconds) { continuation.resume() }
        }
    }
}
