import MetaLeads

/// The Meta simulator, apart from what it says of a token.
struct TokenGraph: GraphAPI {
    let client: GraphClient
    let token: Result<TokenFacts, GraphFailure>

    func lead(_ id: String, access: PageAccess, fields: LeadFields) async throws(GraphFailure) -> GraphReply<GraphLead> {
        try await client.lead(id, access: access, fields: fields)
    }

    func form(_ id: String, access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphForm> {
        try await client.form(id, access: access)
    }

    func page(_ access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphPage> { try await client.page(access) }

    func debugToken(access: PageAccess) async throws(GraphFailure) -> GraphReply<TokenFacts> { GraphReply(value: try token.get()) }
}
