import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaLeads
import TestSupport
import Testing

@Suite("Reading Meta's lists to their ends")
struct ReadingTests {
    static let morning = World.morning

    /// A world whose catch-up asks `lists`; the intake does not run, so that what is found stays as it was found.
    private func world(_ lists: FakeLists) throws -> (world: World, catchUp: CatchUp) {
        let world = try World()
        try world.savePage("page_1")
        let catchUp = CatchUp(
            store: world.store, graph: lists, channel: world.channel, wakeIntake: {}, clock: world.clock.read, jitter: { 0.5 },
            logger: world.quiet)
        return (world, catchUp)
    }

    private func found(_ world: World) throws -> [String] { try world.events().compactMap(\.leadgenID).sorted() }

    @Test("a list is read part by part to its end, and the mark is its newest lead")
    func parts() async throws {
        let lists = FakeLists { question, _ in
            let part = question.cursor.flatMap(Int.init) ?? 0
            // Meta promises no order: the newest lead is in the middle.
            let leads = (0..<100).map { FakeLists.lead(part * 100 + $0, Self.morning.addingTimeInterval(part == 2 ? -10 : -5000)) }
            return FakeLists.list(leads, next: part < 4 ? String(part + 1) : nil)
        }
        let (world, catchUp) = try world(lists)
        catchUp.start()
        try await eventually("the page is compared") { catchUp.figures.completed == 1 }
        #expect(try found(world).count == 500)
        #expect(lists.questions.map(\.cursor) == [nil, "1", "2", "3", "4"])
        #expect(lists.questions.allSatisfy { $0.since == Self.morning.addingTimeInterval(-CatchUpRules.horizon) })
        #expect(try world.store.mark(ofForm: "form_1", page: "page_1") == Self.morning.addingTimeInterval(-10))

        world.clock.advance(3600)
        catchUp.wake()
        try await eventually("the page is compared again") { catchUp.figures.completed == 2 }
        #expect(lists.questions.last?.since == Self.morning.addingTimeInterval(-10 - CatchUpRules.overlap))
        #expect(try found(world).count == 500)
        await catchUp.stop()
    }

    @Test("every form is read, however many parts the list of forms has, and one form's trouble leaves the others")
    func forms() async throws {
        let lists = FakeLists(forms: ["a", "b", "c"]) { question, _ in
            if question.form == "b" { return .failure(GraphFailure(kind: .objectMissing, code: 100, subcode: 33, message: "gone")) }
            return FakeLists.list([ListedLead(id: "lead of \(question.form)", createdTime: Self.morning)])
        }
        let (world, catchUp) = try world(lists)
        catchUp.start()
        try await eventually("the page was compared") { catchUp.figures.failed == 1 }
        #expect(try found(world) == ["lead of a", "lead of c"])
        try await eventually("the page says what could not be read") {
            try world.store.page("page_1")?.catchUpProblem?.remedy.contains("gone") == true
        }
        await catchUp.stop()
    }

    @Test("a list that breaks off moves no mark, and is read from its beginning the next time")
    func breaksOff() async throws {
        let lists = FakeLists { question, count in
            switch (question.cursor, count) {
            case (nil, _): FakeLists.list([FakeLists.lead(1, Self.morning)], next: "more")
            case (_, 1): .failure(GraphFailure(kind: .unreachable, message: "cut"))
            default: FakeLists.list([FakeLists.lead(2, Self.morning.addingTimeInterval(-80 * 86400))])
            }
        }
        let (world, catchUp) = try world(lists)
        catchUp.start()
        try await eventually("it broke off") { catchUp.figures.failed == 1 }
        #expect(try found(world) == ["lead_1"])
        #expect(try world.store.mark(ofForm: "form_1", page: "page_1") == nil)
        world.clock.advance(61)
        catchUp.wake()
        try await eventually("it was read") { catchUp.figures.completed == 1 }
        #expect(try found(world) == ["lead_1", "lead_2"])
        #expect(try world.store.mark(ofForm: "form_1", page: "page_1") == Self.morning)
        await catchUp.stop()
    }

    @Test("a form that Meta never manages to list does not keep the forms behind it from being compared")
    func oneOfMany() async throws {
        let lists = FakeLists(forms: ["form_1", "form_2"]) { question, _ in
            question.form == "form_1"
                ? .failure(GraphFailure(kind: .transient, code: 1, message: "An unknown error occurred"))
                : FakeLists.list([FakeLists.lead(2, Self.morning)])
        }
        let (world, catchUp) = try world(lists)
        catchUp.start()
        try await eventually("one form was read, and the other is told") { catchUp.figures.failed == 1 }
        #expect(try found(world) == ["lead_2"])
        #expect(try world.store.mark(ofForm: "form_2", page: "page_1") == Self.morning)
        await catchUp.stop()
    }

    @Test("after a pause that Meta asked for, a long list goes on where it stopped")
    func goesOn() async throws {
        let lists = FakeLists { question, count in
            if count == 2 { return .failure(GraphFailure(kind: .rateLimited, code: 80005, message: "limit", retryAfter: .seconds(600))) }
            let part = question.cursor.flatMap(Int.init) ?? 0
            return FakeLists.list(
                [FakeLists.lead(part, Self.morning.addingTimeInterval(-Double(part)))], next: part < 3 ? String(part + 1) : nil)
        }
        let (world, catchUp) = try world(lists)
        catchUp.start()
        try await eventually("the limit was met") { catchUp.figures.failed == 1 }
        world.clock.advance(601)
        catchUp.wake()
        try await eventually("it was read to the end") { catchUp.figures.completed == 1 }
        #expect(lists.questions.map(\.cursor) == [nil, "1", "2", "2", "3"])
        #expect(try found(world) == ["lead_0", "lead_1", "lead_2", "lead_3"])
        #expect(try world.store.mark(ofForm: "form_1", page: "page_1") == Self.morning)
        await catchUp.stop()
    }

    @Test("an answer that says the quota is used up is kept, and Meta is not asked on")
    func usage() async throws {
        let lists = FakeLists { question, _ in
            question.cursor == nil
                ? FakeLists.list([FakeLists.lead(1, Self.morning)], next: "2", usage: GraphUsage(percent: 100, minutesToRegainAccess: 5))
                : FakeLists.list([FakeLists.lead(2, Self.morning)])
        }
        let (world, catchUp) = try world(lists)
        catchUp.start()
        try await eventually("the pause begins") { catchUp.figures.failed == 1 }
        #expect(try found(world) == ["lead_1"])
        #expect(lists.questions.count == 1)
        world.clock.advance(301)
        catchUp.wake()
        try await eventually("the rest is read") { catchUp.figures.completed == 1 }
        #expect(try found(world) == ["lead_1", "lead_2"])
        await catchUp.stop()
    }

    @Test(
        "when Meta wants to be asked for less, or its answer is larger than is read, it is",
        arguments: [
            GraphFailure(kind: .transient, code: 1, message: "Please reduce the amount of data you're asking for, then retry"),
            GraphFailure(kind: .tooLarge, message: "The answer is larger than 4 MiB."),
        ])
    func less(_ failure: GraphFailure) async throws {
        let lists = FakeLists { question, _ in
            question.limit > 25
                ? .failure(failure)
                : FakeLists.list([FakeLists.lead(1, Self.morning)])
        }
        let (world, catchUp) = try world(lists)
        catchUp.start()
        try await eventually("the page is compared") { catchUp.figures.completed == 1 }
        #expect(lists.questions.map(\.limit) == [100, 50, 25])
        #expect(try found(world) == ["lead_1"])
        await catchUp.stop()
    }

    @Test("a list that leads in a circle is left, what it held is kept, and the trouble is said")
    func circle() async throws {
        let lists = FakeLists { question, _ in
            FakeLists.list([FakeLists.lead(question.cursor == nil ? 1 : 2, Self.morning)], next: question.cursor == "a" ? "b" : "a")
        }
        let (world, catchUp) = try world(lists)
        catchUp.start()
        try await eventually("it was left") { catchUp.figures.failed == 1 }
        #expect(lists.questions.count == 3)
        #expect(try found(world) == ["lead_1", "lead_2"])
        #expect(try world.store.mark(ofForm: "form_1", page: "page_1") == nil)
        await catchUp.stop()
    }

    @Test("the same lead twice in Meta's lists is one event")
    func twice() async throws {
        let lists = FakeLists(forms: ["a", "b"]) { _, _ in
            FakeLists.list([FakeLists.lead(1, Self.morning), FakeLists.lead(1, Self.morning), FakeLists.lead(2, Self.morning)])
        }
        let (world, catchUp) = try world(lists)
        catchUp.start()
        try await eventually("the page is compared") { catchUp.figures.completed == 1 }
        #expect(try found(world) == ["lead_1", "lead_2"])
        await catchUp.stop()
    }
}
