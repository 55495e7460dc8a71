import CRM
import CRMStore
import Foundation
import LeadIntake
import TestSupport
import Testing

@Suite("What is ready together")
struct GroupSavingTests {
    private static let leads = ["lead_1", "lead_2", "lead_3", "lead_4"]

    /// Four leads that were read and wait for their form, which then comes.
    private func save(_ world: World, on disk: FullDisk, _ body: (Intake) async throws -> Void) async throws {
        let patience: Double = 1000
        let queue = HandMovedQueue()
        let intake = Intake(
            store: disk, graph: world.graph, channel: world.channel, zone: .gmt, clock: world.clock.read, formPatience: patience,
            queue: queue, logger: world.quiet)
        try world.savePage("page_1")
        world.graph.shutForms()
        for lead in Self.leads { _ = await world.post([("page_1", lead)]) }
        intake.start()
        try await eventually("all wait for their form") { queue.timers.count { $0 == patience } == Self.leads.count }
        world.graph.open()
        try await body(intake)
        await intake.stop()
    }

    @Test("leads are written in one transaction, and each arrives on the screens")
    func together() async throws {
        let world = try World()
        let disk = FullDisk(world.store)
        try await save(world, on: disk) { intake in
            try await eventually("all arrive") { world.news.arrivals.count == Self.leads.count }
            #expect(disk.records == [Self.leads])
            #expect(intake.figures.saved == Self.leads.count)
        }
        #expect(try world.events().map(\.state) == Array(repeating: .saved, count: Self.leads.count))
    }

    @Test("a lead that cannot be written holds up none of the others, and comes when it can")
    func bad() async throws {
        let world = try World()
        let disk = FullDisk(world.store)
        disk.badLead = "lead_2"
        try await save(world, on: disk) { intake in
            try await eventually("the others arrive") { world.news.arrivals.count == Self.leads.count - 1 }
            try await eventually("nothing is under way") { intake.figures.underWay == 0 }
            #expect(try world.store.customer(ofLead: "lead_2") == nil)
            #expect(intake.figures.trouble?.contains("the row is refused") == true)
            disk.badLead = nil
            world.clock.advance(60)
            intake.wake()
            try await eventually("it arrives as well") { world.news.arrivals.count == Self.leads.count }
            #expect(intake.figures.trouble == nil)
        }
        #expect(try world.customers().count == Self.leads.count)
    }

    /// Leads that are customers already were posted again, all at once, while the intake stood still.
    private func repost(_ world: World, on disk: FullDisk, _ body: (Intake) async throws -> Void) async throws {
        let intake = Intake(
            store: disk, graph: world.graph, channel: world.channel, zone: .gmt, clock: world.clock.read, queue: HandMovedQueue(),
            logger: world.quiet)
        try world.savePage("page_1")
        await world.post(Self.leads.map { ("page_1", $0) })
        intake.start()
        try await eventually("all are here") { intake.figures.saved == Self.leads.count }
        await intake.stop()
        await world.post(Self.leads.map { ("page_1", $0) })
        try await body(intake)
        await intake.stop()
    }

    private func saved(_ world: World) throws -> Int { try world.store.eventCounts()[.saved] ?? 0 }

    @Test("attempts that make no customer are written in one transaction")
    func settled() async throws {
        let world = try World()
        let disk = FullDisk(world.store)
        try await repost(world, on: disk) { intake in
            let before = disk.records.count
            intake.start()
            try await eventually("all have ended") { try saved(world) == 2 * Self.leads.count }
            #expect(Array(disk.records[before...]) == [Self.leads])
            #expect(intake.figures.repeated == Self.leads.count)
        }
    }

    @Test("one of them that cannot be written holds up none of the others, and is written when it can be")
    func badSettlement() async throws {
        let world = try World()
        let disk = FullDisk(world.store)
        try await repost(world, on: disk) { intake in
            let before = disk.records.count
            disk.badLead = "lead_2"
            intake.start()
            try await eventually("the trouble is said") { intake.figures.trouble?.contains("the row is refused") == true }
            #expect(Array(disk.records[before...]) == [Self.leads] + Self.leads.map { [$0] })
            #expect(try saved(world) == 2 * Self.leads.count - 1)
            disk.badLead = nil
            world.clock.advance(60)
            intake.wake()
            try await eventually("it has ended as well") { try saved(world) == 2 * Self.leads.count }
            #expect(intake.figures.trouble == nil)
        }
        #expect(try world.customers().count == Self.leads.count)
    }
}
