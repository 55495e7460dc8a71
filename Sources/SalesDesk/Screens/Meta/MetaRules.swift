import CRM
import Foundation

/// The rules that a page's settings must meet before they are written.
enum MetaRules {
    /// The first thing that is wrong, nil when nothing is.
    ///
    /// - Parameters:
    ///   - others: the pages that are set up already, the edited one left out.
    ///   - keys: for the sentence that names one.
    static func problem(in settings: PageSettings, others: [MetaPage], _ keys: Keymap) -> MetaState.Problem? {
        let id = settings.metaPageId
        if id.isEmpty { return .init(field: .pageID, sentence: "Enter the page id first. \(MetaField.pageID.explanation)") }
        guard MetaPage.isID(id) else {
            return .init(field: .pageID, sentence: StoreError.pageIDInvalid(id).message)
        }
        if let other = others.first(where: { $0.id == id }) {
            let name = other.name.map { " (\($0))" } ?? ""
            return .init(field: .pageID, sentence: "Page \(id)\(name) is set up already: change it there, under Next page.")
        }
        let token = settings.metaPageAccessToken.reveal()
        if token.isEmpty {
            return .init(
                field: .accessToken, sentence: "A page needs an access token to read its leads. \(MetaField.accessToken.explanation)")
        }
        if token.contains(where: \.isWhitespace) {
            return .init(
                field: .accessToken, sentence: "There is a space in the access token; a token has none. Copy it again, in one line.")
        }
        if settings.metaAppSecret.reveal().contains(where: \.isWhitespace) {
            return .init(field: .appSecret, sentence: "There is a space in the app secret; a secret has none. Copy it again, in one line.")
        }
        if settings.metaVerifyToken.isEmpty {
            return .init(
                field: .verifyToken,
                sentence: "Meta verifies the callback with a verify token: type one, or \(keys.of("meta.token")) makes one.")
        }
        return nil
    }
}
