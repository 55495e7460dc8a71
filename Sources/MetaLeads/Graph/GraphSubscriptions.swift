import Base

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

/// Where Meta posts what happens to one sort of object (Meta: Graph API reference, Application subscriptions).
public struct AppSubscription: Sendable, Hashable {
    /// `page` for leads.
    public var object: String
    public var callbackURL: String?
    /// False: Meta has switched it off, as it does when the callback fails for days.
    public var isActive: Bool
    public var fields: [String]

    public init(object: String, callbackURL: String?, isActive: Bool, fields: [String]) {
        self.object = object
        self.callbackURL = callbackURL
        self.isActive = isActive
        self.fields = fields
    }

    /// Reads the list; the fields are objects with a name, in old answers plain names. Throws as `GraphLead.parse` does.
    static func parse(_ body: [UInt8]) throws(GraphFailure) -> [AppSubscription] {
        guard let data = try GraphAnswer.object(body)["data"]?.elements else {
            throw GraphFailure(kind: .unreadable, message: "Meta's answer about the app's subscriptions has no data.")
        }
        return data.compactMap { entry in
            entry["object"]?.text.map {
                AppSubscription(
                    object: $0, callbackURL: entry["callback_url"]?.text, isActive: entry["active"]?.bool ?? true,
                    fields: (entry["fields"]?.elements ?? []).compactMap { $0["name"]?.text ?? $0.text })
            }
        }
    }
}

/// An app to which a page sends what happens on it (Meta: Graph API reference, Page subscribed_apps).
public struct SubscribedApp: Sendable, Hashable {
    public var id: String
    public var name: String?
    /// Such as `leadgen` and `feed`.
    public var fields: [String]

    public init(id: String, name: String? = nil, fields: [String]) {
        self.id = id
        self.name = name
        self.fields = fields
    }

    /// Reads the list; an entry without an id is left out. Throws as `GraphLead.parse` does.
    static func parse(_ body: [UInt8]) throws(GraphFailure) -> [SubscribedApp] {
        guard let data = try GraphAnswer.object(body)["data"]?.elements else {
            throw GraphFailure(kind: .unreadable, message: "Meta's answer about the page's subscriptions has no data.")
        }
        return data.compactMap { app in
            app["id"]?.text.map {
                SubscribedApp(
                    id: $0, name: app["name"]?.text, fields: (app["subscribed_fields"]?.elements ?? []).compactMap(\.text))
            }
        }
    }
}

/// The questions about subscriptions.
extension GraphAddress {
    func subscribedApps(_ page: String, _ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request(page, edge: "subscribed_apps", access, [])
    }

    func subscribe(_ page: String, _ fields: [String], _ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request(
            page, edge: "subscribed_apps", access, [("subscribed_fields", fields.joined(separator: ","))], method: "POST")
    }

    /// The app's own token is its id and its secret (Meta: access tokens, app access tokens); like any it goes into the header.
    func appSubscriptions(_ app: String, _ appSecret: String) throws(GraphFailure) -> GraphRequest {
        try request(app, edge: "subscriptions", PageAccess(accessToken: "\(app)|\(appSecret)", appSecret: appSecret), [])
    }

    func leadAccess(
        _ page: String, user: String, app: String, _ access: PageAccess
    ) throws(GraphFailure) -> GraphRequest {
        // Ids are letters and digits; anything else would be read as another question.
        guard (user + app).allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else {
            throw GraphFailure(kind: .badRequest, message: "This is not an id that Meta could know.")
        }
        return try request(page, access, [("fields", "has_lead_access.user_id(\(user)).app_id(\(app))")])
    }
}

extension GraphClient: GraphSubscriptions {
    public func subscribedApps(
        of page: String, access: PageAccess
    ) async throws(GraphFailure) -> GraphReply<[SubscribedApp]> {
        try await ask(address.subscribedApps(page, access), SubscribedApp.parse)
    }

    public func subscribe(_ page: String, to fields: [String], access: PageAccess) async throws(GraphFailure) {
        _ = try await ask(address.subscribe(page, fields, access)) { (body) throws(GraphFailure) in
            // Documented as a text, seen as a truth value.
            guard try GraphAnswer.object(body)["success"]?.bool == true else {
                throw GraphFailure(kind: .unreadable, message: "Meta did not say that the page is subscribed.")
            }
            return true
        }
    }

    public func appSubscriptions(
        of app: String, appSecret: String
    ) async throws(GraphFailure) -> GraphReply<[AppSubscription]> {
        try await ask(address.appSubscriptions(app, appSecret), AppSubscription.parse)
    }

    public func leadAccess(
        to page: String, user: String, app: String, access: PageAccess
    ) async throws(GraphFailure) -> GraphReply<LeadAccess> {
        let question = try address.leadAccess(page, user: user, app: app, access)
        return try await ask(question) { (body) throws(GraphFailure) in
            try LeadAccess.parse(body, secrets: question.secrets)
        }
    }
}
