import CRM
import CRMStore
import EndToEndSupport
import Foundation
import TestSupport

/// One `serve`, several screens and a command, all writing the same customers. On a server each program has a role of its own, whose rows are guarded as a
/// team's are.
struct SeveralProof {
    let engine: ProofEngine
    let rounds: Int
    /// No round is begun after so many; 0 for no end but that of the rounds.
    var minutes = 0
    /// Three at least: a change, another at the same time, and one who watches.
    var screens = 3
    /// The processes that fetch leads.
    var serves = 1
    /// In milliseconds, between the screens and the server.
    var roundTrip = 0
    /// In percent of the packets between them.
    var loss = 0
    let limit: Duration
    /// Each writer has one of its own at times.
    private var customers: Int { max(9, screens) }
    /// Beside the one that leads come into.
    static let otherSpreadsheet = "Fair"
    /// Each has a colour of its own, so that a terminal draws any of them over any other in one piece. Without `new`, a word that stands
    /// over the rows too.
    static let statuses: [(letter: String, id: String)] = [
        ("a", "attempted"), ("c", "contacted"), ("i", "interested"), ("w", "won"), ("u", "nurture"),
    ]

    func run(_ verdict: inout Verdict) async throws {
        guard roundTrip == 0 || FarPlace.isAllowed else {
            return verdict.skip("several. A far server takes a network namespace, and making one is not allowed here; run it as root.")
        }
        let place = try roundTrip > 0 ? FarPlace(roundTrip: roundTrip, loss: loss) : nil
        try await engine.use(at: place) { bench, data in
            let stage = try await LeadStage(bench)
            defer { stage.close() }
            for number in 0..<serves {
                var settings: [String: String] = number == 0 ? [:] : ["LEADSHEET_LISTEN": "127.0.0.1:\(try Wire.freePort())"]
                settings["LEADSHEET_DATABASE"] = try await data.grant("serve", number: number, in: bench)
                try await stage.serve(with: settings)
            }
            try await stage.post(customers)
            _ = try await stage.allHere()
            let commits = try CommitLog(data)
            defer { commits.close() }
            guard let user = try commits.store.users().first else { throw Waiting.NotSeen(description: "There is no user.") }
            _ = try commits.store.apply(
                .createSpreadsheet(name: Self.otherSpreadsheet, description: ""), by: user.id, at: Date())
            var writers: [Writer] = []
            defer { for writer in writers { writer.close() } }
            for number in 0..<screens {
                let name = ["ana", "ben", "cat"].dropFirst(number).first ?? "writer\(number)"
                let writer = try await Writer(name, customers: customers, bench)
                writers.append(writer)
                // Most are salespeople, and each third a manager.
                let part = number % 3 == 2 ? "manager" : "sales"
                try await writer.open(on: data.grant(part, number: number, in: bench, at: place))
            }
            let began = ContinuousClock.now
            var floor = try SalesRoom(bench, stage, writers, commits, customers: customers)
            // What a program does once, when it has just begun, is not timed.
            try await floor.editApart(0)
            floor.forgetTimes()
            for round in 0..<rounds where minutes == 0 || ContinuousClock.now - began < .seconds(60 * minutes) {
                try await floor.editApart(round)
                if round % 3 == 0 { try await floor.editTogether(round) }
                if round % 2 == 0 { try await floor.call(round) }
                if round % 4 == 1 { try await floor.mark(round) }
                if round % 5 == 2 { try await floor.moveAndUndo(round) }
                if round % 10 == 4 { try await floor.callTogether(round) }
                if round % 5 == 1 { try await floor.deleteAndUndo(round) }
                if round % 5 == 3 { for _ in 0..<3 { try await floor.arriveAndErase() } }
                if round % 10 == 7 { try await floor.editDeleted(round) }
            }
            try await floor.compare(&verdict)

            verdict.figure(
                "edits",
                "\(floor.edits) by \(screens) screens, \(floor.conflicts) of them of the same field at once (\(floor.kept) kept, \(floor.overwritten) written), \(floor.arrivals) leads arrived and were erased by command"
            )
            let seconds = (ContinuousClock.now - began) / .seconds(1)
            let pace = Double(floor.edits + 2 * floor.arrivals) / seconds
            verdict.figure("pace", String(format: "%.1f changes a second for %.0f s", pace, seconds))
            let memory = [("a screen", nil), ("a serve", "serve")].compactMap { name, word -> String? in
                let found = ProcessMemory.mostResident(running: "leadsheet", word)
                return found.isEmpty ? nil : "\(name) \(found[found.count / 2]) MB, the largest of \(found.count) \(found[found.count - 1])"
            }
            verdict.figure("memory", memory.joined(separator: "; "))
            for kind in ChangeKind.allCases {
                verdict.figure("\(kind.rawValue), transaction to screen", Self.percentiles(floor.delays[kind] ?? []))
            }
            verdict.figure("all, transaction to screen", Self.percentiles(floor.delays.values.flatMap(\.self)))
            verdict.figure("key to another screen", Self.percentiles(floor.fromKey))
            for miss in Self.misses(floor.delays, limit: limit) { verdict.expect(false, miss) }
        }
    }

    /// A sentence for each kind of change that was once seen too late, or never timed.
    static func misses(_ delays: [ChangeKind: [Duration]], limit: Duration) -> [String] {
        ChangeKind.allCases.compactMap { kind -> String? in
            guard let longest = delays[kind]?.max() else { return "\(kind.rawValue): never timed" }
            return longest <= limit ? nil : "\(kind.rawValue): seen only after \(longest.inMilliseconds) ms"
        }
    }

    private static func percentiles(_ delays: [Duration]) -> String {
        let sorted = delays.sorted()
        func at(_ share: Double) -> Int {
            sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))].inMilliseconds
        }
        return "p50 \(at(0.5)) ms, p99 \(at(0.99)) ms, max \(at(1)) ms, \(sorted.count) times"
    }
}

extension Duration {
    /// Whole milliseconds.
    var inMilliseconds: Int { Int((self / .milliseconds(1)).rounded(.up)) }
}
