import Foundation
import MetaLeads
import MetaSimulator
import Testing

struct TestLeadTests {
    private func newest(_ scene: Scene) async throws -> CountedForm {
        let forms = try await scene.graph.datedForms(of: Scene.pages[0].id, after: nil, access: scene.access()).value.items
        return try #require(forms.max { ($0.createdTime ?? .distantPast) < ($1.createdTime ?? .distantPast) })
    }

    @Test("a test lead is made, announced with a signature, read like any other, and deleted")
    func wholeLife() async throws {
        let webhook = try await TestWebhook()
        try await Scene.run { scene in
            try scene.simulator.setWebhook(webhook.url)
            let form = try await newest(scene)
            let id = try await scene.graph.makeTestLead(of: form.id, access: scene.access())
            let post = try #require(await webhook.next(1).first)
            #expect(WebhookSignature.matches(header: post.signature, body: post.body, appSecret: Scene.pages[0].appSecret))
            guard case .lead(let notice)? = try WebhookParser.parse(post.body).changes.first?.kind else {
                Issue.record("It is no lead: \(String(decoding: post.body, as: UTF8.self))")
                return
            }
            #expect(notice.leadgenID == id && notice.formID == form.id && notice.pageID == Scene.pages[0].id)
            let lead = try await scene.graph.lead(id, access: scene.access(), fields: .full).value
            #expect(LeadMapper.map(lead.fields, questions: nil).isTest)
            #expect(lead.formID == form.id)
            #expect(try await scene.graph.testLeads(of: form.id, access: scene.access()).value.items.map(\.id) == [id])
            try await scene.graph.deleteLead(id, access: scene.access())
            #expect(try await scene.graph.testLeads(of: form.id, access: scene.access()).value.items.isEmpty)
            #expect(await scene.failure(id)?.kind == .objectMissing)
        }
        await webhook.stop()
    }

    @Test("a form has one test lead at a time, and only test leads can be deleted")
    func one() async throws {
        try await Scene.run { scene in
            let form = try await newest(scene)
            _ = try await scene.graph.makeTestLead(of: form.id, access: scene.access())
            let again = await #expect(throws: GraphFailure.self) { try await scene.graph.makeTestLead(of: form.id, access: scene.access()) }
            #expect(again?.kind == .badRequest)
            let ordinary = try #require(scene.simulator.makeLeads(1).first)
            await #expect(throws: GraphFailure.self) { try await scene.graph.deleteLead(ordinary.id, access: scene.access()) }
            #expect(scene.simulator.lead(ordinary.id) != nil)
        }
    }
}
