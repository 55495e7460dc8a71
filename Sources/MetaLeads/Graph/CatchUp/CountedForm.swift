import Base
import Foundation

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
