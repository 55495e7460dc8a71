import CRM
import CRMStore
import Foundation
import PostgresEngine
import SQLiteEngine

/// Fills a database with large spreadsheets.
enum Seeding {
    /// The sealing key of the run's databases: they hold no real secret and go with the run.
    ///
    /// - Parameter place: a file, or the address of a server's database in the words of libpq.
    static func open(_ place: String) throws -> CRMStore { try open(engine(place)) }

    private static func engine(_ place: String) throws -> any Engine {
        if place.hasPrefix("host=") { return try PostgresEngine(address: place) }
        return try SQLiteEngine(path: place)
    }

    private static func open(_ engine: any Engine) throws -> CRMStore {
        CRMStore(engine, sealer: try SecretSealer(key: [UInt8](repeating: 7, count: 32), source: "the benchmark's key"))
    }

    static func run(_ job: Job) throws -> Outcome {
        let start = Latencies.now
        try fill(job)
        let seconds = Double(Latencies.now - start) / 1e9
        // The log too, if the database left one; a server's data are in no file of this machine's.
        let sizes = ["", "-wal"].compactMap { Self.size(of: job.database + $0) }
        let file = sizes.isEmpty ? "" : "; their file has \(Amount.megabytes(sizes.reduce(0, +)))"
        var outcome = Outcome()
        let rows = Amount.grouped(job.rows * job.spreadsheets)
        outcome.notes.append("\(rows) customers were imported in \(Amount.time(seconds * 1000)) (not a goal)\(file).")
        return outcome
    }

    /// A server's data are brought there from a file, as a team's are: each row by itself takes it many times as long.
    private static func fill(_ job: Job) throws {
        guard job.database.hasPrefix("host=") else { return try fill(SQLiteEngine(path: job.database), job) }
        let folder = FileManager.default.temporaryDirectory.appending(path: "leadsheet-seed-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "leadsheet.db").path
        try fill(SQLiteEngine(path: file), job)
        _ = try open(file).move(to: open(job.database))
    }

    /// A function of its own: the store is closed at its end, and leaves no log that every later start would have to read.
    private static func fill(_ engine: SQLiteEngine, _ job: Job) throws {
        let store = try open(engine)
        let now = Date()
        let user = try store.addUser("ana")
        let maker = CustomerMaker(now: now)
        for number in 0..<job.spreadsheets {
            let name = number == 0 ? Spreadsheet.metaAdsLeads : "List \(number + 1)"
            let made = try store.apply(
                .createSpreadsheet(name: name, description: Spreadsheet.metaAdsLeadsDescription), by: user.id, at: now)
            guard let sheet = made.spreadsheetID else { throw Trouble("The spreadsheet was not made.") }
            try store.importCustomers((number * job.rows..<(number + 1) * job.rows).lazy.map(maker.customer), into: sheet)
        }
        // A search that meets so many new rows has them indexed in the background, which is over long before a person's second search.
        while try engine.indexForSearch() {}
    }

    private static func size(of path: String) -> Double? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
        return (attributes[.size] as? NSNumber)?.doubleValue
    }
}
