import CRM
import CRMStore
import Foundation
import LeadIntake
import TestSupport
import Testing

@Suite struct DataRetentionTests {
    @Test("at the start what is older than the days that posts are kept is emptied, and the younger stay")
    func start() async throws {
        let world = try World()
        try world.savePage("page_1", secret: "")
        let feed = #"{"object":"page","entry":[{"id":"page_1","changes":[{"field":"leadgen_update","value":{}}]}]}"#
        let post = { await world.receiver.receive(body: Array(feed.utf8), signature: nil) }
        #expect(await post() == .accepted(1))
        world.clock.advance(2 * 86_400)
        #expect(await post() == .accepted(1))
        world.clock.advance(2 * 86_400)
        let retention = DataRetention(store: world.store, postDays: 3, clock: world.clock.read, logger: world.quiet)
        retention.start()
        let events = try world.events()
        try await eventually("the old post is emptied") { try world.store.raw(of: events[1].id)?.body.isEmpty == true }
        #expect(try world.store.raw(of: events[0].id)?.body.isEmpty == false)
        await retention.stop()
    }
}
