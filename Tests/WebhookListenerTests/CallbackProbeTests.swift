import CRM
import CRMStore
import Foundation
import MetaLeads
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

    @Test("what cannot be reached is said in a sentence without the token", arguments: ["http://127.0.0.1:9/hook", "https://127.0.0.1:9/hook", "nonsense"])
    func unreachable(url: String) async {
        guard case .unreachable(let reason) = await CallbackProbe.ask(url, verifyToken: "the-verify-token", within: .seconds(5)) else {
            Issue.record("It answered.")
            return
        }
        #expect(!reason.isEmpty && !reason.contains("the-verify-token"))
    }
}
