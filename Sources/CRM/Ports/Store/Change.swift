import Foundation

/// One thing a person does to the data. Every change is recorded and can be undone.
public enum Change: Hashable, Sendable {
    case addCustomer(CustomerDraft)
    case editCustomer(Customer.ID, [FieldEdit])
    case deleteCustomer(Customer.ID)
    /// Into another spreadsheet, with its leads and its timeline; that of another user is given the customer. Throws
    /// ``StoreError/invalid(_:)`` when it is not in the spreadsheet `from` any more.
    case moveCustomer(Customer.ID, from: Spreadsheet.ID, to: Spreadsheet.ID)
    /// A customer of its own, with the columns and what is known of calls; leads and timeline stay with the first.
    case copyCustomer(Customer.ID, to: Spreadsheet.ID)
    case addNote(Customer.ID, text: String)
    /// A call that was made: outcome, attempt, status and next call are one step.
    case logCall(CallLog)
    /// Throws ``StoreError/unwanted(name:_:)`` for a customer who does not want to be called.
    case logMessage(MessageLog)
    /// One of several takes the customer, or gives it back. Throws ``StoreError/claimed(customer:_:)`` where another has taken it.
    case claimCustomer(Customer.ID, ClaimMove)
    /// All rows of the customer's person become one: the one that was there first. Throws ``StoreError/nothingToMerge(_:)`` when it
    /// is the only one, and with `ifAlike` ``StoreError/differentNames(_:_:)`` where their names are not one person's.
    case mergeRows(of: Customer.ID, ifAlike: Bool = false)
    case createSpreadsheet(name: String, description: String)
    /// Another name, or another description. What the writer left as they saw it stays as it is; throws ``StoreError/invalid(_:)`` where the other
    /// is not what they saw any more.
    case editSpreadsheet(Spreadsheet, seen: Spreadsheet)
    /// Its customers go with it, and come back with it.
    case deleteSpreadsheet(Spreadsheet.ID)
    /// With a colleague, by its owner alone; nil ends it.
    case shareSpreadsheet(Spreadsheet.ID, with: User.ID, SharedRight?)
    /// Adds a view behind the others where its id is 0, else changes the one that is there; throws ``StoreError/invalid(_:)`` where that is not what
    /// the writer saw any more.
    case saveView(SavedView, seen: SavedView? = nil)
    case deleteView(SavedView.ID)
    /// To a place counted from 0; beyond the end it is the last.
    case moveView(SavedView.ID, to: Int)
    case savePage(PageSettings)
    case removePage(String)
    /// Throws ``StoreError/invalid(_:)`` for a name, subject or text that is empty or too long, and for a template that is not there.
    case editTemplate(TemplateEdit)
}

/// A new customer as a person enters it.
public struct CustomerDraft: Hashable, Sendable {
    public var spreadsheetID: Spreadsheet.ID
    public var fields: [CustomerField: String]

    public init(spreadsheetID: Spreadsheet.ID, fields: [CustomerField: String]) {
        self.spreadsheetID = spreadsheetID
        self.fields = fields
    }
}

/// One column's change: what the writer saw, and what they want instead, both as text of ``Customer/subscript(field:)``.
public struct FieldEdit: Hashable, Sendable, Codable {
    public var field: CustomerField
    public var from: String
    public var to: String

    public init(_ field: CustomerField, from: String, to: String) {
        self.field = field
        self.from = from
        self.to = to
    }
}

/// The effects of a change, an undo or a redo, for the screen to follow.
public struct AppliedChange: Hashable, Sendable {
    /// Which way a change was gone.
    public enum Way: Hashable, Sendable { case done, undone, redone }

    /// One line for people, such as `María Rossi: new → attempted`.
    public var sentence: String
    public var customerID: Customer.ID?
    public var spreadsheetID: Spreadsheet.ID?
    public var way: Way
    /// The edited columns of one customer, or those that a new one was given, for who says them in words of their own.
    public var edits: [FieldEdit]
    /// The name, as in a sentence, of the customer whose columns were edited; nil where none were.
    public var name: String?
    /// All was so already.
    public var didNothing: Bool
    /// How the call ended that was written, or taken back; nil where it is about none.
    public var outcome: CallOutcome.ID?
    public var isCall: Bool { outcome != nil }
    /// The customer's version now; nil where it is about none.
    public var version: Int?
    /// When the step was written, by which an undo that was offered for it knows it; nil where there is none to be undone.
    public var writtenAt: Date?

    public init(
        sentence: String, customerID: Customer.ID? = nil, spreadsheetID: Spreadsheet.ID? = nil, way: Way = .done, edits: [FieldEdit] = [],
        name: String? = nil, didNothing: Bool = false
    ) {
        self.sentence = sentence
        self.customerID = customerID
        self.spreadsheetID = spreadsheetID
        self.way = way
        self.edits = edits
        self.name = name
        self.didNothing = didNothing
    }
}

extension Change {
    /// The customer that the change is made to; nil where it is made to none that is there already.
    public var customerID: Customer.ID? {
        switch self {
        case .editCustomer(let id, _), .deleteCustomer(let id), .addNote(let id, _), .mergeRows(let id, _), .moveCustomer(let id, _, _),
            .claimCustomer(let id, _):
            id
        case .logCall(let log): log.customerID
        case .logMessage(let log): log.customerID
        case .addCustomer, .copyCustomer, .createSpreadsheet, .editSpreadsheet, .deleteSpreadsheet, .shareSpreadsheet, .saveView,
            .deleteView,
            .moveView, .savePage, .removePage, .editTemplate:
            nil
        }
    }
}
