import CRM
import Foundation
import MetaSimulator
import SalesDesk
import Synchronization
import TerminalKit

/// From a signed POST to the frame in which the lead's row first stands, one lead at a time, in an open spreadsheet.
///
/// What is in it: loopback HTTP, signature, journal (one durable commit), the intake, the Graph API's answer, the customer (a second
/// durable commit), the channel, the reducer and the drawing of a screen of 200 x 50 in memory. "Fetched already" leaves out the
/// question to the Graph API and nothing else.
@MainActor enum PostToRow {
    private struct Times {
        var posted = Latencies()
        var accepted = Latencies()
        var answer = Latencies()
    }

    /// More seconds than a person must not have touched a key for new rows to move the others.
    private static let quiet = 11.0
    /// By how many seconds the clock of the screens is ahead.
    nonisolated private static let clock = Mutex(0.0)

    static func run(_ job: Job) async throws -> Outcome {
        let store = try Seeding.open(job.database)
        let stage = try DeskStage(
            ProbeTerminal(size: ScreenText.size), store: store, clock: { clock.withLock { Date().addingTimeInterval($0) } })
        _ = try await stage.open()
        let service = try await ServiceStage.start(store: store, session: stage.session)
        let times: (fetched: Times, asked: Times)
        do {
            times = try await measure(max(20, Int(job.seconds * 60)), service, stage)
        } catch {
            await service.stop()
            throw error
        }
        await service.stop()
        stage.session.leave(status: 0)
        var outcome = Outcome()
        outcome.add("b", "POST sent → answered 200 (durable)", times.asked.answer)
        outcome.add("b", "POST accepted → row painted, lead fetched already", times.fetched.accepted, p50: 5, p99: 16)
        outcome.add("b", "POST accepted → row painted, through the simulator", times.asked.accepted)
        outcome.add("b", "POST sent → row painted, lead fetched already", times.fetched.posted)
        outcome.add("b", "POST sent → row painted, through the simulator", times.asked.posted)
        outcome.notes.append(
            "b: the open spreadsheet has \(Amount.grouped(job.rows)) customers; one lead at a time; the row is found by its remark \"Meta Lead ID\" on a screen of 200 x 50."
        )
        return outcome
    }

    private static func measure(_ count: Int, _ service: ServiceStage, _ stage: DeskStage) async throws -> (fetched: Times, asked: Times) {
        let connection = PostingConnection(port: service.port)
        var fetched = Times()
        var asked = Times()
        // The first brings the form and the connections.
        try await post(service.simulator.makeLeads(5), connection, stage, into: &asked)
        asked = Times()
        for round in 0..<10 {
            let leads = service.simulator.makeLeads(count / 10)
            if round.isMultiple(of: 2) {
                for lead in leads { try await service.graph.prefetch(lead.id, access: service.access) }
                try await post(leads, connection, stage, into: &fetched)
            } else {
                try await post(leads, connection, stage, into: &asked)
            }
        }
        return (fetched, asked)
    }

    private static func post(
        _ leads: [SimulatedLead], _ connection: PostingConnection, _ stage: DeskStage, into times: inout Times
    ) async throws {
        for (number, lead) in leads.enumerated() {
            // The row under the cursor stays on the screen, so after many leads the newest would be above it.
            if number.isMultiple(of: 10) {
                _ = await stage.terminal.frames(within: 0.2, until: { _ in true }) { _ = stage.terminal.press(.letter("g")) }
                // A person who has just pressed a key is not shown new rows at once.
                clock.withLock { $0 += quiet }
            }
            let request = PreparedRequests(leads: [lead], appSecret: PreparedRequests.appSecret)
            var answer: Task<PostingConnection.Answer, any Error>?
            let frames = await stage.terminal.frames(
                within: 10,
                until: { grid in
                    ScreenText.rows(grid).contains { $0.contains("Meta Lead ID: \(lead.id)") }
                }
            ) { answer = Task { try await connection.post(request) } }
            guard let answered = try await answer?.value, let frame = frames.last else {
                throw Trouble("The lead \(lead.id) did not come on the screen; the last was:\n\(stage.terminal.last?.text() ?? "none")")
            }
            times.posted.record(from: answered.sentAt, to: frame.at)
            times.accepted.record(from: answered.receivedAt, to: frame.at)
            times.answer.record(from: answered.sentAt, to: answered.receivedAt)
            // What the lead leaves to be read again is done before the next.
            try await Task.sleep(for: .milliseconds(8))
        }
    }
}
