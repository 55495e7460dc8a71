import CRM

/// A page's settings as `page set` puts them together.
enum PageEntry {
    /// The token that remedies recommend, as the set-up does.
    static let tokenOption = "--system-token-file FILE"
    /// The command that connects a page.
    static let command = "leadsheet page set PAGE_ID \(tokenOption) --app-secret-file FILE"

    /// The old settings with the new secrets over them, and a new verify token where there is none.
    static func merge(_ pageID: String, old: PageSettings?, accessToken: Secret?, appSecret: Secret?, verifyToken: Secret?) -> PageSettings
    {
        let none = Secret("")
        var page = old ?? PageSettings(metaPageId: pageID, metaPageAccessToken: none, metaAppSecret: none, metaVerifyToken: none)
        if let accessToken { page.metaPageAccessToken = accessToken }
        if let appSecret { page.metaAppSecret = appSecret }
        if let verifyToken { page.metaVerifyToken = verifyToken }
        if page.metaVerifyToken.isEmpty { page.metaVerifyToken = VerifyToken.make() }
        return page
    }

    /// The settings that are still missing, each with what to do.
    static func remarks(on page: PageSettings, settings: Settings) -> [String] {
        var remarks: [String] = []
        if page.metaPageAccessToken.isEmpty {
            remarks.append(
                "the page has no access token, so its leads cannot be read. Give one with: leadsheet page set \(page.metaPageId) \(tokenOption)"
            )
        }
        if page.metaAppSecret.isEmpty {
            remarks.append(
                "the page has no app secret, so anybody can post leads in its name. Give it with: leadsheet page set \(page.metaPageId) --app-secret-file FILE"
            )
        }
        if !settings.callbackIsPublic {
            remarks.append(
                "Meta reaches only a public https address. Put the listener behind one, and name it in leadsheet.yaml as public_url.")
        }
        return remarks
    }
}
