import CRM
import CRMStore
import Dispatch
import Foundation
import LeadIntake
import Logging
import WebhookListener

/// How many signed deliveries of one event a second are on the disk and answered. The listener, the signature, the parser, the journal
/// with its group commit and SQLite with `synchronous=FULL` are the real ones, and so is loopback. The intake does not run, or makes
/// customers of the events meanwhile, from a Graph API that answers at once.
enum DurableEvents {
    static let goal = 20_000.0
    static let goalP99 = 10.0
    /// More are not prepared for one second.
    static let mostPerSecond = 40_000.0

    static func run(_ job: Job) async throws -> Outcome {
        let store = try Seeding.open(job.database)
        let user = try store.addUser("ana")
        _ = try store.apply(
            .savePage(
                PageSettings(
                    metaPageId: PreparedRequests.pageID, metaPageAccessToken: Secret("token"),
                    metaAppSecret: Secret(PreparedRequests.appSecret),
                    metaVerifyToken: Secret("verify"))), by: user.id, at: Date())
        let writer = JournalWriter(journal: store)
        let channel = LeadChannel(queue: DispatchQueue(label: "screen")) { _ in }
        let intake = Intake(store: store, graph: MadeGraph(), channel: channel, zone: .gmt, clock: { Date() }, logger: .quiet)
        if job.isIntakeAtWork { intake.start() }
        let receiver = WebhookReceiver(
            pages: store, writer: writer, channel: channel, wake: { if job.isIntakeAtWork { intake.wake() } }, clock: { Date() },
            logger: .quiet)
        let listener = WebhookListener(
            address: ListenAddress(host: "127.0.0.1", port: 0), receiver: receiver, report: { ListenerReport(data: "", canWrite: true) },
            logger: .quiet)
        let address = try await listener.start()
        let before = ProcessFigures.now
        let result = try await load(port: address.port, seconds: job.seconds)
        let busy = ProcessFigures.now.processorTime - before.processorTime
        let saved = intake.figures.saved
        await listener.stop()
        if job.isIntakeAtWork { await intake.stop(within: 60) }
        writer.close()
        var outcome = report(result, busy: busy, job, saved: saved)
        let kept = try store.eventCounts().values.reduce(0, +)
        if kept != result.total { throw Trouble("\(result.total) were answered, but the journal has \(kept).") }
        outcome.notes.append("a: all \(Amount.grouped(kept)) answered events were found in the journal afterwards.")
        return outcome
    }

    /// The same deliveries to another program.
    static func load(_ job: Job) async throws -> Outcome {
        let result = try await load(port: job.port, seconds: job.seconds)
        var outcome = Outcome()
        outcome.values = ["rate": Double(result.answered) / result.seconds, "p99": result.times.milliseconds(99)]
        return outcome
    }

    private static func load(port: Int, seconds: Double) async throws -> WebhookLoad.Result {
        let requests = PreparedRequests(count: Int((seconds + WebhookLoad.warmUp) * mostPerSecond))
        return try await WebhookLoad(port: port, requests: requests).runOnThread(seconds: seconds)
    }

    private static func report(_ result: WebhookLoad.Result, busy: Double, _ job: Job, saved: Int) -> Outcome {
        let rate = Double(result.answered) / result.seconds
        var outcome = Outcome()
        outcome.add(
            "a",
            "durable signed events a second, \(WebhookLoad.connections) connections\(job.isIntakeAtWork ? ", the intake at work" : "")",
            Amount.grouped(Int(rate)), goal: job.isIntakeAtWork ? "" : "≥ \(Amount.short(goal))",
            isMet: job.isIntakeAtWork ? nil : rate >= goal)
        outcome.add("a", "a delivery, sent → answered\(job.isIntakeAtWork ? ", the intake at work" : "")", result.times, p99: goalP99)
        if job.isIntakeAtWork {
            outcome.add("a", "customers made meanwhile, a second", Amount.grouped(Int(Double(saved) / (job.seconds + WebhookLoad.warmUp))))
        }
        outcome.values = ["rate": rate, "p99": result.times.milliseconds(99)]
        outcome.notes.append(
            "a\(job.isIntakeAtWork ? ", the intake at work" : ""): \(Amount.time(busy / Double(max(1, result.total)) * 1000)) of processor time an event, the load generator's share included."
        )
        return outcome
    }
}

extension Logger {
    /// What is measured is not what a log file costs.
    static var quiet: Logger {
        var logger = Logger(label: "benchmark")
        logger.logLevel = .critical
        return logger
    }
}
