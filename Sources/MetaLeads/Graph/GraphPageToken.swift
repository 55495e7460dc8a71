import Base

/// A page's own token, asked for with the token of a user who has the page (Meta: Graph API reference, Page).
enum GraphPageToken {
    /// Meta leaves the field out for a user who may not act as the page.
    static func parse(_ body: [UInt8]) throws(GraphFailure) -> String {
        guard let token = try GraphAnswer.object(body)["access_token"]?.text, !token.isEmpty else {
            throw GraphFailure(kind: .permissionMissing, message: "Meta names the page and no token for it.")
        }
        return token
    }
}

extension GraphClient {
    /// `GET /{page}` for its `access_token`. `user` is the token of a system user, or of a person, with the secret of its app where that is
    /// known. The page's token lasts as long as the user's. Throws `permissionMissing` where the user may not act as the page; otherwise as
    /// ``page(_:)`` does.
    public func pageToken(of page: String, user: PageAccess) async throws(GraphFailure) -> String {
        try await ask(address.request(page, user, [("fields", "access_token")]), GraphPageToken.parse).value
    }
}
