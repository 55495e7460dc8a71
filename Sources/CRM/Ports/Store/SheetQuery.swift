/// Which customers, and in what order: what a list of them asks for.
public struct SheetQuery: Hashable, Sendable {
    /// Where the customers are.
    public enum Scope: Hashable, Sendable {
        case spreadsheet(Spreadsheet.ID)
        /// The user's other spreadsheets behind this one, each part in the order of the query.
        case everywhere(first: Spreadsheet.ID, of: User.ID)
        /// The user's spreadsheets without this one, as if they were one.
        case others(than: Spreadsheet.ID, of: User.ID)
        /// All spreadsheets of a user, those that are shared with them too, as if they were one.
        case user(User.ID)
    }

    public var scope: Scope
    public var filter: CustomerFilter
    public var order: SheetOrder
    /// The questions (``QuestionKey``) whose answers are read with the rows.
    public var questions: Set<String> = []

    public init(_ scope: Scope, _ filter: CustomerFilter = .all, order: SheetOrder = .newestFirst) {
        self.scope = scope
        self.filter = filter
        self.order = order
    }

    /// Rows must hold every word of `search` in some column, whatever the case and the accents, and have one of the statuses, where there are
    /// any.
    public init(_ spreadsheetID: Spreadsheet.ID, search: String = "", statuses: Set<Status.ID> = [], order: SheetOrder = .newestFirst) {
        self.init(.spreadsheet(spreadsheetID), CustomerFilter(words: search, statuses: statuses), order: order)
    }

    /// The spreadsheet whose rows come first; nil where all are one.
    public var spreadsheetID: Spreadsheet.ID? {
        switch scope {
        case .spreadsheet(let id), .everywhere(let id, _): id
        case .others, .user: nil
        }
    }

    public var isFiltered: Bool { !filter.clauses.isEmpty }

    /// The same of other spreadsheets.
    public func of(_ scope: Scope) -> SheetQuery {
        var query = self
        query.scope = scope
        return query
    }

    /// True when the view shows the customer, its spreadsheet aside. `phones` reads the customer's number.
    public func admits(_ customer: Customer, _ phones: PhoneReader) -> Bool { filter.admits(customer, phones) }
}

/// The order of a view.
public struct SheetOrder: Hashable, Sendable {
    public enum Key: Hashable, Sendable {
        /// The lead's `created_time`, or when the customer was added.
        case arrival
        case field(CustomerField)
    }

    public var key: Key
    public var isDescending: Bool

    public init(_ key: Key, descending: Bool = false) {
        self.key = key
        isDescending = descending
    }

    public static let newestFirst = SheetOrder(.arrival, descending: true)
}

/// From where a window of rows is read. Places are rows, not numbers, so that rows above may come and go.
public enum WindowAnchor: Hashable, Sendable {
    case start
    case end
    /// The rows behind this one, as it was when it was read; it may have changed or gone since.
    case after(Customer)
    case before(Customer)
    /// This row and those around it: half the rows before it.
    case around(Customer)
}

/// Rows of a view, in its order.
public struct SheetWindow: Hashable, Sendable {
    public var rows: [Customer]
    /// No row of the view comes before the first.
    public var atStart: Bool
    /// No row of the view comes after the last.
    public var atEnd: Bool

    public init(rows: [Customer], atStart: Bool, atEnd: Bool) {
        self.rows = rows
        self.atStart = atStart
        self.atEnd = atEnd
    }
}

/// The number of rows of a view, counted up to a bound.
public struct MatchCount: Hashable, Sendable {
    public var count: Int
    /// There are more than `count`.
    public var isMore: Bool

    public init(count: Int, isMore: Bool) {
        self.count = count
        self.isMore = isMore
    }
}
