import CRM
import CRMStore
import Foundation
import SalesDesk
import TerminalKit

/// The call list of a user with a large spreadsheet: from its key to the screen that shows it, and what reading it again costs, as after
/// each write and each lead; and what the insights of the last days cost.
@MainActor enum CallListTimes {
    private static let times = 200

    static func run(_ job: Job) async throws -> Outcome {
        let store = try Seeding.open(job.database)
        guard let user = try store.users().first else { throw Trouble("The database has no user.") }
        let now = Date()
        let stage = try DeskStage(ProbeTerminal(size: ScreenText.size), store: store, clock: { now })
        _ = try await stage.open()
        var opened = Latencies()
        for _ in 0..<20 {
            var start: UInt64 = 0
            let frames = await stage.terminal.frames(within: 10, until: isFull) { start = stage.terminal.press(.letter("2")) }
            guard let frame = frames.last else {
                throw Trouble("No call list came; the last was:\n\(stage.terminal.last?.text() ?? "none")")
            }
            opened.record(from: start, to: frame.at)
            _ = await stage.terminal.frames(within: 10, until: ScreenText.isFull) { _ = stage.terminal.press(.letter("1")) }
        }
        stage.session.leave(status: 0)
        var refreshed = Latencies()
        for step in 0..<times {
            // Each at another minute, so that no group is the same.
            let moment = CallMoment(now.addingTimeInterval(Double(step) * 60), in: .gmt, hours: .standard)
            let start = Latencies.now
            _ = try store.calls(nil, of: user.id, at: moment, limit: 200)
            _ = try store.callCounts(of: user.id, at: moment, upTo: 999)
            refreshed.record(from: start, to: Latencies.now)
        }
        let place = "\(Amount.grouped(job.rows)) customers"
        var outcome = Outcome()
        outcome.add("g", "\(place): 2 → the call list", opened, p99: 50)
        outcome.add("g", "\(place): the call list and its counts read again", refreshed, p99: 10)
        for span in [InsightSpan.month, .quarter, .year] {
            let counted = try insights(of: span, user.id, store, now)
            outcome.add("g", "\(place): insights of \(span.days) days", counted, p99: span == .month ? 100 : nil)
        }
        return outcome
    }

    private static func insights(of span: InsightSpan, _ user: User.ID, _ store: CRMStore, _ now: Date) throws -> Latencies {
        var counted = Latencies()
        for grouping in [InsightGrouping.campaign, .form] {
            let question = InsightQuestion(span: span, grouping: grouping)
            for _ in 0..<20 {
                let start = Latencies.now
                let facts = try store.insightFacts(of: user, in: question.periods(at: now, in: .gmt), by: grouping)
                _ = Insights(facts, question, statuses: .standard, zone: .gmt, at: now)
                counted.record(from: start, to: Latencies.now)
            }
        }
        return counted
    }

    private static func isFull(_ grid: Grid) -> Bool {
        let lines = ScreenText.lines(grid)
        return lines.contains { $0.contains("WHY") } && lines.count { $0.contains("+351") } >= grid.height - 12
    }
}
