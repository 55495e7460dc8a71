import CRM
import Foundation
import MetaLeads

/// A lead as Meta told of it, made into a customer.
extension IncomingLead {
    /// `form` is nil while the form has not been read: the answers then go by their keys. `country` is that of the page's user.
    init(
        _ lead: GraphLead, form: GraphForm?, mapping: FormMapping, event: WebhookEvent, country: Country?, present: Set<User.ID>,
        now: Date, zone: TimeZone
    ) {
        let questions = form?.questions
        self.init(
            lead: Lead(
                leadgenID: event.leadgenID ?? lead.id, pageID: event.pageID, formID: lead.formID ?? event.formID,
                formName: form?.title, adID: lead.adID ?? event.adID, adName: lead.adName,
                campaignID: lead.campaignID, campaignName: lead.campaignName, platform: lead.platform,
                isOrganic: lead.isOrganic, isTest: LeadMapper.isTest(lead.fields) || event.kind == .test,
                createdTime: lead.createdTime ?? event.createdTime ?? now,
                answers: Self.answers(lead.fields, questions),
                consents: lead.disclaimers.map { Consent(name: $0.checkboxKey, isGiven: $0.isChecked) }, raw: lead.raw),
            contact: Self.contact(lead.fields, questions, mapping, in: country),
            today: CalendarDay(now, in: zone), mapping: mapping, present: present)
    }

    /// The columns that the answers fill under a mapping.
    static func contact(_ fields: [LeadAnswer], _ questions: [FormQuestion]?, _ mapping: FormMapping, in country: Country?)
        -> LeadContact
    {
        let chosen = mapping.targets.compactMapValues { ContactField(rawValue: $0.rawValue) }
        let contact = LeadMapper.map(fields, questions: questions, chosen: chosen, judge: CountryJudge.of(country))
        // The mapper gives choices in their words already.
        let remarks = contact.remarks.map { remark in
            let question = LeadMapper.question(named: remark.name, in: questions ?? [])
            return "\(label(of: remark.name, question)): \(remark.values.joined(separator: ", "))"
        }
        return LeadContact(
            name: contact.name, company: contact.company, phone: contact.phone, email: contact.email,
            remark: remarks.isEmpty ? nil : remarks.joined(separator: " · "))
    }

    /// The answers under the form's labels, choices in the words that the person saw.
    static func answers(_ fields: [LeadAnswer], _ questions: [FormQuestion]?) -> [Answer] {
        fields.map { field in
            let question = LeadMapper.question(named: field.name, in: questions ?? [])
            let values = field.values.map { value in
                question?.options.first { $0.key == value }?.value ?? value
            }
            return Answer(name: field.name, label: label(of: field.name, question), values: values)
        }
    }

    private static func label(of name: String, _ question: FormQuestion?) -> String { question.map(label) ?? Answer.readable(name) }

    /// The question as the form has it; its key where the form has no words for it.
    static func label(_ question: FormQuestion) -> String {
        question.label.isEmpty ? Answer.readable(question.key) : question.label
    }
}

extension GraphForm {
    /// The name; nil where Meta gave none.
    var title: String? { name.flatMap { $0.isEmpty ? nil : $0 } }
}
