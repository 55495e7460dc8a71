import CRM
import Foundation
import LeadIntake
import Logging
import MetaLeads
import Synchronization
import Testing

/// What is logged is read by others than those who may read the leads.
@Suite("The log") struct LogTests {
    private final class Lines: Sendable {
        private let list = Mutex<[String]>([])
        var all: [String] { list.withLock { $0 } }
        func add(_ line: String) { list.withLock { $0.append(line) } }
    }

    private struct Collector: LogHandler {
        let lines: Lines
        var logLevel = Logger.Level.info
        var metadata: Logger.Metadata = [:]

        func log(event: LogEvent) {
            lines.add("\(event.level) \(event.message) \(event.error.map { "\($0)" } ?? "") \(event.metadata ?? [:]) \(metadata)")
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
    }

    @Test("no text of a lead is in it, whether the lead arrives, fails or is refused")
    func marked() async throws {
        let lines = Lines()
        let logger = Logger(label: "test") { _ in Collector(lines: lines) }
        let graph = FakeGraph { question, _ in
            switch question.lead {
            case "MARKED_1":
                let answers = [
                    "full_name": "MARKED Person", "email": "marked@example.com", "phone_number": "+39 MARKED 1", "wish": "MARKED wish",
                ]
                return .success(
                    GraphLead(
                        id: question.lead, formID: "form_1", fields: answers.map { LeadAnswer(name: $0.key, values: [$0.value]) },
                        raw: "MARKED raw"))
            case "MARKED_2":
                return .failure(
                    GraphFailure(kind: .objectMissing, code: 100, subcode: 33, message: "Object with ID 'MARKED_2' does not exist"))
            default:
                return .failure(GraphFailure(kind: .tokenRefused, code: 190, message: "The token cannot read \(question.lead)"))
            }
        }
        graph.set(form: .failure(GraphFailure(kind: .permissionMissing, code: 200, message: "MARKED Person has no right to the form")))
        let world = try World(graph, logger: logger)
        try world.savePage("100")
        try world.savePage("200")
        world.intake.start()
        await world.post([("100", "MARKED_1"), ("100", "MARKED_2"), ("200", "MARKED_3")])
        await world.post([("100", "MARKED_4")], secret: "not the secret")
        try await eventually("all are dealt with") { try Set(world.events().map(\.state)) == [.saved, .waiting, .blocked] }
        await world.intake.stop()
        #expect(lines.all.contains { $0.contains("A delivery was refused") })
        #expect(lines.all.contains { $0.contains("Page 200") })
        #expect(lines.all.contains { $0.contains("Invalid Meta Page Access Token") })
        #expect(lines.all.contains { $0.contains("of page 100: Failed to fetch lead details (code 100, subcode 33).") })
        #expect(lines.all.contains { $0.contains("could not be read, so its leads come without the form's name") })
        #expect(lines.all.filter { $0.localizedCaseInsensitiveContains("marked") } == [])
    }

    @Test("a lead of a page that nobody has is named there, and a storm of them is one line")
    func ofNobody() async throws {
        let lines = Lines()
        let world = try World(logger: Logger(label: "test") { _ in Collector(lines: lines) })
        for number in 0..<20 { await world.post([("300", "l\(number)")]) }
        #expect(lines.all.filter { $0.contains("No user found for page_id: 300") }.count == 1)
    }

    @Test("of an error that is not ours its kind alone is said")
    func unknownErrors() {
        struct Quoting: Error, CustomStringConvertible { var description: String { "INSERT 'MARKED Person'" } }
        #expect(LogText.of(Quoting()) == "Quoting")
        #expect(LogText.of(StoreError.leadErased) == StoreError.leadErased.message)
    }
}
