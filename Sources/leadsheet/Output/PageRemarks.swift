import CRM
import Foundation

/// The gaps in a saved page, each as a sentence with what to do.
enum PageRemarks {
    static func of(_ page: MetaPage) -> [String] {
        entered(page)
            + page.problems(at: Date()).map { problem in
                if case .blocked = page.state, problem.topic == .general {
                    return "Page \(page.title) waits: \(problem.text)"
                }
                return "Page \(page.title): \(problem.text)"
            }
    }

    /// The settings that nobody has entered.
    static func entered(_ page: MetaPage) -> [String] {
        var remarks: [String] = []
        if !page.hasAccessToken {
            remarks.append(
                "Page \(page.title) has no access token, so its leads cannot be read: leadsheet page set \(page.id) \(PageEntry.tokenOption)"
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
