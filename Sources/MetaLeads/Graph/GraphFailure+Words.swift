extension GraphFailure {
    /// The feed's sentence.
    public var missionSentence: String {
        kind == .tokenRefused ? "Invalid Meta Page Access Token" : "Failed to fetch lead details"
    }

    /// One sentence: what to do about it.
    public var remedy: String {
        switch kind {
        case .tokenRefused: tokenRemedy
        case .permissionMissing: permissionRemedy
        case .rateLimited: rateRemedy
        case .objectMissing:
            "The lead is deleted or this token may not see it: check in Business settings, Integrations, Leads access "
                + "that this app is assigned to the page, and that the lead belongs to this page."
        case .fieldRefused:
            "Nothing is lost: the lead is read without the ad's names; for these the token's owner needs access to the "
                + "ad account (ads_management)."
        case .badRequest: badRequestRemedy
        case .transient: "Nothing to do: this is Meta's own trouble, and it is tried again by itself."
        case .blockedAsAbusive:
            "Meta holds this app's calls for abusive: leave it alone for some hours, then look at the app's alerts in "
                + "the App Dashboard."
        case .proofRefused:
            "Check the App Secret in the Meta settings: it must be that of the app which issued the page access token."
        case .versionDead: "This Graph API version is switched off: set a newer one in the settings."
        case .unreachable:
            "Check this machine's network, name service and clock, and the Graph URL; it is tried again by itself."
        case .unreadable, .tooLarge:
            "Check the Graph URL and whether a proxy answers in Meta's place; it is tried again by itself."
        }
    }

    private var tokenRemedy: String {
        let reconnect = "make a new page access token and save it in the Meta settings."
        switch subcode {
        case 458: return "The app was removed from the Facebook account: add it again, " + reconnect
        case 459:
            return "Facebook wants to check the account: its owner must log in at facebook.com first, then \(reconnect)"
        case 460: return "The password of the Facebook account was changed: " + reconnect
        case 463: return "The token has expired: " + reconnect
        case 464: return "The Facebook account is not confirmed: its owner must confirm it at facebook.com, then \(reconnect)"
        case 467: return "The token was revoked or its owner logged out: " + reconnect
        case 483: return "The owner's consent to the app blocks it: renew the consent, " + reconnect
        case 492: return "The token's owner has lost the role on the page: restore the role, " + reconnect
        case 493: return "The app was not used for 90 days: its owner must allow it again, " + reconnect
        case 2_069_032: return wrongKind
        default:
            // The same code stands for a user's token where a page's is needed; only the text tells them apart.
            return message.contains("Page Access Token") ? wrongKind : "The token is not valid: " + reconnect
        }
    }

    private var wrongKind: String {
        "This is not a page's token: ask /me/accounts for the token of the page and save that one in the Meta settings."
    }

    /// The permissions that Meta's sentence names; empty when it names none.
    public var namedPermissions: [String] { Self.permissions.filter { message.contains($0) } }

    private var permissionRemedy: String {
        let named = namedPermissions
        let what =
            named.isEmpty
            ? "leads_retrieval, pages_manage_metadata, pages_show_list, pages_read_engagement"
            : named.joined(separator: ", ")
        return "Grant the app \(what) and make a new page access token; check too that its owner may advertise on the page."
    }

    private static let permissions = [
        "leads_retrieval", "pages_manage_ads", "pages_manage_metadata", "pages_read_engagement", "pages_show_list",
        "ads_management", "ads_read", "business_management",
    ]

    private var rateRemedy: String {
        let whose =
            switch code {
            case 4: "the whole app's"
            case 17: "the user's"
            case 32, 80005: "this page's"
            default: "the"
            }
        let wait = retryAfter.map { " in about \(max(1, ($0.components.seconds + 59) / 60)) min" } ?? ""
        return "Nothing to do: \(whose) quota at Meta is used up, and it is tried again by itself\(wait)."
    }

    private var badRequestRemedy: String {
        switch code {
        case 2200:
            "Meta could not verify the callback: check that the address is reachable by HTTPS and that the verify token "
                + "is the saved one."
        case 1: "Meta refuses this for good: read its message, then try this lead again from the feed."
        default:
            "Meta does not understand the question: check the page id and the Graph API version, then try again from "
                + "the feed."
        }
    }
}
