import Foundation
import EndToEndSupport

/// Leads that Meta does not tell, each in its own way: what waits, for how long, what is said of it, and that it comes in at last.
struct MetaProof {
    let faults: [MetaFault]
    /// Also waits for what is planned in a minute.
    let isPatient: Bool
    let engine: ProofEngine

    func run(_ verdict: inout Verdict) async throws {
        try await engine.use { bench, _ in
            let stage = try await LeadStage(bench, pages: faults.map(\.page))
            defer { stage.close() }
            try await stage.serve()
            // Before the fault.
            for fault in faults { try await stage.post(["lead_before_\(fault.name)"], page: fault.page) }
            _ = try await stage.allHere()

            let bad = Dictionary(uniqueKeysWithValues: faults.map { ($0.lead, $0) })
            let mended = Mended()
            stage.graph.follow { question in
                guard question.edge == nil, let fault = bad[question.object], !mended.contains(question.object) else { return .good }
                return fault.reply
            }
            let start = Date()
            for fault in faults {
                let status = try await stage.post([fault.lead], page: fault.page)
                verdict.expect(status == 200, "\(fault.name): the event was answered with \(status), and does not depend on the Graph API")
            }
            // What passes by itself ends as soon as it was seen.
            var ended: [String: ContinuousClock.Instant] = [:]
            for fault in faults {
                try await look(fault, stage, since: start, &verdict)
                if fault.end == .byItself { mended.add(fault.lead) }
                ended[fault.lead] = .now
            }
            for fault in faults { mended.add(fault.lead) }
            for fault in faults { try await stage.post(["lead_after_\(fault.name)"], page: fault.page) }
            for fault in faults where fault.end == .bySettings { try await stage.connect(fault.page, token: "second") }
            var slowest = Duration.zero
            for fault in faults where fault.end != .later && (isPatient || fault.plan.map { $0.upperBound < 30 } ?? true) {
                try await stage.event(fault.lead, within: LeadStage.patience) { $0.state == "saved" }
                slowest = max(slowest, ContinuousClock.now - (ended[fault.lead] ?? .now))
            }
            // What waits for hours by its plan was seen to be planned, and is cut short here: new settings, of another app, end every pause.
            for fault in faults where fault.end == .later { try await stage.connect(fault.page, token: "second") }
            let retried = try await bench.leadsheet("feed", "retry")
            verdict.expect(retried.status == 0, "feed retry: \(retried)")
            _ = try await stage.allHere()
            try await stage.healthIsGood()
            verdict.figure(
                "\(faults.count) faults of Meta's",
                "each in its state with its plan and remedy; \(stage.acknowledged.count) leads, each here once; the slowest came \(slowest.inSeconds) after the end"
            )
        }
    }

    /// The event's state, its plan and remedy, and what the health says of its page.
    private func look(_ fault: MetaFault, _ stage: LeadStage, since start: Date, _ verdict: inout Verdict) async throws {
        do {
            let event = try await stage.event(fault.lead, within: .seconds(60)) { $0.state == fault.state }
            let now = Date()
            let wait = event.wait(from: now)
            verdict.expect(
                (wait == nil) == (fault.plan == nil), "\(fault.name): the next attempt is planned in \(wait.map { "\($0) s" } ?? "no time")"
            )
            // A second attempt, should a busy machine have let the first plan pass, has a plan of its own.
            if let wait, let plan = fault.plan, event.attempts == 1 {
                let passed = now.timeIntervalSince(start)
                verdict.expect(
                    wait <= plan.upperBound && wait + passed >= plan.lowerBound,
                    "\(fault.name): the next attempt comes in \(wait) s, \(passed) s after the lead, and its plan is \(plan) s")
            }
            if let said = fault.said { try await stage.health(says: said) }
            let line = try await stage.bench.leadsheet("feed").out.split(separator: "\n").first { $0.contains(fault.lead + " ") }
            verdict.expect(
                line?.contains(fault.remedy) ?? false,
                "\(fault.name): the feed was to say \"\(fault.remedy)\" and says: \(line ?? "nothing")")
        } catch {
            verdict.expect(false, "\(fault.name): \(error)")
        }
    }
}
