import MetaLeads
import Testing

@Suite("A proxy on the way to Meta") struct GraphProxyTests {
    private static let meta = "https://graph.facebook.com"

    private func proxy(_ environment: [String: String], _ url: String = meta) throws -> String? {
        try GraphProxy(environment, for: url).map { "\($0.host):\($0.port)" }
    }

    @Test(
        "is taken from HTTPS_PROXY, in small letters first, as other programs take it",
        arguments: [
            (["HTTPS_PROXY": "http://proxy.example.com:8888"], "proxy.example.com:8888"),
            (["https_proxy": "proxy.example.com"], "proxy.example.com:3128"),
            (["HTTPS_PROXY": "http://a:1", "https_proxy": "http://b:2"], "b:2"),
            (["HTTPS_PROXY": "http://ana:s%40crt@10.0.0.1:3128"], "10.0.0.1:3128"),
            (["HTTP_PROXY": "http://a:1"], nil), (["HTTPS_PROXY": ""], nil), ([:], nil),
        ] as [([String: String], String?)])
    func taken(_ environment: [String: String], _ expected: String?) throws {
        #expect(try proxy(environment) == expected)
    }

    @Test(
        "is not asked for what NO_PROXY names",
        arguments: [
            ("graph.facebook.com", true), (".facebook.com", true), ("example.com, facebook.com", true), ("*", true), ("book.com", false),
            ("graph.facebook.com.evil.example", false), ("", false),
        ])
    func excepted(_ list: String, _ isDirect: Bool) throws {
        #expect(try (proxy(["HTTPS_PROXY": "http://a:1", "NO_PROXY": list]) == nil) == isDirect)
    }

    @Test("is never between this machine and a simulator on it")
    func loopback() throws {
        #expect(try proxy(["HTTPS_PROXY": "http://a:1"], "http://127.0.0.1:8081") == nil)
    }

    @Test(
        "one that cannot be understood is an error that does not repeat it",
        arguments: ["socks5://a:1", "https://a:1", "http://", "http://u:secret@"])
    func wrong(_ text: String) {
        #expect {
            try proxy(["HTTPS_PROXY": text])
        } throws: { error in
            "\(error)".contains("HTTPS_PROXY") && !"\(error)".contains("secret")
        }
    }
}
