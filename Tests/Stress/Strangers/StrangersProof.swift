import Foundation
import EndToEndSupport
import TestSupport

/// Strangers do what they like to the port, without a signature, and every 100 ms a signed webhook comes on a new connection: each of
/// those is taken, and soon. Afterwards the program ends at once, and every lead that was taken is a customer.
struct StrangersProof {
    /// Within this 99 of 100 signed webhooks are answered, on a machine that has nothing else to do.
    static let bound = Duration.milliseconds(100)
    /// Within this a SIGTERM ends the program, whatever it is doing.
    private static let endBound = Duration.seconds(5)

    let attacks: [StrangerAttack]
    /// Of each attack.
    let time: Duration
    /// Nil where a busy machine makes every time meaningless.
    let slowest: Duration?

    func run(_ verdict: inout Verdict) async throws {
        for attack in attacks {
            do {
                try await Workbench.use { bench in
                    let stage = try await LeadStage(bench)
                    defer { stage.close() }
                    try await run(attack, stage, &verdict)
                }
            } catch {
                verdict.expect(false, "\(attack.name): \(error)")
            }
        }
    }

    private func run(_ attack: StrangerAttack, _ stage: LeadStage, _ verdict: inout Verdict) async throws {
        let server = try await stage.serve()
        try await stage.post()
        let strangers = Strangers(attack, port: stage.bench.port)
        strangers.start()
        var times: [Duration] = []
        var refused: [String] = []
        let end = ContinuousClock.now + time
        while ContinuousClock.now < end {
            let start = ContinuousClock.now
            do {
                let status = try await stage.post()
                if status != 200 { refused.append("HTTP \(status)") }
            } catch {
                refused.append("\(error)")
            }
            times.append(ContinuousClock.now - start)
            try await Waiting.span(max(.zero, start + .milliseconds(100) - ContinuousClock.now))
        }
        let asked = ContinuousClock.now
        server.signal(SIGTERM)
        _ = try await server.end()
        let ending = ContinuousClock.now - asked
        strangers.stop()

        times.sort()
        let p99 = times[min(times.count - 1, times.count * 99 / 100)]
        verdict.figure(
            attack.name,
            "\(times.count - refused.count) of \(times.count) taken, p50 \(Amount.of(times[times.count / 2])), p99 \(Amount.of(p99)), max \(Amount.of(times[times.count - 1])), \(strangers.rounds) rounds of the strangers', ended in \(Amount.of(ending))"
        )
        verdict.expect(
            refused.isEmpty, "\(attack.name): \(refused.count) signed webhooks were not taken: \(Set(refused).sorted().prefix(3))")
        if let slowest {
            verdict.expect(p99 <= slowest, "\(attack.name): 99 of 100 signed webhooks took up to \(Amount.of(p99)).")
            verdict.expect(ending <= Self.endBound, "\(attack.name): the program ended only after \(Amount.of(ending)).")
        }
        let again = try await stage.serve()
        _ = try await stage.allHere()
        again.signal(SIGTERM)
        _ = try await again.end()
    }
}
