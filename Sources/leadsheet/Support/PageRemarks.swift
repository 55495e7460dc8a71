import CRM

/// What is wanting in a saved page, each as a sentence with what to do.
enum PageRemarks {
    static func of(_ page: MetaPage) -> [String] {
        var remarks: [String] = []
        if !page.hasAccessToken {
            remarks.append("Page \(page.title) has no access token, so its leads cannot be read: leadsheet page set \(page.id) --access-token-file FILE")
        }
        if !page.signatureChecked {
            remarks.append(
                "Page \(page.title) has no app secret, so its signatures are not checked and anybody can post leads in its name: leadsheet page set \(page.id) --app-secret-file FILE")
        }
        if case .blocked(let reason, let remedy) = page.state { remarks.append("Page \(page.title) waits: \(reason) \(remedy)") }
        return remarks
    }
}
