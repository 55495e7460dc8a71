import CRM
import Foundation
import MetaLeads

/// The findings in Meta's answers about a page's settings, each fault with its remedy. Pure: answers in, lines out.
public struct PageDiagnostics {
    typealias Line = PageCheckReport.Line

    /// The use of each permission (Meta: Lead ads, retrieving leads, "Permissions").
    static let needed: [(name: String, use: String)] = [
        ("leads_retrieval", "Without it Meta does not tell what a lead has answered."),
        ("pages_show_list", "Without it the page cannot be found."),
        ("pages_read_engagement", "Without it the page and its forms cannot be read."),
        ("pages_manage_metadata", "Without it the page cannot send its leads here."),
        ("pages_manage_ads", "Without it the names of the forms may be missing."),
    ]

    let settings: PageSettings
    let now: Date

    /// The findings that need no question to anybody.
    func entered() -> [Line] {
        var lines: [Line] = []
        if settings.metaAppSecret.isEmpty {
            lines.append(
                .init(
                    .fault, "There is no app secret, so anybody could post leads in the page's name.",
                    remedy: "Enter the app secret: App Dashboard, App settings, Basic.", on: .appSecret))
        }
        if settings.metaVerifyToken.isEmpty {
            lines.append(
                .init(
                    .fault, "There is no verify token, so Meta cannot verify the callback.",
                    remedy: "Generate one, save it, and enter the same in the App Dashboard under Webhooks.", on: .verifyToken))
        }
        if settings.metaPageAccessToken.isEmpty {
            lines.append(
                .init(
                    .fault, "There is no page access token, so no lead can be read.",
                    remedy: "Enter the token of the page: Graph API, /me/accounts, or the Business settings' system user.", on: .token))
        }
        return lines
    }

    func page(_ page: GraphPage) -> Line {
        guard page.id == settings.metaPageId else {
            return .init(
                .fault, "The token belongs to \(page.name ?? "another object") (\(page.id)), not to page \(settings.metaPageId).",
                remedy: "Correct the page id, or enter the token of this page from /me/accounts.", on: .token)
        }
        return .init(.good, "The token reads the page \(page.name ?? page.id).", on: .token)
    }

    func missing(_ facts: TokenFacts) -> [String] {
        Self.needed.map(\.name).filter { !Self.grants(facts, $0, to: settings.metaPageId) }
    }

    func token(_ facts: TokenFacts) -> [Line] {
        guard facts.isValid else {
            return [
                .init(
                    .fault, "Meta says that the token is not valid: \(facts.problem ?? "no reason given").",
                    remedy: "Make a new page access token and save it.", on: .token)
            ]
        }
        var lines: [Line] = []
        if let type = facts.type, type != "PAGE" {
            let whose = type == "SYSTEM_USER" ? "a system user" : type == "USER" ? "a user" : "another kind (\(type))"
            lines.append(
                .init(
                    .fault, "The token is that of \(whose), not the page's own.",
                    remedy: "Ask with it for the page's token (GET /\(settings.metaPageId)?fields=access_token) and save that one.",
                    on: .token))
        }
        let missing = Set(missing(facts))
        for permission in Self.needed where missing.contains(permission.name) {
            lines.append(
                .init(
                    permission.name == "pages_manage_ads" ? .warning : .fault,
                    "The permission \(permission.name) is missing. \(permission.use)",
                    remedy: "Grant the app \(permission.name) for this page, make a new token and save it.", on: .permissions))
        }
        if missing.isEmpty { lines.append(.init(.good, "The token has every permission that leads need.", on: .permissions)) }
        if !Self.grants(facts, "ads_management", to: nil) {
            lines.append(
                .init(
                    .warning, "The permission ads_management is missing: leads come without the names of ad and campaign.",
                    remedy: "Grant the app ads_management if you want those names.", on: .permissions))
        }
        lines.append(clock("The token", facts.expiresAt, .tokenExpiry))
        if let end = facts.dataAccessExpiresAt { lines.append(clock("The access to people's data", end, .dataAccess)) }
        return lines
    }

    private func clock(_ what: String, _ end: Date?, _ topic: Problem.Topic) -> Line {
        let life = TokenExpiry.line(what, end, at: now)
        return .init(life.severity.map { $0 == .fault ? .fault : .warning } ?? .good, life.sentence, remedy: life.remedy, on: topic)
    }

    static func grants(_ facts: TokenFacts, _ permission: String, to page: String?) -> Bool {
        if let scope = facts.granularScopes.first(where: { $0.name == permission }), let page, !scope.targetIDs.isEmpty {
            return scope.targetIDs.contains(page)
        }
        return facts.scopes.contains(permission) || facts.granularScopes.contains { $0.name == permission }
    }

    /// A question that brought no answer; `what` is what is not known for that.
    static func failed(_ failure: GraphFailure, _ what: String, on topic: Problem.Topic) -> Line {
        let what = failure.kind == .tokenRefused ? failure.missionSentence : failure.kind == .unreachable ? "Meta does not answer" : what
        return .init(.fault, "\(what): \(failure.message)", remedy: remedy(failure), on: topic, isUnanswered: failure.isNoAnswer)
    }

    /// A question that Meta answered without telling what was asked: leads may come all the same, and somebody should see to it.
    static func untold(_ failure: GraphFailure, _ what: String, on topic: Problem.Topic) -> Line {
        var line = failed(failure, what, on: topic)
        guard !line.isUnanswered else { return line }
        (line.verdict, line.isKept) = (.warning, true)
        return line
    }

    /// The remedy for a failure of a question that a person asked, which nobody asks again by itself.
    public static func remedy(_ failure: GraphFailure) -> String {
        switch failure.kind {
        case .unreachable: "Check this machine's network, name service and clock, and the Graph URL."
        case .unreadable, .tooLarge: "Check the Graph URL and whether a proxy answers in Meta's place."
        case .transient: "This is Meta's own trouble: try again in a minute."
        case .rateLimited:
            "Meta's quota is used up: try again \(failure.retryAfter.map { "in \(max(1, ($0.components.seconds + 59) / 60)) min" } ?? "later")."
        case .objectMissing: "Check the page id, and that the token is this page's."
        case .badRequest, .fieldRefused: "Check the page id and the Graph API version."
        default: failure.remedy
        }
    }
}
