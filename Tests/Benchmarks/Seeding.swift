import CRM
import CRMStore
import Foundation

/// Fills a database with one large spreadsheet.
enum Seeding {
    /// The sealing key of the run's databases: they hold no real secret and go with the run.
    static func open(_ path: String) throws -> CRMStore {
        try CRMStore(path: path, sealer: SecretSealer(key: [UInt8](repeating: 7, count: 32), source: "the benchmark's key"))
    }

    static func run(_ job: Job) throws -> Outcome {
        let start = Latencies.now
        let store = try open(job.database)
        let now = Date()
        let user = try store.addUser("ana")
        let made = try store.apply(
            .createSpreadsheet(name: Spreadsheet.metaAdsLeads, description: Spreadsheet.metaAdsLeadsDescription), by: user.id, at: now)
        guard let sheet = made.spreadsheetID else { throw Trouble("The spreadsheet was not made.") }
        let maker = CustomerMaker(now: now)
        try store.importCustomers((0..<job.rows).lazy.map(maker.customer), into: sheet)
        let seconds = Double(Latencies.now - start) / 1e9
        let size = (try FileManager.default.attributesOfItem(atPath: job.database)[.size] as? Double) ?? 0
        var outcome = Outcome()
        outcome.notes.append(
            "The \(Amount.grouped(job.rows)) customers were imported in \(Amount.time(seconds * 1000)) (not a goal); their file has \(Amount.megabytes(size)).")
        return outcome
    }
}
