import CRM
import Synchronization

/// The answers that were had last. Nothing relies on them: they only tell which questions may be asked together, so that where the data are far
/// away the answer of one is not waited for before the next goes.
final class Hints: Sendable {
    private struct Found {
        var sheets: [SheetQuery.Scope: [[Spreadsheet.ID]]] = [:]
        var customers: [ContactMatcher.Reader: Int] = [:]
        var changed: [User.ID: (customer: Customer.ID?, sheet: Spreadsheet.ID?)] = [:]
    }

    private let found = Mutex(Found())
    private static let mostScopes = 100

    /// The spreadsheets of a list, in their parts.
    func sheets(of scope: SheetQuery.Scope) -> [[Spreadsheet.ID]]? {
        if case .spreadsheet(let id) = scope { return [[id]] }
        return found.withLock { $0.sheets[scope] }
    }

    func note(_ sheets: [[Spreadsheet.ID]], of scope: SheetQuery.Scope) {
        if case .spreadsheet = scope { return }
        found.withLock { found in
            if found.sheets.count >= Hints.mostScopes { found.sheets = [:] }
            found.sheets[scope] = sheets
        }
    }

    /// The number of customers in all that one reads.
    func customers(of reader: ContactMatcher.Reader) -> Int? { found.withLock { $0.customers[reader] } }
    func note(_ customers: Int, of reader: ContactMatcher.Reader) { found.withLock { $0.customers[reader] = customers } }

    /// The place of a user's last change, which mostly is that of their next undo.
    func changed(by user: User.ID) -> (customer: Customer.ID?, sheet: Spreadsheet.ID?) { found.withLock { $0.changed[user] ?? (nil, nil) } }
    func note(changed customer: Customer.ID?, in sheet: Spreadsheet.ID?, by user: User.ID) {
        found.withLock { $0.changed[user] = (customer, sheet) }
    }
}
