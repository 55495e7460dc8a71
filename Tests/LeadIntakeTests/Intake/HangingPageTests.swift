import CRM
import Foundation
import LeadIntake
import MetaLeads
import Synchronization
import TestSupport
import Testing

@Suite("A page whose answers hang") struct HangingPageTests {
    /// Answers the leads of one token at once; those of the other wait until the end.
    private final class HalfGraph: GraphAPI {
        private let state = Mutex((asked: [String: Int](), waiting: [CheckedContinuation<Void, Never>]()))

        func asked(_ token: String) -> Int { state.withLock { $0.asked[token] ?? 0 } }

        func letGo() {
            let waiting = state.withLock { state in
                defer { state.waiting = [] }
                return state.waiting
            }
            for one in waiting { one.resume() }
        }

        func lead(_ id: String, access: PageAccess, fields: LeadFields) async throws(GraphFailure) -> GraphReply<GraphLead> {
            await withCheckedContinuation { continuation in
                let isHanging = state.withLock { state in
                    state.asked[access.accessToken, default: 0] += 1
                    guard access.accessToken == "hangs" else { return false }
                    state.waiting.append(continuation)
                    return true
                }
                if !isHanging { continuation.resume() }
            }
            guard access.accessToken != "hangs" else { throw GraphFailure(kind: .unreachable, message: "Meta did not answer in time.") }
            return GraphReply(value: FakeGraph.lead(id, form: nil))
        }

        func form(_ id: String, access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphForm> {
            throw GraphFailure(kind: .objectMissing, message: "none")
        }
        func page(_ access: PageAccess) async throws(GraphFailure) -> GraphReply<GraphPage> {
            throw GraphFailure(kind: .objectMissing, message: "none")
        }
        func debugToken(access: PageAccess) async throws(GraphFailure) -> GraphReply<TokenFacts> {
            throw GraphFailure(kind: .objectMissing, message: "none")
        }
    }

    @Test("takes half of the fetches at most, and the leads of others flow while hundreds of its own wait")
    func half() async throws {
        let graph = HalfGraph()
        let world = try World(parallel: 8)
        let intake = Intake(
            store: world.store, graph: graph, channel: world.channel, zone: .gmt, clock: world.clock.read, parallel: 8, jitter: { 0.5 },
            queue: HandMovedQueue(), logger: world.quiet)
        try world.savePage("page_a", token: "hangs")
        try world.savePage("page_b", token: "answers")
        await world.post((0..<300).map { ("page_a", "a_\($0)") }, form: nil)
        intake.start()
        try await eventually("half of the fetches are the page's") { graph.asked("hangs") == 4 }
        for number in 0..<40 {
            await world.post([("page_b", "b_\(number)")], form: nil)
            intake.wake()
        }
        try await eventually("the others' leads are here") { try world.customers().count == 40 }
        #expect(graph.asked("hangs") == 4)
        // As many come at once as were posted while its page had none in memory.
        await world.post((0..<200).map { ("page_b", "c_\($0)") }, form: nil)
        intake.wake()
        try await eventually("all of them") { try world.customers().count == 240 }
        #expect(graph.asked("hangs") == 4)
        let end = Task { await intake.stop(within: 600) }
        try await eventually("what hung is let go of") {
            graph.letGo()
            return try world.events().allSatisfy { $0.state != .fetching }
        }
        await end.value
    }

    @Test("an answer about another lead than the one asked for makes no customer")
    func otherLead() async throws {
        let world = try World(FakeGraph { _, _ in .success(FakeGraph.lead("lead_1")) })
        try world.savePage("page_1")
        world.intake.start()
        await world.post([("page_1", "lead_1")])
        try await eventually("the lead is here") { try world.customers().count == 1 }
        await world.post([("page_1", "0lead_1"), ("page_1", "lead_1.0")])
        try await eventually("both are dealt with") { try world.events().filter { $0.state == .failed }.count == 2 }
        #expect(try world.customers().count == 1)
        let failed = try world.events().filter { $0.state == .failed }
        #expect(
            failed.allSatisfy {
                $0.reason == .otherLead && $0.error == "Meta answered with another lead than the one that the event names."
            })
        await world.intake.stop()
    }
}
