import Base

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
