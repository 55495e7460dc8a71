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

/// The facts on which the meaning of a query depends: the moment, the place and the statuses.
public struct QueryContext: Sendable {
    public var dates: CallDateContext
    public var statuses: StatusCatalogue

    public init(_ dates: CallDateContext, statuses: StatusCatalogue) {
        self.dates = dates
        self.statuses = statuses
    }
}
