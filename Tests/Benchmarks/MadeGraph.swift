import MetaLeads

/// A Graph API whose every answer is made on the spot: what is left is all that is Leadsheet's own.
struct MadeGraph: GraphAPI {
    func lead(_ id: String, access: PageAccess, fields: LeadFields) async throws(GraphFailure) -> GraphReply<GraphLead> {
        let body = #"""
            {"id":"\#(id)","created_time":"2026-11-26T09:00:00+0000","form_id":"900800700600","platform":"fb","field_data":[\#
            {"name":"full_name","values":["Ana \#(id.suffix(7))"]},{"name":"phone_number","values":["+3934\#(id.suffix(8))"]},\#
            {"name":"email","values":["a\#(id.suffix(9))@example.com"]},{"name":"when","values":["after 6 pm"]}]}
            """#
        return GraphReply(value: try GraphLead.parse(Array(body.utf8)))
    }

    func form(_ id: String, access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphForm> {
        GraphReply(value: GraphForm(id: id, name: "Benchmark"))
    }

    func page(_ access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphPage> {
        GraphReply(value: GraphPage(id: PreparedRequests.pageID))
    }

    func debugToken(access: PageAccess) async throws(GraphFailure) -> GraphReply<TokenFacts> {
        throw GraphFailure(kind: .badRequest, message: "It is not asked here.")
    }
}
