import CRM
import Foundation

/// The customers of the open spreadsheet that were read, and the place in them.
typealias GridState = WindowedList<SheetQuery>

typealias CustomerRequest = WindowRequest<SheetQuery>

extension SheetQuery: WindowQuery {
    public var takesArrivals: Bool { order == .newestFirst && !isFiltered }

    public var isReadWhole: Bool { false }

    /// As the store orders them: of those that came in the same second, the later record is the newer.
    public func isNewer(_ customer: Customer, than other: Customer) -> Bool {
        (Self.arrival(customer), customer.id) > (Self.arrival(other), other.id)
    }

    private static func arrival(_ customer: Customer) -> Double {
        (customer.lead?.createdTime ?? customer.createdAt).timeIntervalSince1970
    }
}

extension SheetQuery {
    /// The same with the answers to these questions.
    func asking(_ questions: Set<String>) -> SheetQuery {
        var query = self
        query.questions = questions
        return query
    }
}

extension WindowedList<SheetQuery> {
    var selectedCustomer: Customer? { selectedRow }

    /// The customer around whom another view of the same rows is to be shown: the one that the person chose, or else the one under the
    /// cursor, as far as that view shows them.
    func keptSelection(in query: SheetQuery, _ phones: PhoneReader) -> Customer.ID? {
        [chosen, selectedCustomer].compactMap { $0 }.first { query.admits($0, phones) }?.id
    }

    /// True for an edited row that the view would no longer show.
    func isOutsideFilter(_ customer: Customer, _ phones: PhoneReader) -> Bool {
        pinned.contains(customer.id) && !query.admits(customer, phones)
    }
}

extension RowAnchor<Customer> {
    /// As the store takes it.
    var ofStore: WindowAnchor {
        switch self {
        case .start: .start
        case .end: .end
        case .after(let customer): .after(customer)
        case .before(let customer): .before(customer)
        case .around(let customer): .around(customer)
        }
    }
}
