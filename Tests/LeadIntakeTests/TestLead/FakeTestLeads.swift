import Foundation
import LeadIntake
import MetaLeads
import Synchronization

/// A testing edge without a network: what it was asked is noted, and what follows from a new lead is the test's to say.
final class FakeTestLeads: GraphTestLeads {
    private struct State {
        var asked: [String] = []
        var forms: [CountedForm]
        var leads: [ListedLead]
        var refusal: GraphFailure?
        var deletionRefusal: GraphFailure?
    }

    private let state: Mutex<State>
    private let made: @Sendable (String) async -> Void

    /// `made` is called with the id of a lead that was made.
    init(
        forms: [CountedForm] = [FakeTestLeads.form("form_1", day: 1)], leads: [ListedLead] = [], refusal: GraphFailure? = nil,
        deletionRefusal: GraphFailure? = nil, made: @escaping @Sendable (String) async -> Void = { _ in }
    ) {
        state = Mutex(State(forms: forms, leads: leads, refusal: refusal, deletionRefusal: deletionRefusal))
        self.made = made
    }

    var asked: [String] { state.withLock { $0.asked } }

    static func form(_ id: String, status: String = "ACTIVE", day: Double?) -> CountedForm {
        CountedForm(id: id, name: "Form \(id)", status: status, createdTime: day.map { World.morning.addingTimeInterval($0 * 86_400) })
    }

    static func lead(_ id: String, email: String) -> ListedLead {
        ListedLead(id: id, raw: "{\"id\":\"\(id)\",\"field_data\":[{\"name\":\"email\",\"values\":[\"\(email)\"]}]}")
    }

    func datedForms(
        of page: String, after cursor: String?, access: PageAccess
    ) async throws(GraphFailure) -> GraphReply<GraphList<CountedForm>> {
        // One form a part.
        let index = cursor.flatMap(Int.init) ?? 0
        let forms = state.withLock { $0.forms }
        return GraphReply(
            value: GraphList(items: Array(forms.dropFirst(index).prefix(1)), next: index + 1 < forms.count ? String(index + 1) : nil))
    }

    func testLeads(of form: String, access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphList<ListedLead>> {
        GraphReply(value: GraphList(items: state.withLock { $0.leads }))
    }

    func makeTestLead(of form: String, access: PageAccess) async throws(GraphFailure) -> String {
        let refusal = state.withLock { state in
            state.asked.append("make \(form)")
            return state.refusal
        }
        if let refusal { throw refusal }
        await made("lead_test")
        return "lead_test"
    }

    func deleteLead(_ id: String, access: PageAccess) async throws(GraphFailure) {
        let refusal = state.withLock { state in
            state.asked.append("delete \(id)")
            return state.deletionRefusal
        }
        if let refusal { throw refusal }
    }
}
