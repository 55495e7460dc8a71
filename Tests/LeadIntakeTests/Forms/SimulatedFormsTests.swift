import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaSimulator
import Testing

@Suite("Forms in many languages, over HTTP") struct SimulatedFormsTests {
    @Test("translated and custom keys: answers stand under the form's own labels, and any question can be given another column and back")
    func translated() async throws {
        try await CatchUpWorld.run { world in
            let made = world.meta.makeLeads(40, kind: .translated) + world.meta.makeLeads(20)
            world.start()
            try await eventually("all are here") { try world.leads().count == made.count }
            let forms = try FormMappingService(store: world.store).forms(of: world.user.id).filter { $0.leads > 0 }
            #expect(forms.count >= 5 && forms.allSatisfy(\.isRead) && forms.reduce(0) { $0 + $1.leads } == made.count)
            for form in forms {
                #expect(
                    form.questions.contains { $0.target == .customerName } && form.questions.contains { $0.target == .phoneNumber },
                    "\(form.title)")
                try remap(form, world)
            }
        }
    }

    /// The form's last question fills the company, and then no more.
    private func remap(_ form: LeadForm, _ world: CatchUpWorld) throws {
        let receiver = FormMappingService(store: world.store)
        let leads = try world.store.leads(ofForm: form.id, after: "", limit: 100)
        let before = try leads.map { try world.store.customer(ofLead: $0.leadgenID)?.companyName }
        let question = try #require(form.questions.last)
        _ = try receiver.map(form: form.id, FormMapping([question.key: .companyName]), by: world.user.id, at: World.morning)
        // Who leaves a question open has no answer to it.
        let answered = leads.compactMap { lead in lead.answers.first { $0.name == question.key }.map { (lead, $0) } }
        #expect(!answered.isEmpty)
        for (lead, answer) in answered {
            #expect(answer.label == question.label)
            let company = try world.store.customer(ofLead: lead.leadgenID)?.companyName
            if !answer.values.isEmpty { #expect(company == answer.values.joined(separator: ", ")) }
        }
        _ = try receiver.map(form: form.id, FormMapping(), by: world.user.id, at: World.morning)
        #expect(try leads.map { try world.store.customer(ofLead: $0.leadgenID)?.companyName } == before)
    }
}
