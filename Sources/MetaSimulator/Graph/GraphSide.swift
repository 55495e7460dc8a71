import Base
import Foundation
import MetaLeads

/// The Graph API of the simulator, without the network: a call and the state of things give the answer.
struct GraphSide: Sendable {
    static let appID = "1234567890123456"
    static let appName = "Leadsheet (simulated)"

    let pages: [SimulatedPage]
    private let systemToken: String
    let factory: LeadFactory
    var book: LeadBook
    var faults: SimulatorFaults
    private var random: SeededRandom
    private var calls = 0
    let now: @Sendable () -> Date
    /// The fields that the app is subscribed to, by page.
    var subscriptions: [String: [String]]
    /// Where the app's webhooks go, as its subscription says it.
    var callbackURL: String?
    /// The test lead of each form that has one.
    var testLeads: [String: String] = [:]
    /// Leads that were made over the API and are to be announced.
    var unannounced: [SimulatedLead] = []

    init(_ configuration: SimulatorConfiguration, clock: @escaping @Sendable () -> Date) {
        now = clock
        pages = configuration.pages
        systemToken = configuration.systemToken
        factory = LeadFactory(seed: configuration.seed)
        book = LeadBook(factory: factory, pages: configuration.pages)
        faults = configuration.faults
        random = SeededRandom(seed: configuration.seed, number: 0, purpose: 3)
        let fields = configuration.faults.startsUnsubscribed ? [] : ["leadgen"]
        subscriptions = Dictionary(configuration.pages.map { ($0.id, fields) }) { first, _ in first }
        callbackURL = configuration.webhook
    }

    /// The answer without the latency, which is the server's business.
    mutating func answer(_ call: GraphCall) -> GraphAnswer {
        calls += 1
        if faults.down { return GraphAnswer(.none) }
        if faults.garbage {
            return GraphAnswer(.text("<html><body><h1>Please log in</h1></body></html>", type: "text/html"))
        }
        let traceID = "A" + (0..<15).map { _ in String(random.below(10)) }.joined()
        if random.chance(faults.serverErrors) {
            switch random.below(3) {
            case 0: return GraphError.unknown.answer(traceID: traceID)
            case 1: return GraphError.serviceDown.answer(traceID: traceID)
            default: return GraphAnswer(status: 503, .text("Service Unavailable", type: "text/plain"))
            }
        }
        do throws(GraphError) {
            var answer = GraphAnswer.json(try content(call))
            // Meta leaves the header out near zero.
            let percent = min(90, calls / 100)
            if percent > 0 {
                let times = "\"total_time\":\(percent / 2),\"total_cputime\":\(percent / 3)"
                answer.headers.append(("X-App-Usage", "{\"call_count\":\(percent),\(times)}"))
            }
            return answer
        } catch {
            return error.answer(traceID: traceID)
        }
    }

    private mutating func content(_ call: GraphCall) throws(GraphError) -> JSONText {
        guard let object = call.path.first, call.path.count <= 2 else { throw .unknownPath(call.path) }
        if object == "debug_token", call.path.count == 1 { return try debugToken(call) }
        if object == Self.appID, call.path.count == 2, call.path[1] == "subscriptions", call.method == "GET" {
            return try appSubscriptions(call)
        }
        if call.method == "GET", call.path.count == 1, isSystemUser(call) { return try pageOfSystemUser(object, call) }
        let page = try authenticate(call)
        if faults.appLimited { throw .appLimit }
        if faults.rateLimited { throw .pageLimit(page.id, minutes: faults.minutesToRegainAccess) }
        if call.path.count == 2 { return try edge(call.path[1], of: object, page: page, call) }
        if call.method == "DELETE" { return try deleteTestLead(object, page: page, call) }
        guard call.method == "GET" else { throw .noObject(object, method: call.method) }
        if object == "me" || object == page.id { return try select(call, pageFields(page), node: "Page") }
        if let form = factory.forms(of: page).firstIndex(where: { $0.id == object }) {
            if faults.permissionMissing { throw .permission }
            return try formObject(form, page: page, call)
        }
        guard let lead = book.lead(object), lead.pageID == page.id else {
            throw .noObject(object, method: call.method)
        }
        if faults.permissionMissing { throw .permission }
        return try leadObject(lead, call)
    }

    /// The page whose token came with the call.
    private func authenticate(_ call: GraphCall) throws(GraphError) -> SimulatedPage {
        guard let token = call.token, !token.isEmpty else { throw .noToken }
        guard let page = pages.first(where: { ConstantTime.equal($0.accessToken, token) }) else {
            throw .unreadableToken
        }
        if faults.hasExpired(page) { throw .expiredToken }
        try checkProof(call, token: token, page)
        return page
    }

    private func checkProof(_ call: GraphCall, token: String, _ page: SimulatedPage) throws(GraphError) {
        if let proof = call.query["appsecret_proof"] {
            let right = AppSecretProof.of(accessToken: token, appSecret: page.appSecret)
            guard !page.appSecret.isEmpty, ConstantTime.equal(proof, right) else { throw .badProof }
        } else if page.requiresProof {
            throw .missingProof
        }
    }

    private func isSystemUser(_ call: GraphCall) -> Bool {
        !systemToken.isEmpty && ConstantTime.equal(call.token ?? "", systemToken)
    }

    /// `GET /{page}` with the system user's token, which alone is told the page's own.
    private func pageOfSystemUser(_ object: String, _ call: GraphCall) throws(GraphError) -> JSONText {
        guard let page = pages.first(where: { $0.id == object }) else { throw .noObject(object, method: call.method) }
        try checkProof(call, token: systemToken, page)
        let token = faults.permissionMissing ? nil : JSONText.string(page.accessToken)
        return try select(call, pageFields(page, token: token), node: "Page")
    }

    /// `GET /debug_token` with a page token, or with the app's own (`id|secret`).
    private func debugToken(_ call: GraphCall) throws(GraphError) -> JSONText {
        if isApp(call) {
            // The app may ask about any token.
        } else if call.query["input_token"] != call.token {
            _ = try authenticate(call)
        }
        guard let input = call.query["input_token"] else {
            throw GraphError(status: 400, code: 100, message: "(#100) The parameter input_token is required")
        }
        guard let page = pages.first(where: { ConstantTime.equal($0.accessToken, input) }) else {
            return Self.data([
                .init("is_valid", .bool(false)), .init("scopes", .array([])),
                .init("error", Self.tokenError(GraphError.unreadableToken)),
            ])
        }
        let scopes = [
            "leads_retrieval", "ads_management", "pages_show_list", "pages_read_engagement", "pages_manage_ads", "pages_manage_metadata",
        ].filter { !faults.permissionMissing || $0 != "leads_retrieval" }
        var members: [JSONText.Member] = [
            .init("app_id", .string(Self.appID)), .init("type", .string("PAGE")), .init("application", .string(Self.appName)),
            .init("is_valid", .bool(!faults.hasExpired(page))),
            .init("expires_at", Self.seconds(faults.tokenExpiresAt)),
            .init("data_access_expires_at", Self.seconds(faults.dataAccessExpiresAt)), .init("profile_id", .string(page.id)),
            .init("user_id", .string("7001")), .init("scopes", .array(scopes.map(JSONText.string))),
            .init(
                "granular_scopes",
                .array(
                    scopes.map { scope in
                        .object([.init("scope", .string(scope)), .init("target_ids", .array([.string(page.id)]))])
                    })
            ),
        ]
        if faults.hasExpired(page) { members.append(.init("error", Self.tokenError(GraphError.expiredToken))) }
        return Self.data(members)
    }

    /// The call came with the app's own token, its id and its secret.
    private func isApp(_ call: GraphCall) -> Bool {
        guard let token = call.token else { return false }
        return pages.contains { !$0.appSecret.isEmpty && ConstantTime.equal("\(Self.appID)|\($0.appSecret)", token) }
    }

    private func appSubscriptions(_ call: GraphCall) throws(GraphError) -> JSONText {
        guard let token = call.token, !token.isEmpty else { throw .noToken }
        guard isApp(call) else { throw .unreadableToken }
        guard let callbackURL, !faults.appUnsubscribed else { return .object([.init("data", .array([]))]) }
        let field = JSONText.object([.init("name", .string("leadgen")), .init("version", .string("v25.0"))])
        let subscription = JSONText.object([
            .init("object", .string("page")), .init("callback_url", .string(callbackURL)), .init("active", .bool(true)),
            .init("fields", .array([field])),
        ])
        return .object([.init("data", .array([subscription]))])
    }

    /// Meta's way of saying never is 0.
    private static func seconds(_ date: Date?) -> JSONText { .number(date.map { Int($0.timeIntervalSince1970) } ?? 0) }

    private static func data(_ members: [JSONText.Member]) -> JSONText { .object([.init("data", .object(members))]) }

    private static func tokenError(_ error: GraphError) -> JSONText {
        var members: [JSONText.Member] = [.init("code", .number(error.code)), .init("message", .string(error.message))]
        if let subcode = error.subcode { members.append(.init("subcode", .number(subcode))) }
        return .object(members)
    }
}
