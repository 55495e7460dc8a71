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
        case .pageID: "Meta shows it on the Page under About, Page transparency."
        case .accessToken: "The token of this Page, with leads_retrieval: Graph API /me/accounts, or a system user in the Business settings."
        case .appSecret: "App Dashboard, App settings, Basic. Without it signatures are not checked: anyone could post leads in the Page's name."
        case .verifyToken: "A word of your own. Enter the same beside the callback URL in the App Dashboard under Webhooks, Page, leadgen."
        }
    }

    /// Drawn as dots until it is asked for.
    var isSecret: Bool { self == .accessToken || self == .appSecret }
}
