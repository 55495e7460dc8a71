import CRM
import CRMStore
import LeadIntake
import MetaLeads

/// Puts the service together from the settings.
enum ServiceFactory {
    /// Gives the service, and what asks Meta whether a page's settings work.
    static func make(
        _ settings: Settings, store: CRMStore, channel: LeadChannel, policy: LeadService.PortPolicy = .asConfigured
    ) throws(PlainError) -> (service: LeadService, checker: GraphPageChecker) {
        let graph: GraphClient
        do {
            graph = try GraphClient(baseURL: settings.graphURL, version: settings.graphVersion)
        } catch {
            throw PlainError(error.description)
        }
        let checker = GraphPageChecker(
            graph: graph, subscriptions: graph, pages: store, callbackURL: settings.callbackIsPublic ? settings.callbackURL : nil)
        let service = LeadService(store: store, graph: graph, checker: checker, channel: channel, settings: settings, policy: policy)
        return (service, checker)
    }
}
