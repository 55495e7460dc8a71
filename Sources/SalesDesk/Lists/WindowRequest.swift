import CRM

/// Rows that a grid asks for.
public struct WindowRequest: Hashable, Sendable {
    enum Purpose: Hashable, Sendable {
        /// A new view: the first row is selected, or the last.
        case open(atEnd: Bool)
        /// The same view read again: the selection and its line on the screen stay.
        case refresh
        /// A customer is to be selected, wherever it is.
        case find(Customer.ID)
        case extendDown
        case extendUp
    }

    /// Each request has the next number; answers to any but the newest are dropped.
    var generation: Int
    public var query: SheetQuery
    public var anchor: WindowAnchor
    public var limit: Int
    var purpose: Purpose
    /// Edited rows, to be read whether the view still has them or not.
    var keep: Set<Customer.ID> = []
    /// Nobody waits for it: it may be done a little later, so that leads which pour in leave the machine to other work.
    var isLowPriority = false
}
