import CRM
import Dispatch
import Foundation
import MetaLeads

/// Asks the Graph API whether a page's settings work: whose token it is, how long it lives, what it may do.
public struct GraphPageChecker: PageChecking {
    /// What each permission is for (Meta: Lead ads, retrieving leads, "Permissions").
    static let needed: [(name: String, use: String)] = [
        ("leads_retrieval", "Without it Meta does not tell what a lead has answered."),
        ("pages_show_list", "Without it the page cannot be found."),
        ("pages_read_engagement", "Without it the page and its forms cannot be read."),
        ("pages_manage_metadata", "Without it the page cannot send its leads here."),
        ("pages_manage_ads", "Without it the names of the forms may be missing."),
    ]
    private static let soon: Double = 14 * 86400

    private let graph: any GraphAPI
    private let pages: any PageStoring

    public init(graph: any GraphAPI, pages: any PageStoring) {
        self.graph = graph
        self.pages = pages
    }

    public func check(_ settings: PageSettings, at now: Date) async -> PageCheckReport {
        var report = PageCheckReport(lines: [])
        if settings.metaAppSecret.isEmpty {
            report.lines.append(
                .init(.warning, "There is no app secret, so anybody could post leads in the page's name.",
                    remedy: "Enter the app secret: App Dashboard, App settings, Basic."))
        }
        if settings.metaVerifyToken.isEmpty {
            report.lines.append(
                .init(.warning, "There is no verify token, so Meta cannot verify the callback.",
                    remedy: "Generate one, save it, and enter the same in the App Dashboard under Webhooks."))
        }
        let access = PageAccess(
            accessToken: settings.metaPageAccessToken.reveal(), appSecret: settings.metaAppSecret.reveal())
        guard !access.accessToken.isEmpty else {
            report.lines.append(
                .init(.fault, "There is no page access token, so no lead can be read.",
                    remedy: "Enter the token of the page: Graph API, /me/accounts, or the Business settings' system user."))
            return report
        }
        await askForPage(settings, access, &report)
        await askForToken(settings, access, now, &report)
        await note(settings.metaPageId, report)
        return report
    }

    private func askForPage(_ settings: PageSettings, _ access: PageAccess, _ report: inout PageCheckReport) async {
        do throws(GraphFailure) {
            let page = try await graph.page(access).value
            guard page.id == settings.metaPageId else {
                report.lines.append(
                    .init(.fault, "The token belongs to \(page.name ?? "another object") (\(page.id)), not to page \(settings.metaPageId).",
                        remedy: "Correct the page id, or enter the token of this page from /me/accounts."))
                return
            }
            report.pageName = page.name
            report.lines.append(.init(.good, "The token reads the page \(page.name ?? page.id)."))
        } catch {
            report.lines.append(Self.line(error))
        }
    }

    private func askForToken(
        _ settings: PageSettings, _ access: PageAccess, _ now: Date, _ report: inout PageCheckReport
    ) async {
        let facts: TokenFacts
        do throws(GraphFailure) {
            facts = try await graph.debugToken(access: access).value
        } catch {
            // What the token is good for is told by the page's own answer; this one only adds when it ends.
            let known = report.lines.contains { $0.verdict == .fault }
            if !known {
                report.lines.append(
                    .init(.warning, "Meta does not tell when the token ends: \(error.message)", remedy: error.remedy))
            }
            if error.kind == .tokenRefused { report.token = TokenHealth(checkedAt: now, isValid: false) }
            return
        }
        let missing = Self.needed.filter { !Self.grants(facts, $0.name, to: settings.metaPageId) }
        report.token = TokenHealth(
            checkedAt: now, isValid: facts.isValid, expiresAt: facts.expiresAt,
            dataAccessExpiresAt: facts.dataAccessExpiresAt, missingPermissions: missing.map(\.name))
        guard facts.isValid else {
            report.lines.append(
                .init(.fault, "Meta says that the token is not valid: \(facts.problem ?? "no reason given").",
                    remedy: "Make a new page access token and save it."))
            return
        }
        for permission in missing {
            report.lines.append(
                .init(permission.name == "pages_manage_ads" ? .warning : .fault,
                    "The permission \(permission.name) is missing. \(permission.use)",
                    remedy: "Grant the app \(permission.name) for this page, make a new token and save it."))
        }
        if missing.isEmpty { report.lines.append(.init(.good, "The token has every permission that leads need.")) }
        if !Self.grants(facts, "ads_management", to: nil) {
            report.lines.append(
                .init(.warning, "The permission ads_management is missing: leads come without the names of ad and campaign.",
                    remedy: "Grant the app ads_management if you want those names."))
        }
        report.lines.append(Self.clock("The token", facts.expiresAt, now))
        if let end = facts.dataAccessExpiresAt {
            report.lines.append(Self.clock("The access to people's data", end, now))
        }
    }

    /// Notes name and token health of a page that is saved.
    private func note(_ page: String, _ report: PageCheckReport) async {
        let pages = pages
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async {
                // A report is for the eyes of the person who asked: whether it could be noted changes nothing in it.
                if (try? pages.page(page)) ?? nil != nil {
                    if let name = report.pageName { try? pages.noteName(page: page, name: name) }
                    if let token = report.token { try? pages.noteToken(page: page, token) }
                }
                continuation.resume()
            }
        }
    }

    private static func grants(_ facts: TokenFacts, _ permission: String, to page: String?) -> Bool {
        if let scope = facts.granularScopes.first(where: { $0.name == permission }), let page, !scope.targetIDs.isEmpty {
            return scope.targetIDs.contains(page)
        }
        return facts.scopes.contains(permission) || facts.granularScopes.contains { $0.name == permission }
    }

    private static func clock(_ what: String, _ end: Date?, _ now: Date) -> PageCheckReport.Line {
        guard let end else { return .init(.good, "\(what) never expires.") }
        let days = Int((end.timeIntervalSince(now) / 86400).rounded(.down))
        if end <= now {
            return .init(.fault, "\(what) has expired.", remedy: "Make a new page access token and save it.")
        }
        let sentence = "\(what) expires in \(days) \(days == 1 ? "day" : "days")."
        return end.timeIntervalSince(now) < soon
            ? .init(.warning, sentence, remedy: "Make a new page access token soon; one of a system user never expires.")
            : .init(.good, sentence)
    }

    private static func line(_ failure: GraphFailure) -> PageCheckReport.Line {
        .init(.fault, "\(failure.missionSentence): \(failure.message)", remedy: failure.remedy)
    }
}
