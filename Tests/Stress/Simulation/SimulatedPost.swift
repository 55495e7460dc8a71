import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaLeads

/// One delivery of Meta's webhook: its bytes, and how often it was tried.
///
/// `@unchecked Sendable` is safe: a history lives on one thread.
final class SimulatedPost: @unchecked Sendable {
    let body: [UInt8]
    let signature: String?
    /// The places of the leads in it, in Meta's list.
    let leads: [Int]
    let first: Double
    var attempts = 0
    /// The last attempt of which Meta knows that it failed.
    var failed = 0
    var isOver = false

    init(body: String, secret: String?, leads: [Int], at now: Double) {
        self.body = Array(body.utf8)
        signature = secret.map { WebhookSignature.header(for: Array(body.utf8), appSecret: $0) }
        self.leads = leads
        first = now
    }

    /// Meta sends again at once, then with decreasing frequency for 36 hours (Meta: Graph API webhooks, getting started).
    static let pauses: [Double] = [1, 60, 300, 1800, 7200, 14_400]
    static let patience = 36 * 3600.0
    static let timeout = 20.0
}

extension History {
    func send(_ post: SimulatedPost) {
        posts.append(post)
        attempt(post)
    }

    func attempt(_ post: SimulatedPost) {
        guard !post.isOver else { return }
        post.attempts += 1
        let attempt = post.attempts
        let there = programs.filter { $0.fetchesOnly || !isStopping }
        guard !dice.chance(weather.postLoss), let program = there.count > 1 ? dice.pick(there) : there.first else {
            note("post \(names(post)) does not arrive")
            return tryAgain(post, after: attempt)
        }
        deliver(post, attempt, to: program)
        if dice.chance(weather.twice) { deliver(post, attempt, to: program) }
        // Meta does not wait longer.
        scheduler.after(SimulatedPost.timeout) { [self] in
            tryAgain(post, after: attempt)
        }
    }

    private func deliver(_ post: SimulatedPost, _ attempt: Int, to program: Program) {
        note("post \(names(post)) arrives, attempt \(attempt)")
        Task(executorPreference: scheduler.executor) { [self] in
            let reception = await program.receiver.receive(body: post.body, signature: post.signature)
            guard !program.life.isOver else { return }
            answered(post, attempt, reception, program.life)
        }
    }

    private func answered(_ post: SimulatedPost, _ attempt: Int, _ reception: DeliveryResult, _ life: Life) {
        note("post \(names(post)) is answered: \(reception)")
        if case .accepted = reception { accepted(post) }
        guard !dice.chance(weather.answerLoss) else { return }
        scheduler.after(dice.span(0.01...0.3), life: life) { [self] in
            guard !post.isOver else { return }
            if case .accepted = reception {
                post.isOver = true
                for place in post.leads { meta.leads[place].wasAcknowledged = true }
            } else {
                tryAgain(post, after: attempt)
            }
        }
    }

    /// Nothing may be answered with 200 before it is kept.
    private func accepted(_ post: SimulatedPost) {
        do {
            for place in post.leads {
                meta.leads[place].wasAccepted = true
                let id = meta.leads[place].id
                let isKept = try store.customer(ofLead: id) != nil || store.isErased(lead: id) || holds(lead: id)
                expect(isKept, "Lead \(id) was answered with 200, and it is not in the journal.")
            }
        } catch {
            expect(false, "The journal cannot be read: \(error)")
        }
    }

    private func tryAgain(_ post: SimulatedPost, after attempt: Int) {
        guard !post.isOver, post.failed < attempt else { return }
        post.failed = attempt
        let pause = SimulatedPost.pauses[min(post.attempts, SimulatedPost.pauses.count) - 1] * dice.span(0.9...1.3)
        guard scheduler.now + pause - post.first < SimulatedPost.patience else {
            note("Meta gives up post \(names(post))")
            post.isOver = true
            return
        }
        scheduler.after(pause) { [self] in self.attempt(post) }
    }

    private func names(_ post: SimulatedPost) -> String {
        post.leads.isEmpty ? "without a lead" : post.leads.map { meta.leads[$0].id }.joined(separator: ",")
    }
}
