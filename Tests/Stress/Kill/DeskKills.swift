import Base
import CRM
import CRMStore
import EndToEndSupport
import Foundation
import SQLiteEngine
import TestSupport

/// Somebody works at the desk and is killed at any moment, again and again. Each act that was said to be done must be there whole; the one
/// that was under way is there whole, or not at all, or as portions that one undo takes back.
struct DeskKills {
    private let bench: Workbench
    private let store: CRMStore
    private let user: User
    private var generator: SeededGenerator
    private var verdict = Verdict()
    /// The acts that must be there: those that were said to be done, and those that were found whole.
    private var done: [DeskWork] = []
    private var takenBack = 0
    private var absent = 0
    private var files: [String: Int] = [:]

    /// The lines of the file that `leadsheet import` is killed over.
    private static let lines = 4000

    static func run(kills: Int, seed: UInt64) async throws -> Verdict {
        try await Workbench.use { bench in
            try await bench.leadsheet("user", "add", "ana")
            var proof = try DeskKills(bench, seed: seed)
            defer { proof.store.close() }
            for round in 0..<kills {
                if round % 5 == 4 { try await proof.killImport(round) } else { try await proof.killWorker(round) }
            }
            try proof.conclude(kills)
            return proof.verdict
        }
    }

    private init(_ bench: Workbench, seed: UInt64) throws {
        self.bench = bench
        generator = SeededGenerator(seed: seed)
        store = try CRMStore(path: "\(bench.data)/leadsheet.db", sealer: .random())
        guard let user = try store.users().first else { throw Waiting.NotSeen(description: "There is no user.") }
        self.user = user
        let made = try store.apply(.createSpreadsheet(name: DeskWork.sheet, description: ""), by: user.id, at: Date())
        guard let sheet = made.spreadsheetID else { throw Waiting.NotSeen(description: "There is no spreadsheet.") }
        try store.importCustomers(
            (0..<DeskWork.customers).map { Customer(id: 0, spreadsheetID: 0, customerName: "Customer \($0)", createdAt: Date()) },
            into: sheet)
    }

    // MARK: Rounds

    private mutating func killWorker(_ round: Int) async throws {
        let program = URL(filePath: try Product.leadsheet()).deletingLastPathComponent().appending(path: "LeadsheetStress").path
        let worker = try Child(
            program, ["desk-worker", store.location, "\(round)"], environment: bench.environment, output: "\(bench.folder)/worker-\(round)")
        defer { worker.signal(SIGKILL) }
        try await Waiting.until(beat: .milliseconds(1)) {
            guard worker.isRunning else { throw Waiting.NotSeen(description: "The worker ended by itself: \(worker.out)\(worker.err)") }
            return worker.out.isEmpty ? nil : true
        } missing: {
            "The worker did nothing: \(worker.err)"
        }
        try await Waiting.span(.milliseconds(generator.below(300)))
        worker.signal(SIGKILL)
        let status = try await worker.end(beat: .milliseconds(1))
        verdict.expect(status == -SIGKILL, "The worker ended by itself with status \(status): \(worker.err)")
        let said = worker.out.split(separator: "\n").count
        for number in 0..<said { done.append(DeskWork(round: round, number: number)) }
        try settle(DeskWork(round: round, number: said))
        try judge()
    }

    /// Looks what became of the act that was under way, and has one undo take back a part of it.
    private mutating func settle(_ work: DeskWork) throws {
        let count = try found(work)
        switch (work.kind, count) {
        case (_, 0): absent += 1
        case (.call, 1), (.remark, DeskWork.customers), (.file, 2 * DeskWork.portion): done.append(work)
        case (.remark, DeskWork.portion), (.file, DeskWork.portion):
            _ = try store.undo(by: user.id, at: Date())
            let left = try found(work)
            verdict.expect(left == 0, "One undo leaves \(left) of the \(count) customers of \(work.text)")
            takenBack += 1
        default: verdict.expect(false, "\(count) customers have \(work.text), which is no whole portion.")
        }
    }

    /// The number of customers that have what an act wrote.
    private func found(_ work: DeskWork) throws -> Int {
        switch work.kind {
        case .call: try calls().count { $0.text.contains(work.text) }
        case .remark: try DeskWork.rows(store).count { $0.remark == work.text }
        case .file: try DeskWork.rows(store, of: DeskWork.guests).count { $0.customerName == work.text }
        }
    }

    private func calls() throws -> [Activity] {
        try DeskWork.rows(store).flatMap { try store.timeline(of: $0.id, limit: 100_000) }.filter { $0.kind == .called }
    }

    private mutating func judge() throws {
        let rows = try DeskWork.rows(store)
        let calls = try calls()
        let wanted = done.filter { $0.kind == .call }
        verdict.expect(calls.count == wanted.count, "\(calls.count) calls are told of, and \(wanted.count) were made.")
        for work in wanted {
            verdict.expect(calls.count { $0.text.contains(work.text) } == 1, "The call \(work.text) is not told of once.")
        }
        for row in rows {
            let told = try store.timeline(of: row.id, limit: 100_000).count { $0.kind == .called }
            verdict.expect(
                row.contact.attempts == told && (told == 0 || row.nextCall != nil && row.status == "attempted"),
                "Customer \(row.id) has \(told) calls in its timeline, and is \(row).")
        }
        let remark = done.last { $0.kind == .remark }?.text ?? ""
        verdict.expect(rows.allSatisfy { $0.remark == remark }, "Not all customers have the remark \(remark)")
        let guests = Dictionary(grouping: try DeskWork.rows(store, of: DeskWork.guests), by: \.customerName).mapValues(\.count)
        let files = done.filter { $0.kind == .file }.map { ($0.text, 2 * DeskWork.portion) }
        verdict.expect(guests == Dictionary(uniqueKeysWithValues: files), "The customers of files are \(guests), and were to be \(files)")
    }

    /// The program's own command, killed over a file.
    private mutating func killImport(_ round: Int) async throws {
        let (file, sheet) = ("\(bench.folder)/file-\(round).csv", "File \(round)")
        try ("customer_name\n" + (0..<Self.lines).map { "Guest \($0)\n" }.joined()).write(toFile: file, atomically: true, encoding: .utf8)
        let command = try bench.start("import", file, "--sheet", sheet)
        defer { command.signal(SIGKILL) }
        // Half of them once something of the file is there, the others at any moment.
        if generator.chance(of: 2) {
            try await Waiting.until(beat: .milliseconds(1)) {
                try !command.isRunning || !DeskWork.rows(store, of: sheet).isEmpty ? true : nil
            } missing: {
                "Nothing of \(file) came: \(command.err)"
            }
        } else {
            try await Waiting.span(.milliseconds(generator.below(1000)))
        }
        command.signal(SIGKILL)
        let status = try await command.end(beat: .milliseconds(1))
        let count = try DeskWork.rows(store, of: sheet).count
        verdict.expect(status != 0 || count == Self.lines, "An import that ended well brought \(count) of \(Self.lines) customers.")
        files[count == 0 ? "absent" : count == Self.lines ? "whole" : "in part", default: 0] += 1
        guard count > 0 else { return }
        _ = try store.undo(by: user.id, at: Date())
        let left = try store.spreadsheets(of: nil).contains { $0.spreadsheet.name == sheet }
        verdict.expect(!left, "One undo does not take back \(sheet), of which \(count) customers were there.")
        try judge()
    }

    // MARK: The end

    private mutating func conclude(_ kills: Int) throws {
        let counts = DeskWork.Kind.allCases.map { kind in "\(done.count { $0.kind == kind }) \(kind)" }.joined(separator: ", ")
        verdict.expect(!done.isEmpty, "Nothing was done at the desk, so nothing was shown.")
        verdict.figure("kills at the desk", "\(kills)")
        verdict.figure(
            "acts at the desk", "\(counts) done whole; of those under way \(absent) absent, \(takenBack) in part and taken back by one undo"
        )
        verdict.figure("imports killed", files.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
        for summary in try store.spreadsheets(of: nil) {
            let rows = try DeskWork.rows(store, of: summary.spreadsheet.name)
            let own = Dictionary(grouping: rows, by: \.status).mapValues(\.count)
            verdict.expect(
                summary.byStatus.filter { $0.value != 0 } == own, "\(summary.spreadsheet.name) counts \(summary.byStatus), and has \(own).")
        }
        try ProofData.file(store.location).expectSound(&verdict)
    }
}
