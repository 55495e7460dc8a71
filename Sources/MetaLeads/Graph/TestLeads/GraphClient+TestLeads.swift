import Base

extension GraphClient: GraphTestLeads {
    public func datedForms(
        of page: String, after cursor: String?, access: PageAccess
    ) async throws(GraphFailure) -> GraphReply<GraphList<CountedForm>> {
        try await ask(address.datedForms(page, cursor, access)) { (body) throws(GraphFailure) in
            try GraphList.parse(body, CountedForm.init(json:))
        }
    }

    public func testLeads(of form: String, access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphList<ListedLead>> {
        try await ask(address.testLeads(form, access)) { (body) throws(GraphFailure) in
            try GraphList.parse(body, ListedLead.init(json:))
        }
    }

    public func makeTestLead(of form: String, access: PageAccess) async throws(GraphFailure) -> String {
        try await ask(address.makeTestLead(form, access)) { (body) throws(GraphFailure) in
            guard let id = try GraphAnswer.object(body)["id"]?.text, !id.isEmpty else {
                throw GraphFailure(kind: .unreadable, message: "Meta did not say which test lead it made.")
            }
            return id
        }.value
    }

    public func deleteLead(_ id: String, access: PageAccess) async throws(GraphFailure) {
        _ = try await ask(address.deleteLead(id, access)) { (body) throws(GraphFailure) in
            guard try GraphAnswer.object(body)["success"]?.bool == true else {
                throw GraphFailure(kind: .unreadable, message: "Meta did not say that the lead is deleted.")
            }
            return true
        }
    }
}
