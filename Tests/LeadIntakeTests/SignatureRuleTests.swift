import CRM
import Foundation
import LeadIntake
import MetaLeads
import Testing

@Suite struct SignatureRuleTests {
    @Test("a good signature brings the event in, checked")
    func good() async throws {
        let world = try World()
        try world.savePage("page_1")
        #expect(await world.post([("page_1", "lead_1")]) == .accepted(1))
        #expect(try world.events().map(\.signatureChecked) == [true])
    }

    @Test("a missing, wrong or malformed signature is refused and nothing is kept", arguments: [
        nil, "", "sha256=", "sha256=00", "sha1=00", WebhookSignature.header(for: [1], appSecret: "secret"),
        WebhookSignature.header(for: World.body([("page_1", "lead_1")]), appSecret: "other"),
    ])
    func bad(_ signature: String?) async throws {
        let world = try World()
        try world.savePage("page_1")
        #expect(await world.desk.receive(body: World.body([("page_1", "lead_1")]), signature: signature) == .forbidden)
        #expect(try world.events().isEmpty)
        #expect(world.desk.figures.forbidden == 1)
    }

    @Test("a page without an app secret is accepted, not checked")
    func unchecked() async throws {
        let world = try World()
        try world.savePage("page_1", secret: "")
        #expect(await world.desk.receive(body: World.body([("page_1", "lead_1")]), signature: nil) == .accepted(1))
        #expect(try world.events().map(\.signatureChecked) == [false])
    }

    @Test("an unknown page is accepted, and counts as checked only under a known secret")
    func unknown() async throws {
        let world = try World()
        try world.savePage("page_1")
        #expect(await world.post([("stranger", "lead_1")], secret: "secret") == .accepted(1))
        #expect(await world.post([("stranger", "lead_2")], secret: "who knows") == .accepted(1))
        #expect(try world.events().map(\.signatureChecked) == [false, true])
    }

    @Test("in one body each entry counts only under the secret of its own page")
    func severalSecrets() async throws {
        let world = try World()
        try world.savePage("page_1", secret: "one")
        try world.savePage("page_2", secret: "two")
        try world.savePage("page_3", secret: "one")
        let changes = [("page_1", "lead_1"), ("page_2", "lead_2"), ("page_3", "lead_3")]
        #expect(await world.post(changes, secret: "one") == .accepted(2))
        #expect(Set(try world.events().compactMap(\.leadgenID)) == ["lead_1", "lead_3"])
        #expect(world.desk.figures.dropped == 1)
        #expect(await world.post(changes, secret: "two") == .accepted(1))
        #expect(await world.post(changes, secret: "three") == .forbidden)
    }

    @Test("an entry of one page cannot bring a lead of another")
    func crossPage() async throws {
        let world = try World()
        try world.savePage("page_1", secret: "one")
        try world.savePage("page_2", secret: "two")
        for (entry, page) in [("page_2", "page_1"), ("stranger", "page_1"), ("", "page_1")] {
            let body = Array(
                "{\"object\":\"page\",\"entry\":[{\"id\":\"\(entry)\",\"changes\":[{\"field\":\"leadgen\",\"value\":{\"leadgen_id\":\"1\",\"page_id\":\"\(page)\"}}]}]}".utf8)
            let signature = WebhookSignature.header(for: body, appSecret: "two")
            #expect(await world.desk.receive(body: body, signature: signature) == .forbidden)
        }
        #expect(try world.events().isEmpty)
    }

    static let dashboardTest = Array(
        "{\"entry\":[{\"changes\":[{\"field\":\"leadgen\",\"value\":{\"ad_id\":\"444444444\",\"form_id\":\"444444444444\",\"leadgen_id\":\"444444444444\",\"created_time\":1790000000,\"page_id\":\"444444444444\",\"adgroup_id\":\"44444444444\"}}],\"id\":\"0\",\"time\":1790000000}],\"object\":\"page\"}".utf8)

    @Test("the dashboard's test is said in the feed and makes no work")
    func dashboard() async throws {
        let world = try World()
        try world.savePage("page_1")
        let body = Self.dashboardTest
        #expect(await world.desk.receive(body: body, signature: nil) == .forbidden)
        let signed = WebhookSignature.header(for: body, appSecret: "secret")
        #expect(await world.desk.receive(body: body, signature: signed) == .accepted(1))
        let event = try #require(try world.events().first)
        #expect(event.kind == .test)
        #expect(event.state == .ignored)
        #expect(event.error == "Meta test received, signature ok")
    }

    @Test("with a page that has no secret the dashboard's test is accepted, not checked")
    func dashboardBesideUnchecked() async throws {
        let world = try World()
        try world.savePage("page_1")
        try world.savePage("page_2", secret: "")
        #expect(await world.desk.receive(body: Self.dashboardTest, signature: nil) == .accepted(1))
        #expect(try world.events().first?.error == "Meta test received, signature not checked")
    }

    @Test("without any page the dashboard's test is accepted, not checked")
    func dashboardAlone() async throws {
        let world = try World()
        #expect(await world.desk.receive(body: Self.dashboardTest, signature: nil) == .accepted(1))
        #expect(try world.events().first?.error == "Meta test received, signature not checked")
    }

    @Test("other notifications are ignored with a sentence, an unreadable one fails with a sentence")
    func others() async throws {
        let world = try World()
        try world.savePage("page_1")
        let body = Array(
            """
            {"object":"page","entry":[
            {"id":"page_1","time":1,"changes":[{"field":"feed","value":{"item":"post"}},{"field":"leadgen","value":{}}]},
            {"id":"page_1","time":1,"changed_fields":["leadgen"]},{"id":"page_1","messaging":[{"a":1}]}]}
            """.utf8)
        #expect(await world.desk.receive(body: body, signature: WebhookSignature.header(for: body, appSecret: "secret")) == .accepted(4))
        let events = try world.events().reversed()
        #expect(events.map(\.state) == [.ignored, .failed, .ignored, .ignored])
        #expect(events.allSatisfy { $0.kind == .other && $0.error?.isEmpty == false })
        #expect(events.map(\.error).contains { $0?.contains("Include Values") == true })
    }

    @Test("what is no webhook is malformed, and an empty one is accepted without a trace", arguments: [
        ("", Reception.malformed), ("nonsense", .malformed), ("{}", .malformed), ("[]", .malformed),
        ("{\"object\":\"page\",\"entry\":[]}", .accepted(0)),
    ])
    func envelopes(_ text: String, _ reception: Reception) async throws {
        let world = try World()
        try world.savePage("page_1")
        #expect(await world.desk.receive(body: Array(text.utf8), signature: nil) == reception)
        #expect(try world.events().isEmpty)
    }
}
