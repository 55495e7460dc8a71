import Foundation

extension GraphClient: GraphCatchUp {
    public func forms(
        of page: String, after cursor: String?, limit: Int, access: PageAccess
    ) async throws(GraphFailure) -> GraphReply<GraphList<CountedForm>> {
        try await ask(address.forms(page, cursor, limit, access)) { (body) throws(GraphFailure) in
            try GraphList.parse(body, CountedForm.init(json:))
        }
    }

    public func leads(
        of form: String, since: Date, after cursor: String?, limit: Int, fields: LeadFields, access: PageAccess
    ) async throws(GraphFailure) -> GraphReply<GraphList<ListedLead>> {
        try await ask(address.leads(form, since, cursor, limit, fields, access)) { (body) throws(GraphFailure) in
            try GraphList.parse(body, ListedLead.init(json:))
        }
    }
}
