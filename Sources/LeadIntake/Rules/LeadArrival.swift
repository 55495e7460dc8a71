import CRM
import Foundation
import MetaLeads

/// Makes the customer-to-be out of what Meta told.
enum LeadArrival {
    /// `form` is nil while the form has not been read: the answers then go by their keys.
    static func of(
        _ lead: GraphLead, form: GraphForm?, mapping: FormMapping, event: WebhookEvent, now: Date, zone: TimeZone
    ) -> Arrival {
        let questions = form?.questions
        let found = LeadMapper.map(lead.fields, questions: questions)
        return Arrival(
            lead: Lead(
                leadgenID: event.leadgenID ?? lead.id, pageID: event.pageID, formID: lead.formID ?? event.formID,
                formName: form?.title, adID: lead.adID ?? event.adID, adName: lead.adName,
                campaignID: lead.campaignID, campaignName: lead.campaignName, platform: lead.platform,
                isOrganic: lead.isOrganic, isTest: found.isTest || event.kind == .test,
                createdTime: lead.createdTime ?? event.createdTime ?? now,
                answers: answers(lead.fields, questions), raw: lead.raw),
            contact: contact(lead.fields, questions, mapping),
            today: CalendarDay(now, in: zone), mapping: mapping)
    }

    /// The columns that the answers fill under a mapping.
    static func contact(_ fields: [LeadAnswer], _ questions: [FormQuestion]?, _ mapping: FormMapping) -> CRM.LeadContact {
        let chosen = mapping.targets.compactMapValues { LeadPart(rawValue: $0.rawValue) }
        let contact = LeadMapper.map(fields, questions: questions, chosen: chosen)
        // The mapper gives choices in their words already.
        let remarks = contact.remarks.map { remark in
            let question = LeadMapper.question(named: remark.name, in: questions ?? [])
            return "\(label(of: remark.name, question)): \(remark.values.joined(separator: ", "))"
        }
        return CRM.LeadContact(
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

    private static func label(of name: String, _ question: FormQuestion?) -> String { question.map(label) ?? readable(name) }

    /// The question as the form has it; its key where the form has no words for it.
    static func label(_ question: FormQuestion) -> String {
        question.label.isEmpty ? readable(question.key) : question.label
    }

    /// `which_city_are_you_from` becomes `Which city are you from`.
    static func readable(_ key: String) -> String {
        let words = key.split(whereSeparator: { $0 == "_" || $0.isWhitespace }).joined(separator: " ")
        guard let first = words.first else { return key }
        return first.uppercased() + words.dropFirst()
    }
}

extension GraphForm {
    /// The name; nil where Meta gave none.
    var title: String? { name.flatMap { $0.isEmpty ? nil : $0 } }
}
