import CRM
import CRMStore
import Foundation
import TestBench

/// One `serve`, three screens and a command, all writing the same customers.
struct SeveralProof {
    let rounds: Int
    let limit: Duration
    static let customers = 9
    static let statuses: [(letter: String, id: String)] = [("a", "attempted"), ("c", "contacted"), ("i", "interested"), ("w", "won"), ("u", "nurture"), ("n", "new")]

    func run(_ verdict: inout Verdict) async throws {
        try await Workbench.use { bench in
            let stage = try await LeadStage(bench)
            defer { stage.close() }
            try await stage.serve()
            try await stage.post(Self.customers)
            _ = try await stage.allHere()
            var floor = try await SalesRoom(bench, stage)
            for round in 0..<rounds {
                try await floor.editApart(round)
                if round % 3 == 0 { try await floor.editTogether(round) }
                if round % 5 == 1 { try await floor.deleteAndUndo(round) }
                if round % 5 == 3 { try await floor.arriveAndErase(round) }
                if round % 10 == 7 { try await floor.editDeleted(round) }
            }
            try await floor.compare(&verdict)

            verdict.figure("edits", "\(floor.edits) by three screens, \(floor.conflicts) of them of the same field at once (\(floor.kept) kept, \(floor.overwritten) written), \(floor.arrivals) leads arrived and were erased by command")
            verdict.figure("transaction to another screen", Self.percentiles(floor.delays))
            verdict.figure("Enter to another screen", Self.percentiles(floor.fromKey))
            verdict.figure("arrival to every screen", Self.percentiles(floor.arrivalDelays))
            verdict.expect(floor.delays.max().map { $0 <= limit } ?? false, "a change was seen only after \(floor.delays.max().map { "\($0.inMilliseconds) ms" } ?? "no time")")
        }
    }

    private static func percentiles(_ delays: [Duration]) -> String {
        let sorted = delays.sorted()
        func at(_ share: Double) -> Int { sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))].inMilliseconds }
        return "p50 \(at(0.5)) ms, p99 \(at(0.99)) ms, max \(at(1)) ms, \(sorted.count) times"
    }
}

extension Duration {
    /// Whole milliseconds.
    var inMilliseconds: Int { Int((self / .milliseconds(1)).rounded(.up)) }
}
