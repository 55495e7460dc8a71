import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaLeads

/// Puts the service together from the settings.
enum ServiceFactory {
    /// Gives the service, what asks Meta whether a page's settings work, and what sends test leads.
    static func make(
        _ settings: Settings, store: CRMStore, channel: LeadChannel, policy: LeadService.PortPolicy = .asConfigured
    ) throws(PlainError) -> (service: LeadService, checker: GraphPageChecker, tester: TestLeadRun) {
        let graph = try GraphMaking.client(settings)
        let rateLimits = RateLimits()
        let checker = GraphPageChecker(
            graph: graph, subscriptions: graph, pages: store, callbackURL: settings.callbackIsPublic ? settings.callbackURL : nil,
            rateLimits: rateLimits)
        let service = LeadService(
            store: store, graph: graph, checker: checker, rateLimits: rateLimits, channel: channel, settings: settings,
            command: HookCommand(settings, environment: ProcessInfo.processInfo.environment), policy: policy)
        return (service, checker, TestLeadRun(graph: graph, journal: store))
    }
}
