import CRM
import CRMStore
import EndToEndSupport
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import LeadsheetStress

/// The quick part of `several`, with the real program. How fast changes are seen is the deep run's to judge.
@Suite("Several")
struct SeveralTests {
    @Test(
        "three screens and a command write the same customers, every kind of change is timed, and no edit is lost",
        arguments: ProofEngine.here)
    func together(_ engine: ProofEngine) async throws {
        var verdict = Verdict()
        try await SeveralProof(engine: engine, rounds: 4, limit: .seconds(60)).run(&verdict)
        #expect(verdict.misses == [])
    }

    @Test("a kind of change that is seen too late, or was never timed, is told")
    func limit() {
        var delays = Dictionary(uniqueKeysWithValues: ChangeKind.allCases.map { ($0, [Duration.milliseconds(3), .milliseconds(250)]) })
        #expect(SeveralProof.misses(delays, limit: .milliseconds(250)) == [])
        delays[.status]?.append(.milliseconds(251))
        delays[.arrival] = nil
        #expect(SeveralProof.misses(delays, limit: .milliseconds(250)) == ["status: seen only after 251 ms", "arrival: never timed"])
    }

    @Test("a column that is another, a line that is missing and a line that nobody wrote are told")
    func differences() {
        var customer = Customer(
            id: 1, spreadsheetID: 1, customerName: "Ida", nextCall: NextCall("2026-11-26"), createdAt: Date(timeIntervalSince1970: 0))
        var expected = Expected(customer, history: ["lead from Meta"])
        expected.edit(.nextCallDate, to: "2027-01-31")
        expected.note("called")
        customer.nextCall = NextCall("2027-01-31")
        // As the store words it.
        let lines = ["called", "next call 2026-11-26 → 2027-01-31", "lead from Meta"]
        #expect(expected.differences(from: customer, timeline: lines) == [])
        #expect(expected.differences(from: nil, timeline: lines) == ["Ida is not there"])
        #expect(
            expected.differences(from: customer, timeline: lines + ["called"]) == [
                "the timeline of Ida has a line that nobody wrote: \"called\""
            ])
        #expect(expected.differences(from: customer, timeline: Array(lines.dropFirst())) == ["the timeline of Ida has no \"called\""])
        customer.email = "ida@example.com"
        #expect(expected.differences(from: customer, timeline: lines) == ["the e-mail of Ida is \"ida@example.com\", and was to be \"\""])
    }

    @Test("what is drawn is timed from the wish on, in one piece or two, and the reading ends when it is told to")
    func drawn() async throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let log = try SeenLog(pipe: "\(folder)/drawn")
        let pen = try #require(FileHandle(forWritingAtPath: log.pipe))
        func draw(_ text: String) async throws {
            log.want(text)
            try pen.write(contentsOf: Data(text.utf8))
            try await Waiting.until {
                log.seen(text)
            } missing: {
                "\(text) was not read."
            }
        }
        try await draw("won")
        log.want("won")
        try await draw("nurture w")
        #expect(log.seen("won") == nil)
        try pen.write(contentsOf: Data("on".utf8))
        try await Waiting.until {
            log.seen("won")
        } missing: {
            "What came in two pieces was not seen."
        }
        #expect(!log.isQuiet(for: .seconds(3600)))
        try await Waiting.until {
            log.isQuiet(for: .milliseconds(20)) ? true : nil
        } missing: {
            "Nothing is drawn, and it is not quiet."
        }
        log.close()
        try await Waiting.until {
            // Nobody has it open for reading any more.
            let descriptor = open(log.pipe, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
            if descriptor >= 0 { close(descriptor) }
            return descriptor < 0 ? true : nil
        } missing: {
            "The pipe is still read."
        }
    }

    @Test("what is in the data is timed when it is there, and the looking ends when it is told to")
    func committed() async throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (log, sheet) = try Self.commits(in: folder)
        let before = ContinuousClock.now
        log.want(1) { !$0.isEmpty }
        log.want(2) { $0.count == 2 }
        let ida = Customer(id: 0, spreadsheetID: 0, customerName: "Ida", createdAt: Date())
        try log.store.importCustomers(CollectionOfOne(ida), into: sheet)
        let seen = try await Waiting.until {
            log.seen(1)
        } missing: {
            "The customer was not seen."
        }
        #expect(seen >= before)
        #expect(log.seen(2) == nil)
        log.close()
        try await Waiting.until {
            (try? log.store.users()) == nil ? true : nil
        } missing: {
            "The store is still open."
        }
    }

    @Test("what is looked for again and again takes no more of the stack than at first")
    func depth() async throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (log, _) = try Self.commits(in: folder)
        defer { log.close() }
        let places = Mutex<[UInt]>([])
        log.want(1) { _ in
            var here = 0
            places.withLock { places in withUnsafePointer(to: &here) { places.append(UInt(bitPattern: $0)) } }
            return false
        }
        let seen = try await Waiting.until {
            places.withLock { $0.count >= 20 ? $0 : nil }
        } missing: {
            "It is not looked for."
        }
        #expect(Set(seen).count == 1, "\(seen)")
    }

    /// Data with a spreadsheet that nobody is in yet, and who looks at it.
    private static func commits(in folder: String) throws -> (CommitLog, Spreadsheet.ID) {
        let data = ProofData.file("\(folder)/leadsheet.db")
        let store = try data.store()
        defer { store.close() }
        let made = try store.apply(.createSpreadsheet(name: "Fair", description: ""), by: store.addUser("ana").id, at: Date())
        return (try CommitLog(data), try #require(made.spreadsheetID))
    }

    private static func folder() throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "leadsheet-several-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return path
    }
}
