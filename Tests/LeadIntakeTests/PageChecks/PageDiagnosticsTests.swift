import CRM
import Foundation
import MetaLeads
import Testing

@testable import LeadIntake

@Suite("What Meta's answers say of a page")
struct PageDiagnosticsTests {
    private static let now = Date(timeIntervalSince1970: 1_790_000_000)
    private static let callback = "https://crm.example.com/api/meta/webhook"
    private let findings = PageDiagnostics(
        settings: PageSettings(
            metaPageId: "123", metaPageAccessToken: Secret("t"), metaAppSecret: Secret("s"), metaVerifyToken: Secret("v")), now: now)

    struct AppCase: Sendable, CustomTestStringConvertible {
        var name: String
        var subscriptions: [AppSubscription]
        var callback: String?
        var verdict: PageCheckReport.Line.Verdict
        var says: String
        var testDescription: String { name }
    }

    private static func page(_ url: String? = callback, active: Bool = true, fields: [String] = ["leadgen"]) -> [AppSubscription] {
        [
            AppSubscription(object: "user", callbackURL: "https://other", isActive: true, fields: ["name"]),
            AppSubscription(object: "page", callbackURL: url, isActive: active, fields: fields),
        ]
    }

    @Test(
        "where the app's webhooks go",
        arguments: [
            AppCase(name: "here", subscriptions: page(), callback: callback, verdict: .good, says: "come here"),
            AppCase(
                name: "here, written otherwise", subscriptions: page("HTTPS://CRM.example.com:443/api/meta/webhook/"), callback: callback,
                verdict: .good, says: "come here"),
            AppCase(name: "none", subscriptions: [], callback: callback, verdict: .fault, says: "posts nothing"),
            AppCase(name: "for users only", subscriptions: [page()[0]], callback: callback, verdict: .fault, says: "posts nothing"),
            AppCase(
                name: "elsewhere", subscriptions: page("https://other.example.com/hook"), callback: callback, verdict: .fault,
                says: "to https://other.example.com/hook, not to \(callback)"),
            AppCase(name: "switched off", subscriptions: page(active: false), callback: callback, verdict: .fault, says: "switched"),
            AppCase(
                name: "other fields", subscriptions: page(fields: ["feed"]), callback: callback, verdict: .fault, says: "lacks leadgen"),
            AppCase(
                name: "no public address", subscriptions: page(), callback: nil, verdict: .warning,
                says: "does not know its own public address"),
        ])
    func appSubscription(_ app: AppCase) {
        let line = findings.appSubscription(app.subscriptions, callbackURL: app.callback)
        #expect(line.verdict == app.verdict)
        #expect(line.finding.contains(app.says), "\(line.finding)")
        #expect((line.remedy == nil) == (line.verdict == .good))
    }

    @Test("the page's subscription counts for the token's app alone, and another app is named")
    func pageSubscription() {
        let ours = SubscribedApp(id: "77", fields: ["feed", "leadgen"])
        let other = SubscribedApp(id: "88", name: "Other CRM", fields: ["leadgen"])
        #expect(findings.subscription([other, ours], app: "77").verdict == .good)
        // Whose the token is, Meta did not tell.
        let unknown = findings.subscription([other], app: nil)
        #expect(unknown.verdict == .warning && unknown.remedy != nil)
        #expect(findings.subscription([], app: nil).verdict == .fault)
        for apps in [[], [other], [SubscribedApp(id: "77", fields: ["feed"])]] {
            let line = findings.subscription(apps, app: "77")
            #expect(line.verdict == .fault)
            #expect(line.finding.contains("Other CRM") == apps.contains(other))
            #expect(line.remedy?.contains("leadsheet page subscribe 123") == true)
        }
    }

    @Test(
        "both clocks of a token, each with what is left",
        arguments: [
            (nil, nil, [PageCheckReport.Line.Verdict.good], "The token never expires."),
            (3600, nil, [.fault], "The token expires in 1 hour."), (-5, nil, [.fault], "The token has expired."),
            (3 * 86400 + 60, nil, [.warning], "The token expires in 3 days."),
            (59 * 86400, 90 * 86400, [.good, .good], "The token expires in 59 days."),
            (nil, 5 * 86400 + 60, [.good, .warning], "The access to people's data expires in 5 days."),
            (nil, -1, [.good, .fault], "The access to people's data has expired."),
        ] as [(Double?, Double?, [PageCheckReport.Line.Verdict], String)])
    func clocks(token: Double?, data: Double?, verdicts: [PageCheckReport.Line.Verdict], says: String) {
        let facts = TokenFacts(
            isValid: true, type: "PAGE", expiresAt: token.map { Self.now.addingTimeInterval($0) },
            dataAccessExpiresAt: data.map { Self.now.addingTimeInterval($0) },
            scopes: PageDiagnostics.needed.map(\.name) + ["ads_management"])
        let lines = findings.token(facts).filter { $0.topic == .tokenExpiry || $0.topic == .dataAccess }
        #expect(lines.map(\.verdict) == verdicts)
        #expect(lines.contains { $0.finding == says })
        #expect(lines.allSatisfy { ($0.remedy == nil) == ($0.verdict == .good) })
    }

    @Test("a token that is not the page's own is a fault, and says how to get that", arguments: ["USER", "SYSTEM_USER", "APP"])
    func kind(_ type: String) {
        let line = findings.token(TokenFacts(isValid: true, type: type)).first { $0.topic == .token }
        #expect(line?.verdict == .fault)
        #expect(line?.remedy?.contains("GET /123?fields=access_token") == true)
    }

    @Test("what Meta only does not tell is a warning that is kept with what to do, and no answer at all is neither")
    func untold() {
        func problems(_ failure: GraphFailure) -> [Problem] {
            findings.problems(PageCheckReport(lines: [PageDiagnostics.untold(failure, "It is not known", on: .pageSubscription)]))
        }
        let refused = GraphFailure(kind: .permissionMissing, code: 200, message: "(#200) Requires pages_manage_metadata")
        let problem = problems(refused).first
        #expect(problem?.severity == .warning && problem?.sentence == "It is not known: (#200) Requires pages_manage_metadata")
        #expect(problem?.remedy.contains("Grant the app pages_manage_metadata") == true)
        #expect(problems(GraphFailure(kind: .unreachable, message: "no route")).isEmpty)
    }

    @Test("a token of another page is a fault that names both pages")
    func otherPage() {
        let line = findings.page(GraphPage(id: "9", name: "Bathrooms"))
        #expect(line.verdict == .fault && line.topic == .token)
        #expect(line.finding == "The token belongs to Bathrooms (9), not to page 123.")
        #expect(line.remedy?.contains("/me/accounts") == true)
        #expect(findings.page(GraphPage(id: "9")).finding == "The token belongs to another object (9), not to page 123.")
        #expect(findings.page(GraphPage(id: "123", name: "Kitchens")).verdict == .good)
    }

    @Test("a permission that is granted for other pages only is missing")
    func granular() {
        let names = PageDiagnostics.needed.map(\.name)
        var facts = TokenFacts(
            isValid: true, type: "PAGE", scopes: names, granularScopes: names.map { .init(name: $0, targetIDs: ["123", "9"]) })
        #expect(findings.missing(facts).isEmpty)
        facts.granularScopes[0] = .init(name: names[0], targetIDs: ["9"])
        #expect(findings.missing(facts) == [names[0]])
    }

    @Test("Leads Access that keeps the app out is a fault with the clicks that mend it")
    func leadsAccess() {
        #expect(findings.leadsAccess(LeadAccess(canAccessLeads: true)).verdict == .good)
        for access in [LeadAccess(canAccessLeads: false, reason: "Revoked."), LeadAccess(canAccessLeads: true, appHasPermission: false)] {
            let line = findings.leadsAccess(access)
            #expect(line.verdict == .fault)
            #expect(line.finding.contains(access.reason ?? "keeps the app"))
            #expect(line.remedy?.contains("Leads access") == true)
        }
    }

    @Test("without an app secret anybody could post, and that is a fault")
    func noSecret() {
        var settings = findings.settings
        settings.metaAppSecret = Secret("")
        #expect(PageDiagnostics(settings: settings, now: Self.now).entered().map(\.topic) == [.appSecret])
        #expect(findings.entered().isEmpty)
    }
}
