import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaLeads
import TestSupport
import Testing

@Suite struct SignaturePolicyTests {
    @Test("a good signature brings the event in, checked")
    func good() async throws {
        let world = try World()
        try world.savePage("page_1")
        #expect(await world.post([("page_1", "lead_1")]) == .accepted(1))
        #expect(try world.events().map(\.signatureChecked) == [true])
    }

    @Test(
        "a missing, wrong or malformed signature is refused and nothing is kept",
        arguments: [
            nil, "", "sha256=", "sha256=00", "sha1=00", WebhookSignature.header(for: [1], appSecret: "secret"),
            WebhookSignature.header(for: World.body([("page_1", "lead_1")]), appSecret: "other"),
        ])
    func bad(_ signature: String?) async throws {
        let world = try World()
        try world.savePage("page_1")
        #expect(await world.receiver.receive(body: World.body([("page_1", "lead_1")]), signature: signature) == .forbidden)
        #expect(try world.events().isEmpty)
        #expect(world.receiver.figures.forbidden == 1)
    }

    @Test("a page without an app secret is accepted, not checked")
    func unchecked() async throws {
        let world = try World()
        try world.savePage("page_1", secret: "")
        #expect(await world.receiver.receive(body: World.body([("page_1", "lead_1")]), signature: nil) == .accepted(1))
        #expect(try world.events().map(\.signatureChecked) == [false])
    }

    @Test("an unknown page is accepted, and counts as checked only under a known secret")
    func unknown() async throws {
        let world = try World()
        try world.savePage("page_1")
        #expect(await world.post([("stranger", "lead_1")], secret: "secret") == .accepted(1))
        #expect(await world.post([("stranger", "lead_2")], secret: "who knows") == .accepted(1))
        #expect(try world.events().map(\.signatureChecked) == [false, true])
        // Nobody works on them, and the feed says what to do.
        #expect(try world.events().allSatisfy { $0.state == .blocked && $0.error == "No user found for page_id: stranger" })
        #expect(try world.events().map(\.remedy).allSatisfy { $0?.hasSuffix("leadsheet page set stranger") ?? false })
    }

    @Test(
        "an id of a stranger's page stands in no command unless a page could have it",
        arguments: ["$(reboot)", "x;reboot", "-rf", "`x`", "ü"])
    func hostileCommand(_ page: String) async throws {
        let world = try World()
        await world.post([(page, "lead_1")])
        #expect(try world.events().first?.remedy?.hasSuffix("leadsheet page set PAGE_ID") == true)
    }

    @Test("an unsigned body whose page is a known one up to a NUL brings nothing to that page")
    func cutByNUL() async throws {
        let world = try World()
        try world.savePage("page_1")
        let body = Array(
            #"{"object":"page","entry":[{"id":"page_1\u0000","changes":[{"field":"leadgen","value":{"leadgen_id":"1"}}]}]}"#.utf8)
        #expect(await world.receiver.receive(body: body, signature: nil) == .accepted(1))
        #expect(try world.events().map(\.pageID) == [""])
        #expect(try world.store.pages(of: nil).map(\.lastEventAt) == [nil])
    }

    @Test("a page that is added goes on with the leads that waited for it")
    func addedLater() async throws {
        let world = try World()
        await world.post([("page_1", "lead_1")])
        #expect(try world.events().map(\.state) == [.blocked])
        try world.savePage("page_1")
        #expect(try world.events().map(\.state) == [.waiting])
    }

    @Test("what strangers post is kept up to a day's worth, and a page's own leads come in beside it")
    func crowd() async throws {
        let world = try World()
        try world.savePage("page_1")
        let batch = (0..<1000).map { ("stranger\($0)", "lead_\($0)") }
        for _ in 0..<5 { #expect(await world.post(batch, secret: "guess") == .accepted(1000)) }
        #expect(await world.post([("stranger", "one_more")], secret: "guess") == .accepted(0))
        #expect(world.receiver.figures.unknownPagesNotKept == 1)
        #expect(try world.store.eventCounts()[.blocked] == 5000)
        // Signed by a known app, and beside a known page: neither is anybody's.
        #expect(await world.post([("page_1", "lead_1"), ("stranger", "lead_2")]) == .accepted(2))
        #expect(try world.store.takeDue(at: world.clock.now, limit: 9, perPage: 9, except: []).map(\.leadgenID) == ["lead_1"])
        world.clock.advance(86_400)
        #expect(await world.post([("stranger", "tomorrow")], secret: "guess") == .accepted(1))
    }

    @Test("a restart does not begin a new day for strangers")
    func crowdAfterRestart() async throws {
        let world = try World()
        try world.savePage("page_1")
        for _ in 0..<4 { await world.post((0..<1000).map { ("stranger", "lead_\($0)") }, secret: "guess") }
        await world.post([("page_1", "lead_1")])
        let time = world.clock
        let again = WebhookReceiver(
            pages: world.store, writer: JournalWriter(journal: world.store), channel: world.channel, wake: {}, clock: { time.now },
            logger: world.quiet)
        func post(_ count: Int) async -> DeliveryResult {
            await again.receive(body: World.body((0..<count).map { ("stranger", "late_\($0)") }), signature: nil)
        }
        #expect(await post(1000) == .accepted(1000))
        #expect(await post(1) == .accepted(0))
        time.advance(86_400)
        #expect(await post(1) == .accepted(1))
    }

    @Test("large bodies of strangers are kept up to a day's worth of bytes")
    func largeCrowd() async throws {
        let world = try World()
        let padding = String(repeating: " ", count: 1 << 20)
        var kept = 0
        for index in 0..<20 {
            let body = World.body([("stranger", "lead_\(index)")]) + Array(padding.utf8)
            if case .accepted(1) = await world.receiver.receive(body: body, signature: nil) { kept += 1 }
        }
        #expect(kept == 15)
    }

    @Test("in one body the stranger's part is left out, and the page's own is kept")
    func crowdBesideOwn() async throws {
        let world = try World()
        try world.savePage("page_1", secret: "")
        for _ in 0..<5 { await world.post((0..<1000).map { ("stranger", "lead_\($0)") }) }
        #expect(await world.post([("stranger", "x"), ("page_1", "lead_1")]) == .accepted(1))
        #expect(try world.events().first?.pageID == "page_1")
    }

    @Test("in one body each entry counts only under the secret of its own page, and for the rest Meta is asked to send it again")
    func severalSecrets() async throws {
        let world = try World()
        try world.savePage("page_1", secret: "one")
        try world.savePage("page_2", secret: "two")
        try world.savePage("page_3", secret: "one")
        let changes = [("page_1", "lead_1"), ("page_2", "lead_2"), ("page_3", "lead_3")]
        #expect(await world.post(changes, secret: "one") == .acceptedInPart(2))
        #expect(Set(try world.events().compactMap(\.leadgenID)) == ["lead_1", "lead_3"])
        #expect(world.receiver.figures.dropped == 1)
        #expect(await world.post(changes, secret: "two") == .acceptedInPart(1))
        #expect(await world.post(changes, secret: "three") == .forbidden)
    }

    @Test("an entry of one page cannot bring a lead of another")
    func crossPage() async throws {
        let world = try World()
        try world.savePage("page_1", secret: "one")
        try world.savePage("page_2", secret: "two")
        for (entry, page) in [("page_2", "page_1"), ("stranger", "page_1"), ("", "page_1")] {
            let body = Array(
                "{\"object\":\"page\",\"entry\":[{\"id\":\"\(entry)\",\"changes\":[{\"field\":\"leadgen\",\"value\":{\"leadgen_id\":\"1\",\"page_id\":\"\(page)\"}}]}]}"
                    .utf8)
            let signature = WebhookSignature.header(for: body, appSecret: "two")
            #expect(await world.receiver.receive(body: body, signature: signature) == .forbidden)
        }
        #expect(try world.events().isEmpty)
    }

    static let dashboardTest = Array(
        "{\"entry\":[{\"changes\":[{\"field\":\"leadgen\",\"value\":{\"ad_id\":\"444444444\",\"form_id\":\"444444444444\",\"leadgen_id\":\"444444444444\",\"created_time\":1790000000,\"page_id\":\"444444444444\",\"adgroup_id\":\"44444444444\"}}],\"id\":\"0\",\"time\":1790000000}],\"object\":\"page\"}"
            .utf8)

    @Test("the dashboard's test is said in the feed and makes no work")
    func dashboard() async throws {
        let world = try World()
        try world.savePage("page_1")
        let body = Self.dashboardTest
        #expect(await world.receiver.receive(body: body, signature: nil) == .forbidden)
        let signed = WebhookSignature.header(for: body, appSecret: "secret")
        #expect(await world.receiver.receive(body: body, signature: signed) == .accepted(1))
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
        #expect(await world.receiver.receive(body: Self.dashboardTest, signature: nil) == .accepted(1))
        #expect(try world.events().first?.error == "Meta test received, signature not checked")
    }

    @Test("without any page the dashboard's test is accepted, not checked")
    func dashboardAlone() async throws {
        let world = try World()
        #expect(await world.receiver.receive(body: Self.dashboardTest, signature: nil) == .accepted(1))
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
        #expect(
            await world.receiver.receive(body: body, signature: WebhookSignature.header(for: body, appSecret: "secret")) == .accepted(4))
        let events = try world.events().reversed()
        #expect(events.map(\.state) == [.ignored, .failed, .ignored, .ignored])
        #expect(events.allSatisfy { $0.kind == .other && $0.error?.isEmpty == false })
        #expect(events.map(\.error).contains { $0?.contains("Include Values") == true })
    }

    @Test(
        "what is not about leads is told without its text, and what may be about them is kept as it came",
        arguments: [
            ("feed", false), ("messages", false), ("leadgen_update", true), ("leadgen_fat", true),
            ("messaging_in_thread_lead_form_submit", true),
        ])
    func privateText(_ field: String, _ isKept: Bool) async throws {
        let world = try World()
        try world.savePage("page_1", secret: "")
        let body = Array(
            "{\"object\":\"page\",\"entry\":[{\"id\":\"page_1\",\"changes\":[{\"field\":\"\(field)\",\"value\":{\"text\":\"call me\"}}]}]}"
                .utf8)
        #expect(await world.receiver.receive(body: body, signature: nil) == .accepted(1))
        let event = try #require(try world.events().first)
        #expect(event.error == "Not a lead: a notification about \"\(field)\".")
        #expect(try world.store.raw(of: event.id)?.body == (isKept ? body : []))
    }

    @Test("a lead form of another object than a page is told as such")
    func otherObject() async throws {
        let world = try World()
        try world.savePage("page_1", secret: "")
        let body = Array("{\"object\":\"user\",\"entry\":[{\"id\":\"page_1\",\"changes\":[{\"field\":\"leadgen\",\"value\":{}}]}]}".utf8)
        #expect(await world.receiver.receive(body: body, signature: nil) == .accepted(1))
        #expect(try world.events().first?.error == "Not a lead: a notification about \"leadgen\" that is not a page's.")
    }

    @Test(
        "what is no webhook is malformed, and an empty one is accepted without a trace",
        arguments: [
            ("", DeliveryResult.malformed), ("nonsense", .malformed), ("{}", .malformed), ("[]", .malformed),
            ("{\"object\":\"page\",\"entry\":[]}", .accepted(0)),
        ])
    func envelopes(_ text: String, _ reception: DeliveryResult) async throws {
        let world = try World()
        try world.savePage("page_1")
        #expect(await world.receiver.receive(body: Array(text.utf8), signature: nil) == reception)
        #expect(try world.events().isEmpty)
    }
}
