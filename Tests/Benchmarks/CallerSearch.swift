import CRM
import Foundation
import SalesDesk
import TerminalKit

/// A caller is looked for by six digits of the number that the telephone shows, over all spreadsheets of a user: from each letter to the rows
/// that it leaves.
@MainActor enum CallerSearch {
    private static let callers = 12
    private nonisolated static let digits = 6

    static func run(_ job: Job) async throws -> Outcome {
        let store = try Seeding.open(job.database)
        let now = Date()
        let stage = try DeskStage(ProbeTerminal(size: ScreenText.size), store: store, clock: { now })
        _ = try await stage.open()
        let maker = CustomerMaker(now: now)
        var (rows, counted) = (Latencies(), Latencies())
        var letters = [(rows: Latencies, counted: Latencies)](repeating: (Latencies(), Latencies()), count: digits)
        for caller in 0..<callers {
            let number = number(of: caller, job, maker)
            _ = await stage.terminal.frames(until: { _ in true }) { _ = stage.terminal.press(.letter("/")) }
            var typed = ""
            for digit in shownDigits(of: number) {
                try await Task.sleep(for: .milliseconds(6))
                typed.append(digit)
                let before = stage.terminal.last.map { Array(ScreenText.rows($0)) }
                var start: UInt64 = 0
                let frames = await stage.terminal.frames(within: 30, until: { isCounted($0, typed) }) {
                    start = stage.terminal.press(.letter(digit))
                }
                guard let last = frames.last else {
                    throw Trouble("No answer to /\(typed) came; the last was:\n\(stage.terminal.last?.text() ?? "none")")
                }
                counted.record(from: start, to: last.at)
                letters[typed.count - 1].counted.record(from: start, to: last.at)
                // A letter that leaves the screen as it was has no frame of its own to be timed by.
                if let changed = frames.first(where: { Array(ScreenText.rows($0.grid)) != before }) {
                    rows.record(from: start, to: changed.at)
                    letters[typed.count - 1].rows.record(from: start, to: changed.at)
                }
            }
            guard stage.terminal.last?.text().contains(number) == true else {
                throw Trouble("\(number) was not found; the last was:\n\(stage.terminal.last?.text() ?? "none")")
            }
            await stage.terminal.leaveSearch()
        }
        stage.session.leave(status: 0)
        let place = "\(job.spreadsheets) spreadsheets of \(Amount.grouped(job.rows)) customers"
        var outcome = Outcome()
        outcome.values["caller"] = rows.milliseconds(50)
        outcome.add("h", "\(place): a digit of a caller's number → rows", rows, p99: 50)
        outcome.add("h", "\(place): a digit of a caller's number → counted", counted)
        for (index, letter) in letters.enumerated() {
            outcome.add("h", "\(place): the \(index + 1). digit → rows", letter.rows)
            outcome.add("h", "\(place): the \(index + 1). digit → counted", letter.counted)
        }
        return outcome
    }

    /// Of another spreadsheet each time, mostly not the open one.
    private nonisolated static func number(of caller: Int, _ job: Job, _ maker: CustomerMaker) -> String {
        maker.customer(job.rows * (caller % job.spreadsheets) + job.rows / (caller + 2)).phoneNumber
    }

    private nonisolated static func shownDigits(of number: String) -> String { String(number.filter(\.isNumber).suffix(digits)) }

    /// The text of the search after each digit of two callers' numbers.
    nonisolated static func texts(_ job: Job) -> [String] {
        (1...2).flatMap { caller in
            let digits = shownDigits(of: number(of: caller, job, CustomerMaker(now: Date())))
            return (1...digits.count).map { String(digits.prefix($0)) }
        }
    }

    private static func isCounted(_ grid: Grid, _ typed: String) -> Bool {
        ScreenText.lines(grid).contains { $0.contains("/\(typed): ") && $0.contains(" here") }
    }
}
