/// The right of a colleague in a spreadsheet that is shared with them.
public enum SharedRight: String, Hashable, Sendable, CaseIterable, Codable {
    case read
    /// To change customers, call them, write notes, add and take leads; the spreadsheet itself stays its owner's.
    case write

    /// In the middle of a sentence.
    public var title: String {
        switch self {
        case .read: "to read"
        case .write: "to read and write"
        }
    }
}

/// A user with whom the owner of a spreadsheet can share it.
public struct Colleague: Hashable, Sendable, Identifiable {
    public let id: User.ID
    public var name: String
    /// Nil where it is not shared with them.
    public var right: SharedRight?

    public init(id: User.ID, name: String, right: SharedRight? = nil) {
        self.id = id
        self.name = name
        self.right = right
    }
}
