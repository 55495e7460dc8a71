/// Which rows of a spreadsheet, and in what order: what a view of it asks for.
public struct SheetQuery: Hashable, Sendable {
    public var spreadsheetID: Spreadsheet.ID
    /// Rows must hold every word of it in some column, whatever the case and the accents; empty matches all.
    public var search: String
    /// Empty matches all.
    public var statuses: Set<Status.ID>
    public var order: SheetOrder

    public init(_ spreadsheetID: Spreadsheet.ID, search: String = "", statuses: Set<Status.ID> = [], order: SheetOrder = .newestFirst) {
        self.spreadsheetID = spreadsheetID
        self.search = search
        self.statuses = statuses
        self.order = order
    }

    public var isFiltered: Bool { !search.isEmpty || !statuses.isEmpty }

    /// True when the view shows the customer, its spreadsheet aside. `phones` reads the customer's number.
    public func admits(_ customer: Customer, _ phones: PhoneReader) -> Bool {
        guard statuses.isEmpty || statuses.contains(customer.status) else { return false }
        guard !search.isEmpty else { return true }
        return SearchText.has(
            search, in: SearchText.of(customer, number: phones.number(customer.phoneNumber)?.key) { phones.number($0)?.key })
    }
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
