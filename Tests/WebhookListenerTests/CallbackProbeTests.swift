import CRM
import CRMStore
import Foundation
import MetaLeads
import EndToEndSupport
import Testing
import WebhookListener

@Suite("Asking the callback as Meta does")
struct CallbackProbeTests {
    @Test("the listener answers the challenge to who knows a verify token, and does not take it for Meta's")
    func confirmed() async throws {
        try await House.open { (house) async throws in
            try house.savePage("page_1")
            let token = try #require(try house.store.settings(of: "page_1")).metaVerifyToken.reveal()
            let url = "http://\(house.address)\(AnswersTests.webhook)"
            #expect(await CallbackProbe.ask(url, verifyToken: token) == .confirmed)
            #expect(await CallbackProbe.ask(url, verifyToken: token + "x&y") == .refused)
            #expect(await CallbackProbe.ask("http://\(house.address)/elsewhere", verifyToken: token) == .unexpected(status: 404))
            #expect(try house.store.page("page_1")?.verifiedAt == nil)
        }
    }

    @Test(
        "a certificate that Meta would refuse is named as what is wrong",
        arguments: [
            ("self-signed", Certificates.one, "localhost"), ("expired", Certificates.old, "localhost"),
            ("of another name", Certificates.two, "127.0.0.1"),
        ])
    func certificate(title: String, pair: Certificates.Pair, host: String) async throws {
        let files = try TLSFolder(pair)
        try await House.open(tls: files.files) { (house) async throws in
            try house.savePage("page_1")
            let answer = await CallbackProbe.ask("https://\(host):\(house.port)\(AnswersTests.webhook)", verifyToken: "ver ify+")
            #expect(answer == .badCertificate)
        }
        withExtendedLifetime(files) {}
    }

    @Test(
        "what cannot be reached is said in a sentence without the token",
        arguments: ["http://127.0.0.1:9/hook", "https://127.0.0.1:9/hook", "nonsense"])
    func unreachable(url: String) async {
        guard case .unreachable(let reason) = await CallbackProbe.ask(url, verifyToken: "the-verify-token", within: .seconds(5)) else {
            Issue.record("It answered.")
            return
        }
        #expect(!reason.isEmpty && !reason.contains("the-verify-token"))
    }
}
