import CRM
import Foundation

extension CRMStore: CallListing {
    public func calls(_ group: CallGroup?, of user: User.ID, at moment: CallMoment, limit: Int) throws -> [CallRow] {
        try read { db in
            db.planOnce()
            let rows = try callRows(db, callIDs(db, group, of: user, at: moment, limit: limit), of: user)
            return CallReason.arranged(rows, at: moment, statuses: statuses, customer: { $0.customer }, isNight: { _ in false })
        }
    }

    public func callMarks(_ group: CallGroup?, of user: User.ID, at moment: CallMoment) throws -> [CustomerMark] {
        let ids = try read { db in try callIDs(db, group, of: user, at: moment, limit: Int(Int32.max)) }
        return try marks(SheetQuery(.user(user)), among: ids)
    }

    private func callIDs(_ db: any Session, _ group: CallGroup?, of user: User.ID, at moment: CallMoment, limit: Int) throws -> [Customer
        .ID]
    {
        let sql = try callSQL(db, of: user)
        let spans = CallSpans(moment)
        let asked = group.map(spans.spans) ?? spans.now
        db.prefetch(asked.flatMap { sql.keys($0, limit: limit) })
        var ids: [Customer.ID] = []
        for span in asked where ids.count < limit { ids += try keys(db, sql, span, limit: limit) }
        return Array(ids.prefix(limit))
    }

    public func callCounts(of user: User.ID, at moment: CallMoment, upTo bound: Int) throws -> CallCounts {
        try read { db in
            db.planOnce()
            let sql = try callSQL(db, of: user)
            let spans = CallSpans(moment)
            let groups = CallGroup.all(on: moment.today)
            db.prefetch(groups.flatMap(spans.spans).compactMap { sql.count($0, limit: bound + 1) })
            db.prefetch(sql.keys(spans.later, limit: 1) + sql.keys(spans.lastDue, limit: CallCounts.mostDue))
            var counts: [CallGroup: MatchCount] = [:]
            for group in groups {
                var found = 0
                for span in spans.spans(of: group) where found <= bound {
                    guard let statement = sql.count(span, limit: bound + 1) else { continue }
                    found += try db.value(Int.self, statement.sql, statement.arguments) ?? 0
                }
                counts[group] = MatchCount(count: min(found, bound), isMore: found > bound)
            }
            let next = try keys(db, sql, spans.later, limit: 1)
            let due = try keys(db, sql, spans.lastDue, limit: CallCounts.mostDue)
            db.prefetch((next + due).map { (CustomerSQL.live, [$0]) })
            return CallCounts(
                counts, due: try due.reversed().compactMap { try Customer.live(db, $0) },
                next: try next.first.flatMap { try Customer.live(db, $0) }, at: moment)
        }
    }

    public func callRows(_ ids: [Customer.ID], of user: User.ID) throws -> [CallRow] {
        try read { db in try callRows(db, ids, of: user) }
    }

    /// The number of calls whose time came after an instant and that are still to be made, counted no further than `bound`.
    func missedCalls(_ db: any Session, of user: User.ID, since start: Date, at moment: CallMoment, upTo bound: Int) throws -> Int {
        let span = CallSpans(moment).due(since: CallMoment(start, in: moment.zone, hours: .standard))
        var missed = 0
        for statement in try callSQL(db, of: user).keys(span, limit: bound) {
            try db.each(statement.sql, statement.arguments) { row in
                // A day without a time was promised for no moment.
                if NextCall(row[1])?.time != nil { missed += 1 }
                return true
            }
        }
        return min(missed, bound)
    }

    private func callSQL(_ db: any Session, of user: User.ID) throws -> CallListSQL {
        let rows = try db.rows(SpreadsheetSQL.liveWithOwners, [user])
        return CallListSQL(
            dialect: db.dialect, sheets: rows.map { $0[0] }, shared: Set(rows.filter { $0[2] }.map { $0[0] }), user: user)
    }

    /// The first customers of a span.
    private func keys(_ db: any Session, _ sql: CallListSQL, _ span: CallListSQL.Span, limit: Int) throws -> [Customer.ID] {
        let statements = sql.keys(span, limit: limit)
        db.prefetch(statements)
        var found: [(key: SQLValue, id: Customer.ID)] = []
        for statement in statements {
            try db.each(statement.sql, statement.arguments) { row in
                found.append((row[1], row[0]))
                return true
            }
        }
        if statements.count > 1 {
            let isDescending = sql.isDescending(span)
            found.sort { left, right in
                let (one, other) = isDescending ? (right, left) : (left, right)
                return (one.key.order, one.id) < (other.key.order, other.id)
            }
        }
        return found.prefix(limit).map(\.id)
    }

    private func callRows(_ db: any Session, _ ids: [Customer.ID], of user: User.ID) throws -> [CallRow] {
        guard !ids.isEmpty else { return [] }
        let reader = ContactMatcher.Reader.user(user)
        db.prefetch(ContactMatcher.questions(db, of: reader, for: ids) + ids.map { (CallListSQL.last, [$0]) })
        var customers = try db.rows(CallListSQL.rows(db.dialect), [db.dialect.argument(ids)]).map(Customer.init)
        try complete(db, &customers, by: ContactMatcher(db, of: reader))
        return try customers.map { customer in
            let last = try db.one(CallListSQL.last, [customer.id]).map { row in
                Activity(
                    id: row[0], kind: Activity.Kind(rawValue: row[1]) ?? .edited, at: Date(milliseconds: row[2]), author: row[3],
                    text: row[4])
            }
            return CallRow(customer: customer, last: last)
        }
    }
}

extension SQLValue {
    /// Numbers in their order, texts in that of their bytes.
    fileprivate var order: OrderKey {
        switch self {
        case .integer(let number): OrderKey(number: number, text: "")
        case .text(let text): OrderKey(number: 0, text: text)
        case .null, .bytes: OrderKey(number: 0, text: "")
        }
    }
}

private struct OrderKey: Comparable {
    let number: Int64
    let text: String

    static func < (left: OrderKey, right: OrderKey) -> Bool { (left.number, left.text) < (right.number, right.text) }
}

/// Where the rows of the groups stand in the indexes at a moment: ``CallReason`` in the words of the keys.
struct CallSpans {
    private let today: String
    /// Behind the day without a time, before its times.
    private let times: String
    /// Behind the times that have come.
    private let coming: String
    private let tomorrow: String
    /// The arrival of the oldest lead that is fresh.
    private let fresh: Int64

    init(_ moment: CallMoment) {
        fresh = Int64((moment.freshFrom.timeIntervalSince1970 * 1000).rounded(.up))
        today = moment.today.description
        times = "\(today) "
        coming = Self.behind(moment)
        tomorrow = moment.today.adding(days: 1).description
    }

    /// The key behind those whose time has come.
    private static func behind(_ moment: CallMoment) -> String {
        let next = moment.time.minutes + 1
        return "\(moment.today) " + (next < 1440 ? "\(TimeOfDay(minutesSinceMidnight: next))" : "24:00")
    }

    /// Calls whose time came after another moment, and those of the days between that have none.
    func due(since start: CallMoment) -> CallListSQL.Span {
        .dated([.planned, .untouched], low: Self.behind(start), high: coming, descending: true)
    }

    private var due: CallListSQL.Span { .dated([.planned, .untouched], low: times, high: coming) }
    /// The same, those whose time came last first.
    var lastDue: CallListSQL.Span { .dated([.planned, .untouched], low: times, high: coming, descending: true) }
    private var freshLeads: CallListSQL.Span { .untouched(low: fresh, high: .max, day: today) }
    private var waitingLeads: CallListSQL.Span { .untouched(low: .min, high: fresh, day: today) }
    private var come: CallListSQL.Span { .dated([.cadence], low: times, high: coming) }
    private var untimed: CallListSQL.Span { .dated([.planned, .cadence], low: today, high: times) }
    /// Those with a time later today, the nearest first.
    var later: CallListSQL.Span { .dated(CallListSQL.Class.allCases, low: coming, high: tomorrow) }
    // No date is before the first digit.
    private var overdue: CallListSQL.Span { .dated([.planned, .cadence], low: "0", high: today, descending: true) }
    private var undated: CallListSQL.Span { .dated([.planned, .cadence], low: "", high: "0", descending: true) }

    /// All of ``CallGroup/now``, in the order of ``CallReason``.
    var now: [CallListSQL.Span] { [due, freshLeads, come, untimed, later, waitingLeads, overdue, undated] }

    /// In the order in which a group is called.
    func spans(of group: CallGroup) -> [CallListSQL.Span] {
        switch group {
        case .due: [due]
        case .new: [freshLeads, waitingLeads]
        case .today: [come, untimed, later]
        case .overdue: [overdue]
        case .noDate: [undated]
        case .day(let day): [.dated(CallListSQL.Class.allCases, low: day.description, high: day.adding(days: 1).description)]
        }
    }
}
