import CRM

/// The rows of the call list that were read, and the place in them.
typealias CallListState = WindowedList<CallQuery>

/// A group of the call list, nil for all who are to be called now. The list is read whole, as far as anybody calls through it.
public struct CallQuery: WindowQuery {
    public typealias Row = CallRow

    public var group: CallGroup?

    /// The order is another one every minute: the store tells where a row belongs.
    public var takesArrivals: Bool { false }
    public var isReadWhole: Bool { true }
    public func isNewer(_ row: CallRow, than other: CallRow) -> Bool { false }
}

/// The Calls screen.
struct CallsState: Sendable {
    /// More are not counted.
    static let mostCounted = 999

    /// Nil until the screen was shown.
    var list: CallListState?
    /// Nil until the first answer.
    var counts: CallCounts?
    /// The moment for which the rows were read.
    var moment: CallMoment?
    /// The group that is shown; nil for all.
    var group: CallGroup? { list?.query.group }

    /// The groups between which the keys go: all, those of now, and the days ahead for which there are calls.
    func groups(withDays: Bool) -> [CallGroup?] {
        guard let counts else { return [nil] }
        let days = CallGroup.all(on: counts.moment.today).filter { if case .day = $0 { counts[$0].count > 0 } else { false } }
        return [nil] + CallGroup.now + (withDays ? days : [])
    }

    /// The number of customers of a group, or of all.
    func count(_ group: CallGroup?) -> MatchCount? { counts.map { counts in group.map { counts[$0] } ?? counts.all } }
}
