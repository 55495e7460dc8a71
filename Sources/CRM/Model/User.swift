import Foundation

/// A salesperson with spreadsheets and Meta pages of their own.
public struct User: Hashable, Sendable, Identifiable {
    public typealias ID = Int64
    public let id: ID
    /// Unique, 1 to 64 characters, no control characters.
    public var name: String

    public init(id: ID, name: String) {
        self.id = id
        self.name = name
    }
}
