/// Why a query cannot be read, and where.
public struct QueryFault: Error, Hashable, Sendable {
    /// One sentence for people.
    public var sentence: String
    /// The characters of the query that are meant, counted from 0.
    public var range: Range<Int>

    public init(_ sentence: String, _ range: Range<Int>) {
        self.sentence = sentence
        self.range = range
    }
}

/// The facts on which the meaning of a query depends: the moment, the place, the statuses and who asks.
public struct QueryContext: Sendable {
    public var dates: CallDateContext
    public var statuses: StatusCatalogue
    /// The one whose calls are meant; nil: everybody's.
    public var user: User.ID?

    public init(_ dates: CallDateContext, statuses: StatusCatalogue, user: User.ID? = nil) {
        self.dates = dates
        self.statuses = statuses
        self.user = user
    }
}
