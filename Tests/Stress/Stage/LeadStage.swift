import Foundation
import EndToEndSupport
import TestSupport

/// One home with pages at a scripted Graph API, a program that takes their leads, and a sender that remembers what was acknowledged.
final class LeadStage {
    /// What `/healthz` says.
    struct Health: Decodable {
        struct Check: Decodable {
            let name: String
            let ok: Bool
            let detail: String
        }

        let ok: Bool
        let checks: [Check]
    }

    /// An event of the journal as `feed --json` gives it.
    struct Event: Decodable {
        let leadgenID: String?
        let state: String
        let attempts: Int
        let nextAttemptAt: String?

        private enum CodingKeys: String, CodingKey {
            case leadgenID = "leadgen_id"
            case state, attempts
            case nextAttemptAt = "next_attempt_at"
        }

        /// Seconds from now to the next attempt; nil when none is planned.
        func wait(from now: Date) -> Double? {
            nextAttemptAt.flatMap { try? Date($0, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }?.timeIntervalSince(
                now)
        }
    }

    static let page = "1000000001"
    /// The longest that a recovery after a short plan may take: a minute and a fifth, and room for a busy machine.
    static let patience: Duration = .seconds(1500)

    let bench: Workbench
    let graph: ScriptedGraph
    private(set) var acknowledged: Set<String> = []
    private(set) var sent = 0
    /// The secret of each page's app. Each page is of an app of its own: a limit of one app is none of the others'.
    private var secrets: [String: String] = [:]

    init(_ bench: Workbench, pages: [String] = [page]) async throws {
        self.bench = bench
        graph = try ScriptedGraph()
        bench.environment["LEADSHEET_GRAPH_URL"] = "http://127.0.0.1:\(graph.port)"
        try await done("user", "add", "ana")
        for page in pages { try await connect(page, token: "first") }
    }

    /// Ends the scripted Graph API.
    func close() { graph.close() }

    /// Starts `serve` and waits until it listens.
    @discardableResult
    func serve(with more: [String: String] = [:]) async throws -> Child {
        let server = try bench.start("serve", with: more)
        try await server.says("listening on")
        return server
    }

    /// `page set` with a token, and the secret of an app that goes with it and signs from now on.
    func connect(_ page: String, token: String) async throws {
        let files = (access: "\(bench.folder)/access", secret: "\(bench.folder)/secret")
        try "token.\(page).\(token)".write(toFile: files.access, atomically: true, encoding: .utf8)
        let name = "\(token.prefix(1)).\(page)".utf8.map { String($0, radix: 16) }.joined()
        let secret = String((name + String(repeating: "0", count: 32)).prefix(32))
        secrets[page] = secret
        try secret.write(toFile: files.secret, atomically: true, encoding: .utf8)
        try await done("page", "set", page, "--access-token-file", files.access, "--app-secret-file", files.secret)
    }

    private func done(_ arguments: String...) async throws {
        let child = try bench.start(arguments)
        guard try await child.end() == 0 else {
            throw Waiting.NotSeen(description: "leadsheet \(arguments.joined(separator: " ")): \(child.out)\(child.err)")
        }
    }

    // MARK: The sender

    /// Posts one delivery of some new leads and gives its status; leads that were answered with 200 are acknowledged.
    @discardableResult
    func post(_ count: Int = 1, page: String = page) async throws -> Int {
        let leads = (0..<count).map { "lead_\(sent + $0)" }
        sent += count
        return try await post(leads, page: page)
    }

    @discardableResult
    func post(_ leads: [String], page: String = page) async throws -> Int {
        let changes = leads.map {
            #"{"field":"leadgen","value":{"leadgen_id":"\#($0)","page_id":"\#(page)","form_id":"form_1","created_time":1768473000}}"#
        }
        let body = #"{"object":"page","entry":[{"id":"\#(page)","time":1768473000,"changes":[\#(changes.joined(separator: ","))]}]}"#
        let answer = try await Wire.post(body, secret: secrets[page] ?? "", port: bench.port)
        if answer.status == 200 { acknowledged.formUnion(leads) }
        return answer.status
    }

    // MARK: What the program says

    func health() async throws -> (status: Int, report: Health) {
        let answer = try await Wire.get("/healthz", port: bench.port)
        return (answer.status, try JSONDecoder().decode(Health.self, from: Data(answer.body.utf8)))
    }

    /// Waits until `/healthz` names a fault, and gives its sentence.
    @discardableResult
    func health(says words: String, within patience: Duration = Waiting.patience) async throws -> String {
        var last: [String] = []
        return try await Waiting.until(within: patience) {
            last = try await health().report.checks.filter { !$0.ok }.map { "\($0.name): \($0.detail)" }
            return last.first { $0.contains(words) }
        } missing: {
            "/healthz was to say \"\(words)\". It says: \(last)"
        }
    }

    /// Waits until `/healthz` finds nothing wrong.
    func healthIsGood(within patience: Duration = patience) async throws {
        var last: [String] = []
        try await Waiting.until(within: patience) {
            let report = try await health().report
            last = report.checks.filter { !$0.ok }.map { "\($0.name): \($0.detail)" }
            return report.ok ? true : nil
        } missing: {
            "/healthz was to be well again. It says: \(last)"
        }
    }

    /// The journal by the leads' ids.
    func events() async throws -> [String: Event] {
        let outcome = try await bench.leadsheet("feed", "--json")
        let events = try outcome.out.split(separator: "\n").map { try JSONDecoder().decode(Event.self, from: Data($0.utf8)) }
        return Dictionary(events.compactMap { event in event.leadgenID.map { ($0, event) } }) { newest, _ in newest }
    }

    /// Waits for an event to be as it should be.
    @discardableResult
    func event(_ lead: String, within patience: Duration = Waiting.patience, _ fits: (Event) -> Bool) async throws -> Event {
        var last: Event?
        return try await Waiting.until(within: patience) {
            last = try await events()[lead]
            return last.flatMap { fits($0) ? $0 : nil }
        } missing: {
            "The event of \(lead) is \(last.map { "\($0)" } ?? "not there").\n\(bench.log.suffix(2000))"
        }
    }

    /// Waits until every acknowledged lead is a customer, each once and no others, and gives how long that took.
    func allHere(within patience: Duration = patience) async throws -> Duration {
        let start = ContinuousClock.now
        var missing: Set<String> = []
        try await Waiting.until(within: patience) {
            let here = try await bench.customers().compactMap { $0["leadgen_id"] as? String }
            guard Set(here).count == here.count else { throw Waiting.NotSeen(description: "A lead is here twice: \(here.sorted())") }
            missing = acknowledged.subtracting(here)
            return missing.isEmpty ? true : nil
        } missing: {
            "\(missing.count) of \(self.acknowledged.count) acknowledged leads are not here, such as \(missing.sorted().prefix(3)).\n\(self.bench.log.suffix(2000))"
        }
        return ContinuousClock.now - start
    }
}

extension Duration {
    /// Such as `5.2 s`.
    var inSeconds: String {
        let tenths = Int((self / .milliseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
