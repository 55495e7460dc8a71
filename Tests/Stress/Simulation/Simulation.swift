import CRM
import CRMStore
import Foundation
import PostgresEngine
import SQLiteEngine
import Synchronization
import TestSupport

/// Many histories, each from a seed of its own, on several threads.
struct Simulation: Sendable {
    struct Outcome: Sendable {
        var seed: UInt64
        /// Things done in it.
        var steps: Int
        var leads: Int
        var lives: Int
        /// Those of second programs among them.
        var livesBeside = 0
        /// Acts of salespeople that wrote something.
        var deskActs: Int
        /// Offers of leads to one of several users.
        var offers = 0
        /// Leads that are parts of an earlier row of their person at the end.
        var joined = 0
        /// What must not be, with the last lines of the history; nil when all held.
        var miss: String?
    }

    /// Sums over all histories.
    struct Totals: Sendable {
        var histories = 0
        var steps = 0
        var leads = 0
        var lives = 0
        var livesBeside = 0
        var deskActs = 0
        var offers = 0
        var joined = 0
        var misses: [String] = []

        mutating func add(_ outcome: Outcome) {
            histories += 1
            steps += outcome.steps
            leads += outcome.leads
            lives += outcome.lives
            livesBeside += outcome.livesBeside
            deskActs += outcome.deskActs
            offers += outcome.offers
            joined += outcome.joined
            if let miss = outcome.miss { misses.append(miss) }
        }
    }

    /// So many misses are enough to see that something is wrong.
    static let mostMisses = 10

    /// Where histories have their data, and an empty database that each begins with.
    private enum Place {
        case folder(String, template: Data)
        case server(PostgresServer, template: String)
    }

    private let place: Place

    /// Makes a folder in memory where there is such a place: what a power cut does to a disk is not in question here. Or has a server make a
    /// database.
    init(_ engine: ProofEngine = .sqlite) throws {
        switch engine {
        case .sqlite:
            let memory = "/dev/shm"
            let root = access(memory, W_OK | X_OK) == 0 ? memory + "/" : NSTemporaryDirectory()
            let folder = root + "leadsheet-simulation-" + UUID().uuidString
            try CRMStore(path: folder + "/template.sqlite", sealer: .random()).close()
            place = .folder(folder, template: try Data(contentsOf: URL(filePath: folder + "/template.sqlite")))
        case .postgres:
            let server = try PostgresServer.shared.get()
            let template = "simulation_\(Self.draw())"
            try server.makeDatabase(template)
            try PostgresEngine.create(address: server.address(template))
            place = .server(server, template: template)
        }
    }

    /// Removes what was written.
    func clear() {
        switch place {
        case .folder(let folder, _): try? FileManager.default.removeItem(atPath: folder)
        case .server(let server, let template): try? server.removeDatabase(template)
        }
    }

    /// The end of a name that nothing else has.
    private static func draw() -> String { UUID().uuidString.prefix(13).lowercased().replacing("-", with: "") }

    private func data(of seed: UInt64) throws -> any HistoryData {
        switch place {
        case .folder(let folder, let template): try HistoryFiles("\(folder)/\(seed)-\(UUID().uuidString)", template: template)
        case .server(let server, let template):
            try HistoryDatabase("history_\(seed)_\(Self.draw())", on: server, template: template)
        }
    }

    /// Lives one history. With a log, its lines are given to `say`.
    func live(_ seed: UInt64, log: HistoryLog = HistoryLog(isOn: false)) -> Outcome {
        do {
            let data = try data(of: seed)
            defer { data.remove() }
            let history = try History(seed: seed, data: data, log: log)
            defer { history.end() }
            do {
                try history.liveThroughTrouble()
                if history.violation == nil { try history.concludeAndCheck() }
            } catch {
                history.expect(false, "The history ends with an error: \(error)")
            }
            return Outcome(
                seed: seed, steps: history.scheduler.steps, leads: history.meta.leads.count, lives: history.livesLived,
                livesBeside: history.livesBeside,
                deskActs: history.deskActs, offers: history.team.count, joined: history.people.joined.count,
                miss: history.violation.map { "Seed \(seed), step \(history.scheduler.steps): \($0.sentence)" })
        } catch {
            return Outcome(seed: seed, steps: 0, leads: 0, lives: 0, deskActs: 0, miss: "Seed \(seed) cannot begin: \(error)")
        }
    }

    /// Lives a history that missed once more, with its log: the same seed, the same history.
    func explain(_ seed: UInt64, lines: Int) -> String {
        let log = HistoryLog(isOn: true)
        let outcome = live(seed, log: log)
        return ([outcome.miss ?? "Seed \(seed): this time all held, so something is not decided by the seed."] + log.lines.suffix(lines))
            .joined(separator: "\n    ")
    }

    /// Lives the histories of the seeds from `first` on, on so many threads of their own: histories never wait, and Swift's threads are
    /// for those who do.
    func run(_ histories: Int, from first: UInt64, threads: Int, progress: @escaping @Sendable (Totals) -> Void = { _ in }) async -> Totals
    {
        let tally = Tally()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<max(1, threads) {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        let work: @Sendable () -> Void = {
                            // Whoever waits for an answer meanwhile comes first. On Linux this is the thread's own.
                            #if os(Linux)
                                setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
                            #endif
                            while let number = tally.take(of: histories) {
                                var outcome = live(first &+ UInt64(number))
                                if outcome.miss != nil { outcome.miss = explain(outcome.seed, lines: 40) }
                                progress(tally.add(outcome))
                            }
                            continuation.resume()
                        }
                        Thread.detachNewThread(work)
                    }
                }
            }
        }
        return tally.totals
    }

    /// What all threads know together.
    private final class Tally: Sendable {
        private let state = Mutex((next: 0, totals: Totals()))

        var totals: Totals { state.withLock { $0.totals } }

        /// The number of the next history; nil when there are enough.
        func take(of histories: Int) -> Int? {
            state.withLock { state in
                guard state.next < histories, state.totals.misses.count < Simulation.mostMisses else { return nil }
                defer { state.next += 1 }
                return state.next
            }
        }

        func add(_ outcome: Outcome) -> Totals {
            state.withLock { state in
                state.totals.add(outcome)
                return state.totals
            }
        }
    }
}
