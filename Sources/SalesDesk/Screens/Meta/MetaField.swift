/// The fields of a page's settings, in the order of the form.
enum MetaField: Int, Sendable, CaseIterable {
    case pageID
    case accessToken
    case appSecret
    case verifyToken

    var title: String {
        switch self {
        case .pageID: "Page id"
        case .accessToken: "Page access token"
        case .appSecret: "App secret"
        case .verifyToken: "Verify token"
        }
    }

    /// The title where there is little room.
    var brief: String {
        switch self {
        case .pageID: "Page id"
        case .accessToken: "Token"
        case .appSecret: "App secret"
        case .verifyToken: "Verify"
        }
    }

    /// Where a person finds it, in one sentence.
    var explanation: String {
        switch self {
        case .pageID: "Meta shows it on your Page: About, Page transparency."
        case .accessToken:
            "The Page's token, with leads_retrieval: from Graph API /me/accounts, or from a system user in Business settings."
        case .appSecret: "At Meta: App Dashboard, App settings, Basic. Without it anyone can post leads in your Page's name."
        case .verifyToken: "Any secret word. Type the same one at Meta: App Dashboard, Webhooks, next to the callback URL."
        }
    }

    /// Drawn as dots until it is asked for.
    var isSecret: Bool { self == .accessToken || self == .appSecret }
}
