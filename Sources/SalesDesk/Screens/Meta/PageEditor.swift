import CRM
import Foundation
import TerminalKit

/// The settings of one page as they stand in the form, typed or saved.
struct PageEditor: Sendable {
    private var fields: [MetaField: TextField] = [:]
    /// The texts in the store: a field that differs from them was edited.
    private var saved: [MetaField: String] = [:]

    /// False until the store has told the settings of a page that is set up.
    private(set) var isRead: Bool

    /// - Parameter pageID: fixed for a page that is set up, empty for a new one.
    init(pageID: String = "") {
        isRead = pageID.isEmpty
        self[.pageID] = TextField(pageID)
        saved[.pageID] = pageID
    }

    subscript(field: MetaField) -> TextField {
        get { fields[field] ?? TextField() }
        set { fields[field] = newValue }
    }

    func isEdited(_ field: MetaField) -> Bool { self[field].text != saved[field] ?? "" }

    /// Something was typed that is not saved.
    var isEdited: Bool { MetaField.allCases.contains(where: isEdited) }

    mutating func takeBack(_ field: MetaField) {
        self[field] = TextField(saved[field] ?? "")
    }

    /// Takes what the store has now. Typed text stays.
    mutating func take(_ settings: PageSettings) {
        isRead = true
        for field in MetaField.allCases {
            let text = PageEditor.text(of: field, in: settings)
            if !isEdited(field), self[field].text != text { self[field] = TextField(text) }
            saved[field] = text
        }
    }

    /// A token made by the machine for a page that is not saved yet is no typing of a person's.
    mutating func takeFresh(verifyToken: String) {
        self[.verifyToken] = TextField(verifyToken)
        saved[.verifyToken] = verifyToken
    }

    /// Blanks before and after a value come from copying; none of the four has any.
    mutating func trim() {
        for field in MetaField.allCases {
            let text = self[field].text.trimmingCharacters(in: .whitespacesAndNewlines)
            if text != self[field].text { self[field] = TextField(text) }
        }
    }

    var settings: PageSettings {
        func trimmed(_ field: MetaField) -> String { self[field].text.trimmingCharacters(in: .whitespacesAndNewlines) }
        return PageSettings(
            metaPageId: trimmed(.pageID), metaPageAccessToken: Secret(trimmed(.accessToken)), metaAppSecret: Secret(trimmed(.appSecret)),
            metaVerifyToken: Secret(trimmed(.verifyToken)))
    }

    private static func text(of field: MetaField, in settings: PageSettings) -> String {
        switch field {
        case .pageID: settings.metaPageId
        case .accessToken: settings.metaPageAccessToken.reveal()
        case .appSecret: settings.metaAppSecret.reveal()
        case .verifyToken: settings.metaVerifyToken.reveal()
        }
    }
}
