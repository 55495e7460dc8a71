import Foundation

/// Something that happened to a lead, kept for a while for programs that are to be told of it.
public struct LeadEvent: Hashable, Sendable, Identifiable {
    public typealias ID = Int64

    /// The kind of event. A kind that this version does not know is kept as it is.
    public struct Kind: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        /// A lead became a customer, or a part of the row that its person has.
        public static let new = Kind(rawValue: "new")
    }

    /// Rises from event to event, and is never given again.
    public let id: ID
    public var kind: Kind
    public var createdAt: Date
    public var leadgenID: String?
    public var isTest: Bool
    /// The lead's customer as it is now, as an export gives it; nil when it was deleted meanwhile.
    public var customer: ExportRow?
    /// How often the hook has failed.
    public var tries: Int

    public init(
        id: ID, kind: Kind = .new, createdAt: Date, leadgenID: String?, isTest: Bool = false, customer: ExportRow?, tries: Int = 0
    ) {
        self.id = id
        self.kind = kind
        self.createdAt = createdAt
        self.leadgenID = leadgenID
        self.isTest = isTest
        self.customer = customer
        self.tries = tries
    }
}
