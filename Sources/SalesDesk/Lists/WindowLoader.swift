/// The one question that a list has put to the store. A newer one takes its place, and only the answer to the newest counts; whatever
/// else is wanted meanwhile is asked after it. So answers can neither queue nor overtake each other, however many leads pour in.
struct WindowLoader<Query: WindowQuery>: Sendable {
    /// The question under way; nil when all were answered.
    private(set) var request: WindowRequest<Query>?
    /// The one before, where it could not be answered.
    private(set) var failed: WindowRequest<Query>?
    /// The rows are to be read once more after it: they have changed since it was asked.
    private(set) var isStale = false
    /// A person changed them, and waits to see it.
    private(set) var isAwaited = false
    /// The rows that arrived since it was asked, in that order: its answer may be from before them.
    private(set) var arrivals: [Query.Row] = []
    /// More came than are remembered: they are read after it.
    private(set) var hasMoreArrivals = false
    private static var mostArrivals: Int { 200 }
    private var generation = 0

    /// Puts a question in place of the one under way. It is read after all that was written until now, so nothing is stale any more.
    mutating func ask(
        _ purpose: WindowRequest<Query>.Purpose, _ query: Query, from anchor: RowAnchor<Query.Row>, limit: Int = WindowedList<Query>.stride,
        keep: Set<Query.Row.ID> = [], isLowPriority: Bool = false
    ) -> WindowRequest<Query> {
        generation += 1
        let asked = WindowRequest(
            generation: generation, query: query, anchor: anchor, limit: limit, purpose: purpose, keep: keep,
            isLowPriority: isLowPriority)
        (request, failed) = (asked, nil)
        (isStale, isAwaited) = (false, false)
        (arrivals, hasMoreArrivals) = ([], false)
        return asked
    }

    /// Ends the question; false when the answer is to an earlier one.
    mutating func end(_ answered: WindowRequest<Query>) -> Bool {
        guard let request, request.generation == answered.generation else { return false }
        self.request = nil
        return true
    }

    /// Ends the question without an answer; false when it is an earlier one.
    mutating func fail(_ asked: WindowRequest<Query>) -> Bool {
        guard end(asked) else { return false }
        failed = asked
        return true
    }

    /// Has the rows read again after the question under way.
    mutating func markStale(byPerson: Bool) {
        isStale = true
        if byPerson { isAwaited = true }
    }

    mutating func note(_ row: Query.Row) {
        guard request != nil else { return }
        if arrivals.count < Self.mostArrivals {
            arrivals.append(row)
        } else {
            hasMoreArrivals = true
            markStale(byPerson: false)
        }
    }

    /// The selection goes elsewhere with the answer: keys that move it wait for that.
    var isJumping: Bool {
        switch request?.purpose {
        case .open, .find: true
        case .refresh, .extendDown, .extendUp, nil: false
        }
    }
}
