import Foundation

/// The bulk questions to Meta: which forms a page has, and which leads a form has. A page has no list of its leads.
public protocol GraphCatchUp: Sendable {
    /// `GET /{page}/leadgen_forms`: forms of every status, with their counts of leads. `cursor` is the one that the list before
    /// gave, nil for the first.
    func forms(
        of page: String, after cursor: String?, limit: Int, access: PageAccess
    ) async throws(GraphFailure) -> GraphReply<GraphList<CountedForm>>

    /// `GET /{form}/leads`: the leads submitted at `since` or later, in Meta's order (Meta: Lead ads, retrieving leads, "Bulk read").
    func leads(
        of form: String, since: Date, after cursor: String?, limit: Int, fields: LeadFields, access: PageAccess
    ) async throws(GraphFailure) -> GraphReply<GraphList<ListedLead>>
}

extension GraphFailure {
    /// So many items were too much for one answer, for Meta or for us: ask again with a smaller limit. Meta's refusal has no code of its
    /// own, only words.
    public var asksForLess: Bool { kind == .tooLarge || code == 1 && message.lowercased().contains("reduce the amount of data") }
}
