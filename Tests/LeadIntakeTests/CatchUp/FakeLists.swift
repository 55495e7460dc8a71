import Foundation
import LeadIntake
import MetaLeads
import Synchronization

/// Lists of forms and leads without a network: a script answers, and what was asked is noted.
final class FakeLists: GraphCatchUp {
    struct Question: Hashable, Sendable {
        var form: String
        var since: Date
        var cursor: String?
        var limit: Int
    }

    typealias Answer = Result<GraphReply<GraphList<ListedLead>>, GraphFailure>

    private struct State {
        var questions: [Question] = []
        var answer: @Sendable (Question, Int) -> Answer
    }

    let formsOfPage: [String]
    private let state: Mutex<State>

    /// `answer` is given the question and how many were asked before.
    init(forms: [String] = ["form_1"], _ answer: @escaping @Sendable (Question, Int) -> Answer) {
        formsOfPage = forms
        state = Mutex(State(answer: answer))
    }

    var questions: [Question] { state.withLock { $0.questions } }

    static func list(_ leads: [ListedLead], next: String? = nil, usage: GraphUsage? = nil) -> Answer {
        .success(GraphReply(value: GraphList(items: leads, next: next), usage: usage))
    }

    static func lead(_ id: Int, _ time: Date) -> ListedLead { ListedLead(id: "lead_\(id)", createdTime: time, formID: "form_1", raw: "{}") }

    func forms(
        of page: String, after cursor: String?, limit: Int, access: PageAccess
    ) async throws(GraphFailure) -> GraphReply<GraphList<CountedForm>> {
        // One form a part, so that every list of forms has several.
        let index = cursor.flatMap(Int.init) ?? 0
        let form = CountedForm(id: formsOfPage[index], name: "Form \(index + 1)", leads: 1000)
        return GraphReply(value: GraphList(items: [form], next: index + 1 < formsOfPage.count ? String(index + 1) : nil))
    }

    func leads(
        of form: String, since: Date, after cursor: String?, limit: Int, fields: LeadFields, access: PageAccess
    ) async throws(GraphFailure) -> GraphReply<GraphList<ListedLead>> {
        let question = Question(form: form, since: since, cursor: cursor, limit: limit)
        let (answer, count) = state.withLock { state in
            state.questions.append(question)
            return (state.answer, state.questions.count - 1)
        }
        return try answer(question, count).get()
    }
}
