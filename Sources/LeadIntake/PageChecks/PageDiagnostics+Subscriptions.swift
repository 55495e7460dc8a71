import CRM
import Foundation
import MetaLeads

/// The three switches between Meta and here: page to app, app to callback, Leads Access.
extension PageDiagnostics {
    /// The one field that brings leads.
    static let field = "leadgen"

    /// Whether the page sends `leadgen` to the app of the token; an unknown app may be any.
    static func isSubscribed(_ apps: [SubscribedApp], app: String?) -> Bool {
        apps.contains { (app == nil || $0.id == app) && $0.fields.contains(field) }
    }

    /// - Parameter app: the token's app, nil when Meta did not tell it.
    func subscription(_ apps: [SubscribedApp], app: String?) -> Line {
        if Self.isSubscribed(apps, app: app) {
            guard app != nil else {
                return .init(
                    .warning,
                    "The page is subscribed to leadgen; whether for this app is not known, since Meta does not tell whose the token is.",
                    remedy: "Look in the App Dashboard whether the page access token is of this app.", on: .pageSubscription)
            }
            return .init(.good, "The page is subscribed to leadgen.", on: .pageSubscription)
        }
        let other = apps.first { $0.fields.contains(Self.field) }.map { " It sends to another app, \($0.name ?? $0.id)." } ?? ""
        return .init(
            .fault, "The page is not subscribed to leadgen, so it sends no leads here.\(other)",
            remedy: "Subscribe the page in the Meta screen, or run: leadsheet page subscribe \(settings.metaPageId)", on: .pageSubscription)
    }

    /// - Parameter callbackURL: the address under which the internet reaches the listener; nil when nobody has named it.
    func appSubscription(_ subscriptions: [AppSubscription], callbackURL: String?) -> Line {
        let dashboard = "App Dashboard, Webhooks, Page"
        let ours = callbackURL ?? "the callback URL"
        func fault(_ finding: String, _ remedy: String) -> Line { .init(.fault, finding, remedy: remedy, on: .appSubscription) }
        guard let page = subscriptions.first(where: { $0.object == "page" }) else {
            return fault(
                "The app is not subscribed to pages, so Meta posts nothing.",
                "\(dashboard): enter \(ours) and the verify token, then subscribe to leadgen.")
        }
        let theirs = page.callbackURL ?? "an address that it does not tell"
        if let callbackURL, page.callbackURL.map(Self.plain) != Self.plain(callbackURL) {
            return fault(
                "Meta posts the app's webhooks to \(theirs), not to \(callbackURL).",
                "\(dashboard): enter \(callbackURL) and the verify token. An app has one callback; another product may have taken it over.")
        }
        guard page.isActive else {
            return fault(
                "Meta has switched the app's subscription off, as it does when the callback fails for days.",
                "\(dashboard): verify and save the callback again.")
        }
        guard page.fields.contains(Self.field) else {
            return fault("The app's subscription to pages lacks leadgen.", "\(dashboard): subscribe to leadgen in the list of fields.")
        }
        guard callbackURL == nil else { return .init(.good, "The app's webhooks come here.", on: .appSubscription) }
        return .init(
            .warning, "Meta sends to \(theirs), but Leadsheet does not know its own public address.",
            remedy: "Set public_url in leadsheet.yaml.", on: .appSubscription)
    }

    func leadsAccess(_ access: LeadAccess) -> Line {
        if access.canAccessLeads, access.appHasPermission != false {
            return .init(.good, "Leads Access lets the app read the page's leads.", on: .leadsAccess)
        }
        let reason = [access.reason, access.resolution].compactMap(\.self).joined(separator: " ")
        return .init(
            .fault, "Leads Access keeps the app from the page's leads.\(reason.isEmpty ? "" : " Meta: \(reason)")",
            remedy: "Business settings, Integrations, Leads access: choose the page and assign the app under CRMs.", on: .leadsAccess)
    }

    /// Meta tells it for people's tokens only.
    static func leadsAccessUnknown(_ failure: GraphFailure? = nil) -> Line {
        Line(
            .warning, "Meta does not tell with this token whether Leads Access lets the app in.",
            remedy: "Look in Business settings, Integrations, Leads access, CRMs; a lead of the Lead Ads Testing Tool shows it too.",
            on: .leadsAccess, isUnanswered: failure?.isNoAnswer ?? false)
    }

    /// The same address, however it was written.
    private static func plain(_ url: String) -> String {
        var url = url
        while url.hasSuffix("/") { url.removeLast() }
        guard var parts = URLComponents(string: url) else { return url }
        parts.scheme = parts.scheme?.lowercased()
        parts.host = parts.host?.lowercased()
        if parts.port == (parts.scheme == "https" ? 443 : 80) { parts.port = nil }
        return parts.string ?? url
    }
}
