import CRM
import Foundation

/// What is wanting in a saved page, each as a sentence with what to do.
enum PageRemarks {
    static func of(_ page: MetaPage) -> [String] {
        entered(page)
            + page.troubles(at: Date()).map { trouble in
                if case .blocked = page.state, trouble.topic == .general {
                    return "Page \(page.title) waits: \(trouble.finding) \(trouble.remedy)"
                }
                return "Page \(page.title): \(trouble.finding) \(trouble.remedy)"
            }
    }

    /// What nobody has entered.
    static func entered(_ page: MetaPage) -> [String] {
        var remarks: [String] = []
        if !page.hasAccessToken {
            remarks.append(
                "Page \(page.title) has no access token, so its leads cannot be read: leadsheet page set \(page.id) --access-token-file FILE"
            )
        }
        if !page.signatureChecked {
            remarks.append(
                "Page \(page.title) has no app secret, so its signatures are not checked and anybody can post leads in its name: leadsheet page set \(page.id) --app-secret-file FILE"
            )
        }
        return remarks
    }
}
