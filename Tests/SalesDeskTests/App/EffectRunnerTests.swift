import CRM
import CRMStore
import Dispatch
import Foundation
import Synchronization
import Testing

@testable import SalesDesk

@Suite("What waits for what") @MainActor struct EffectRunnerTests {
    private func runner(_ desk: LiveDesk) -> EffectRunner {
        EffectRunner(
            DeskServices(
                store: desk.store, checker: NoChecker(), connector: nil, forms: nil, tester: nil, opener: nil, dialler: nil, files: nil,
                configuration: desk.configuration, clock: { LiveDesk.now }))
    }

    private func answers(of runner: EffectRunner) -> AsyncStream<DeskAction> {
        let (answers, more) = AsyncStream.makeStream(of: DeskAction.self)
        runner.answer = { actions, _ in for action in actions { more.yield(action) } }
        return answers
    }

    @Test("what is counted for seconds holds up neither the rows, nor what stands around them, nor the marks")
    func counting() async throws {
        let desk = try LiveDesk()
        let runner = runner(desk)
        let answers = answers(of: runner)
        let others = DispatchSemaphore(value: 0)
        let waited = Mutex(true)
        let done: @Sendable () -> DeskAction? = {
            others.signal()
            return nil
        }
        runner.carryOut(
            .counting(pace: "counts") {
                // Long enough for the others on any machine, and over for a test that fails.
                for _ in 0..<3 where others.wait(timeout: .now() + 60) == .timedOut { waited.withLock { $0 = false } }
                return .writable(true)
            }, of: .lookAtWriting)
        runner.carryOut(.read(done), of: .loadPages)
        runner.carryOut(.aside(done), of: .sheets(.loadViews))
        runner.carryOut(.background(pace: "marks", done), of: .sheets(.loadSpreadsheets))
        for await _ in answers { break }
        #expect(waited.withLock { $0 })
    }

    @Test("reads that begin a moment later begin together, each once")
    func later() async throws {
        let desk = try LiveDesk()
        let runner = runner(desk)
        let answers = answers(of: runner)
        for effect in [DeskEffect.loadPages, .sheets(.loadViews), .loadPages] { runner.run(.later(effect)) }
        var told: [String] = []
        for await action in answers.prefix(2) {
            switch action {
            case .pages: told.append("pages")
            case .sheets(.views): told.append("views")
            default: break
            }
        }
        #expect(told == ["pages", "views"])
    }

    @Test("an answer that a person waits for is told from rows that news have read again, and these from what stands around them")
    func awaited() async throws {
        let desk = try LiveDesk()
        let runner = runner(desk)
        let (answers, more) = AsyncStream.makeStream(of: FramePace.Cause.self)
        runner.answer = { more.yield($1) }
        var told = answers.makeAsyncIterator()
        let work: @Sendable () -> DeskAction? = { .writable(true) }
        for (kind, cause) in [
            (EffectWork.read(work), FramePace.Cause.awaited), (.read(pace: "rows", work), .others), (.aside(pace: "views", work), .around),
            (.write(work), .awaited),
            (.background(pace: "marks", work), .around), (.counting(pace: "counts", work), .around), (.files(work), .awaited),
            (.answer(.writable(true)), .awaited),
        ] {
            runner.carryOut(kind, of: .lookAtWriting)
            #expect(await told.next() == cause)
        }
    }

    @Test("what is asked for while the same work runs begins once that has rested")
    func restsWhenItBegins() async throws {
        let desk = try LiveDesk()
        let runner = runner(desk)
        let answers = answers(of: runner)
        let (begun, isAsked) = (AsyncStream.makeStream(of: Void.self), DispatchSemaphore(value: 0))
        let times = Mutex<[ContinuousClock.Instant]>([])
        let look: @Sendable () -> Void = { times.withLock { $0.append(.now) } }
        runner.carryOut(
            .background(pace: "marks") {
                look()
                begun.continuation.yield()
                isAsked.wait()
                look()
                return nil
            }, of: .lookAtWriting)
        for await _ in begun.stream { break }
        runner.carryOut(
            .background(pace: "marks") {
                look()
                return .writable(true)
            }, of: .lookAtWriting)
        isAsked.signal()
        for await _ in answers { break }
        let seen = times.withLock { $0 }
        let (worked, rested): (Duration, Duration) = (seen[0].duration(to: seen[1]), seen[1].duration(to: seen[2]))
        #expect(rested >= min(worked * 10, .seconds(1)))
    }

    @Test("work rests the longer the longer it took, up to a second, and what is counted up to a minute")
    func rests() {
        let millisecond = 1_000_000
        // Of a server far away, and of this processor.
        #expect(ReadPace.waited("rows").rest(taken: 100 * millisecond, ran: millisecond) == 25 * millisecond)
        #expect(ReadPace.waited("rows").rest(taken: 100 * millisecond, ran: 100 * millisecond) == 400 * millisecond)
        #expect(ReadPace.waited("rows").rest(taken: 9000 * millisecond, ran: 0) == 1000 * millisecond)
        #expect(ReadPace.around("views").rest(taken: 20 * millisecond, ran: millisecond) == 200 * millisecond)
        #expect(ReadPace.around("views").rest(taken: 9000 * millisecond, ran: 0) == 1000 * millisecond)
        #expect(ReadPace.counting("counts").rest(taken: 20 * millisecond, ran: 0) == 600 * millisecond)
        #expect(ReadPace.counting("counts").rest(taken: 9000 * millisecond, ran: 0) == 60_000 * millisecond)
    }
}
