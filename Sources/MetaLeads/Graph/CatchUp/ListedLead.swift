import Base
import Foundation

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
