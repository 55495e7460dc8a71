import Foundation

/// A salesperson with spreadsheets and Meta pages of their own.
public struct User: Hashable, Sendable, Identifiable {
    public typealias ID = Int64
    public let id: ID
    /// Unique, 1 to 64 characters, no control characters.
    public var name: String
    /// Where telephone numbers without a country code belong; nil for not known.
    public var country: Country?

    public init(id: ID, name: String, country: Country? = nil) {
        self.id = id
        self.name = name
        self.country = country
    }
}
