import Base
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
    /// The number of items asked for was too much for one answer, for Meta or for us: ask again with a smaller limit. Meta's refusal has no
    /// code of its own, only words.
    public var asksForLess: Bool { kind == .tooLarge || code == 1 && message.lowercased().contains("reduce the amount of data") }
}

/// A form of a page with Meta's counts of its leads (Meta: reference, Page leadgen_forms).
public struct CountedForm: Sendable, Hashable {
    public var id: String
    public var name: String?
    /// `ACTIVE`, `ARCHIVED` …; unknown words are kept.
    public var status: String?
    /// All that were ever submitted; nil when Meta does not tell.
    public var leads: Int?
    /// Those of them that Meta has deleted for their age.
    public var expired: Int?
    /// When the form was made; nil where that was not asked.
    public var createdTime: Date?

    public init(
        id: String, name: String? = nil, status: String? = nil, leads: Int? = nil, expired: Int? = nil, createdTime: Date? = nil
    ) {
        self.createdTime = createdTime
        self.id = id
        self.name = name
        self.status = status
        self.leads = leads
        self.expired = expired
    }

    /// nil for an element without an id. Counts below zero count as not told.
    init?(json: JSONValue) {
        guard let id = json["id"]?.text, !id.isEmpty else { return nil }
        func count(_ key: JSONKey) -> Int? { json[key]?.int.flatMap { $0 >= 0 ? $0 : nil } }
        self.init(
            id: id, name: json["name"]?.text, status: json["status"]?.text, leads: count("leads_count"),
            expired: count("expired_leads_count"), createdTime: MetaTime.date(json["created_time"]))
    }

    /// The leads that Meta still has; nil when it does not tell.
    public var held: Int? { leads.map { max(0, $0 - min($0, expired ?? 0)) } }
}

/// A lead as a form's list tells it: enough to know it by.
public struct ListedLead: Sendable, Hashable {
    public var id: String
    public var createdTime: Date?
    public var formID: String?
    public var adID: String?
    /// The element of the list alone, as JSON.
    public var raw: String

    public init(id: String, createdTime: Date? = nil, formID: String? = nil, adID: String? = nil, raw: String = "") {
        self.id = id
        self.createdTime = createdTime
        self.formID = formID
        self.adID = adID
        self.raw = raw
    }

    /// nil for an element without an id.
    init?(json: JSONValue) {
        func identifier(_ key: JSONKey) -> String? { json[key]?.text.flatMap { $0.isEmpty || $0 == "0" ? nil : $0 } }
        guard let id = identifier("id") else { return nil }
        self.init(
            id: id, createdTime: MetaTime.date(json["created_time"]), formID: identifier("form_id"), adID: identifier("ad_id"),
            raw: json.written)
    }
}

extension GraphAddress {
    func forms(_ page: String, _ cursor: String?, _ limit: Int, _ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request(
            page, edge: "leadgen_forms", access,
            [("fields", "id,name,status,locale,questions,leads_count,expired_leads_count")] + Self.place(cursor, limit))
    }

    /// `GREATER_THAN_OR_EQUAL`, for a lead of the same second must not be missed.
    func leads(
        _ form: String, _ since: Date, _ cursor: String?, _ limit: Int, _ fields: LeadFields, _ access: PageAccess
    ) throws(GraphFailure) -> GraphRequest {
        let seconds = Int(since.timeIntervalSince1970.rounded(.down))
        let filter = "[{\"field\":\"time_created\",\"operator\":\"GREATER_THAN_OR_EQUAL\",\"value\":\(seconds)}]"
        return try request(
            form, edge: "leads", access,
            [("fields", fields.names.joined(separator: ",")), ("filtering", filter)] + Self.place(cursor, limit))
    }

    private static func place(_ cursor: String?, _ limit: Int) -> [(String, String)] {
        [("limit", String(limit))] + (cursor.map { [("after", $0)] } ?? [])
    }
}

extension GraphClient: GraphCatchUp {
    public func forms(
        of page: String, after cursor: String?, limit: Int, access: PageAccess
    ) async throws(GraphFailure) -> GraphReply<GraphList<CountedForm>> {
        try await ask(address.forms(page, cursor, limit, access)) { (body) throws(GraphFailure) in
            try GraphList.parse(body, CountedForm.init(json:))
        }
    }

    public func leads(
        of form: String, since: Date, after cursor: String?, limit: Int, fields: LeadFields, access: PageAccess
    ) async throws(GraphFailure) -> GraphReply<GraphList<ListedLead>> {
        try await ask(address.leads(form, since, cursor, limit, fields, access)) { (body) throws(GraphFailure) in
            try GraphList.parse(body, ListedLead.init(json:))
        }
    }
}
