/// The switches between Meta and here, which must all be on before a lead arrives. A protocol, so that rules and tests need no network.
public protocol GraphSubscriptions: Sendable {
    /// `GET /{page}/subscribed_apps`: the apps to which the page sends, as far as this token may see them.
    func subscribedApps(of page: String, access: PageAccess) async throws(GraphFailure) -> GraphReply<[SubscribedApp]>
    /// `POST /{page}/subscribed_apps`: the page sends these fields to the token's app from now on, and no others.
    func subscribe(_ page: String, to fields: [String], access: PageAccess) async throws(GraphFailure)
    /// `GET /{app}/subscriptions` with the app's own token: where Meta posts for each sort of object.
    func appSubscriptions(of app: String, appSecret: String) async throws(GraphFailure) -> GraphReply<[AppSubscription]>
    /// `GET /{page}?fields=has_lead_access…`: whether Leads Access lets this user and this app read the page's leads.
    func leadAccess(
        to page: String, user: String, app: String, access: PageAccess
    ) async throws(GraphFailure) -> GraphReply<LeadAccess>
}
