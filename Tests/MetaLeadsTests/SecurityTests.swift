import MetaLeads
import Testing

@Suite("Signatures and secrets")
struct SecurityTests {
    // RFC 4231, test case 2.
    private let vector = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    private let body = Array("what do ya want for nothing?".utf8)

    @Test("the published test vector matches, in either case of letters")
    func vectors() {
        #expect(WebhookSignature.header(for: body, appSecret: "Jefe") == vector)
        #expect(WebhookSignature.matches(header: vector, body: body, appSecret: "Jefe"))
        let upper = "sha256=" + vector.dropFirst(7).uppercased()
        #expect(WebhookSignature.matches(header: upper, body: body, appSecret: "Jefe"))
    }

    @Test("a body is signed as it is sent: escaped letters stay escaped")
    func escaped() {
        let sent = Array(#"{"name":"J\u00f6rg \u003C\u0040\/"}"#.utf8)
        let decoded = Array(#"{"name":"Jörg <@/"}"#.utf8)
        let header = WebhookSignature.header(for: sent, appSecret: "s")
        #expect(WebhookSignature.matches(header: header, body: sent, appSecret: "s"))
        #expect(!WebhookSignature.matches(header: header, body: decoded, appSecret: "s"))
    }

    @Test("anything else is refused")
    func refused() {
        let digits = String(vector.dropFirst(7))
        let headers: [String?] = [
            nil, "", "sha256=", digits, "sha1=" + digits, "SHA256=" + digits, "sha256=" + digits.dropLast(),
            "sha256=" + digits.dropLast(2), "sha256=" + digits + "00", "sha256=" + digits.dropLast() + "g",
            "sha256=" + digits.dropLast() + "4", "sha256=" + digits + " ", "sha256= " + digits,
            "sha256=" + String(repeating: "é", count: 32),
        ]
        for header in headers {
            #expect(!WebhookSignature.matches(header: header, body: body, appSecret: "Jefe"), "\(header ?? "nil")")
        }
        #expect(!WebhookSignature.matches(header: vector, body: body, appSecret: "jefe"))
        #expect(!WebhookSignature.matches(header: vector, body: body + [10], appSecret: "Jefe"))
        let unkeyed = WebhookSignature.header(for: body, appSecret: "")
        #expect(!WebhookSignature.matches(header: unkeyed, body: body, appSecret: ""))
    }

    @Test("the proof of an access token is its HMAC under the app secret")
    func proof() {
        let proof = AppSecretProof.of(accessToken: "what do ya want for nothing?", appSecret: "Jefe")
        #expect(proof == vector.dropFirst(7))
    }

    @Test("secrets are compared byte by byte")
    func equality() {
        #expect(ConstantTime.equal("", ""))
        #expect(ConstantTime.equal("geheim-ü", "geheim-ü"))
        for other in ["", "g", "Geheim", "geheim ", "geheim\u{0}"] { #expect(!ConstantTime.equal("geheim", other)) }
        // Equal for Swift, different to a verifier.
        #expect(!ConstantTime.equal("\u{FC}", "u\u{308}"))
    }

    @Test("an access never shows its secrets, however it is printed")
    func accessIsSilent() {
        let access = PageAccess(accessToken: " EAAtoken123456\n", appSecret: "appsecret98765 ")
        #expect(access.accessToken == "EAAtoken123456")
        #expect(access.appSecret == "appsecret98765")
        #expect(PageAccess(accessToken: "x", appSecret: " \n").appSecret == nil)
        struct Holder { let access: PageAccess }
        var dumped = ""
        dump(Holder(access: access), to: &dumped)
        for text in [
            "\(access)", String(reflecting: access), dumped, "\([access])", "\(Holder(access: access))",
            "\(Optional(access) as Any)",
        ] {
            #expect(!text.contains("EAAtoken") && !text.contains("appsecret9"), "\(text)")
        }
    }
}
