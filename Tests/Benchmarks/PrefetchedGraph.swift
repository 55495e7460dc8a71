import MetaLeads
import Synchronization

/// A Graph API whose leads may have been fetched before: what is left is all that is Leadsheet's own.
final class PrefetchedGraph: GraphAPI {
    private let client: GraphClient
    private let leads = Mutex<[String: GraphReply<GraphLead>]>([:])

    init(_ client: GraphClient) { self.client = client }

    func prefetch(_ id: String, access: PageAccess) async throws(GraphFailure) {
        let reply = try await client.lead(id, access: access, fields: .full)
        leads.withLock { $0[id] = reply }
    }

    func lead(_ id: String, access: PageAccess, fields: LeadFields) async throws(GraphFailure) -> GraphReply<GraphLead> {
        if let reply = leads.withLock({ $0[id] }) { return reply }
        return try await client.lead(id, access: access, fields: fields)
    }

    func form(_ id: String, access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphForm> {
        try await client.form(id, access: access)
    }

    func page(_ access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphPage> { try await client.page(access) }

    func debugToken(access: PageAccess) async throws(GraphFailure) -> GraphReply<TokenFacts> { try await client.debugToken(access: access) }
}
