import Base
import CRM
import Foundation
import EndToEndSupport
import TestSupport

/// `serve` under a stream of webhooks, killed again and again; at the end the data are held against the sender's list.
final class KillRun {
    struct Plan: Sendable {
        var engine = ProofEngine.sqlite
        var kills = 300
        var seed: UInt64 = 1
        var senders = 4
        /// New leads for each round; when they are used up, only leads come that came before.
        var leadsPerRound = 150
        /// Without them tmux is not needed.
        var withScreens = true
    }

    private let plan: Plan
    private let bench: Workbench
    private let data: ProofData
    /// Of each `serve`: on a server several take posts and fetch leads at once.
    private let ports: [UInt16]
    private let meta: MetaStage
    private let stream: LeadStream
    private var generator: SeededGenerator
    private var verdict = Verdict()
    /// By their ports.
    private var servers: [UInt16: Child] = [:]
    private var terminal: Tmux?
    /// From the start of a process until somebody listens.
    private var starts: [Duration] = []
    private var killed: [String: Int] = [:]
    private var commands = 0

    /// The users whose pages the leads are for.
    private static let users = ["ana", "ben"]
    private static let screens = "the screens"
    /// Long enough for what has gathered in the journal.
    private static let patience: Duration = .seconds(600)

    /// Runs the whole proof in a folder of its own.
    static func run(_ plan: Plan) async throws -> Verdict {
        try await plan.engine.use { bench, data in
            let meta = try await MetaStage.start(bench, users: users, seed: plan.seed)
            let run = try KillRun(plan, bench, data, meta)
            do {
                try await run.all()
            } catch {
                run.stream.abandon()
                await meta.stop()
                throw error
            }
            await meta.stop()
            return run.verdict
        }
    }

    private init(_ plan: Plan, _ bench: Workbench, _ data: ProofData, _ meta: MetaStage) throws {
        self.plan = plan
        self.bench = bench
        self.data = data
        ports = try [bench.port] + (plan.engine == .postgres ? [Wire.freePort()] : [])
        self.meta = meta
        stream = LeadStream(meta.simulator, seed: plan.seed)
        generator = SeededGenerator(seed: plan.seed &+ 1)
    }

    private func all() async throws {
        let began = ContinuousClock.now
        let (ports, stream, seed) = (ports, stream, plan.seed)
        // Not the threads that all tests share: the kills would be over before these come to it.
        let executor = QueueExecutor("senders")
        let senders = (0..<plan.senders).map { number in
            Task(executorPreference: executor) { await LeadSender(ports: ports, stream: stream, seed: seed &+ 10 &+ UInt64(number)).run() }
        }
        while serverKills < plan.kills {
            stream.allow(plan.leadsPerRound)
            let round = KillRound(using: &generator, withScreens: plan.withScreens)
            switch round.victim {
            case .server: try await killServer(round)
            case .screens: try await killScreens(round)
            }
        }
        let killing = ContinuousClock.now - began
        for port in ports { _ = try await listening(port) }
        stream.close()
        for sender in senders { await sender.value }
        try await untilQuiet()
        for server in servers.values {
            server.signal(SIGTERM)
            let status = try await server.end()
            verdict.expect(status == 0, "serve ended with status \(status) after SIGTERM: \(server.err)")
        }
        report(began: began, killing: killing)
        try await KillAudit(bench: bench, data: data, meta: meta, record: stream.record).judge(&verdict)
    }

    /// Those of the screens come on top.
    private var serverKills: Int { killed.values.reduce(0, +) - (killed[Self.screens] ?? 0) }

    // MARK: Rounds

    private func killServer(_ round: KillRound) async throws {
        let port = ports.count == 1 ? ports[0] : ports[generator.below(ports.count)]
        for other in ports where other != port { _ = try await listening(other) }
        if case .startUp(let milliseconds) = round.moment, servers[port] == nil {
            servers[port] = try serve(port)
            try await Waiting.span(.milliseconds(milliseconds))
            return try await kill(port, "during start-up")
        }
        let child = try await listening(port)
        let company = try await begin(round.company)
        switch round.moment {
        case .checkpoint:
            let isHit = await CheckpointWatch.kill(child.id, writing: "\(bench.data)/leadsheet.db", within: 400)
            try await kill(port, isHit ? "during a checkpoint" : "while serving")
        case .serving(let milliseconds), .startUp(let milliseconds):
            try await Waiting.span(.milliseconds(milliseconds))
            try await kill(port, "while serving")
        }
        try await end(company)
    }

    /// The screens have the port and the intake where no `serve` was there before them; one that comes later takes over from them.
    private func killScreens(_ round: KillRound) async throws {
        let terminal = try await shell()
        let process = try await terminal.start("leadsheet --user \(Self.users[0])")
        try await terminal.shows("? help")
        if servers[ports[0]] == nil { servers[ports[0]] = try serve(ports[0]) }
        switch round.moment {
        case .serving(let milliseconds), .startUp(let milliseconds): try await Waiting.span(.milliseconds(milliseconds))
        case .checkpoint: break
        }
        Foundation.kill(process, SIGKILL)
        killed[Self.screens, default: 0] += 1
        try await terminal.mend(after: process)
    }

    private func serve(_ port: UInt16) throws -> Child { try bench.start("serve", "--listen", "127.0.0.1:\(port)") }

    /// The `serve` that runs there, started when there is none, once somebody answers on its port.
    private func listening(_ port: UInt16) async throws -> Child {
        let began = ContinuousClock.now
        let isNew = servers[port] == nil
        let child = try servers[port] ?? serve(port)
        servers[port] = child
        try await Waiting.until(beat: .milliseconds(1)) {
            guard child.isRunning else {
                throw Waiting.NotSeen(description: "serve ended by itself: \(child.out)\(child.err)\(bench.log.suffix(2000))")
            }
            return WebhookConnection(port: port)
        } missing: {
            "serve does not listen: \(child.out)\(child.err)\(bench.log.suffix(2000))"
        }
        if isNew { starts.append(ContinuousClock.now - began) }
        return child
    }

    private func kill(_ port: UInt16, _ when: String) async throws {
        guard let child = servers.removeValue(forKey: port) else { return }
        child.signal(SIGKILL)
        let status = try await child.end(beat: .milliseconds(1))
        verdict.expect(status == -SIGKILL, "serve ended by itself with status \(status) \(when): \(child.err)")
        killed[when, default: 0] += 1
    }

    // MARK: Company

    private enum Guest {
        case none
        case screens(Tmux, Int32)
        case command(Child, backup: String?)
    }

    private func begin(_ company: KillRound.Company) async throws -> Guest {
        switch company {
        case .none: return .none
        case .screens:
            let terminal = try await shell()
            return .screens(terminal, try await terminal.start("leadsheet --user \(Self.users[1])"))
        case .export: return .command(try bench.start("export", "--output", "\(bench.folder)/export.csv"), backup: nil)
        case .backup:
            let file = "\(bench.folder)/backup.db"
            return .command(try bench.start("backup", file, "--force"), backup: file)
        }
    }

    private func end(_ guest: Guest) async throws {
        switch guest {
        case .none: break
        case .screens(let terminal, let process):
            Foundation.kill(process, SIGTERM)
            // They may have taken over the intake meanwhile, and end it in order.
            try await terminal.mend(after: process)
        case .command(let child, let backup):
            let outcome = try await bench.outcome(of: child, within: .seconds(60))
            verdict.expect(outcome.status == 0, "A command beside a serve that was killed failed: \(outcome)")
            if let backup, outcome.status == 0 { try data.expectSound(copy: backup, &verdict) }
            commands += 1
        }
    }

    private func shell() async throws -> Tmux {
        if let terminal { return terminal }
        let made = try await bench.terminal()
        terminal = made
        return made
    }

    // MARK: The end

    /// Waits until no event of the journal has work left.
    private func untilQuiet() async throws {
        var open = 0
        try await Waiting.until(within: Self.patience, beat: .milliseconds(500)) {
            open = 0
            for state in ["received", "fetching", "waiting", "blocked"] {
                open += try await bench.leadsheet("feed", "--json", "--state", state).out.split(separator: "\n").count
            }
            return open == 0 ? true : nil
        } missing: {
            "\(open) events are still not at an end: \(bench.log.suffix(4000))"
        }
    }

    private func report(began: ContinuousClock.Instant, killing: Duration) {
        let record = stream.record
        let moments = killed.filter { $0.key != Self.screens }.sorted { $0.key < $1.key }
        verdict.figure("kills of serve", "\(serverKills): " + moments.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
        verdict.figure("kills of the screens", "\(killed[Self.screens] ?? 0)")
        verdict.figure("commands beside", "\(commands)")
        verdict.figure(
            "posts",
            "\(record.posts): \(record.accepted) acknowledged, \(record.unanswered) without a whole answer, \(record.putOff) put off, \(record.forgeriesRefused) forged and refused"
        )
        verdict.figure("events sent", "\(record.changes) of \(record.sent.count) leads, \(record.acknowledged.count) of them acknowledged")
        let sorted = starts.sorted()
        if let last = sorted.last {
            verdict.figure("start to listening", "p50 \(Amount.of(sorted[sorted.count / 2])), max \(Amount.of(last))")
        }
        verdict.figure(
            "seconds", "\(Amount.seconds(killing)) of killing, \(Amount.seconds(ContinuousClock.now - began)) with the rest of the journal")
    }
}
