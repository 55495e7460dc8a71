import Foundation

/// Why a customer is in the call list; in the order of the list.
public enum CallReason: Hashable, Sendable {
    /// A person promised this time, and it has come.
    case due(TimeOfDay)
    /// A lead with whom nobody has dealt, younger than ``CallMoment/freshness``.
    case fresh
    /// A time of today that the cadence gave, and that has come.
    case come(TimeOfDay)
    /// Today without a time.
    case today
    /// A time of today that is still to come.
    case later(TimeOfDay)
    /// An older lead with whom nobody has dealt.
    case waiting
    /// The call was for a day that is over, so many days ago.
    case overdue(days: Int)
    case noDate
    /// The call is for another day.
    case ahead(NextCall)

    /// Nil for a customer who is not to be called at all: the work has ended, or the person does not want it.
    public init?(_ customer: Customer, at moment: CallMoment, statuses: StatusCatalogue) {
        guard customer.contact.doNotCall == nil, !statuses.type(of: customer.status).isEnded else { return nil }
        let call = customer.nextCall
        if let call, call.day > moment.today {
            self = .ahead(call)
        } else if let call, call.day == moment.today, let time = call.time {
            self = time > moment.time ? .later(time) : CallReason.isByCadence(customer) ? .come(time) : .due(time)
        } else if CallReason.isUntouched(customer) {
            self = (customer.lead?.createdTime ?? customer.createdAt) >= moment.freshFrom ? .fresh : .waiting
        } else if let call {
            self = call.day == moment.today ? .today : .overdue(days: moment.today.number - call.day.number)
        } else {
            self = .noDate
        }
    }

    /// A lead with whom nobody has dealt. The store's indexes know it by the same rule.
    public static func isUntouched(_ customer: Customer) -> Bool {
        customer.lead != nil && customer.firstTouchedAt == nil && customer.contact.attempts == 0 && customer.status == Status.beginning
    }

    /// The next call's time comes from the cadence: the person was not reached, and nobody promised it. The store's indexes know it by
    /// the same rule.
    public static func isByCadence(_ customer: Customer) -> Bool {
        customer.contact.lastOutcome == .noAnswer || customer.contact.lastOutcome == .voicemail
    }

    public var group: CallGroup {
        switch self {
        case .due: .due
        case .fresh, .waiting: .new
        case .come, .today, .later: .today
        case .overdue: .overdue
        case .noDate: .noDate
        case .ahead(let call): .day(call.day)
        }
    }

    /// It is time to call. A promised time that is still to come is kept.
    public var isNow: Bool {
        switch self {
        case .later, .ahead: false
        case .due, .fresh, .come, .today, .waiting, .overdue, .noDate: true
        }
    }

    private var rank: Int {
        switch self {
        case .due: 0
        case .fresh: 1
        case .come: 2
        case .today: 3
        case .later: 4
        case .waiting: 5
        case .overdue: 6
        case .noDate: 7
        case .ahead: 8
        }
    }

    /// In the column WHY: `due 14:30`, `new 0:42`, `today 16:00`, `overdue 1d`.
    ///
    /// - Parameter age: how long the lead has waited, ``LeadAge/text(at:)``.
    public func text(age: String) -> String {
        switch self {
        case .due(let time): "due \(time)"
        case .fresh, .waiting: age.isEmpty ? "new" : "new \(age)"
        case .come(let time), .later(let time): "today \(time)"
        case .today: "today"
        case .overdue(let days): days < 100 ? "overdue \(days)d" : "overdue \(min(days / 7, 999))w"
        case .noDate: "no date"
        case .ahead(let call): call.time.map { "\($0)" } ?? "any time"
        }
    }
}

extension CallReason {
    /// The rows in the order in which they are to be called. Those for whom it is night sink to the end.
    ///
    /// - Parameters:
    ///   - customer: whom a row is about.
    ///   - isNight: whether it is no time to ring there.
    public static func arranged<Row>(
        _ rows: [Row], at moment: CallMoment, statuses: StatusCatalogue, customer: (Row) -> Customer, isNight: (Customer) -> Bool
    ) -> [Row] {
        let places = rows.map { row in
            let customer = customer(row)
            return (row, Place(customer, at: moment, statuses: statuses, isNight: isNight(customer)))
        }
        return places.sorted { $0.1 < $1.1 }.map(\.0)
    }

    /// The place of a customer in the list.
    private struct Place: Comparable {
        let isNight: Bool
        let rank: Int
        /// Within a reason; the lower comes first.
        let within: [Int]
        let id: Customer.ID

        init(_ customer: Customer, at moment: CallMoment, statuses: StatusCatalogue, isNight: Bool) {
            self.isNight = isNight
            id = customer.id
            guard let reason = CallReason(customer, at: moment, statuses: statuses) else {
                rank = .max
                within = []
                return
            }
            rank = reason.rank
            let arrived = customer.lead?.createdTime ?? customer.createdAt
            within =
                switch reason {
                case .due(let time), .come(let time), .later(let time): [time.minutes]
                case .fresh, .waiting: [-Int(arrived.timeIntervalSince1970 * 1000)]
                // The nearer to a sale, the earlier.
                case .today: [-(statuses.statuses.firstIndex { $0.id == customer.status } ?? -1)]
                case .overdue(let days): [days, -(customer.nextCall?.time?.minutes ?? -1)]
                case .noDate: [0 &- Int(customer.id)]
                case .ahead(let call): [call.day.number, call.time?.minutes ?? -1]
                }
        }

        static func < (left: Place, right: Place) -> Bool {
            if left.isNight != right.isNight { return right.isNight }
            if left.rank != right.rank { return left.rank < right.rank }
            if left.within != right.within { return left.within.lexicographicallyPrecedes(right.within) }
            return left.id < right.id
        }
    }
}
