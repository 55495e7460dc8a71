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
