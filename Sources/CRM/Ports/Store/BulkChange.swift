import Foundation

/// One thing that is done to many customers, as one step of a user.
public enum BulkChange: Hashable, Sendable {
    /// Gives a column this text, in the form of ``Customer/subscript(field:)``.
    case set(CustomerField, String)
    case note(String)
    case delete
    /// Into another spreadsheet, of this user or of a colleague.
    case move(to: Spreadsheet.ID)
    case copy(to: Spreadsheet.ID)

    /// The change of one customer as it was read just now; nil where that has come about already.
    public func change(of customer: Customer) -> Change? {
        switch self {
        case .set(let field, let text):
            let current = customer[field: field]
            return current == text ? nil : .editCustomer(customer.id, [FieldEdit(field, from: current, to: text)])
        case .note(let text): return .addNote(customer.id, text: text)
        case .delete: return .deleteCustomer(customer.id)
        case .move(let sheet):
            return customer.spreadsheetID == sheet ? nil : .moveCustomer(customer.id, from: customer.spreadsheetID, to: sheet)
        case .copy(let sheet): return .copyCustomer(customer.id, to: sheet)
        }
    }

    /// It changes the customers themselves; a copy leaves them as they are.
    public var changesThem: Bool { if case .copy = self { false } else { true } }

    /// They are no longer where they were: one that a colleague has taken stays.
    public var takesAway: Bool {
        switch self {
        case .delete, .move: true
        case .set, .note, .copy: false
        }
    }
}

/// A customer as a person saw it when a change was asked for: one that is another version by then is not changed unseen.
public struct CustomerMark: Hashable, Sendable, Identifiable {
    public let id: Customer.ID
    public var spreadsheetID: Spreadsheet.ID
    public var version: Int

    public init(id: Customer.ID, spreadsheetID: Spreadsheet.ID, version: Int) {
        self.id = id
        self.spreadsheetID = spreadsheetID
        self.version = version
    }

    public init(_ customer: Customer) {
        self.init(id: customer.id, spreadsheetID: customer.spreadsheetID, version: customer.version)
    }
}

/// A bulk change that is under way, and its outcome so far.
public struct BulkBatch: Hashable, Sendable {
    /// Of the step; 0 while nothing is written.
    public var id: Int64 = 0
    /// When the step was written.
    public var writtenAt: Date?
    /// Customers changed.
    public var done = 0
    /// Customers for whom it had come about already.
    public var same = 0
    /// Customers that are not there any more.
    public var gone = 0
    /// Customers of spreadsheets that the user may only read: these are left as they are.
    public var readOnly = 0
    /// Customers that colleagues have taken and the change would take away: these are left as they are.
    public var taken = 0
    /// Customers that somebody changed meanwhile, as they are now: these are left as they are.
    public var changed: [CustomerMark] = []

    public init() {}

    /// Customers dealt with, one way or another.
    public var seen: Int { done + same + gone + readOnly + taken + changed.count }
}

/// A spreadsheet to which a customer can be given.
public struct MoveTarget: Hashable, Sendable, Identifiable {
    public let id: Spreadsheet.ID
    public var name: String
    /// The colleague who has it; nil for the user's own.
    public var owner: String?

    public init(id: Spreadsheet.ID, name: String, owner: String? = nil) {
        self.id = id
        self.name = name
        self.owner = owner
    }
}
