import CRM
import Dispatch
import Foundation
import MetaLeads

/// Asks the Graph API whether a page's settings work: whose token it is, how long it lives, what it may do, and whether the page's
/// leads find their way here.
public struct GraphPageChecker: PageChecking {
    let graph: any GraphAPI
    let subscriptions: (any GraphSubscriptions)?
    let pages: any PageStoring
    private let callbackURL: String?
    private let rateLimits: RateLimits
    /// How long ``vet(_:at:)`` waits for Meta.
    let patience: Duration

    /// - Parameters:
    ///   - subscriptions: nil leaves the subscriptions out.
    ///   - callbackURL: the address under which the internet reaches the listener; nil when nobody has named it.
    ///   - rateLimits: where a limit that it meets is noted for all that ask Meta.
    ///   - patience: how long a person waits to save. Meta answers in less, or not at all.
    public init(
        graph: any GraphAPI, subscriptions: (any GraphSubscriptions)? = nil, pages: any PageStoring, callbackURL: String? = nil,
        rateLimits: RateLimits = RateLimits(), patience: Duration = .seconds(6)
    ) {
        self.rateLimits = rateLimits
        self.patience = patience
        self.graph = graph
        self.subscriptions = subscriptions
        self.pages = pages
        self.callbackURL = callbackURL
    }

    public func check(_ settings: PageSettings, at now: Date) async -> PageCheckReport {
        let findings = PageDiagnostics(settings: settings, now: now)
        var report = PageCheckReport(lines: findings.entered())
        guard !settings.metaPageAccessToken.isEmpty else { return report }
        let access = settings.access
        // A Meta that cannot be reached, or wants to be left alone, is not asked four times more.
        if await askForPage(findings, access, &report) {
            let facts = await askForToken(findings, access, &report)
            if let subscriptions, report.token?.isValid != false {
                await askForSubscriptions(subscriptions, findings, access, facts, &report)
            }
            report.state = report.state ?? findings.readable(facts, report)
        }
        let problems = findings.problems(report)
        report.token?.problems = problems
        await note(settings, report)
        return report
    }

    /// False when Meta does not answer.
    private func askForPage(_ findings: PageDiagnostics, _ access: PageAccess, _ report: inout PageCheckReport) async -> Bool {
        do throws(GraphFailure) {
            let page = try await graph.page(access).value
            if page.id == findings.settings.metaPageId { report.pageName = page.name }
            report.lines.append(findings.page(page))
        } catch {
            report.lines.append(PageDiagnostics.failed(error, "The page could not be read", on: .token))
            if error.kind == .tokenRefused || error.kind == .proofRefused { report.state = PageDiagnostics.blocked(error) }
            guard let seconds = IntakeRules.pause(after: error) else { return error.kind != .unreachable }
            rateLimits.pause(
                findings.settings.metaPageId, access, .init(error), until: findings.now.addingTimeInterval(seconds), reason: error.reason)
            return false
        }
        return true
    }

    private func askForToken(_ findings: PageDiagnostics, _ access: PageAccess, _ report: inout PageCheckReport) async -> TokenFacts? {
        let facts: TokenFacts
        do throws(GraphFailure) {
            facts = try await graph.debugToken(access: access).value
        } catch {
            // The page's own answer tells the use of the token; this one only adds when it ends.
            let isKnown = report.lines.contains { $0.verdict == .fault && $0.topic == .token }
            if !isKnown {
                report.lines.append(
                    // Without an answer nothing is known of permissions and subscriptions either.
                    .init(
                        error.isNoAnswer ? .fault : .warning, "Meta does not tell what the token may do and when it ends: \(error.message)",
                        remedy: PageDiagnostics.remedy(error), on: .tokenExpiry, isUnanswered: error.isNoAnswer))
            }
            if error.kind == .tokenRefused { report.token = TokenHealth(checkedAt: findings.now, isValid: false) }
            return nil
        }
        report.token = TokenHealth(
            checkedAt: findings.now, isValid: facts.isValid, expiresAt: facts.expiresAt,
            dataAccessExpiresAt: facts.dataAccessExpiresAt, missingPermissions: findings.missing(facts))
        report.state = report.state ?? findings.blocked(facts)
        // An expired token is one fault, not two: the page's own answer has named it.
        if facts.isValid || !report.lines.contains(where: { $0.verdict == .fault && $0.topic == .token }) {
            report.lines += findings.token(facts)
        }
        return facts
    }

    private func askForSubscriptions(
        _ subscriptions: any GraphSubscriptions, _ findings: PageDiagnostics, _ access: PageAccess, _ facts: TokenFacts?,
        _ report: inout PageCheckReport
    ) async {
        let page = findings.settings.metaPageId
        do throws(GraphFailure) {
            let apps = try await subscriptions.subscribedApps(of: page, access: access).value
            // Another app's subscription is not noted as this one's.
            report.token?.isSubscribed = facts?.appID.map { PageDiagnostics.isSubscribed(apps, app: $0) }
            report.lines.append(findings.subscription(apps, app: facts?.appID))
        } catch {
            report.lines.append(
                PageDiagnostics.untold(error, "Whether the page is subscribed to leadgen is not known", on: .pageSubscription))
        }
        guard let app = facts?.appID else { return }
        if let secret = access.appSecret {
            do throws(GraphFailure) {
                let found = try await subscriptions.appSubscriptions(of: app, appSecret: secret).value
                report.lines.append(findings.appSubscription(found, callbackURL: callbackURL))
            } catch {
                let unknown = "Where the app's webhooks go is not known"
                let isSecret = error.kind == .tokenRefused || error.kind == .proofRefused
                report.lines.append(
                    isSecret
                        ? .init(
                            .fault, "\(unknown): \(error.message)",
                            remedy: "Check the app secret: it must be that of the app of the page access token.", on: .appSecret)
                        : PageDiagnostics.untold(error, unknown, on: .appSubscription))
            }
        }
        if let user = facts?.userID {
            do throws(GraphFailure) {
                report.lines.append(
                    findings.leadsAccess(try await subscriptions.leadAccess(to: page, user: user, app: app, access: access).value))
            } catch {
                report.lines.append(PageDiagnostics.leadsAccessUnknown(error))
            }
        } else {
            report.lines.append(PageDiagnostics.leadsAccessUnknown())
        }
    }

    /// Notes with a page what was found of its saved settings, and blocks it or sets it free by it.
    private func note(_ settings: PageSettings, _ report: PageCheckReport) async {
        let page = settings.metaPageId
        let unanswered = Set(report.lines.filter(\.isUnanswered).map(\.topic))
        await note(page) { pages in
            // Of settings that are only typed, or were saved anew meanwhile, nothing follows for the page.
            guard let known = try pages.page(page), try pages.settings(of: page) == settings else { return }
            if let name = report.pageName { try pages.noteName(page: page, name: name) }
            if var token = report.token {
                token.problems += known.token?.problems.filter { unanswered.contains($0.topic) } ?? []
                try pages.noteToken(page: page, token)
            }
            if let state = report.state, state != known.state {
                try pages.setState(page: page, state, at: report.token?.checkedAt ?? Date())
            }
        }
    }

    /// Writes something about a page, if it is saved, on a thread that may wait. Whether it could be noted changes nothing for the
    /// person who asked: the answer is on the screen.
    func note(_ page: String, _ write: @escaping @Sendable (any PageStoring) throws -> Void) async {
        let pages = pages
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                if (try? pages.page(page)) ?? nil != nil { try? write(pages) }
                continuation.resume()
            }
        }
    }
}

extension PageSettings {
    /// The access that opens the page at Meta.
    var access: PageAccess { PageAccess(accessToken: metaPageAccessToken.reveal(), appSecret: metaAppSecret.reveal()) }
}
