import CRM
import CRMStore
import Foundation
import Testing
import WebhookListener

@Suite struct AnswersTests {
    static let webhook = "/api/meta/webhook"

    @Test("a good POST is in the journal when EVENT_RECEIVED comes, also for an unknown page or field")
    func good() async throws {
        try await House.open { (house) async throws in
            try house.savePage("page_1")
            let body = House.body()
            let answer = try await house.ask(House.post(body, headers: House.signature(body)))
            #expect(answer.status == 200)
            #expect(answer.body == "EVENT_RECEIVED")
            #expect(try house.events().map(\.leadgenID) == ["lead_1"])
            let stranger = try await house.ask(House.post(House.body(page: "stranger", lead: "lead_2")))
            #expect(stranger.status == 200)
            let field = Array("{\"object\":\"page\",\"entry\":[{\"id\":\"page_1\",\"changes\":[{\"field\":\"feed\",\"value\":{}}]}]}".utf8)
            #expect(try await house.ask(House.post(field, headers: House.signature(field))).status == 200)
        }
    }

    @Test("a missing or wrong signature is 403 and nothing is kept")
    func unsigned() async throws {
        try await House.open { (house) async throws in
            try house.savePage("page_1")
            let body = House.body()
            #expect(try await house.ask(House.post(body)).status == 403)
            #expect(try await house.ask(House.post(body, headers: House.signature(body, secret: "x"))).status == 403)
            #expect(try house.events().isEmpty)
        }
    }

    @Test("what is not JSON or no webhook is 400", arguments: ["", "nonsense", "{\"a\":1}", "[1]", "\u{0}"])
    func malformed(_ text: String) async throws {
        try await House.open { (house) async throws in
            #expect(try await house.ask(House.post(Array(text.utf8))).status == 400)
        }
    }

    @Test("a body over the limit is 413, announced or not, and the listener goes on")
    func tooLarge() async throws {
        var limits = House.patient
        limits.maxBodyBytes = 1000
        try await House.open(limits) { (house) async throws in
            let large = [UInt8](repeating: 32, count: 1001)
            #expect(try await house.ask(House.post(large)).status == 413)
            let announced = "POST \(Self.webhook) HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\n"
            #expect(try await house.ask(Array(announced.utf8)).status == 413)
            let chunk = "\(String(1001, radix: 16))\r\n".utf8 + large + Array("\r\n0\r\n\r\n".utf8)
            let chunked = Array("POST \(Self.webhook) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".utf8) + chunk
            #expect(try await house.ask(chunked).status == 413)
            let small = House.body()
            #expect(try await house.ask(House.post(small)).status == 200)
            #expect(try await house.ask("GET", "/metrics").body.contains("leadsheet_deliveries_total{answer=\"too_large\"} 3\n"))
        }
    }

    @Test("the verification answers the bare challenge as plain text")
    func verification() async throws {
        try await House.open { (house) async throws in
            try house.savePage("page_1")
            let query = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=ver%20ify%2B"
            let answer = try await house.ask("GET", "\(Self.webhook)?\(query)")
            #expect(answer.status == 200)
            #expect(answer.body == "1158201444")
            #expect(answer.headers["content-type"]?.hasPrefix("text/plain") == true)
            #expect(answer.headers["x-content-type-options"] == "nosniff")
            let escaped = try await house.ask(
                "GET", "\(Self.webhook)?hub%2Emode=subscribe&hub.challenge=%3Cb%3E&hub.verify_token=ver+ify%2b")
            #expect(escaped.body == "<b>")
            for bad in [
                "", "?", "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong",
                "?hub.mode=subscribe&hub.challenge=%0D%0Ax&hub.verify_token=ver%20ify%2B",
                "?hub.mode=subscribe&hub.challenge=%zz&hub.verify_token=ver%20ify%2B",
                "?hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=ver%20ify%2B",
            ] {
                #expect(try await house.ask("GET", Self.webhook + bad).status == 403)
            }
        }
    }

    @Test(
        "another method is 405 and names those that are allowed, another path is 404",
        arguments: [
            ("PUT", webhook, 405, "GET, POST"), ("DELETE", webhook, 405, "GET, POST"), ("HEAD", webhook, 405, "GET, POST"),
            ("POST", "/healthz", 405, "GET, HEAD"), ("POST", "/metrics", 405, "GET, HEAD"), ("GET", "/", 404, nil),
            ("GET", "/api%2Fmeta/webhook", 404, nil), ("GET", "api/meta/webhook", 400, nil), ("GET", "/api/meta/web//hook", 404, nil),
            ("GET", "/api/meta/webhook/%00", 404, nil), ("GET", "/healthz/../x", 404, nil), ("OPTIONS", "*", 404, nil),
            ("POST", "/api/meta", 404, nil),
        ] as [(String, String, Int, String?)])
    func others(_ method: String, _ path: String, _ status: Int, _ allow: String?) async throws {
        try await House.open { (house) async throws in
            let wire = try await Wire.connect(house.port)
            try await wire.send("\(method) \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            let text = String(decoding: try await wire.untilClosed(), as: UTF8.self)
            #expect(text.hasPrefix("HTTP/1.1 \(status) "))
            if let allow { #expect(text.lowercased().contains("allow: \(allow.lowercased())\r\n")) }
        }
    }

    @Test("HEAD has the status and the head of GET, without its body", arguments: ["/healthz", "/metrics"])
    func head(_ path: String) async throws {
        try await House.open { (house) async throws in
            let wire = try await Wire.connect(house.port)
            try await wire.send("HEAD \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            let text = String(decoding: try await wire.untilClosed(), as: UTF8.self)
            #expect(text.hasPrefix("HTTP/1.1 200 ") && text.hasSuffix("\r\n\r\n"), "\(text)")
            #expect(text.firstMatch(of: /(?i)content-length: [1-9]/) != nil, "\(text)")
        }
    }

    @Test(
        "the callback is served with a slash at its end or a double one as without",
        arguments: [
            webhook + "/", webhook + "//", "//api/meta/webhook", "/api//meta/webhook/", "///api///meta///webhook",
        ])
    func slashes(_ path: String) async throws {
        try await House.open { (house) async throws in
            try house.savePage("page_1")
            let query = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=ver%20ify%2B"
            #expect(try await house.ask("GET", "\(path)?\(query)").body == "1158201444")
            let body = House.body()
            #expect(try await house.ask(House.post(body, headers: House.signature(body), path: path)).body == "EVENT_RECEIVED")
            #expect(try house.events().map(\.leadgenID) == ["lead_1"])
        }
    }

    @Test("healthz says what is well and what is not, and 503 when the journal cannot be written")
    func health() async throws {
        try await House.open { (house) async throws in
            let answer = try await house.ask("GET", "/healthz")
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.body.contains("\"name\":\"leadsheet\""))
            #expect(answer.body.contains("\"process\":\(ProcessInfo.processInfo.processIdentifier)"))
            #expect(answer.body.contains("\"data\":\"data-1\""))
            #expect(answer.body.contains("\"version\":\"1.2.3\""))
            #expect(answer.body.contains("It expires soon."))
        }
        try await House.open(canWrite: false) { (house) async throws in
            #expect(try await house.ask("GET", "/healthz").status == 503)
        }
    }

    @Test("metrics count what came, for this machine alone")
    func metrics() async throws {
        try await House.open { (house) async throws in
            try house.savePage("page_1")
            _ = try await house.ask(House.post(House.body()))
            let answer = try await house.ask("GET", "/metrics")
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
            #expect(answer.body.contains("leadsheet_deliveries_total{answer=\"forbidden\"} 1\n"))
            #expect(answer.body.contains("leadsheet_events{state=\"saved\"} 7\n"))
            #expect(answer.body.contains("leadsheet_catch_up_leads_total 0\n"))
            #expect(answer.body.contains("leadsheet_ledger_leads{page=\"page_1\",form=\"f1\",count=\"by_webhook\"} 5\n"))
            #expect(answer.body.contains("leadsheet_ledger_leads{page=\"page_1\",form=\"f1\",count=\"meta\"} 6\n"))
            #expect(answer.body.contains("leadsheet_page_blocked{page=\"page_1\"} 1\n"))
            // An id comes from outside, and must not write lines of its own.
            #expect(answer.body.contains("leadsheet_ledger_leads{page=\"page_1\",form=\"x___9_evil_1\",count=\"failed\"} 2\n"))
            let proxied = try await house.ask("GET", "/metrics", headers: "X-Forwarded-For: 203.0.113.9\r\n")
            #expect(proxied.status == 403)
        }
    }

    @Test("what strangers post is in no line of the metrics and breaks no report")
    func hostileIDs() async throws {
        try await House.open { (house) async throws in
            let id = #"\"} 1\nleadsheet_fake{a=\""#
            #expect(try await house.ask(House.post(House.body(page: id, lead: id))).status == 200)
            #expect(try house.events().count == 1)
            let lines = try await house.ask("GET", "/metrics").body.split(separator: "\n")
            #expect(lines.count > 10)
            for line in lines where !line.hasPrefix("# ") {
                #expect(
                    line.wholeMatch(of: /leadsheet_[a-z_]+(\{[a-z]+="[A-Za-z0-9_-]+"(,[a-z]+="[A-Za-z0-9_-]+")*\})? [0-9]+/) != nil,
                    "\(line)")
            }
            #expect(!lines.contains { $0.contains("fake") })
            let health = try await house.ask("GET", "/healthz")
            #expect(try JSONSerialization.jsonObject(with: Data(health.body.utf8)) is [String: Any])
        }
    }
}
