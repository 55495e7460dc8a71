import CRM
import Foundation
import MetaLeads

/// Makes the customer-to-be out of what Meta told.
enum LeadArrival {
    /// `form` is nil while the form has not been read: the answers then go by their keys.
    static func of(_ lead: GraphLead, form: GraphForm?, event: WebhookEvent, now: Date, zone: TimeZone) -> Arrival {
        let questions = form?.questions
        let contact = LeadMapper.map(lead.fields, questions: questions)
        return Arrival(
            lead: Lead(
                leadgenID: event.leadgenID ?? lead.id, pageID: event.pageID, formID: lead.formID ?? event.formID,
                formName: form?.name.flatMap { $0.isEmpty ? nil : $0 }, adID: lead.adID ?? event.adID, adName: lead.adName,
                campaignID: lead.campaignID, campaignName: lead.campaignName, platform: lead.platform,
                isOrganic: lead.isOrganic, isTest: contact.isTest || event.kind == .test,
                createdTime: lead.createdTime ?? event.createdTime ?? now,
                answers: lead.fields.map { answer($0, questions) }, raw: lead.raw),
            contact: CRM.LeadContact(
                name: contact.name, company: contact.company, phone: contact.phone, email: contact.email),
            today: CalendarDay(now, in: zone))
    }

    private static func answer(_ field: LeadAnswer, _ questions: [FormQuestion]?) -> Answer {
        let question = questions?.first { $0.key == field.name }
        let values = field.values.map { value in
            question?.options.first { $0.key == value }?.value ?? value
        }
        let label = question.map(\.label).flatMap { $0.isEmpty ? nil : $0 }
        return Answer(name: field.name, label: label ?? readable(field.name), values: values)
    }

    /// `which_city_are_you_from` becomes `Which city are you from`.
    static func readable(_ key: String) -> String {
        let words = key.split(whereSeparator: { $0 == "_" || $0.isWhitespace }).joined(separator: " ")
        guard let first = words.first else { return key }
        return first.uppercased() + words.dropFirst()
    }
}
