import CRM
import CRMStore
import Foundation
import SalesDesk

/// Marks all rows of a large spreadsheet, and gives the first 10,000 of them another status as the screens do, in portions with pauses;
/// one undo takes it back. How long others wait for the longest portion is told beside it.
enum BulkTimes {
    private static let changed = 10_000
    private static let portion = BulkJob.portion

    static func run(_ job: Job) throws -> Outcome {
        let store = try Seeding.open(job.database)
        guard let user = try store.users().first, let sheet = try store.spreadsheets(of: user.id).max(by: { $0.customers < $1.customers })
        else { throw Trouble("The database has no spreadsheet.") }
        let start = Latencies.now
        let marks = try store.marks(SheetQuery(sheet.id)).sorted { $0.id < $1.id }
        let marked = Latencies.now
        var batch: BulkBatch?
        var portions = Latencies()
        let some = marks.prefix(changed)
        for first in stride(from: 0, to: some.count, by: portion) {
            let began = Latencies.now
            batch = try store.changePortion(
                .set(.status, "nurture"), of: some[first..<min(first + portion, some.count)], batch: batch, by: user.id, at: Date())
            portions.record(from: began, to: Latencies.now)
        }
        let written = Latencies.now
        _ = try store.undo(by: user.id, at: Date())
        let place = "\(Amount.grouped(job.rows)) customers"
        let count = Amount.grouped(batch?.done ?? 0)
        var outcome = Outcome()
        outcome.add("g", "\(place): all of them marked", Amount.time(Double(marked - start) / 1e6))
        outcome.add("g", "\(place): a status for \(count) of them", Amount.time(Double(written - marked) / 1e6))
        outcome.add("g", "\(place): \(portion) of them in one transaction", portions)
        outcome.add("g", "\(place): taken back with one undo", Amount.time(Double(Latencies.now - written) / 1e6))
        return outcome
    }
}
