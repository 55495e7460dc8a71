import Foundation
import MetaLeads

/// What Meta has: pages, forms and leads, and how it answers about them.
///
/// `@unchecked Sendable` is safe: a history lives on one thread.
final class SimulatedMeta: @unchecked Sendable {
    struct Page {
        let id: String
        /// The app's, which several pages may share.
        let appSecret: String
        var token: String
        var mayReadLeads = true
        var hasLeadAccess = true
        var mayReadAds = true
        var limitedUntil = 0.0
        var tellsLimits = true
        /// Its lists begin with the oldest.
        var oldestFirst = false
        /// So many elements of a list are given at once at most.
        var largestPart = 100
    }

    struct Form {
        let id: String
        let page: String
        var isReadable = true
        var isListable = true
    }

    struct Lead {
        let id: String
        let page: String
        let form: String
        /// Seconds since the history began, as are all times here.
        let created: Double
        /// Meta's lists have it a little later.
        let listed: Double
        let name: String
        let email: String
        let phone: String
        var isDeleted = false
        /// The listener answered with 200 for it.
        var wasAccepted = false
        /// Meta has heard that answer.
        var wasAcknowledged = false
    }

    /// Since 1970, of the history's second 0.
    static let epoch = 1_790_000_000.0
    static let lifetime = 90 * 86400.0
    /// So much later than it was submitted a lead is in the lists, at most.
    static let latestListing = 12 * 60.0

    var pages: [String: Page] = [:]
    var forms: [String: Form] = [:]
    var leads: [Lead] = []
    /// When last something changed that Meta's counts tell.
    var changedAt = 0.0
    private var tokensMade = 0

    /// The ids in order.
    var pageIDs: [String] { pages.keys.sorted() }
    var formIDs: [String] { forms.keys.sorted() }

    func newToken(_ page: String) -> String {
        tokensMade += 1
        let token = "EAA\(page)x\(tokensMade)"
        pages[page]?.token = token
        return token
    }

    func isHeld(_ lead: Lead, at now: Double) -> Bool {
        !lead.isDeleted && lead.created <= now && now - lead.created < SimulatedMeta.lifetime
    }

    // MARK: Answers

    /// The answer to a question of the product's, read from its address and headers alone.
    func answer(_ request: GraphRequest, at now: Double) -> HTTPAnswer {
        guard let parts = URLComponents(string: request.url) else { return .error(400, 100, "Unknown path components") }
        let path = parts.path.split(separator: "/").dropFirst().map(String.init)
        let query = Dictionary((parts.queryItems ?? []).map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
        let token = request.headers.first { $0.0 == "Authorization" }.map { String($0.1.dropFirst("Bearer ".count)) } ?? ""
        guard let object = path.first else { return .error(400, 2500, "Unknown path components") }
        let lead = leads.first { $0.id == object }
        guard let page = pages.values.first(where: { $0.token == token }) else {
            return .error(400, 190, "Error validating access token: the session has been invalidated.", subcode: 460)
        }
        if let proof = query["appsecret_proof"], proof != AppSecretProof.of(accessToken: token, appSecret: page.appSecret) {
            return .error(400, 100, "Invalid appsecret_proof provided in the API argument")
        }
        if now < page.limitedUntil { return limited(page, now) }
        switch (path.count > 1 ? path[1] : "", forms[object]) {
        case ("leadgen_forms", _) where object == page.id: return formList(page, query, now)
        case ("leads", let form?) where form.page == page.id: return leadList(form, page, query, now)
        case ("", let form?) where form.page == page.id: return formAnswer(form)
        case ("", nil): return leadAnswer(lead, object, page, query, now)
        default: return .missing(object)
        }
    }

    private func limited(_ page: Page, _ now: Double) -> HTTPAnswer {
        let minutes = Int(((page.limitedUntil - now) / 60).rounded(.up))
        let usage =
            "{\"\(page.id)\":[{\"type\":\"leadgen\",\"call_count\":101,\"total_cputime\":25,\"total_time\":25,\"estimated_time_to_regain_access\":\(minutes)}]}"
        return .error(
            400, 80005, "(#80005) There have been too many leadgen api calls to this Page account.",
            headers: page.tellsLimits ? [("X-Business-Use-Case-Usage", usage)] : [])
    }

    private func leadAnswer(_ lead: Lead?, _ id: String, _ page: Page, _ query: [String: String], _ now: Double) -> HTTPAnswer {
        guard page.mayReadLeads else {
            return .error(403, 200, "(#200) Requires leads_retrieval permission to manage the object")
        }
        guard let lead, lead.page == page.id, page.hasLeadAccess, isHeld(lead, at: now) else { return .missing(id) }
        let asksForAd = query["fields"]?.contains("campaign_name") == true
        if asksForAd, !page.mayReadAds {
            return .error(403, 200, "(#200) Requires ads_management permission to manage the object")
        }
        let ad = asksForAd ? "\"ad_id\":\"77\",\"ad_name\":\"Spring\"," : ""
        return .json(
            "{\"id\":\"\(lead.id)\",\"created_time\":\"\(time(lead.created))\",\(ad)\"form_id\":\"\(lead.form)\",\"field_data\":[{\"name\":\"full_name\",\"values\":[\"\(lead.name)\"]},{\"name\":\"email\",\"values\":[\"\(lead.email)\"]},{\"name\":\"phone_number\",\"values\":[\"\(lead.phone)\"]},{\"name\":\"city\"}]}"
        )
    }

    private func formAnswer(_ form: Form) -> HTTPAnswer {
        guard form.isReadable else { return .error(403, 200, "(#200) Requires pages_manage_ads permission to manage the object") }
        return .json(
            "{\"id\":\"\(form.id)\",\"name\":\"Form \(form.id)\",\"locale\":\"en_GB\",\"status\":\"ACTIVE\",\"questions\":[{\"key\":\"full_name\",\"label\":\"Full name\",\"type\":\"FULL_NAME\"}]}"
        )
    }

    private func formList(_ page: Page, _ query: [String: String], _ now: Double) -> HTTPAnswer {
        let own = formIDs.filter { forms[$0]?.page == page.id }
        let items = own.map { id in
            let ever = leads.filter { $0.form == id && $0.created <= now }
            let gone = ever.count { !isHeld($0, at: now) }
            return (
                key: id,
                json:
                    "{\"id\":\"\(id)\",\"name\":\"Form \(id)\",\"status\":\"ARCHIVED\",\"leads_count\":\(ever.count),\"expired_leads_count\":\(gone)}"
            )
        }
        return list(items, page, query)
    }

    private func leadList(_ form: Form, _ page: Page, _ query: [String: String], _ now: Double) -> HTTPAnswer {
        guard form.isListable else { return .error(403, 200, "(#200) Requires pages_manage_ads permission to manage the object") }
        guard page.mayReadLeads else {
            return .error(403, 200, "(#200) Requires leads_retrieval permission to manage the object")
        }
        guard page.hasLeadAccess else { return .missing(form.id) }
        guard let since = query["filtering"]?.split(separator: "\"value\":").last.flatMap({ Double($0.prefix { $0.isNumber }) }) else {
            return .error(400, 100, "Invalid parameter")
        }
        let shown = leads.filter {
            $0.form == form.id && isHeld($0, at: now) && $0.listed <= now
                && (SimulatedMeta.epoch + $0.created).rounded(.down) >= since
        }.sorted { ($0.created, $0.id) > ($1.created, $1.id) }
        return list(
            (page.oldestFirst ? shown.reversed() : shown).map { lead in
                (lead.id, "{\"id\":\"\(lead.id)\",\"created_time\":\"\(time(lead.created))\",\"form_id\":\"\(form.id)\",\"field_data\":[]}")
            }, page, query)
    }

    /// A cursor is the key of the last element given, so what comes in between shifts nothing.
    private func list(_ items: [(key: String, json: String)], _ page: Page, _ query: [String: String]) -> HTTPAnswer {
        var rest = items[...]
        if let after = query["after"] {
            guard let place = items.firstIndex(where: { $0.key == after }) else { return .error(400, 100, "Invalid cursors values") }
            rest = items[(place + 1)...]
        }
        let size = max(1, min(Int(query["limit"] ?? "") ?? 25, page.largestPart))
        let part = rest.prefix(size)
        let cursor = part.last.map { last in
            let next = rest.count > part.count ? ",\"next\":\"https://graph.facebook.com/never-used\"" : ""
            return ",\"paging\":{\"cursors\":{\"before\":\"x\",\"after\":\"\(last.key)\"}\(next)}"
        }
        return .json("{\"data\":[\(part.map(\.json).joined(separator: ","))]\(cursor ?? "")}")
    }

    private func time(_ seconds: Double) -> String {
        Date(timeIntervalSince1970: (SimulatedMeta.epoch + seconds).rounded(.down)).formatted(.iso8601).replacing("Z", with: "+0000")
    }
}

extension HTTPAnswer {
    static func json(_ text: String, headers: [(String, String)] = []) -> HTTPAnswer {
        HTTPAnswer(status: 200, headers: headers, body: Array(text.utf8))
    }

    static func error(
        _ status: Int, _ code: Int, _ message: String, subcode: Int? = nil, more: String = "", headers: [(String, String)] = []
    ) -> HTTPAnswer {
        let sub = subcode.map { ",\"error_subcode\":\($0)" } ?? ""
        return HTTPAnswer(
            status: status, headers: headers,
            body: Array(
                "{\"error\":{\"message\":\"\(message)\",\"type\":\"OAuthException\",\"code\":\(code)\(sub)\(more),\"fbtrace_id\":\"A1\"}}"
                    .utf8))
    }

    static func missing(_ object: String) -> HTTPAnswer {
        .error(
            400, 100,
            "Unsupported get request. Object with ID '\(object)' does not exist, cannot be loaded due to missing permissions, or does not support this operation",
            subcode: 33)
    }
}
