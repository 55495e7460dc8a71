import CRM
import CRMStore
import Foundation
import MetaLeads
import Synchronization
import TestSupport
import Testing

@testable import LeadIntake

@Suite("A test lead, end to end")
struct TestLeadRunTests {
    typealias Line = PageCheckReport.Line

    private func run(
        _ world: World, _ edge: FakeTestLeads, patience: Duration = .seconds(600)
    ) async throws -> (lines: [Line], stages: [TestLeadStage]) {
        try world.savePage("page_1")
        let stages = Mutex<[TestLeadStage]>([])
        let settings = try #require(try world.store.settings(of: "page_1"))
        let lines = await TestLeadRun(graph: edge, journal: world.store, patience: patience, clock: world.clock.read)
            .sendTestLead(settings) { stage in stages.withLock { $0.append(stage) } }
        await world.intake.stop()
        return (lines, stages.withLock { $0 })
    }

    @Test("it is followed from Meta to its customer, timed, and deleted at Meta")
    func good() async throws {
        let world = try World()
        let edge = FakeTestLeads { lead in
            world.clock.advance(1.3)
            _ = await world.post([("page_1", lead)])
        }
        world.intake.start()
        let (lines, stages) = try await run(world, edge)
        #expect(lines.map(\.verdict) == [.good])
        #expect(lines.first?.finding.contains("the form \"Form form_1\"") == true)
        #expect(lines.first?.finding.contains("its webhook came after 1.3 s") == true)
        #expect(edge.asked == ["make form_1", "delete lead_test"])
        #expect(stages == [.choosingForm, .asked(form: "Form form_1"), .made, .announced, .saved])
        #expect(try world.customers().count == 1)
    }

    @Test("the form's test lead from before is deleted first, one that is no test is left alone")
    func before() async throws {
        let world = try World()
        world.intake.start()
        let edge = FakeTestLeads(leads: [FakeTestLeads.lead("old", email: "test@meta.com")]) { lead in
            _ = await world.post([("page_1", lead)])
        }
        #expect(try await run(world, edge).lines.map(\.verdict) == [.good])
        #expect(edge.asked == ["delete old", "make form_1", "delete lead_test"])

        let real = FakeTestLeads(leads: [FakeTestLeads.lead("real", email: "maria@example.com")])
        let line = try #require(try await run(World(), real).lines.first)
        #expect(line.verdict == .fault && line.remedy?.contains("Lead Ads Testing Tool") == true)
        #expect(real.asked.isEmpty)
    }

    @Test("a webhook that does not come is a fault that says where to look, and the lead stays at Meta to be read")
    func silence() async throws {
        let edge = FakeTestLeads()
        let lines = try await run(World(), edge, patience: .milliseconds(300)).lines
        #expect(lines.map(\.verdict) == [.fault])
        #expect(lines.first?.finding.contains("has not announced it") == true)
        #expect(lines.first?.remedy?.contains("Track Status") == true)
        #expect(edge.asked == ["make form_1"])
    }

    @Test("a lead that was announced and cannot be read gives the journal's own reason and remedy")
    func unread() async throws {
        let world = try World(FakeGraph { _, _ in .failure(GraphFailure(kind: .objectMissing, code: 100, subcode: 33, message: "gone")) })
        world.intake.start()
        let edge = FakeTestLeads { lead in
            _ = await world.post([("page_1", lead)])
            try? await eventually("it was tried") { try world.events().first?.state == .waiting }
        }
        let line = try #require(try await run(world, edge, patience: .milliseconds(300)).lines.first)
        #expect(line.verdict == .fault)
        #expect(line.finding.contains("Failed to fetch lead details"))
        #expect(line.remedy?.contains("Leads access") == true)
    }

    @Test("what Meta refuses is a fault with its remedy; a page without an active form has nothing to try")
    func refused() async throws {
        let refusal = GraphFailure(kind: .permissionMissing, code: 200, message: "(#200) Requires pages_manage_ads permission")
        let lines = try await run(World(), FakeTestLeads(refusal: refusal)).lines
        #expect(lines.map(\.verdict) == [.fault])
        #expect(lines.first?.remedy?.contains("pages_manage_ads") == true)
        let none = FakeTestLeads(forms: [FakeTestLeads.form("a", status: "ARCHIVED", day: 1)])
        #expect(try await run(World(), none).lines.map(\.verdict) == [.warning])
        #expect(none.asked.isEmpty)
    }

    @Test("a test lead that cannot be deleted at Meta is said, and is no fault of the chain")
    func undeleted() async throws {
        let world = try World()
        world.intake.start()
        let edge = FakeTestLeads(deletionRefusal: GraphFailure(kind: .permissionMissing, message: "no")) { lead in
            _ = await world.post([("page_1", lead)])
        }
        #expect(try await run(world, edge).lines.map(\.verdict) == [.good, .warning])
    }

    @Test("the newest active form is taken, wherever in the list it is")
    func newest() {
        let forms = [
            FakeTestLeads.form("a", day: 1), FakeTestLeads.form("b", day: 3), FakeTestLeads.form("c", status: "ARCHIVED", day: 9),
            FakeTestLeads.form("d", day: 2),
        ]
        #expect(TestLeadFindings.newest(forms)?.id == "b")
        #expect(TestLeadFindings.newest([FakeTestLeads.form("x", day: nil), FakeTestLeads.form("y", day: nil)])?.id == "x")
        #expect(TestLeadFindings.newest([]) == nil)
    }
}
