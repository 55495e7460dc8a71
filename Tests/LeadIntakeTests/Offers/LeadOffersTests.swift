import CRM
import CRMStore
import Foundation
import TestSupport
import Testing

@testable import LeadIntake

@Suite("Offering leads on") struct LeadOffersTests {
    @Test("a user is present who has pressed a key in the last minute and was heard of")
    func present() {
        func seen(_ user: User.ID, isActive: Bool, until: Date) -> SeenPresence {
            SeenPresence(
                session: "session of \(user)", presence: Presence(userID: user, customerID: nil, isActive: isActive), until: until,
                isOwn: false)
        }
        let present = PresentUsers()
        #expect(present.users(at: World.morning).isEmpty)
        present.hear([
            seen(1, isActive: true, until: World.morning + 10), seen(2, isActive: false, until: World.morning + 10),
            seen(3, isActive: true, until: World.morning),
        ])
        #expect(present.users(at: World.morning) == [1])
        #expect(present.users(at: World.morning + 10).isEmpty)
    }

    @Test("a new lead is offered by the intake, and on after its time, and the screens are told")
    func engine() async throws {
        let present = PresentUsers()
        let world = try World(present: present)
        try world.savePage("100")
        let ben = try world.store.addUser("ben").id
        let sheet = try #require(
            try world.store.apply(
                .createSpreadsheet(name: Spreadsheet.metaAdsLeads, description: ""), by: world.user.id, at: World.morning
            ).spreadsheetID)
        _ = try world.store.apply(.shareSpreadsheet(sheet, with: ben, .write), by: world.user.id, at: World.morning)
        func holder() throws -> User.ID? { try world.customers().first.flatMap { try world.store.customer($0.id)?.claim?.userID } }
        func sit(_ users: [User.ID]) {
            present.hear(
                users.map {
                    SeenPresence(
                        session: "session of \($0)", presence: Presence(userID: $0, customerID: nil, isActive: true),
                        until: world.clock.now + 60, isOwn: false)
                })
        }
        let queue = HandMovedQueue()
        let offers = LeadOffers(
            store: world.store, patience: 600, present: present, channel: world.channel, clock: world.clock.read, queue: queue,
            logger: world.quiet)
        sit([world.user.id, ben])
        world.intake.start()
        await world.post([("100", "9001")])
        try await eventually("it is offered to the first") { try holder() == world.user.id }
        world.clock.advance(600)
        // One that has just started has heard of nobody.
        sit([])
        offers.start()
        offers.wake()
        queue.drain()
        #expect(try holder() == world.user.id)
        sit([world.user.id, ben])
        queue.advance(LeadOffers.listening)
        offers.wake()
        try await eventually("it is offered on") { try holder() == ben }
        try await eventually("the feed is read again") { world.news.all.contains(.journalChanged) }
        await offers.stop()
        await world.intake.stop()
    }
}
