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
