/// One way in which Meta does not tell a lead, and what must follow from it.
struct MetaFault: Sendable {
    /// What ends it.
    enum End: Sendable {
        /// Meta answers well again, and the program finds that out by itself after a short plan.
        case byItself
        /// A person saves a new token, which is what the remedy says.
        case bySettings
        /// The plan is one of hours: it is looked at, and then cut short.
        case later
    }

    /// Also a part of the lead's id.
    let name: String
    let reply: ScriptedReply
    /// The state of the event after the first attempt.
    let state: String
    /// Seconds from the first attempt to the next; nil for an event that has none.
    let plan: ClosedRange<Double>?
    let end: End
    /// What `/healthz` says of the page meanwhile; nil where one lead is no matter of the page's health.
    let said: String?
    /// What the feed says of the event.
    let remedy: String

    var lead: String { "lead_\(name)" }
    /// Meta's ids of pages are numbers: here those of the letters.
    var page: String { name.utf8.map { String($0) }.joined() }

    /// A passing trouble: a first try after 5 s, give or take a fifth.
    private static func passing(_ name: String, _ reply: ScriptedReply, says words: String, _ remedy: String = "tried again by itself")
        -> MetaFault
    {
        MetaFault(name: name, reply: reply, state: "waiting", plan: 4...6, end: .byItself, said: words, remedy: remedy)
    }

    private static func blocked(
        _ name: String, _ code: Int, sub subcode: Int? = nil, status: Int = 400, message: String = "refused", _ remedy: String
    ) -> MetaFault {
        MetaFault(
            name: name, reply: .error(status, code: code, subcode: subcode, message: message), state: "blocked", plan: nil,
            end: .bySettings, said: remedy,
            remedy: remedy)
    }

    private static func limited(_ name: String, _ code: Int, _ seconds: Double, headers: [String] = []) -> MetaFault {
        MetaFault(
            name: name, reply: .error(400, code: code, message: "limit reached", headers: headers), state: "waiting",
            plan: seconds...seconds,
            end: seconds > 60 ? .later : .byItself, said: "quota at Meta is used up", remedy: "quota at Meta is used up")
    }

    private static func hours(
        _ name: String, _ code: Int, plan: ClosedRange<Double> = 17_280...25_920, more: String = "", subcode: Int? = nil,
        said: String? = nil, _ remedy: String
    ) -> MetaFault {
        MetaFault(
            name: name, reply: .error(400, code: code, subcode: subcode, more: more), state: "waiting", plan: plan, end: .later, said: said,
            remedy: remedy)
    }

    /// No answer, or one that is none.
    static let transport: [MetaFault] = [
        passing("hang-up", .hangUp, says: "The connection was closed before the answer"),
        passing("cut", .half, says: "Failed to fetch lead details"),
        passing("html", .answer(200, headers: ["X-Proxy: yes"], body: "<html><body>Please log in</body></html>"), says: "not JSON"),
        passing("cut-json", .answer(200, body: #"{"id":"lead","field_data":[{"name":"full_na"#), says: "not JSON"),
        passing("wrong-types", .answer(200, body: #"{"id":7,"field_data":"none","created_time":[]}"#), says: "no field_data"),
        passing("array", .answer(200, body: "[1,2,3]"), says: "not JSON"),
        passing("empty", .answer(200, body: ""), says: "not JSON"),
        passing("nonsense", .answer(200, body: String(repeating: "\u{1}nonsense ", count: 100_000)), says: "not JSON"),
        passing("deep", .answer(200, body: String(repeating: "[", count: 100_000)), says: "not JSON"),
        passing("flood", .answer(200, body: String(repeating: "nonsense ", count: 600_000)), says: "larger than 4 MiB"),
        // 10 kB that would unpack to 10 MB; nothing was asked to be packed, so nothing is unpacked.
        passing(
            "packed", .answer(200, headers: ["Content-Encoding: gzip"], body: String(repeating: "\u{1F}x", count: 5_000)), says: "not JSON"),
        passing("redirect", .answer(302, headers: ["Location: http://127.0.0.1:9/"], body: ""), says: "HTTP 302"),
        passing("500", .answer(500, body: ""), says: "HTTP 500"),
        passing("503-text", .answer(503, body: "Service Unavailable"), says: "HTTP 503"),
        passing("black-hole", .silence, says: "Meta did not answer in time"),
        passing("byte-by-byte", .trickle(milliseconds: 100), says: "Meta did not answer in time"),
    ]

    /// Meta's own errors by code and subcode (Meta: Graph API, handling errors).
    static let classes: [MetaFault] = [
        passing("1", .error(500, code: 1, message: "unknown"), says: "Meta's own trouble"),
        passing("2", .error(500, code: 2, message: "down"), says: "Meta's own trouble"),
        passing("2-with-200", .error(200, code: 2, message: "down"), says: "Meta's own trouble"),
        hours("1-for-good", 1, more: #","is_transient":false,"error_user_msg":"No""#, "Meta refuses this for good"),
        limited("4", 4, 300), limited("17", 17, 300), limited("32", 32, 300), limited("341", 341, 300), limited("613", 613, 300),
        limited(
            "80005", 80005, 60,
            headers: [#"X-Business-Use-Case-Usage: {"1":[{"type":"leadgen","call_count":100,"estimated_time_to_regain_access":1}]}"#]),
        limited("80001", 80001, 1140, headers: ["Retry-After: 1140"]),
        blocked("190", 190, "The token is not valid"),
        blocked("102", 102, "The token is not valid"),
        blocked("190-458", 190, sub: 458, "The app was removed"),
        blocked("190-459", 190, sub: 459, "Facebook wants to check the account"),
        blocked("190-460", 190, sub: 460, "password"),
        blocked("190-463", 190, sub: 463, "The token has expired"),
        blocked("190-464", 190, sub: 464, "not confirmed"),
        blocked("190-467", 190, sub: 467, "revoked"),
        blocked("190-483", 190, sub: 483, "consent"),
        blocked("190-492", 190, sub: 492, "role"),
        blocked("190-493", 190, sub: 493, "90 days"),
        blocked("190-user", 190, sub: 2_069_032, "not a page's token"),
        blocked("190-with-401", 190, sub: 463, status: 401, "The token has expired"),
        blocked("3", 3, "Grant the app"),
        blocked("10", 10, status: 403, "Grant the app"),
        blocked("200", 200, status: 403, message: "requires leads_retrieval", "Grant the app leads_retrieval"),
        blocked("294", 294, status: 403, "Grant the app"),
        blocked("104", 104, "App Secret"),
        hours("100-33", 100, plan: 240...360, subcode: 33, "Leads access"),
        hours("100", 100, "Meta does not understand the question"),
        hours("803", 803, "Meta does not understand the question"),
        hours("2500", 2500, "Meta does not understand the question"),
        hours("2200", 2200, "verify the callback"),
        hours("368", 368, plan: 21_600...21_600, said: "abusive", "abusive"),
        hours("2635", 2635, said: "set a newer one", "set a newer one"),
    ]
}
