import MetaLeads

/// Why a page's leads cannot be read until a person does something, as its banner says it.
enum PageBlock {
    static let token = "Invalid Meta Page Access Token"
    static let proof = "The app secret does not fit the page access token, so Meta does not tell the leads."

    /// `names` of the permissions that are missing, where they are known.
    static func permission(_ names: [String]) -> String {
        switch names.count {
        case 0: "The page access token lacks a permission, so Meta does not tell the leads."
        case 1: "The page access token lacks the permission \(names[0]), so Meta does not tell the leads."
        default: "The page access token lacks the permissions \(names.joined(separator: ", ")), so Meta does not tell the leads."
        }
    }

    /// The reason that an answer of Meta's gives; nil when it is none to block a page.
    static func reason(_ failure: GraphFailure) -> String? {
        switch failure.kind {
        case .tokenRefused: token
        case .proofRefused: proof
        case .permissionMissing: permission(failure.namedPermissions)
        default: nil
        }
    }
}

extension GraphFailure {
    /// Meta did not answer, or wants to be left alone: nothing follows from it for the page.
    var isNoAnswer: Bool {
        switch kind {
        case .transient, .unreachable, .unreadable, .tooLarge, .rateLimited, .blockedAsAbusive: true
        default: false
        }
    }
}
