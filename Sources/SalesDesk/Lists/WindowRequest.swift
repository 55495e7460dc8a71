/// Which rows a list shows, in which order, and where a row that has just come belongs among them.
public protocol WindowQuery: Hashable, Sendable {
    associatedtype Row: Identifiable & Hashable & Sendable where Row.ID: Sendable

    /// New rows come above the others, so that it is known without the store where one belongs.
    var takesArrivals: Bool { get }

    /// No rows are read on behind those that were read first: they are all that the list has, or shows.
    var isReadWhole: Bool { get }

    /// Whether a row stands above another, where new rows come above.
    func isNewer(_ row: Row, than other: Row) -> Bool
}

extension WindowQuery {
    /// The rows with which a view begins: a screen is full, and the next ones come without a pause. A search is done for each letter, and takes the
    /// longer the more it asks for.
    var firstLimit: Int { limit(100) }

    /// The number of rows to be asked for where so many are wanted.
    func limit(_ wanted: Int) -> Int { isReadWhole ? WindowedList<Self>.stride : min(wanted, WindowedList<Self>.stride) }
}

/// From where rows are read.
public enum RowAnchor<Row: Hashable & Sendable>: Hashable, Sendable {
    case start
    case end
    /// The rows behind this one.
    case after(Row)
    /// The rows before this one.
    case before(Row)
    /// This one with those on both sides.
    case around(Row)
}

/// Rows that were read, in the order of the list.
struct RowWindow<Row: Sendable>: Sendable {
    var rows: [Row]
    /// Nothing stands before the first.
    var atStart: Bool
    /// Nothing stands behind the last.
    var atEnd: Bool
}

/// Rows that a list asks for.
public struct WindowRequest<Query: WindowQuery>: Hashable, Sendable {
    enum Purpose: Hashable, Sendable {
        /// A new view: the first row is selected, or the last.
        case open(atEnd: Bool)
        /// The same view read again: the selection and its line on the screen stay.
        case refresh
        /// A row is to be selected, wherever it is.
        case find(Query.Row.ID)
        case extendDown
        case extendUp
    }

    /// Each request has the next number; answers to any but the newest are dropped.
    var generation: Int
    public var query: Query
    public var anchor: RowAnchor<Query.Row>
    public var limit: Int
    var purpose: Purpose
    /// Edited rows, to be read whether the view still has them or not.
    var keep: Set<Query.Row.ID> = []
    /// Nobody waits for it: it may be done a little later, so that leads which pour in leave the machine to other work.
    var isLowPriority = false
}
