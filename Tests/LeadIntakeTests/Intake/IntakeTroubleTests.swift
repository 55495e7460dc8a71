import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaLeads
import TestSupport
import Testing

@Suite struct IntakeTroubleTests {
    @Test("a passing trouble is tried again at its time, and what is due next sets the alarm")
    func transient() async throws {
        let world = try World(
            FakeGraph { question, count in
                count <= 2 ? .failure(GraphFailure(kind: .transient, message: "down")) : .success(FakeGraph.lead(question.lead))
            })
        try world.savePage("page_1")
        world.intake.start()
        _ = await world.post([("page_1", "lead_1")])
        try await eventually("it waits") { try world.events().first?.state == .waiting }
        #expect(try world.events().first?.error == "Failed to fetch lead details")
        #expect(try world.store.nextDue() == world.clock.now.addingTimeInterval(5))
        world.intake.wake()
        world.clock.advance(5)
        world.intake.wake()
        try await eventually("it failed again") { try world.store.nextDue() == world.clock.now.addingTimeInterval(60) }
        #expect(world.graph.questions.count == 2)
        world.clock.advance(60)
        world.intake.wake()
        try await eventually("it is here") { try world.customers().count == 1 }
        #expect(try world.events().first?.attempts == 3)
        await world.intake.stop()
    }

    @Test(
        "what waits for hours is tried again as soon as another lead of the page is read, and after a start what other settings may have mended"
    )
    func mended() async throws {
        let dead: FakeGraph.LeadAnswerer = { _, _ in .failure(GraphFailure(kind: .versionDead, code: 2635, message: "old version")) }
        let world = try World(FakeGraph(dead))
        try world.savePage("page_1")
        world.intake.start()
        _ = await world.post((0..<3).map { ("page_1", "lead_\($0)") })
        try await eventually("they wait") { try world.events().allSatisfy { $0.state == .waiting && $0.reason == .versionDead } }
        let held = try #require(try world.store.page("page_1")?.heldLeads)
        #expect(held.reason == .versionDead && held.remedy.contains("set a newer one"))
        world.graph.set { question, _ in .success(FakeGraph.lead(question.lead)) }
        _ = await world.post([("page_1", "lead_3")])
        world.intake.wake()
        try await eventually("all are here, hours before their time") { try world.customers().count == 4 }
        #expect(try world.store.page("page_1")?.heldLeads == nil)
        world.graph.set(dead)
        _ = await world.post([("page_1", "lead_4")])
        world.intake.wake()
        try await eventually("it waits") { try world.events().contains { $0.state == .waiting } }
        await world.intake.stop()
        world.graph.set { question, _ in .success(FakeGraph.lead(question.lead)) }
        world.intake.start()
        try await eventually("it is here after a start with another version") { try world.customers().count == 5 }
        await world.intake.stop()
    }

    @Test("a used-up quota leaves the page alone, the other pages not")
    func rateLimit() async throws {
        let world = try World(
            FakeGraph { question, count in
                question.lead.hasPrefix("limited") && count == 1
                    ? .failure(GraphFailure(kind: .rateLimited, message: "slow", retryAfter: .seconds(600)))
                    : .success(FakeGraph.lead(question.lead))
            }, parallel: 1)
        try world.savePage("page_1", token: "limited")
        try world.savePage("page_2", token: "free")
        world.intake.start()
        _ = await world.post([("page_1", "limited_1")])
        try await eventually("the page is held") { try world.events().first?.state == .waiting }
        _ = await world.post([("page_1", "limited_2"), ("page_2", "free_1")])
        try await eventually("the other page goes on") { try world.customers().count == 1 }
        #expect(world.graph.questions.count { $0.token == "limited" } == 1)
        let end = world.clock.now.addingTimeInterval(600)
        let until = "\(CalendarDay(end, in: .gmt)) \(TimeOfDay(end, in: .gmt))"
        try await eventually("the lead that is not asked for says why, and until when") {
            try world.events().contains { $0.state == .received && $0.error == "Meta asked for a pause until \(until)." }
        }
        #expect(try world.store.retry(nil, user: nil, at: world.clock.now) == 1)
        world.intake.wake()
        try await eventually("a retry waits for the end of the pause too, and says why") {
            try world.events().contains { $0.pausedUntil == end && $0.error == "Meta asked for a pause until \(until)." }
        }
        #expect(world.graph.questions.count { $0.token == "limited" } == 1)
        world.graph.set { question, _ in .success(FakeGraph.lead(question.lead)) }
        world.clock.advance(601)
        world.intake.wake()
        try await eventually("all are here") { try world.customers().count == 3 }
        await world.intake.stop()
    }

    @Test("a restart goes on with what was being fetched when the program was killed")
    func restart() async throws {
        let world = try World()
        try world.savePage("page_1")
        world.graph.shut()
        // No form is named, whose answer would wake the first intake again.
        _ = await world.post((0..<30).map { ("page_1", "lead_\($0)") }, form: nil)
        world.intake.start()
        try await eventually("some are under way") { world.graph.questions.count == 4 }
        // The first intake is left as it is, as a killed process leaves it: its answers do not come, and nothing wakes it.
        let graph = FakeGraph()
        let next = Intake(store: world.store, graph: graph, channel: world.channel, zone: .gmt, clock: world.clock.read)
        next.start()
        try await eventually("all are here") { try world.customers().count == 30 }
        await next.stop()
        world.graph.open()
        await world.intake.stop()
        #expect(try world.customers().count == 30)
    }

    @Test("a stop lets what is under way end and leaves the rest in the journal")
    func stop() async throws {
        let world = try World()
        try world.savePage("page_1")
        world.graph.shut()
        world.intake.start()
        _ = await world.post((0..<10).map { ("page_1", "lead_\($0)") })
        try await eventually("some are under way") { world.graph.questions.count == 4 }
        async let stopped: Void = world.intake.stop(within: 600)
        world.graph.open()
        await stopped
        let states = try world.events().map(\.state)
        #expect(!states.contains(.fetching))
        #expect(states.count { $0 == .saved } >= 4)
        world.intake.start()
        try await eventually("all are here") { try world.customers().count == 10 }
        await world.intake.stop()
    }

    @Test("a stop does not wait for an answer that never comes")
    func hangingStop() async throws {
        let world = try World()
        try world.savePage("page_1")
        world.graph.shut()
        world.intake.start()
        _ = await world.post([("page_1", "lead_1")])
        try await eventually("it is under way") { world.graph.questions.count == 1 }
        await world.intake.stop(within: 0.05)
        #expect(try world.customers().isEmpty)
        world.graph.open()
        try await eventually("the late answer is kept all the same") { try world.customers().count == 1 }
    }

    @Test("a full disk loses no lead, is said, and is not asked over and over")
    func fullDisk() async throws {
        let world = try World()
        try world.savePage("page_1")
        let disk = FullDisk(world.store)
        let intake = Intake(
            store: disk, graph: world.graph, channel: world.channel, zone: .gmt, clock: world.clock.read,
            logger: world.quiet)
        world.graph.shut()
        intake.start()
        for number in 0..<20 { _ = await world.post([("page_1", "lead_\(number)")]) }
        intake.wake()
        try await eventually("they are under way") { world.graph.questions.count == 8 }
        disk.isFull = true
        world.graph.open()
        try await eventually("nothing is under way") { intake.figures.underWay == 0 }
        #expect(intake.figures.trouble?.contains("disk is full") == true)
        for _ in 0..<200 { intake.wake() }
        await Task.yield()
        #expect(disk.refused < 20)
        #expect(try world.customers().isEmpty)
        disk.isFull = false
        world.clock.advance(3600)
        intake.wake()
        try await eventually("all are here") { try world.customers().count == 20 }
        #expect(intake.figures.trouble == nil)
        await intake.stop()
    }

    @Test("a trouble that is over while the intake stands still is none after its start")
    func troubleBeforeStart() async throws {
        let world = try World()
        try world.savePage("page_1")
        let disk = FullDisk(world.store)
        let intake = Intake(
            store: disk, graph: world.graph, channel: world.channel, zone: .gmt, clock: world.clock.read,
            queue: HandMovedQueue(), logger: world.quiet)
        disk.isFull = true
        intake.start()
        _ = await world.post([("page_1", "lead_1")])
        intake.wake()
        try await eventually("it is said") { intake.figures.trouble?.contains("disk is full") == true }
        await intake.stop(within: 600)
        disk.isFull = false
        intake.start()
        try await eventually("the lead is here") { try world.customers().count == 1 }
        #expect(intake.figures.trouble == nil)
        await intake.stop()
    }

    @Test("a form that does not come holds up its lead for a moment only")
    func slowForm() async throws {
        let world = try World()
        try world.savePage("page_1")
        let intake = Intake(
            store: world.store, graph: world.graph, channel: world.channel, zone: .gmt, clock: world.clock.read,
            formPatience: 0.05, logger: world.quiet)
        world.graph.shutForms()
        _ = await world.post([("page_1", "lead_1")])
        intake.start()
        try await eventually("it is here without its form") { try world.customers().count == 1 }
        #expect(try world.customers().first?.lead?.formName == nil)
        world.graph.open()
        try await eventually("the form is known") { try world.store.form("form_1") != nil }
        _ = await world.post([("page_1", "lead_2")])
        intake.wake()
        try await eventually("the next has its form") {
            try world.customers().contains { $0.lead?.formName == "Kitchen form" }
        }
        await intake.stop()
    }

    @Test("a page check names the missing permissions, both ends of the token, and notes them for a saved page")
    func pageCheck() async throws {
        let world = try World()
        try world.savePage("page_1")
        let now = world.clock.now
        world.graph.set(
            facts: .success(
                TokenFacts(
                    isValid: true, expiresAt: nil, dataAccessExpiresAt: now.addingTimeInterval(3 * 86400 + 60),
                    scopes: ["pages_show_list", "pages_read_engagement", "pages_manage_metadata", "pages_manage_ads"])))
        let checker = GraphPageChecker(graph: world.graph, pages: world.store)
        let settings = try #require(try world.store.settings(of: "page_1"))
        let report = await checker.check(settings, at: now)
        #expect(!report.isWell)
        #expect(report.pageName == "Kitchens")
        #expect(report.lines.contains { $0.verdict == .fault && $0.finding.contains("leads_retrieval") })
        #expect(report.lines.contains { $0.verdict == .warning && $0.finding.contains("ads_management") })
        #expect(report.lines.contains { $0.verdict == .warning && $0.finding.contains("expires in 3 days") })
        #expect(report.lines.allSatisfy { ($0.verdict == .good) == ($0.remedy == nil) })
        #expect(try world.store.page("page_1")?.name == "Kitchens")
        #expect(try world.store.page("page_1")?.token?.missingPermissions == ["leads_retrieval"])
    }

    @Test("a page check of a token of another page or of a refused one says so")
    func pageCheckFaults() async throws {
        let world = try World()
        let checker = GraphPageChecker(graph: world.graph, pages: world.store)
        let settings = PageSettings(
            metaPageId: "page_1", metaPageAccessToken: Secret("t"), metaAppSecret: Secret("s"), metaVerifyToken: Secret("v"))
        world.graph.set(page: .success(GraphPage(id: "other", name: "Gardens")))
        let other = await checker.check(settings, at: world.clock.now)
        #expect(other.lines.contains { $0.verdict == .fault && $0.finding.contains("Gardens") })
        world.graph.set(page: .failure(GraphFailure(kind: .tokenRefused, message: "expired")))
        world.graph.set(facts: .failure(GraphFailure(kind: .tokenRefused, message: "expired")))
        let refused = await checker.check(settings, at: world.clock.now)
        #expect(refused.lines.count { $0.verdict == .fault } == 1)
        #expect(refused.token?.isValid == false)
        var empty = settings
        empty.metaPageAccessToken = Secret("")
        #expect(!(await checker.check(empty, at: world.clock.now)).isWell)
    }
}
