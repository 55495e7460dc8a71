import CRM
import Foundation
import TestSupport
import Testing
import WebhookListener

/// Whose word counts about where a request comes from.
@Suite struct ProxyTests {
    @Test(
        "X-Forwarded-For of anybody but a trusted proxy makes no request one of this machine",
        arguments: [
            "X-Forwarded-For: 127.0.0.1\r\n", "X-Forwarded-For: 203.0.113.9\r\n", "X-Forwarded-For:\r\n", "Forwarded: for=127.0.0.1\r\n",
            "X-Real-IP: 127.0.0.1\r\n",
        ])
    func untrusted(_ header: String) async throws {
        try await House.open { (house) async throws in
            #expect(try await house.ask("GET", "/metrics", headers: header).status == 403)
            #expect(try await house.ask("GET", "/metrics").status == 200)
        }
    }

    @Test(
        "of a trusted proxy the last address that is no proxy counts, whatever stands before it",
        arguments: [
            ("X-Forwarded-For: 203.0.113.9\r\n", 403), ("X-Forwarded-For: 127.0.0.1, 203.0.113.9\r\n", 403),
            ("X-Forwarded-For: ::1\r\nX-Forwarded-For: 203.0.113.9, 10.1.2.3\r\n", 403), ("X-Forwarded-For: unknown\r\n", 403),
            ("X-Forwarded-For: 127.0.0.1,\r\n", 403), ("Forwarded: for=127.0.0.1\r\n", 403), ("X-Real-IP: 127.0.0.1\r\n", 403),
            ("X-Forwarded-For: ::1\r\n", 200), ("X-Forwarded-For: 203.0.113.9, ::1, 10.1.2.3\r\n", 403),
            ("X-Forwarded-For: 127.0.0.1, 10.0.0.5\r\n", 403), ("X-Forwarded-For: 127.0.0.1\r\nVia: 1.1 x\r\n", 403),
            ("X-Forwarded-For: 10.0.0.5\r\n", 403), ("", 200),
        ])
    func trusted(_ headers: String, _ status: Int) async throws {
        var limits = House.patient
        limits.trustedProxies = ["127.0.0.1", "10.0.0.0/8"].compactMap { AddressRange($0) }
        try await House.open(limits) { (house) async throws in
            #expect(try await house.ask("GET", "/metrics", headers: headers).status == status)
        }
    }

    @Test(
        "only who asks for this machine itself is told all: no relay, no tunnel, no page in a browser",
        arguments: [
            ("Host: 127.0.0.1", 200), ("Host: 127.0.0.1:8080", 200), ("Host: localhost", 200), ("Host: LOCALHOST:1", 200),
            ("Host: [::1]:80", 200),
            ("Host: [::1]", 200), ("Host: 127.9.9.9", 200), ("Host: crm.example.com", 403), ("Host: evil.example:8080", 403),
            ("Host: 10.0.0.1", 403),
            ("Host: 0.0.0.0:80", 403), ("Host: localhost.evil.example", 403), ("Host: 127.0.0.1.evil.example", 403),
            ("Host: localhost:x", 403),
            ("Host: [::1", 403), ("Host:", 403), ("Host: tunnel.localhost", 403), ("Host: localhost\r\nOrigin: http://evil.example", 403),
            ("Host: localhost\r\nOrigin: null", 403), ("Host: localhost\r\nOrigin: http://localhost:8080", 200),
            ("Host: localhost\r\nSec-Fetch-Site: cross-site", 403), ("Host: localhost\r\nSec-Fetch-Site: none", 200),
            ("Host: localhost\r\nVia: 1.1 tunnel", 403), ("Host: localhost\r\nX-Forwarded-Host: crm.example.com", 403),
            ("Host: localhost\r\nX-Forwarded-Proto: https", 403), ("Host: localhost\r\nCF-Connecting-IP: 127.0.0.1", 403),
            ("Host: localhost\r\nTrue-Client-IP: 127.0.0.1", 403), ("Host: my.localhost", 403),
        ])
    func near(_ fields: String, _ status: Int) async throws {
        var limits = House.patient
        limits.publicHost = "tunnel.localhost"
        try await House.open(limits) { (house) async throws in
            func ask(_ path: String) async throws -> Wire.Answer {
                try await house.ask(Array("GET \(path) HTTP/1.1\r\n\(fields)\r\n\r\n".utf8))
            }
            #expect(try await ask("/metrics").status == status)
            #expect(try await ask("/healthz").body.contains("It expires soon.") == (status == 200))
        }
    }

    @Test("who asks for the public address is not near, though it leads to this machine")
    func publicHost() async throws {
        var limits = House.patient
        limits.publicHost = "localhost"
        try await House.open(limits) { (house) async throws in
            #expect(try await house.ask(Array("GET /metrics HTTP/1.1\r\nHost: localhost:80\r\n\r\n".utf8)).status == 403)
            #expect(try await house.ask("GET", "/metrics").status == 200)
        }
    }

    @Test(
        "strangers learn from healthz whether all is well and nothing else, unless all are told everything",
        arguments: [
            "X-Forwarded-For: 203.0.113.9\r\n", "X-Forwarded-For: ::1, 203.0.113.9\r\n", "Forwarded: for=203.0.113.9\r\n",
        ])
    func health(_ header: String) async throws {
        var limits = House.patient
        limits.trustedProxies = [AddressRange("127.0.0.1")].compactMap(\.self)
        for canWrite in [true, false] {
            try await House.open(limits, canWrite: canWrite) { (house) async throws in
                let outside = try await house.ask("GET", "/healthz", headers: header)
                #expect(outside.status == (canWrite ? 200 : 503))
                #expect(outside.body == "{\"name\":\"leadsheet\",\"ok\":false}\n")
                #expect(try await house.ask("GET", "/healthz", headers: "X-Forwarded-For: ::1\r\n").body.contains("It expires soon."))
                #expect(await ListenerProbe.ask(house.address, within: .seconds(60))?.data == "data-1")
            }
        }
        limits.metricsForAll = true
        try await House.open(limits) { (house) async throws in
            #expect(try await house.ask("GET", "/healthz", headers: header).body.contains("It expires soon."))
        }
    }

    @Test("the log names the sender behind a trusted proxy, and the proxy itself otherwise", arguments: [true, false])
    func log(_ isTrusted: Bool) async throws {
        let book = LogBook()
        var limits = House.patient
        if isTrusted { limits.trustedProxies = [AddressRange("127.0.0.0/8")].compactMap(\.self) }
        try await House.open(limits, logger: book.logger) { (house) async throws in
            try house.savePage("page_1")
            #expect(try await house.ask(House.post(House.body(), headers: "X-Forwarded-For: 203.0.113.9\r\n")).status == 403)
            #expect(book.lines.count == 1)
            #expect(book.lines.first?.contains("It came from \(isTrusted ? "203.0.113.9" : "127.0.0.1").") == true)
        }
    }

    @Test(
        "addresses and networks are read, and nothing else is taken for one",
        arguments: [
            ("127.0.0.1", true), ("10.0.0.0/8", true), ("::1", true), ("fd00::/8", true), ("0.0.0.0/0", true), ("10.0.0.0/33", false),
            ("10.0.0/8", false), ("localhost", false), ("10.0.0.1/", false), ("10.0.0.1/x", false), ("::1/129", false), ("", false),
            ("/8", false),
        ])
    func ranges(_ text: String, _ isOne: Bool) {
        #expect((AddressRange(text) != nil) == isOne)
    }
}
