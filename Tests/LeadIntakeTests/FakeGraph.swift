import Foundation
import MetaLeads
import Synchronization

/// A Graph API without a network: answers by the lead's id and the token, and notes what it was asked.
final class FakeGraph: GraphAPI {
    struct Question: Hashable, Sendable {
        var lead: String
        var fields: LeadFields
        var token: String
    }

    typealias LeadAnswerer = @Sendable (Question, Int) -> Result<GraphLead, GraphFailure>

    private struct State {
        var questions: [Question] = []
        var formsAsked = 0
        var underWay: [String: Int] = [:]
        var largestOverlap = 0
        var answer: LeadAnswerer
        var form: Result<GraphForm, GraphFailure>
        var facts: Result<TokenFacts, GraphFailure>
        var page: Result<GraphPage, GraphFailure>
        var gate: [CheckedContinuation<Void, Never>]?
        var areFormsShut = false
    }

    private let state: Mutex<State>

    init(_ answer: @escaping LeadAnswerer = { question, _ in .success(FakeGraph.lead(question.lead)) }) {
        state = Mutex(
            State(
                answer: answer,
                form: .success(GraphForm(id: "form_1", name: "Kitchen form", questions: FakeGraph.questions)),
                facts: .success(TokenFacts(isValid: true)), page: .success(GraphPage(id: "page_1", name: "Kitchens"))))
    }

    static let questions = [
        FormQuestion(key: "full_name", label: "Full name", type: "FULL_NAME"),
        FormQuestion(
            key: "budget", label: "Your budget?", type: "CUSTOM", options: [.init(key: "b1", value: "10-20,000 €")]),
    ]

    static func lead(_ id: String, name: String = "John Doe", form: String? = "form_1") -> GraphLead {
        GraphLead(
            id: id, createdTime: Date(timeIntervalSince1970: 1_700_000_000), formID: form,
            fields: [
                LeadAnswer(name: "full_name", values: [name]), LeadAnswer(name: "email", values: ["john@example.com"]),
                LeadAnswer(name: "phone_number", values: ["+12345678901"]), LeadAnswer(name: "budget", values: ["b1"]),
                LeadAnswer(name: "which_city_are_you_from", values: ["Oslo"]),
            ], raw: "{\"id\":\"\(id)\"}")
    }

    var questions: [Question] { state.withLock { $0.questions } }
    var formsAsked: Int { state.withLock { $0.formsAsked } }
    /// How often one lead was being asked for at the same time, at most.
    var largestOverlap: Int { state.withLock { $0.largestOverlap } }
    func set(form: Result<GraphForm, GraphFailure>) { state.withLock { $0.form = form } }
    func set(facts: Result<TokenFacts, GraphFailure>) { state.withLock { $0.facts = facts } }
    func set(page: Result<GraphPage, GraphFailure>) { state.withLock { $0.page = page } }
    func set(_ answer: @escaping LeadAnswerer) { state.withLock { $0.answer = answer } }

    /// From now on leads are answered only after ``open()``.
    func shut() { state.withLock { $0.gate = [] } }

    /// From now on forms are answered only after ``open()``.
    func shutForms() {
        state.withLock { state in
            state.gate = []
            state.areFormsShut = true
        }
    }

    func open() {
        let waiting = state.withLock { state in
            defer { state.gate = nil }
            return state.gate ?? []
        }
        for one in waiting { one.resume() }
    }

    func lead(_ id: String, access: PageAccess, fields: LeadFields) async throws(GraphFailure) -> GraphReply<GraphLead> {
        let question = Question(lead: id, fields: fields, token: access.accessToken)
        let (answer, count) = state.withLock { state in
            state.questions.append(question)
            state.underWay[id, default: 0] += 1
            state.largestOverlap = max(state.largestOverlap, state.underWay[id] ?? 0)
            return (state.answer, state.questions.count { $0.lead == id })
        }
        await pass { !$0.areFormsShut }
        state.withLock { $0.underWay[id, default: 1] -= 1 }
        return GraphReply(value: try answer(question, count).get())
    }

    func form(_ id: String, access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphForm> {
        let form = state.withLock { state in
            state.formsAsked += 1
            return state.form
        }
        await pass { $0.areFormsShut }
        return GraphReply(value: try form.get())
    }

    /// Waits at the gate where it is shut for this kind of question.
    private func pass(_ concerns: @Sendable (State) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                guard state.gate != nil, concerns(state) else { return true }
                state.gate?.append(continuation)
                return false
            }
            if isOpen { continuation.resume() }
        }
    }

    func page(_ access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphPage> {
        GraphReply(value: try state.withLock { $0.page }.get())
    }

    func debugToken(access: PageAccess) async throws(GraphFailure) -> GraphReply<TokenFacts> {
        GraphReply(value: try state.withLock { $0.facts }.get())
    }
}
