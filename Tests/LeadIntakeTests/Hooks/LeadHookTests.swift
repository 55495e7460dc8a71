import Base
import CRM
import CRMStore
import Foundation
import TestSupport
import Testing

@testable import LeadIntake

@Suite struct LeadHookTests {
    /// A world whose store keeps a hook for each new lead.
    private func world() throws -> World {
        let world = try World(hooksNewLeads: true)
        try world.savePage("page_1")
        return world
    }

    private func hook(_ world: World, _ command: FakeHook) -> LeadHook {
        LeadHook(store: world.store, command: command, channel: world.channel, clock: world.clock.read, logger: world.quiet)
    }

    private func arrive(_ world: World, _ leads: String...) async throws {
        world.intake.start()
        let before = try world.customers().count
        await world.post(leads.map { ("page_1", $0) })
        try await eventually("the leads are customers") { try world.customers().count == before + leads.count }
    }

    private func isSettled(_ world: World) throws -> Bool { try world.store.nextHookDue() == nil }

    @Test("it is told of each lead once, as an export gives it, and of one after the other")
    func success() async throws {
        let world = try world()
        let command = FakeHook()
        let hook = hook(world, command)
        hook.start()
        try await arrive(world, "l1", "l2")
        hook.wake()
        try await eventually("both are told") { try isSettled(world) && command.inputs.count == 2 }
        var rows: [String] = []
        try world.store.export(user: nil, spreadsheet: nil) { rows.append($0.json.line + "\n") }
        #expect(command.inputs == rows)
        #expect(command.mostUnderWay == 1)
        hook.wake()
        await hook.stop()
        #expect(command.inputs.count == 2)
        await world.intake.stop()
    }

    @Test("one that fails is run again when its time comes, and the feed says so until it has gone well")
    func failure() async throws {
        let world = try world()
        let command = FakeHook(.failed(reason: "exit status 3", said: "no printer"))
        let hook = hook(world, command)
        hook.start()
        try await arrive(world, "l1")
        hook.wake()
        try await eventually("it has failed") { try world.events().first?.reason == .hookFailed }
        #expect(try world.events().first?.state == .saved)
        #expect(try world.events().first?.error?.hasSuffix("exit status 3: no printer") == true)
        hook.wake()
        #expect(try world.store.nextHookDue() == world.clock.now.addingTimeInterval(10))
        world.clock.advance(10)
        hook.wake()
        try await eventually("it was run again") { try isSettled(world) }
        #expect(command.inputs.count == 2)
        #expect(try world.events().first?.reason == nil)
        await hook.stop()
        await world.intake.stop()
    }

    @Test("while it hangs, leads are saved all the same, and a stop calls it off and leaves it to the next start")
    func hanging() async throws {
        let world = try world()
        let command = FakeHook()
        command.shut()
        let hook = hook(world, command)
        hook.start()
        try await arrive(world, "l1")
        hook.wake()
        try await eventually("it runs") { command.inputs.count == 1 }
        try await arrive(world, "l2")
        await hook.stop(within: 60)
        #expect(try world.store.nextHook(at: world.clock.now)?.leadgenID == "l1")

        let next = FakeHook()
        let restarted = self.hook(world, next)
        restarted.start()
        try await eventually("both are told") { try isSettled(world) }
        #expect(next.inputs.count == 2)
        await restarted.stop()
        await world.intake.stop()
    }

    @Test("a customer that was deleted meanwhile is not told of")
    func deleted() async throws {
        let world = try world()
        try await arrive(world, "l1")
        let id = try #require(try world.customers().first?.id)
        _ = try world.store.apply(.deleteCustomer(id), by: world.user.id, at: world.clock.now)
        let command = FakeHook()
        let hook = hook(world, command)
        hook.start()
        try await eventually("nothing waits") { try isSettled(world) }
        #expect(command.inputs.isEmpty)
        await hook.stop()
        await world.intake.stop()
    }

    @Test("an end that cannot be noted is noted later, without another run")
    func fullDisk() async throws {
        let world = try world()
        try await arrive(world, "l1")
        let store = UnwritableOutbox(world.store)
        let command = FakeHook()
        let hook = LeadHook(store: store, command: command, channel: world.channel, clock: world.clock.read, logger: world.quiet)
        hook.start()
        try await eventually("the end was to be noted") { store.refusals == 1 }
        store.mend()
        world.clock.advance(HookRules.storePause)
        hook.wake()
        try await eventually("it is noted") { try isSettled(world) }
        #expect(command.inputs.count == 1)
        await hook.stop()
        await world.intake.stop()
    }
}
