import Foundation
import MetaLeads
import MetaSimulator
import Testing

struct WebhookSendingTests {
    private func run(
        failures: [Int] = [], rate: Double = 6, limit: Int? = nil,
        _ body: (MetaSimulator, TestWebhook) async throws -> Void
    ) async throws {
        let webhook = try await TestWebhook(failures: failures, verifyToken: Scene.pages[0].verifyToken)
        let simulator = Scene.simulator(webhook: webhook.url, rate: rate, limit: limit)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(simulator, webhook))
        } catch {
            result = .failure(error)
        }
        await simulator.stop()
        await webhook.stop()
        try result.get()
    }

    private func leadIDs(_ post: TestWebhook.Post) throws -> [String] {
        try WebhookParser.parse(post.body).changes.compactMap { change in
            if case .lead(let notice) = change.kind { notice.leadgenID } else { nil }
        }
    }

    private static let kinds: [DeliveryKind] =
        LeadKind.allCases.map { .single($0) }
        + [.batch(40), .outOfOrder, .numericIDs, .valueFirst] + BodyStyle.MissingAd.allCases.map { .noAd($0) }

    @Test("every kind of delivery is signed over its bytes and tells of its leads digit for digit", arguments: kinds)
    func signed(_ kind: DeliveryKind) async throws {
        try await run { simulator, webhook in
            let result = await simulator.send(kind)
            #expect(result.status == 200)
            let post = try #require(await webhook.next(1).first)
            #expect(WebhookSignature.matches(header: post.signature, body: post.body, appSecret: "the-app-secret"))
            #expect(!WebhookSignature.matches(header: post.signature, body: post.body, appSecret: "another"))
            #expect(post.contentType == "application/json")
            #expect(try leadIDs(post) == result.leadgenIDs)
            #expect(!result.leadgenIDs.isEmpty)
            #expect(simulator.sent == result.leadgenIDs)
            #expect(simulator.delivered == Set(result.leadgenIDs))
        }
    }

    @Test("a lead's ad arrives as the Graph API tells it, and none where it has none")
    func adIDs() async throws {
        try await run { simulator, webhook in
            for _ in 0..<20 { await simulator.send(.numericIDs) }
            for post in await webhook.next(20) {
                guard case .lead(let notice)? = try WebhookParser.parse(post.body).changes.first?.kind else {
                    Issue.record("no lead in \(String(decoding: post.body, as: UTF8.self))")
                    continue
                }
                let lead = try #require(simulator.lead(notice.leadgenID))
                #expect(notice.adID == lead.advertisement?.adID)
                #expect(notice.pageID == lead.pageID)
                #expect(notice.formID == lead.formID)
                #expect(notice.createdTime == lead.createdTime)
            }
        }
    }

    @Test("a batch of a thousand leads of two pages is one body below a mebibyte")
    func largeBatch() async throws {
        try await run { simulator, webhook in
            let result = await simulator.send(.batch(1000))
            let post = try #require(await webhook.next(1).first)
            #expect(post.body.count < 1 << 20)
            let payload = try WebhookParser.parse(post.body)
            #expect(payload.changes.count == 1000)
            #expect(Set(payload.changes.map(\.entryID)) == Set(Scene.pages.map(\.id)))
            #expect(Set(result.leadgenIDs).count == 1000)
        }
    }

    @Test("a duplicate tells of the same lead once more")
    func duplicate() async throws {
        try await run { simulator, webhook in
            let first = await simulator.send()
            let second = await simulator.send(.duplicate)
            #expect(first.leadgenIDs == second.leadgenIDs)
            #expect(simulator.sent.count == 1)
            #expect(await webhook.next(2).count == 2)
        }
    }

    @Test("the dashboard's test comes signed, with entry 0 and the lead that does not exist")
    func dashboardTest() async throws {
        try await run { simulator, webhook in
            await simulator.send(.dashboardTest)
            let post = try #require(await webhook.next(1).first)
            #expect(WebhookSignature.matches(header: post.signature, body: post.body, appSecret: "the-app-secret"))
            let change = try #require(try WebhookParser.parse(post.body).changes.first)
            #expect(change.entryID == "0")
            guard case .test(let notice) = change.kind else {
                Issue.record("not recognised as a test: \(change.kind)")
                return
            }
            #expect(notice.leadgenID == "444444444444")
            #expect(simulator.sent.isEmpty)
        }
    }

    @Test("a bad signature does not fit its body")
    func badSignature() async throws {
        try await run { simulator, webhook in
            await simulator.send(.badSignature)
            let post = try #require(await webhook.next(1).first)
            #expect(post.signature?.hasPrefix("sha256=") == true)
            #expect(!WebhookSignature.matches(header: post.signature, body: post.body, appSecret: "the-app-secret"))
        }
    }

    @Test("a burst sends every lead once")
    func burst() async throws {
        try await run { simulator, webhook in
            let results = await simulator.burst(count: 25, batch: 10)
            #expect(results.count == 3)
            #expect(Set(results.flatMap(\.leadgenIDs)).count == 25)
            let posts = await webhook.next(3)
            let ids = try posts.flatMap(leadIDs)
            #expect(Set(ids) == simulator.delivered)
        }
    }

    @Test("what the webhook does not take goes out again until it does")
    func retries() async throws {
        try await run(failures: [503, 500], rate: 6000, limit: 1) { simulator, webhook in
            simulator.startSending()
            let posts = await webhook.next(3)
            #expect(posts.count == 3)
            #expect(Set(posts.map(\.body)).count == 1)
            #expect(simulator.sent.count == 1)
        }
    }

    @Test("sending starts at once, keeps coming and ends at the limit")
    func steadyStream() async throws {
        try await run(rate: 60_000, limit: 30) { simulator, webhook in
            simulator.startSending()
            var ids: Set<String> = []
            while ids.count < 30 {
                guard let post = await webhook.next(1).first else { break }
                #expect(WebhookSignature.matches(header: post.signature, body: post.body, appSecret: "the-app-secret"))
                for change in try WebhookParser.parse(post.body).changes {
                    if case .lead(let notice) = change.kind { ids.insert(notice.leadgenID) }
                }
            }
            #expect(ids == Set(simulator.sent))
            #expect(ids.count == 30)
        }
    }

    @Test("the callback is verified under the page's token and no other")
    func verification() async throws {
        try await run { simulator, _ in
            #expect(await simulator.verifyCallback())
            #expect(await !simulator.verifyCallback(pageID: Scene.pages[1].id))
            #expect(await !simulator.verifyCallback(pageID: "nobody"))
        }
    }
}
