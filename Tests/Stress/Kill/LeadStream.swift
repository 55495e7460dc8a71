import Base
import CRM
import MetaSimulator
import Synchronization
import EndToEndSupport

/// What the senders of the kill proof post, and their own list of what was acknowledged: the truth that the data are held against.
///
/// Bodies tell of 1 to 50 leads, of both pages together, in any order; some leads come in several bodies; some bodies are signed with
/// a wrong secret. A body that was not acknowledged comes again, as from Meta.
final class LeadStream: Sendable {
    struct Post: Sendable {
        let request: [UInt8]
        let leads: [String]
        let isForged: Bool
    }

    /// The sender's list and what was counted.
    struct Record: Sendable {
        /// The page of every lead that was in a rightly signed body.
        var sent: [String: String] = [:]
        var acknowledged: Set<String> = []
        /// Leads that were in wrongly signed bodies alone.
        var forged: Set<String> = []
        var posts = 0
        var changes = 0
        /// Posts that were answered with 200 EVENT_RECEIVED.
        var accepted = 0
        /// Posts whose connection broke before the whole answer was there.
        var unanswered = 0
        /// Posts that were to be sent again, by status.
        var putOff = 0
        var forgeriesRefused = 0
        var misses: [String] = []
    }

    private struct State {
        var generator: SeededGenerator
        var record = Record()
        var fresh: [SimulatedLead] = []
        /// Half of the leads that were sent: the other half comes in one body alone, so that no second one hides that it was lost.
        var repeatable: [SimulatedLead] = []
        var again: [Post] = []
        var allowance = 0
        var isClosed = false
        var isAbandoned = false
    }

    private let simulator: MetaSimulator
    private let state: Mutex<State>

    init(_ simulator: MetaSimulator, seed: UInt64) {
        self.simulator = simulator
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
    }

    var record: Record { state.withLock { $0.record } }

    /// Lets so many more new leads go out; when they are used up, only leads come that came before.
    func allow(_ leads: Int) { state.withLock { $0.allowance += leads } }

    /// From now on only what was not acknowledged goes out.
    func close() { state.withLock { $0.isClosed = true } }

    /// Ends the senders where they stand: the proof has failed in another way.
    func abandon() { state.withLock { $0.isAbandoned = true } }

    var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

    /// What is to be posted next; nil when all is done.
    func next() -> Post? {
        state.withLock { state in
            if state.isAbandoned { return nil }
            if !state.again.isEmpty, state.isClosed || state.generator.chance(of: 2) {
                return state.again.remove(at: state.generator.below(state.again.count))
            }
            return state.isClosed ? nil : compose(&state)
        }
    }

    /// Notes how a post ended; `answer` is nil when the connection broke before the whole answer was there.
    func note(_ post: Post, _ answer: Wire.Answer?) {
        state.withLock { state in
            state.record.posts += 1
            state.record.changes += post.leads.count
            switch answer {
            case nil:
                state.record.unanswered += 1
                state.again.append(post)
            case let answer? where answer.status == 200 && answer.body == "EVENT_RECEIVED":
                state.record.accepted += 1
                if post.isForged {
                    state.record.misses.append("A body with a wrong signature was accepted.")
                } else {
                    state.record.acknowledged.formUnion(post.leads)
                }
            case let answer? where answer.status == 403 && post.isForged:
                state.record.forgeriesRefused += 1
            case let answer?:
                state.record.putOff += 1
                if answer.status < 500, !post.isForged { state.record.misses.append("A rightly signed body was answered with \(answer)") }
                state.again.append(post)
            }
        }
    }

    private func compose(_ state: inout State) -> Post {
        if state.generator.chance(of: 30) {
            let leads = (0...state.generator.below(3)).map { _ in fresh(&state) }
            state.record.forged.formUnion(leads.map(\.id))
            return post(leads, secret: "\(MetaStage.appSecret)?", &state)
        }
        var leads: [SimulatedLead] = []
        for _ in 0..<size(&state) {
            if state.repeatable.isEmpty || (state.allowance > 0 && !state.generator.chance(of: 6)) {
                let lead = fresh(&state)
                state.allowance -= 1
                state.record.sent[lead.id] = lead.pageID
                if state.generator.chance(of: 2) { state.repeatable.append(lead) }
                leads.append(lead)
            } else {
                // Mostly of late, so that the same lead is under way twice.
                let span = state.generator.chance(of: 2) ? min(20, state.repeatable.count) : state.repeatable.count
                leads.append(state.repeatable[state.repeatable.count - 1 - state.generator.below(span)])
            }
        }
        leads.shuffle(using: &state.generator)
        return post(leads, secret: MetaStage.appSecret, &state)
    }

    private func size(_ state: inout State) -> Int {
        guard state.allowance > 0 else { return 1 + state.generator.below(3) }
        switch state.generator.below(10) {
        case 0..<6: return 1
        case 6..<9: return 2 + state.generator.below(9)
        default: return 11 + state.generator.below(40)
        }
    }

    /// A lead that the simulator knows and that has not been sent.
    private func fresh(_ state: inout State) -> SimulatedLead {
        if state.fresh.isEmpty { state.fresh = simulator.makeLeads(200).shuffled(using: &state.generator) }
        return state.fresh.removeLast()
    }

    private func post(_ leads: [SimulatedLead], secret: String, _ state: inout State) -> Post {
        let style = BodyStyle(
            idsAsNumbers: state.generator.chance(of: 2), valueFirst: state.generator.chance(of: 2),
            changesPerEntry: 1 + state.generator.below(4))
        let body = SignedBody(leads, style: style, appSecret: secret)
        return Post(
            request: WebhookConnection.request(body.bytes, signature: body.signature), leads: leads.map(\.id),
            isForged: secret != MetaStage.appSecret)
    }
}
