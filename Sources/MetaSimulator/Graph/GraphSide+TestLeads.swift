import Base
import Foundation

/// The testing edge (Meta: Lead ads, testing and troubleshooting): one test lead a form, announced like any other.
extension GraphSide {
    mutating func makeTestLead(form: Int, page: SimulatedPage, _ call: GraphCall) throws(GraphError) -> JSONText {
        let id = factory.forms(of: page)[form].id
        guard testLeads[id] == nil else {
            throw GraphError(
                status: 400, code: 100, message: "(#100) This form has a test lead already. Delete it before creating another.")
        }
        let lead = book.add(kind: .test, page: pages.firstIndex(of: page) ?? 0, createdTime: now(), form: form)
        testLeads[id] = lead.id
        unannounced.append(lead)
        return .object([.init("id", .string(lead.id))])
    }

    func testLeads(form: String, _ call: GraphCall) throws(GraphError) -> JSONText {
        guard let lead = testLeads[form].flatMap(book.lead) else { return .object([.init("data", .array([]))]) }
        return .object([.init("data", .array([try leadObject(lead, call)]))])
    }

    /// Only test leads can be deleted here.
    mutating func deleteTestLead(_ id: String, page: SimulatedPage, _ call: GraphCall) throws(GraphError) -> JSONText {
        guard let lead = book.lead(id), lead.pageID == page.id, testLeads[lead.formID] == id else {
            throw .noObject(id, method: call.method)
        }
        if faults.permissionMissing { throw .permission }
        book.delete(id)
        testLeads[lead.formID] = nil
        return .object([.init("success", .bool(true))])
    }
}
