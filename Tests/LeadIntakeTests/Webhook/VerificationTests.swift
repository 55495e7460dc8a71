import CRM
import CRMStore
import Foundation
import LeadIntake
import TestSupport
import Testing

@Suite struct VerificationTests {
    @Test("Meta's verification is confirmed with the bare challenge, and noted for the page of the token")
    func confirmed() async throws {
        let world = try World()
        try world.savePage("page_1", verify: "one")
        try world.savePage("page_2", verify: "two")
        #expect(await world.receiver.verify(mode: "subscribe", token: "two", challenge: "1158201444") == .confirmed("1158201444"))
        #expect(try world.store.page("page_1")?.verifiedAt == nil)
        #expect(try world.store.page("page_2")?.verifiedAt == world.clock.now)
        try await eventually("the screens hear of it") { world.news.all.contains(.pagesChanged) }
    }

    @Test("our own question is answered and not taken for Meta's")
    func ourOwn() async throws {
        let world = try World()
        try world.savePage("page_1", verify: "one")
        #expect(
            await world.receiver.verify(mode: "subscribe", token: "one", challenge: "leadsheet-asks-7") == .confirmed("leadsheet-asks-7"))
        #expect(await world.receiver.verify(mode: "subscribe", token: "two", challenge: "leadsheet-asks-7") == .refused)
        #expect(try world.store.page("page_1")?.verifiedAt == nil)
    }

    @Test(
        "anything else is refused",
        arguments: [
            (nil, "one", "1"), ("unsubscribe", "one", "1"), ("subscribe", nil, "1"), ("subscribe", "", "1"),
            ("subscribe", "two", "1"), ("subscribe", "one", nil), ("subscribe", "one", ""), ("subscribe", "one", "a\r\nb"),
            ("subscribe", "one", String(repeating: "1", count: 1025)),
        ] as [(String?, String?, String?)])
    func refused(_ mode: String?, _ token: String?, _ challenge: String?) async throws {
        let world = try World()
        try world.savePage("page_1", verify: "one")
        #expect(await world.receiver.verify(mode: mode, token: token, challenge: challenge) == .refused)
        #expect(try world.store.page("page_1")?.verifiedAt == nil)
    }

    @Test("without a saved verify token everything is refused, an empty token too")
    func noneSaved() async throws {
        let world = try World()
        #expect(await world.receiver.verify(mode: "subscribe", token: "", challenge: "1") == .refused)
        try world.savePage("page_1", verify: "")
        #expect(await world.receiver.verify(mode: "subscribe", token: "", challenge: "1") == .refused)
        #expect(await world.receiver.verify(mode: "subscribe", token: "x", challenge: "1") == .refused)
    }
}
