import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaLeads
import TestSupport
import Testing

/// The wall's clock jumps, and the time that passes does not.
@Suite struct ClockTests {
    private func intake(_ world: World, _ passing: HandMovedQueue) -> Intake {
        Intake(
            store: world.store, graph: world.graph, channel: world.channel, zone: .gmt, clock: world.clock.read, jitter: { 0.5 },
            queue: passing,
            logger: world.quiet)
    }

    @Test("a lead that waits when the clock is set back is tried again at once", arguments: [120, 18_000, 259_200, 3_456_000] as [Double])
    func back(seconds: Double) async throws {
        let world = try World(FakeGraph { _, _ in .failure(GraphFailure(kind: .transient, message: "down")) })
        try world.savePage("page_1")
        let passing = HandMovedQueue()
        let intake = intake(world, passing)
        intake.start()
        _ = await world.post([("page_1", "lead_1")])
        intake.wake()
        try await eventually("it waits") { try world.events().first?.state == .waiting }
        // Once more, so that the plan is a minute and not passed by itself.
        world.clock.advance(6)
        passing.advance(6)
        intake.wake()
        try await eventually("it waits for a minute") { try world.events().first?.attempts == 2 && world.events().first?.state == .waiting }
        world.graph.set { question, _ in .success(FakeGraph.lead(question.lead)) }
        world.clock.advance(-seconds)
        passing.advance(1)
        intake.wake()
        try await eventually("it is here") { try world.customers().count == 1 }
        await intake.stop()
    }

    @Test("a clock that is set back while all sleep puts nothing off: the time that passes wakes the intake")
    func asleep() async throws {
        let world = try World(
            FakeGraph { _, count in
                count == 1 ? .failure(GraphFailure(kind: .transient, message: "down")) : .success(FakeGraph.lead("lead_1"))
            })
        try world.savePage("page_1")
        // The shortest plan there is, 4 s; nothing else wakes it.
        let intake = Intake(
            store: world.store, graph: world.graph, channel: world.channel, zone: .gmt, clock: world.clock.read, jitter: { 0 },
            queue: HandMovedQueue(), logger: world.quiet)
        intake.start()
        _ = await world.post([("page_1", "lead_1")])
        intake.wake()
        try await eventually("it waits") { try world.events().first?.state == .waiting }
        world.clock.advance(-3 * 86400)
        try await eventually("it is here") { try world.customers().count == 1 }
        await intake.stop()
    }

    @Test("a lead that was planned by a clock since set back is taken up by the next start")
    func backBetweenStarts() async throws {
        let world = try World(FakeGraph { _, _ in .failure(GraphFailure(kind: .badRequest, message: "no")) })
        try world.savePage("page_1")
        let passing = HandMovedQueue()
        world.clock.advance(4 * 86400)
        let first = intake(world, passing)
        first.start()
        _ = await world.post([("page_1", "lead_1")])
        first.wake()
        try await eventually("it waits") { try world.events().first?.state == .waiting }
        await first.stop()
        world.graph.set { question, _ in .success(FakeGraph.lead(question.lead)) }
        world.clock.advance(-4 * 86400)
        let second = intake(world, passing)
        second.start()
        try await eventually("it is here") { try world.customers().count == 1 }
        await second.stop()
    }

    @Test("a page that Meta wants left alone is not left alone for longer when the clock is set back")
    func hold() async throws {
        let world = try World(
            FakeGraph { question, count in
                count == 1 && question.lead == "lead_1"
                    ? .failure(GraphFailure(kind: .rateLimited, message: "slow", retryAfter: .seconds(600)))
                    : .success(FakeGraph.lead(question.lead))
            })
        try world.savePage("page_1")
        let passing = HandMovedQueue()
        let intake = intake(world, passing)
        intake.start()
        _ = await world.post([("page_1", "lead_1")])
        intake.wake()
        try await eventually("the page is held") { try world.events().first?.state == .waiting }
        world.clock.advance(-86400)
        intake.wake()
        // Ten minutes after the answer by the time that passed, a day before it by the wall's clock.
        try await eventually("the plan follows the clock") {
            try world.store.nextDue().map { $0 <= world.clock.now.addingTimeInterval(600) } ?? false
        }
        #expect(world.graph.questions.count == 1)
        world.clock.advance(601)
        passing.advance(601)
        intake.wake()
        try await eventually("it is here") { try world.customers().count == 1 }
        await intake.stop()
    }

    @Test("a clock set forward by days loses nothing, and what waited is tried at once")
    func forward() async throws {
        let world = try World(
            FakeGraph { _, count in
                count == 1 ? .failure(GraphFailure(kind: .blockedAsAbusive, message: "stop")) : .success(FakeGraph.lead("lead_1"))
            })
        try world.savePage("page_1")
        let passing = HandMovedQueue()
        let intake = intake(world, passing)
        intake.start()
        _ = await world.post([("page_1", "lead_1")])
        intake.wake()
        try await eventually("it waits") { try world.events().first?.state == .waiting }
        world.clock.advance(30 * 86400)
        intake.wake()
        try await eventually("it is here") { try world.customers().count == 1 }
        await intake.stop()
    }

    @Test("while Meta tells no leads the figures say why and what to do, and no longer when it does")
    func trouble() async throws {
        let world = try World(
            FakeGraph { _, count in
                count == 1
                    ? .failure(GraphFailure(kind: .unreachable, message: "The connection was refused."))
                    : .success(FakeGraph.lead("lead_1"))
            })
        try world.savePage("page_1")
        world.intake.start()
        _ = await world.post([("page_1", "lead_1")])
        try await eventually("it waits") { try world.events().first?.state == .waiting }
        #expect(world.intake.figures.graphTroubles["page_1"]?.contains("The connection was refused.") == true)
        #expect(world.intake.figures.graphTroubles["page_1"]?.contains("Check this machine's network") == true)
        world.clock.advance(10)
        world.intake.wake()
        try await eventually("it is here") { try world.customers().count == 1 }
        #expect(world.intake.figures.graphTroubles.isEmpty)
        await world.intake.stop()
    }
}
