import CRM
import Synchronization

/// The answers that were had last. Nothing relies on them: they only tell which questions may be asked together, so that where the data are far
/// away the answer of one is not waited for before the next goes.
final class Hints: Sendable {
    private struct Found {
        var sheets: [User.ID: [Spreadsheet.ID]] = [:]
        var customers: [ContactMatcher.Reader: Int] = [:]
        var changed: [User.ID: (customer: Customer.ID?, sheet: Spreadsheet.ID?)] = [:]
    }

    private let found = Mutex(Found())

    /// The spreadsheets of a list, in their parts.
    func sheets(of scope: SheetQuery.Scope) -> [[Spreadsheet.ID]]? {
        guard let user = scope.user else { return scope.parts(of: []) }
        return found.withLock { $0.sheets[user] }.map(scope.parts)
    }

    /// The spreadsheets that a user reads.
    func note(_ sheets: [Spreadsheet.ID], of user: User.ID) { found.withLock { $0.sheets[user] = sheets } }

    /// The number of customers in all that one reads.
    func customers(of reader: ContactMatcher.Reader) -> Int? { found.withLock { $0.customers[reader] } }
    func note(_ customers: Int, of reader: ContactMatcher.Reader) { found.withLock { $0.customers[reader] = customers } }

    /// The place of a user's last change, which mostly is that of their next undo.
    func changed(by user: User.ID) -> (customer: Customer.ID?, sheet: Spreadsheet.ID?) { found.withLock { $0.changed[user] ?? (nil, nil) } }
    func note(changed customer: Customer.ID?, in sheet: Spreadsheet.ID?, by user: User.ID) {
        found.withLock { $0.changed[user] = (customer, sheet) }
    }
}

extension SheetQuery.Scope {
    /// The user all of whose spreadsheets are asked for.
    var user: User.ID? {
        switch self {
        case .spreadsheet: nil
        case .everywhere(_, let user), .others(_, let user), .user(let user): user
        }
    }

    /// The spreadsheets, in parts that come one behind the other.
    ///
    /// - Parameter live: all that the user reads.
    func parts(of live: [Spreadsheet.ID]) -> [[Spreadsheet.ID]] {
        switch self {
        case .spreadsheet(let id): [[id]]
        case .everywhere(let first, _): [[first], live.filter { $0 != first }].filter { !$0.isEmpty }
        case .others(let than, _): [live.filter { $0 != than }]
        case .user: [live]
        }
    }
}
