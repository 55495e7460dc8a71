import Base

/// A query that a user has given a name. It asks all spreadsheets of the user, unless it says `sheet:` itself.
public struct SavedView: Hashable, Sendable, Identifiable {
    public typealias ID = Int64
    /// 0 for one that is not stored yet.
    public var id: ID
    /// 1 to 60 characters in one line.
    public var name: String
    /// 1 to 1,000 characters in the language of ``QueryParser``.
    public var query: String

    public init(id: ID = 0, name: String, query: String) {
        self.id = id
        self.name = name
        self.query = query
    }

    /// The fault of a name, as a sentence; nil for one that can be kept.
    public static func fault(ofName name: String) -> String? {
        (1...longestName).contains(name.unicodeScalars.count) && !name.unicodeScalars.contains(where: HostileScalar.contains)
            ? nil : "A view's name has 1 to \(longestName) characters; this one has \(name.unicodeScalars.count)."
    }

    public static let longestName = 60
    public static let longestQuery = QueryPiece.longest
    /// A user has that many at most.
    public static let most = 50

    /// The views that a new user is given. They are stored as any other, so they can be changed and deleted.
    public static let builtIn = [
        SavedView(name: "New", query: "status:new"),
        SavedView(name: "Due and overdue", query: "next:<=today sort:next"),
        SavedView(name: "No next call", query: "next:none"),
        SavedView(name: "Asked again", query: "is:again"),
        SavedView(name: "Tried 3 times, never reached", query: "attempts:>=3 -is:reached -is:ended"),
        SavedView(name: "Won this month", query: "status:won changed:thismonth"),
    ]
}
