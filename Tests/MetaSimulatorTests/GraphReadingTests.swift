import Foundation
import MetaLeads
import MetaSimulator
import Testing

struct GraphReadingTests {
    @Test("a lead is read with every answer, its ad and its time")
    func fullLead() async throws {
        try await Scene.run { scene in
            let leads = scene.simulator.makeLeads(20).filter { $0.pageID == Scene.pages[0].id }
            let lead = try #require(leads.first { $0.advertisement != nil })
            let read = try await scene.graph.lead(lead.id, access: scene.access(), fields: .full).value
            #expect(read.id == lead.id)
            #expect(read.formID == lead.formID)
            #expect(read.adID == lead.advertisement?.adID)
            #expect(read.campaignName == lead.advertisement?.campaignName)
            #expect(read.createdTime == Scene.now)
            #expect(read.raw.contains("2015-02-28T08:49:14+0000"))
            #expect(read.platform == lead.platform)
            #expect(read.isOrganic == false)
            #expect(read.fields == lead.answers.map { LeadAnswer(name: $0.name, values: $0.values ?? []) })
        }
    }

    @Test("only the fields asked for are told")
    func minimalLead() async throws {
        try await Scene.run { scene in
            let lead = try #require(scene.simulator.makeLeads(1).first)
            let read = try await scene.graph.lead(lead.id, access: scene.access(), fields: .minimal).value
            #expect(read.fields.count == lead.answers.count)
            #expect(read.formID == lead.formID)
            #expect(read.adID == nil && read.campaignName == nil && read.platform == nil && read.isOrganic == nil)
        }
    }

    @Test("letters outside ASCII and the at sign go over the wire escaped, and no other byte than ASCII does")
    func escapes() async throws {
        try await Scene.run { scene in
            let lead = try #require(scene.simulator.makeLeads(1, kind: .translated).first)
            let read = try await scene.graph.lead(lead.id, access: scene.access(), fields: .minimal).value
            #expect(read.raw.utf8.allSatisfy { $0 < 0x80 })
            #expect(!read.raw.contains("@"))
            #expect(read.raw.contains("\\u0040"))
        }
    }

    @Test("the form tells its name, its language and the question behind every answer")
    func form() async throws {
        try await Scene.run { scene in
            let lead = try #require(scene.simulator.makeLeads(1, kind: .translated).first)
            let form = try await scene.graph.form(lead.formID, access: scene.access()).value
            #expect(form.id == lead.formID)
            #expect(form.name?.isEmpty == false)
            #expect(form.locale != nil && form.locale != "en_US")
            #expect(form.status == "ACTIVE")
            #expect(Set(lead.answers.map(\.name)).isSubset(of: Set(form.questions.map(\.key))))
            #expect(form.questions.contains { $0.type == "PHONE" })
        }
    }

    @Test("a page token opens its own page, and Meta's facts about it are good")
    func page() async throws {
        try await Scene.run { scene in
            let page = try await scene.graph.page(scene.access(1)).value
            #expect(page.id == "page_id_123")
            #expect(page.name == "Bathroom Studio")
            let facts = try await scene.graph.debugToken(access: scene.access(1)).value
            #expect(facts.isValid)
            #expect(facts.type == "PAGE")
            #expect(facts.expiresAt == nil)
            #expect(facts.profileID == "page_id_123")
            #expect(facts.scopes.contains("leads_retrieval"))
        }
    }

    @Test("every answer of every translated form finds its place in the customer's row")
    func mapping() async throws {
        try await Scene.run { scene in
            for lead in scene.simulator.makeLeads(24, kind: .translated) where lead.pageID == Scene.pages[0].id {
                let read = try await scene.graph.lead(lead.id, access: scene.access(), fields: .full).value
                let form = try await scene.graph.form(lead.formID, access: scene.access()).value
                let contact = LeadMapper.map(read.fields, questions: form.questions)
                #expect(contact.name?.isEmpty == false)
                #expect(contact.phone?.hasPrefix("+") == true)
                #expect(contact.email?.contains("@") == true)
                #expect(!contact.isTest)
            }
        }
    }

    @Test("a lead of the testing tool is recognised as one, and skipped questions do no harm")
    func oddLeads() async throws {
        try await Scene.run { scene in
            let test = try #require(scene.simulator.makeLeads(1, kind: .test).first)
            let read = try await scene.graph.lead(test.id, access: scene.access(), fields: .full).value
            #expect(LeadMapper.map(read.fields, questions: nil).isTest)
            #expect(read.isOrganic == true)
            for kind in [LeadKind.skippedAnswers, .hostile] {
                for lead in scene.simulator.makeLeads(30, kind: kind) where lead.pageID == Scene.pages[0].id {
                    let read = try await scene.graph.lead(lead.id, access: scene.access(), fields: .full).value
                    #expect(read.fields.map(\.values) == lead.answers.map { $0.values ?? [] })
                }
            }
        }
    }
}
