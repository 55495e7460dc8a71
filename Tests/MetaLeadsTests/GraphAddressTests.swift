import Foundation
import Testing

@testable import MetaLeads

@Suite("Questions to the Graph API")
struct GraphAddressTests {
    private let access = PageAccess(accessToken: "EAAtoken", appSecret: "secret")

    private func address(_ base: String = "https://graph.facebook.com") throws -> GraphAddress {
        try GraphAddress(baseURL: base, version: "v25.0")
    }

    @Test("a lead is asked for by named fields, with the proof in the query and the token in a header only")
    func lead() throws {
        let request = try address().lead("lead_abc123", access, .minimal)
        let proof = AppSecretProof.of(accessToken: "EAAtoken", appSecret: "secret")
        #expect(
            request.url
                == "https://graph.facebook.com/v25.0/lead_abc123?fields=id,created_time,form_id,field_data&appsecret_proof=\(proof)")
        #expect(request.headers.contains { $0 == ("Authorization", "Bearer EAAtoken") })
        #expect(!"\(request)".contains("EAAtoken") && !"\(request)".contains(proof))
        #expect(try address().lead("1", access, .full).url.contains("campaign_name,"))
    }

    @Test("each question names the program that asks")
    func userAgent() throws {
        let request = try GraphAddress(baseURL: "https://graph.facebook.com", version: "v25.0", userAgent: "Leadsheet/9.8").page(access)
        #expect(request.headers.contains { $0 == ("User-Agent", "Leadsheet/9.8") })
    }

    @Test("no secret, no proof")
    func withoutSecret() throws {
        let request = try address("http://127.0.0.1:9/base/").page(PageAccess(accessToken: "t"))
        #expect(request.url == "http://127.0.0.1:9/base/v25.0/me?fields=id,name")
    }

    @Test(
        "tokens cross no network in clear: http is for this machine alone",
        arguments: [
            ("https://graph.facebook.com", true), ("http://localhost:8081", true), ("http://127.9.9.9", true),
            ("http://[::1]:8081/base", true),
            ("http://graph.facebook.com", false), ("HTTP://graph.facebook.com", false), ("http://127.0.0.1.example.com", false),
            ("http://10.0.0.1", false),
        ])
    func inClear(_ base: String, _ isTaken: Bool) {
        #expect(((try? address(base)) != nil) == isTaken)
    }

    @Test("a form is asked for with its questions, a token about itself")
    func others() throws {
        #expect(try address().form("7", PageAccess(accessToken: "t")).url.hasSuffix("/v25.0/7?fields=id,name,locale,status,questions"))
        #expect(try address().debugToken(PageAccess(accessToken: "a|b&c")).url.hasSuffix("/v25.0/debug_token?input_token=a%7Cb%26c"))
    }

    @Test(
        "a hostile id stays one segment of the path",
        arguments: [
            "../me", "a/b", "me?fields=x", "a#b", "a%2Fb", "a b", "ü", "a\r\nHost: x", "1&access_token=2", "..\\me", "@evil.com", ":80",
            ";a",
        ])
    func hostile(_ id: String) throws {
        let url = try address().lead(id, access, .minimal).url
        let parts = try #require(URLComponents(string: url))
        #expect(parts.host == "graph.facebook.com")
        #expect(parts.fragment == nil)
        let segments = parts.percentEncodedPath.split(separator: "/", omittingEmptySubsequences: false)
        #expect(segments.count == 3)
        #expect(segments[1] == "v25.0")
        #expect(segments[2].removingPercentEncoding == id)
        #expect(parts.queryItems?.map(\.name) == ["fields", "appsecret_proof"])
    }

    @Test("what cannot be an id is refused without asking", arguments: ["", ".", "..", "...", String(repeating: "1", count: 257)])
    func noIDs(_ id: String) throws {
        let address = try address()
        #expect { try address.lead(id, access, .minimal) } throws: { ($0 as? GraphFailure)?.kind == .badRequest }
    }

    @Test("a token that cannot stand in a header is refused without being told", arguments: ["", "a b", "EAA\r\nX: y", "tökén"])
    func noTokens(_ token: String) throws {
        let address = try address()
        #expect {
            try address.page(PageAccess(accessToken: token))
        } throws: { error in
            guard let failure = error as? GraphFailure else { return false }
            return failure.kind == .tokenRefused && (token.isEmpty || !"\(failure)".contains(token))
        }
    }

    @Test(
        "an address that is none is refused with a sentence",
        arguments: [
            "", "graph.facebook.com", "ftp://graph.facebook.com", "https://", "https://user:pw@x.com", "https://x.com/?a=b",
            "https://x.com/#a",
        ])
    func noAddresses(_ base: String) {
        #expect { try GraphAddress(baseURL: base, version: "v25.0") } throws: { "\($0)".hasSuffix(".") && !"\($0)".contains("pw") }
    }

    @Test("a version is always named", arguments: ["", "25", "25.0", "v25", "v25.0/me", "v.0", "vx.y", "../v25.0"])
    func noVersions(_ version: String) {
        #expect(throws: GraphAddressError.self) { try GraphAddress(baseURL: "https://graph.facebook.com", version: version) }
    }
}
