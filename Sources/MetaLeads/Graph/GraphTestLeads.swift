import Base

/// The testing edge of forms (Meta: Lead ads, testing and troubleshooting). A form has one test lead at most.
public protocol GraphTestLeads: Sendable {
    /// `GET /{page}/leadgen_forms`: forms of every status, with the time at which each was made.
    func datedForms(
        of page: String, after cursor: String?, access: PageAccess
    ) async throws(GraphFailure) -> GraphReply<GraphList<CountedForm>>
    /// `GET /{form}/test_leads`, with their answers.
    func testLeads(of form: String, access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphList<ListedLead>>
    /// `POST /{form}/test_leads`: makes a lead with dummy answers and gives its id. Meta announces it like any other.
    func makeTestLead(of form: String, access: PageAccess) async throws(GraphFailure) -> String
    /// `DELETE /{lead}`.
    func deleteLead(_ id: String, access: PageAccess) async throws(GraphFailure)
}

extension GraphAddress {
    func datedForms(_ page: String, _ cursor: String?, _ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request(
            page, edge: "leadgen_forms", access,
            [("fields", "id,name,status,created_time"), ("limit", "100")] + (cursor.map { [("after", $0)] } ?? []))
    }

    func testLeads(_ form: String, _ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request(form, edge: "test_leads", access, [("fields", "id,created_time,field_data")])
    }

    func makeTestLead(_ form: String, _ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request(form, edge: "test_leads", access, [], method: "POST")
    }

    func deleteLead(_ id: String, _ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request(id, access, [], method: "DELETE")
    }
}

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
