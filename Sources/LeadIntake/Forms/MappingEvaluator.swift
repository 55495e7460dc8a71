import CRM
import MetaLeads

/// Reads the kept leads of a form under one mapping and under those before it. Pure.
struct MappingEvaluator {
    let form: GraphForm?
    /// Where the telephone numbers of the form's user belong.
    let country: Country?
    let mapping: FormMapping
    let previous: FormMapping
    /// Every mapping the form has had.
    let former: [FormMapping]

    /// A lead as the mapping reads it, with what the earlier mappings gave: those of a time when the form's questions were not known
    /// as well.
    func remapped(_ lead: Lead) -> RemappedLead {
        let fields = MappingEvaluator.fields(lead)
        func contact(_ mapping: FormMapping) -> LeadContact { IncomingLead.contact(fields, form?.questions, mapping, in: country) }
        let earlier = Set(former + [FormMapping()])
        let blind = form == nil ? [] : earlier.map { IncomingLead.contact(fields, nil, $0, in: country) }
        return RemappedLead(
            leadgenID: lead.leadgenID, answers: MappingEvaluator.shown(lead, form?.questions), formName: form?.title ?? lead.formName,
            contact: contact(mapping), previous: contact(previous), former: earlier.map(contact) + blind)
    }

    /// The person's answers: as Meta sent them, and where that was not kept, as they are shown.
    static func fields(_ lead: Lead) -> [LeadAnswer] {
        if let sent = try? GraphLead.parse(Array(lead.raw.utf8)) { return sent.fields }
        return lead.answers.map { LeadAnswer(name: $0.name, values: $0.values) }
    }

    /// The answers under the form's labels; as they are, while the form's questions are not known.
    private static func shown(_ lead: Lead, _ known: [FormQuestion]?) -> [Answer] {
        known.map { IncomingLead.answers(fields(lead), $0) } ?? lead.answers
    }

    /// The form's questions, then what leads have answered besides, each with where it goes. The first of the leads gives the examples,
    /// the others where it has none.
    static func questions(_ known: [FormQuestion]?, _ leads: [Lead], mapping: FormMapping, in country: Country?) -> [LeadForm.Question] {
        let shown = leads.map { self.shown($0, known) }
        var labels = (known ?? []).map { ($0.key, IncomingLead.label($0)) }
        var seen = Set(labels.map(\.0))
        for answer in shown.joined() where seen.insert(answer.name).inserted { labels.append((answer.name, answer.label)) }
        // The answers that only leads outside these have given.
        for key in mapping.targets.keys.sorted() where seen.insert(key).inserted { labels.append((key, Answer.readable(key))) }
        let uses = uses(known, leads.map(fields), CountryJudge.of(country))
        return labels.map { key, label in
            let example = shown.lazy.compactMap { $0.first { $0.name == key && !$0.values.isEmpty } }.first
            return LeadForm.Question(
                key: key, label: label, automatic: uses[key].flatMap { FormTarget(rawValue: $0.rawValue) } ?? .nothing,
                chosen: mapping.targets[key], example: example?.values.joined(separator: ", ") ?? "")
        }
    }

    /// Where answers go by themselves: in a lead that answered all questions, and in those that are here, whose answers may be known
    /// by their look.
    private static func uses(_ known: [FormQuestion]?, _ leads: [[LeadAnswer]], _ judge: @escaping PhoneJudge) -> [String: ContactField] {
        let full = (known ?? []).map { LeadAnswer(name: $0.key, values: ["?"]) }
        var uses: [String: ContactField] = [:]
        for fields in [full] + leads {
            uses.merge(LeadMapper.uses(of: fields, questions: known, judge: judge)) { first, _ in first }
        }
        return uses
    }
}
