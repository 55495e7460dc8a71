import CRM
import Dispatch
import Foundation
import Synchronization

/// Carries out effects away from the main queue and brings the answers back to it. Reads and writes have a queue each, so that a long
/// search never holds up a write; and so has what stands around the rows, so that it never holds up these.
final class EffectRunner: Sendable {
    private let services: DeskServices
    private let reads = DispatchQueue(label: "leadsheet.desk.reads")
    private let asides = DispatchQueue(label: "leadsheet.desk.asides")
    private let writes = DispatchQueue(label: "leadsheet.desk.writes")
    /// Applying a form's mapping to thousands of leads, or a change to thousands of rows, holds up no other write: it is done in portions.
    private let portions = DispatchQueue(label: "leadsheet.desk.portions")
    private let files = DispatchQueue(label: "leadsheet.desk.files")
    private let imports = DispatchQueue(label: "leadsheet.desk.imports")
    private let tells = DispatchQueue(label: "leadsheet.desk.tells")
    /// Work that nobody waits for holds up no read.
    private let backgrounds = DispatchQueue(label: "leadsheet.desk.background")
    /// Counting large data holds up nothing else.
    private let counts = DispatchQueue(label: "leadsheet.desk.counts")
    /// Reads of whole lists that wait: asked again before they began, they are done once.
    private let waiting = Mutex<Set<DeskEffect>>([])
    /// Until when reads that news repeat rest, by the name of their pace.
    private let rests = Mutex<[String: DispatchTime]>([:])
    /// Reads that begin a moment later.
    @MainActor private var delayed: [DeskEffect] = []
    private let answers = Mutex((actions: [DeskAction](), cause: FramePace.Cause.around))
    /// Takes the answers, and the most urgent reason to draw them.
    @MainActor var answer: (([DeskAction], FramePace.Cause) -> Void)?

    init(_ services: DeskServices) {
        self.services = services
    }

    @MainActor func run(_ effect: DeskEffect) {
        if case .later(let read) = effect { return runLater(read) }
        carryOut(effect.work(services), of: effect)
    }

    @MainActor func carryOut(_ work: EffectWork, of effect: DeskEffect) {
        switch work {
        case .read(let pace, let work): read(effect, pace.map { ReadPace.waited($0) }, work, on: reads)
        case .aside(let pace, let work): read(effect, pace.map { ReadPace.around($0) }, work, on: asides)
        case .background(let pace, let work): read(effect, .around(pace), work, on: backgrounds)
        case .counting(let pace, let work): read(effect, .counting(pace), work, on: counts)
        case .write(let work): writes.async { self.perform(for: .awaited, work) }
        case .portions(let work): portions.async { self.perform { try work { self.tell($0) } } }
        case .tell(let work): tells.async { self.perform(work) }
        case .files(let work): files.async { self.perform(for: .awaited, work) }
        case .long(let work): imports.async { self.perform { try work { self.tell($0) } } }
        case .ask(let work):
            Task {
                let action = await work { action in
                    Task { @MainActor in self.answer?([action], .awaited) }
                }
                self.answer?([action], .awaited)
            }
        case .answer(let action): answer?([action], .awaited)
        case .session: break
        }
    }

    /// How much later such a read begins, in milliseconds: behind the rows of a burst of changes. All terminals on a server hear its news at the same
    /// moment: they do not ask at the same moment.
    private static let delays = 250...400

    /// They begin together, so that the screen is drawn once for all.
    @MainActor private func runLater(_ read: DeskEffect) {
        guard !delayed.contains(read) else { return }
        delayed.append(read)
        guard delayed.count == 1 else { return }
        DispatchQueue.main.asyncAfter(deadline: .now() + .milliseconds(Int.random(in: Self.delays))) { [weak self] in
            MainActor.assumeIsolated {
                guard let self else { return }
                let reads = self.delayed
                self.delayed = []
                for read in reads { self.run(read) }
            }
        }
    }

    private func read(
        _ effect: DeskEffect, _ pace: ReadPace?, _ work: @escaping @Sendable () throws -> DeskAction?, on queue: DispatchQueue
    ) {
        guard waiting.withLock({ $0.insert(effect).inserted }) else { return }
        queue.async { self.begin(effect, pace, work, on: queue) }
    }

    /// Runs on the queue. The rest is looked up now, not when the work was asked for: the same work may have run since.
    private func begin(
        _ effect: DeskEffect, _ pace: ReadPace?, _ work: @escaping @Sendable () throws -> DeskAction?, on queue: DispatchQueue
    ) {
        if let pace, let rested = rests.withLock({ $0[pace.name] }), rested > .now() {
            return queue.asyncAfter(deadline: rested) { self.begin(effect, pace, work, on: queue) }
        }
        waiting.withLock { _ = $0.remove(effect) }
        let (began, ran) = (Self.nanoseconds(of: CLOCK_MONOTONIC), Self.nanoseconds(of: CLOCK_THREAD_CPUTIME_ID))
        // Searches are interrupted together, whichever is not wanted any more: one that still is begins again, behind those that wait.
        // A person waits for work without a pace.
        if perform(for: pace?.cause ?? .awaited, work, failing: { .unread(effect, $0) }) { return read(effect, pace, work, on: queue) }
        guard let pace else { return }
        let taken = Self.nanoseconds(of: CLOCK_MONOTONIC) - began
        let rest = pace.rest(taken: taken, ran: Self.nanoseconds(of: CLOCK_THREAD_CPUTIME_ID) - ran)
        let now = DispatchTime.now()
        rests.withLock { rests in
            rests = rests.filter { $0.value > now }
            rests[pace.name] = max(rests[pace.name] ?? now, now + .nanoseconds(rest))
        }
    }

    private static func nanoseconds(of clock: clockid_t) -> Int {
        var time = timespec()
        clock_gettime(clock, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    /// Makes the first frame with rows quicker.
    func prepare() {
        services.prepare()
    }

    /// Waits until the writes that were asked for are done, so that leaving loses none. An import ends where it is.
    func finishWrites() {
        services.stopImports()
        imports.sync {}
        writes.sync {}
        portions.sync {}
        tells.sync {}
    }

    /// Gives whether the work was interrupted.
    ///
    /// - Parameters:
    ///   - cause: the reason to draw the answer.
    ///   - failing: tells of a failure with its sentence.
    @discardableResult
    private func perform(
        for cause: FramePace.Cause = .others, _ work: () throws -> DeskAction?, failing: (String) -> DeskAction = DeskAction.failed
    ) -> Bool {
        do {
            if let action = try work() { tell(action, for: cause) }
        } catch is CancellationError {
            return true
        } catch {
            if case StoreError.noPart = error { tell(.shutOut) }
            tell(failing(Self.sentence(error)))
        }
        return false
    }

    /// Answers that come before the main queue gets round to them are given together, so that the screen is drawn once for all.
    private func tell(_ action: DeskAction, for cause: FramePace.Cause = .others) {
        let isAlone = answers.withLock { answers in
            answers.actions.append(action)
            answers.cause = max(answers.cause, cause)
            return answers.actions.count == 1
        }
        guard isAlone else { return }
        DispatchQueue.main.async {
            MainActor.assumeIsolated {
                let (actions, cause) = self.answers.withLock { answers in
                    defer { answers = ([], .around) }
                    return answers
                }
                self.answer?(actions, cause)
            }
        }
    }

    /// The sentence for a thing that could not be read or written.
    static func sentence(_ error: any Error) -> String {
        (error as? StoreError)?.message ?? "Could not read or write the data (\(error)). Nothing was changed: try again."
    }
}
