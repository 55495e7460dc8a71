import Foundation

/// The store's records of forms: their mappings, and the leads to which these are applied.
public protocol FormStoring: Sendable {
    /// The forms of a user's pages, or of all, by name.
    func formEntries(user: User.ID?) throws -> [FormEntry]
    func formEntry(_ id: String) throws -> FormEntry?
    /// Every mapping that the form has had, the one that counts first; empty while it was always automatic.
    func mappings(ofForm id: String) throws -> [FormMapping]
    func lead(_ leadgenID: String) throws -> Lead?
    /// Up to `limit` leads of the form, the highest ids first: examples.
    func someLeads(ofForm id: String, limit: Int) throws -> [Lead]
    /// Up to `limit` leads of the form by their ids, behind `after`.
    func leads(ofForm id: String, after leadgenID: String, limit: Int) throws -> [Lead]

    /// Sets the form's mapping and opens the step that undo takes back. Gives its number.
    func beginRemap(ofForm id: String, _ mapping: FormMapping, by user: User.ID, at now: Date) throws -> RemapBatch
    /// Gives these leads what the new mapping says, in one transaction, as part of the step; without a step it only counts.
    func remap(_ leads: [RemappedLead], step: RemapBatch?, by user: User.ID, at now: Date) throws -> RemapResult
    /// Closes the step with what came of it; one that did nothing goes.
    func endRemap(_ step: RemapBatch, ofForm id: String, _ result: RemapResult) throws
}

/// A form as it is stored.
public struct FormEntry: Hashable, Sendable {
    public var id: String
    public var pageID: String
    /// The user whose page it is; nil when the page was removed.
    public var owner: User.ID?
    /// Where that user's telephone numbers belong.
    public var country: Country?
    public var name: String?
    /// Meta's answer about the form; nil while there is none.
    public var raw: String?
    public var leads: Int
    public var mapping: FormMapping

    public init(
        id: String, pageID: String, owner: User.ID?, country: Country?, name: String?, raw: String?, leads: Int, mapping: FormMapping
    ) {
        self.id = id
        self.pageID = pageID
        self.owner = owner
        self.country = country
        self.name = name
        self.raw = raw
        self.leads = leads
        self.mapping = mapping
    }
}

/// An open step of applying a mapping.
public struct RemapBatch: Hashable, Sendable {
    public var id: Int64
    /// Whether the mapping itself became another with it.
    public var isNewMapping: Bool

    public init(id: Int64, isNewMapping: Bool) {
        self.id = id
        self.isNewMapping = isNewMapping
    }
}

/// A lead as a mapping reads it.
public struct RemappedLead: Hashable, Sendable {
    public var leadgenID: String
    /// Under their labels.
    public var answers: [Answer]
    public var formName: String?
    public var contact: LeadContact
    /// The contact that the mapping before gave.
    public var previous: LeadContact
    /// The contacts that the mappings earlier than that gave, the automatic one among them.
    public var former: [LeadContact]

    public init(
        leadgenID: String, answers: [Answer], formName: String?, contact: LeadContact, previous: LeadContact, former: [LeadContact]
    ) {
        self.leadgenID = leadgenID
        self.answers = answers
        self.formName = formName
        self.contact = contact
        self.previous = previous
        self.former = former
    }
}
