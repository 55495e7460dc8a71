import MetaLeads
import Testing

@Suite("Errors of the Graph API")
struct GraphErrorClassTests {
    private func body(_ members: String) -> [UInt8] { Array("{\"error\":{\(members)}}".utf8) }

    struct Row: Sendable, CustomTestStringConvertible {
        let code: Int
        var subcode: Int?
        var message = "(#1) words"
        let kind: GraphFailure.Kind
        var remedy = ""
        var testDescription: String { "\(code)/\(subcode ?? 0) \(message)" }
    }

    static let rows: [Row] =
        [
            Row(code: 1, kind: .transient), Row(code: 2, kind: .transient),
            Row(code: 4, kind: .rateLimited, remedy: "whole app"), Row(code: 17, kind: .rateLimited, remedy: "user"),
            Row(code: 32, kind: .rateLimited, remedy: "page"), Row(code: 341, kind: .rateLimited),
            Row(code: 613, kind: .rateLimited), Row(code: 613, subcode: 1996, kind: .rateLimited),
            Row(code: 613, subcode: 1_487_742, kind: .rateLimited),
            Row(code: 190, kind: .tokenRefused, remedy: "new page access token"),
            Row(
                code: 190, message: "(#190) This method must be called with a Page Access Token", kind: .tokenRefused,
                remedy: "/me/accounts"),
            Row(code: 190, subcode: 2_069_032, kind: .tokenRefused, remedy: "/me/accounts"),
            Row(code: 102, subcode: 458, kind: .tokenRefused, remedy: "removed"),
            Row(code: 190, subcode: 458, kind: .tokenRefused, remedy: "removed"),
            Row(code: 190, subcode: 459, kind: .tokenRefused, remedy: "facebook.com"),
            Row(code: 190, subcode: 460, kind: .tokenRefused, remedy: "password"),
            Row(code: 190, subcode: 463, kind: .tokenRefused, remedy: "expired"),
            Row(code: 190, subcode: 464, kind: .tokenRefused, remedy: "confirm"),
            Row(code: 190, subcode: 467, kind: .tokenRefused, remedy: "logged out"),
            Row(code: 190, subcode: 483, kind: .tokenRefused, remedy: "consent"),
            Row(code: 190, subcode: 492, kind: .tokenRefused, remedy: "role"),
            Row(code: 190, subcode: 493, kind: .tokenRefused, remedy: "90 days"),
            Row(code: 3, kind: .permissionMissing), Row(code: 10, kind: .permissionMissing),
            Row(
                code: 200, message: "(#200) Requires leads_retrieval permission to manage the object",
                kind: .permissionMissing, remedy: "Grant the app leads_retrieval and"),
            Row(
                code: 200, message: "(#200) Requires pages_manage_ads permission to manage the object",
                kind: .permissionMissing, remedy: "Grant the app pages_manage_ads and"),
            Row(
                code: 200, message: "(#200) Ad account owner has NOT grant ads_management or ads_read permission",
                kind: .fieldRefused, remedy: "ad account"),
            Row(code: 294, kind: .permissionMissing), Row(code: 299, kind: .permissionMissing),
            Row(code: 100, subcode: 33, kind: .objectMissing, remedy: "Leads access"),
            Row(
                code: 100, message: "(#100) Tried accessing nonexisting field (ad_name) on node type (UserLeadGenInfo)",
                kind: .fieldRefused),
            Row(
                code: 100, message: "API calls from the server require an appsecret_proof argument", kind: .proofRefused,
                remedy: "App Secret"),
            Row(code: 100, kind: .badRequest), Row(code: 803, kind: .badRequest), Row(code: 2500, kind: .badRequest),
            Row(code: 104, kind: .proofRefused, remedy: "App Secret"),
            Row(code: 368, kind: .blockedAsAbusive, remedy: "hours"),
            Row(code: 2200, kind: .badRequest, remedy: "verify token"),
            Row(code: 2635, kind: .versionDead, remedy: "a newer one in the settings"),
            Row(code: 999_999, kind: .badRequest),
        ] + (80001...80014).map { Row(code: $0, kind: .rateLimited) }

    @Test("the code and subcode decide, whatever the HTTP status", arguments: rows)
    func table(_ row: Row) {
        let subcode = row.subcode.map { ",\"error_subcode\":\($0)" } ?? ""
        let error = body(
            "\"message\":\"\(row.message)\",\"type\":\"OAuthException\",\"code\":\(row.code)\(subcode),\"fbtrace_id\":\"Ax1\"")
        for status in [200, 400, 401, 403, 500] where row.code != 999_999 || status == 400 {
            let failure = GraphErrorClass.classify(status: status, body: error)
            #expect(failure.kind == row.kind, "HTTP \(status)")
            #expect(failure.code == row.code)
            #expect(failure.subcode == row.subcode)
            #expect(failure.message == row.message)
            #expect(failure.traceID == "Ax1")
            #expect(failure.remedy.contains(row.remedy), "\(failure.remedy)")
        }
    }

    @Test(
        "without an error of Meta's the HTTP status decides",
        arguments: [
            (401, .tokenRefused), (403, .permissionMissing), (404, .objectMissing), (429, .rateLimited), (408, .transient),
            (500, .transient), (502, .transient), (503, .transient), (400, .badRequest), (302, .unreadable),
            (200, .unreadable),
        ] as [(Int, GraphFailure.Kind)])
    func plain(_ status: Int, _ kind: GraphFailure.Kind) {
        for text in ["", "{}", "[]", "null"] {
            let failure = GraphErrorClass.classify(status: status, body: Array(text.utf8))
            #expect(failure.kind == kind, "\(text)")
            #expect(failure.message.contains("\(status)"))
        }
    }

    @Test(
        "a page of a proxy's says nothing about token, permission or lead", arguments: [400, 401, 403, 404, 410],
        ["Forbidden", "<html>404</html>"])
    func foreign(_ status: Int, _ text: String) {
        #expect(GraphErrorClass.classify(status: status, body: Array(text.utf8)).kind == .unreadable)
        for (other, kind) in [(429, GraphFailure.Kind.rateLimited), (408, .transient), (502, .transient)] {
            #expect(GraphErrorClass.classify(status: other, body: Array(text.utf8)).kind == kind)
        }
    }

    @Test("an invalid token may be told by the header alone")
    func challenge() {
        let failure = GraphErrorClass.classify(
            status: 400, headers: [("www-AUTHENTICATE", #"OAuth "Facebook Platform" "invalid_token" "expired""#)], body: [])
        #expect(failure.kind == .tokenRefused)
    }

    @Test("code 1 with words for a person and not transient is for good")
    func permanentOne() {
        let failure = GraphErrorClass.classify(
            status: 400,
            body: body(#""message":"x","code":"1","is_transient":false,"error_user_title":"T","error_user_msg":"M""#))
        #expect(failure.kind == .badRequest)
        #expect(failure.userTitle == "T")
        #expect(failure.userMessage == "M")
        #expect(failure.isTransient == false)
    }

    @Test("an unknown code that Meta calls transient is tried again")
    func unknownTransient() {
        let failure = GraphErrorClass.classify(status: 400, body: body(#""message":"x","code":5,"is_transient":true"#))
        #expect(failure.kind == .transient)
    }

    @Test("an error may be a text, and its data JSON inside text")
    func oddShapes() {
        let text = GraphErrorClass.classify(status: 503, body: Array(#"{"error":"down"}"#.utf8))
        #expect(text.kind == .transient)
        #expect(text.message == "down")
        let data = GraphErrorClass.classify(
            status: 400, body: body(#""message":"x","code":190,"error_data":"{\"blame_field_specs\":[[\"a\"]]}""#))
        #expect(data.kind == .tokenRefused)
    }

    @Test("the feed's words: a refused token, and everything else")
    func missionSentences() {
        for kind in GraphFailure.Kind.allCases {
            let failure = GraphFailure(kind: kind, message: "m")
            let sentence = kind == .tokenRefused ? "Invalid Meta Page Access Token" : "Failed to fetch lead details"
            #expect(failure.missionSentence == sentence)
            #expect(failure.remedy.hasSuffix("."))
            #expect(failure.description.hasPrefix(sentence))
        }
    }

    @Test(
        "waits come from Retry-After, else from the estimate in minutes, a day at most",
        arguments: [
            ([("retry-after", " 120 ")], 120), ([("Retry-After", "99999999999")], 86400),
            ([("Retry-After", "99999999999999999999999")], nil), ([("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT")], nil),
            ([("Retry-After", "-5")], nil), ([], nil),
            ([("X-Business-Use-Case-Usage", #"{"1":[{"type":"leadgen","estimated_time_to_regain_access":19}]}"#)], 1140),
            ([("X-Business-Use-Case-Usage", #"{"1":[{"type":"ads_insights","estimated_time_to_regain_access":19}]}"#)], nil),
            ([("X-Business-Use-Case-Usage", #"{"1":[{"type":"pages","estimated_time_to_regain_access":9223372036854775807}]}"#)], 86400),
        ] as [([(String, String)], Int?)])
    func waits(_ headers: [(String, String)], _ seconds: Int?) {
        let failure = GraphErrorClass.classify(status: 400, headers: headers, body: body(#""message":"x","code":80005"#))
        #expect(failure.retryAfter == seconds.map { .seconds($0) })
    }

    @Test("the highest percentage counts, and what cannot be read is passed over")
    func usage() {
        #expect(GraphUsage.parse([]) == nil)
        #expect(GraphUsage.parse([("X-App-Usage", "not json"), ("Content-Type", "{}")]) == nil)
        #expect(
            GraphUsage.parse([("x-app-usage", #"{"call_count":28,"total_time":25.2,"total_cputime":"31"}"#)])
                == GraphUsage(percent: 31, appPercent: 31))
        let business =
            #"{"7":[{"type":"leadgen","call_count":100,"total_cputime":25,"total_time":25,"estimated_time_to_regain_access":19},{"type":"ads_insights","call_count":400,"estimated_time_to_regain_access":99}],"8":5}"#
        #expect(
            GraphUsage.parse([("X-App-Usage", #"{"call_count":3}"#), ("X-Business-Use-Case-Usage", business)])
                == GraphUsage(percent: 100, minutesToRegainAccess: 19, appPercent: 3))
        #expect(GraphUsage.parse([("X-App-Usage", #"{"call_count":1e999}"#)]) == nil)
    }

    @Test(
        "no token gets into a failure",
        arguments: [
            "Error validating access token EAABsbCS1iHgBAxyz123456789: expired", "bad token \"my-own-odd-token\"!",
            "bad token my-own-odd-token\u{301}",
            "GET https://graph.facebook.com/me?access_token=EAAG0123456789abcdefghij&x=1", "app 123456789012345|AbCdEfGhIjKlMnOpQr",
            "proof e83c5163316f89bfbde7d9ab23ca2e25604af290c0d9f9d9f9d9f9d9f9d9f9d9",
        ])
    func redacted(_ message: String) {
        let json =
            "{\"error\":{\"message\":\"\(message.replacing("\"", with: "\\\""))\",\"code\":190,\"error_user_msg\":\"my-own-odd-token\"}}"
        let failure = GraphErrorClass.classify(status: 400, body: Array(json.utf8), secrets: ["my-own-odd-token"])
        for text in [failure.message, failure.description, "\(failure.userMessage ?? "")", String(reflecting: failure)] {
            for secret in ["EAAB", "EAAG", "my-own", "AbCdEf", "e83c51"] { #expect(!text.contains(secret), "\(text)") }
        }
        // Without the bracket, which an accent may follow.
        #expect(failure.message.contains("[hidden"))
    }

    @Test("a message is one line of at most 300 characters")
    func oneLine() {
        let long = GraphFailure(kind: .transient, message: "a\n\tb\u{1B}[31m\u{202E}c " + String(repeating: "wort ", count: 200_000))
        #expect(long.message.count == 300)
        #expect(long.message.hasPrefix("a b [31m c wort"))
        #expect(GraphFailure(kind: .transient, message: "(#100) id '123456789012345678'").message == "(#100) id '123456789012345678'")
    }
}
