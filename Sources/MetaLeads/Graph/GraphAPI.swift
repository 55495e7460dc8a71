/// The questions that are put to Meta. A protocol, so that rules and tests need no network.
public protocol GraphAPI: Sendable {
    /// `GET /{lead}`.
    func lead(_ id: String, access: PageAccess, fields: LeadFields) async throws(GraphFailure) -> GraphReply<GraphLead>
    /// `GET /{form}`: the name, the language and the questions.
    func form(_ id: String, access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphForm>
    /// `GET /me` with the page's token: which page the token belongs to.
    func page(_ access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphPage>
    /// `GET /debug_token`: what Meta knows about the token.
    func debugToken(access: PageAccess) async throws(GraphFailure) -> GraphReply<TokenFacts>
}
