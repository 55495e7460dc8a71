import Base
import CRM
import CRMStore
import Foundation
import Synchronization

/// Takes in a file of customers as `leadsheet import` does, with pauses for others, and takes it back with one undo.
enum Importing {
    /// The file that is compared with VisiData's reading and writing of it.
    static let fileRows = 100_000

    static func run(_ job: Job) throws -> Outcome {
        let store = try Seeding.open(job.database)
        let user = try store.addUser("ana", country: Country("PT"))
        guard let file = FileHandle(forReadingAtPath: job.file) else { throw Trouble("The file \(job.file) cannot be read.") }
        let source = UTF8Source { [UInt8](try file.read(upToCount: 65_536) ?? Data()) }
        var reader = CSVReader(source.next)
        var result = CustomerImport.Result()
        let pauses = Mutex(WriteYield())
        let start = Latencies.now
        try CustomerImport(into: "Fair", by: user, in: user.country, store: store, context: CallDateContext(now: Date(), zone: .gmt))
            .run(&reader, &result, rest: { pauses.withLock { $0.rest() } }) { _ in }
        let imported = Latencies.now
        guard result.imported == job.rows else { throw Trouble("\(result.imported) of \(job.rows) customers were imported.") }
        let peak = ProcessFigures.peakMemory
        let undoStart = Latencies.now
        _ = try store.undo(by: user.id, at: Date())
        var outcome = Outcome()
        outcome.values = ["import": Double(imported - start) / 1e6, "undo": Double(Latencies.now - undoStart) / 1e6]
        outcome.values["memory"] = peak
        return outcome
    }

    static func report(_ work: WorkFolder, rows: Int, visidata: String) throws -> Outcome {
        let file = work.file("import-\(rows).csv")
        try CustomerFile.write(file, rows: rows)
        var job = Job(kind: .importing, database: work.file("import-\(rows).sqlite"), rows: rows)
        job.file = file
        let ours = try job.inChild(limit: 900)
        var outcome = Outcome()
        let what = "\(Amount.grouped(rows)) customers"
        guard let time = ours.values["import"], let undo = ours.values["undo"] else { throw Trouble("Nothing was measured.") }
        // 8 s of a quiet machine for 100,000, and in proportion less for more, since a million take 100.
        let goal = rows >= 1_000_000 ? Double(rows) / 10 : Double(rows) * 0.08
        outcome.add("f", "\(what): imported", Amount.time(time), goal: "≤ \(Amount.time(goal))", isMet: time <= goal)
        outcome.add("f", "\(what): taken back with one undo", Amount.time(undo))
        if let memory = ours.values["memory"] { outcome.add("f", "\(what): most memory meanwhile", Amount.megabytes(memory)) }
        guard rows == fileRows else { return outcome }
        guard (try? Command.run([visidata, "--version"], limit: 30)) != nil else {
            outcome.add("f", "\(what): VisiData", PeerService.missing)
            return outcome
        }
        let peer = try VisiData.readAndWrite(visidata, file).seconds * 1000
        outcome.add("f", "\(what): VisiData, all rows read and written", Amount.time(peer))
        outcome.add("f", "ratio to it", Amount.short(time / peer), goal: "≤ 1", isMet: time <= peer)
        return outcome
    }
}
