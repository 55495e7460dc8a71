import CRM
import Foundation
import MetaLeads

/// Shows the forms with what their answers fill, and applies another mapping to the leads that are here.
public struct FormMappingService: FormKeeping {
    /// The number of leads that are looked at to find the fields that a form's answers fill, and examples of them.
    private static let samples = 20
    /// The number of leads changed in one transaction, so that other writers wait for a moment only.
    static let portion = 200

    private let store: any FormStoring

    public init(store: any FormStoring) {
        self.store = store
    }

    public func forms(of user: User.ID?) throws -> [LeadForm] {
        try store.formEntries(user: user).map { try describe($0, example: nil) }
    }

    public func form(_ id: String, example lead: String?) throws -> LeadForm? {
        guard let entry = try store.formEntry(id) else { return nil }
        return try describe(entry, example: lead.flatMap(store.lead))
    }

    public func map(form id: String, _ mapping: FormMapping, by user: User.ID, at now: Date) throws -> RemapResult {
        guard let entry = try store.formEntry(id) else { throw StoreError.formUnknown(id) }
        let history = try store.mappings(ofForm: id)
        let step = try store.beginRemap(ofForm: id, mapping, by: user, at: now)
        var result = try apply(mapping, to: entry, history, step: step, by: user, at: now)
        result.isNewMapping = step.isNewMapping
        try store.endRemap(step, ofForm: id, result)
        return result
    }

    public func tryMapping(form id: String, _ mapping: FormMapping, by user: User.ID) throws -> RemapResult {
        guard let entry = try store.formEntry(id) else { throw StoreError.formUnknown(id) }
        var result = try apply(mapping, to: entry, store.mappings(ofForm: id), step: nil, by: user, at: Date())
        result.isNewMapping = mapping != entry.mapping
        return result
    }

    private func apply(
        _ mapping: FormMapping, to entry: FormEntry, _ history: [FormMapping], step: RemapBatch?, by user: User.ID, at now: Date
    ) throws -> RemapResult {
        let form = FormMappingService.form(entry)
        let reading = MappingEvaluator(form: form, country: entry.country, mapping: mapping, previous: entry.mapping, former: history)
        var result = RemapResult()
        var last = ""
        while true {
            let leads = try store.leads(ofForm: entry.id, after: last, limit: FormMappingService.portion)
            guard let end = leads.last else { return result }
            let part = try store.remap(leads.map(reading.remapped), step: step, by: user, at: now)
            result.changed += part.changed
            result.changedUnseen += part.changedUnseen
            result.kept += part.kept
            result.relabelled += part.relabelled
            last = end.leadgenID
        }
    }

    // MARK: What a form looks like

    private func describe(_ entry: FormEntry, example: Lead?) throws -> LeadForm {
        let form = FormMappingService.form(entry)
        let samples = try (example.map { [$0] } ?? []) + store.someLeads(ofForm: entry.id, limit: FormMappingService.samples)
        return LeadForm(
            id: entry.id, name: entry.name, pageID: entry.pageID, isRead: form != nil, leads: entry.leads,
            questions: MappingEvaluator.questions(form?.questions, samples, mapping: entry.mapping, in: entry.country))
    }

    static func form(_ entry: FormEntry) -> GraphForm? {
        entry.raw.flatMap { try? GraphForm.parse(Array($0.utf8)) }
    }
}
