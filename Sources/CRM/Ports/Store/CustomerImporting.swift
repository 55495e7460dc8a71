import Foundation

/// Taking in customers by the thousand, as one step of a user.
public protocol CustomerImporting: Sendable {
    /// The name of the user's spreadsheet that is called so in any capitals, as it is written; nil where there is none. Throws
    /// ``StoreError/invalid(_:)`` for a name that none can have.
    func spreadsheet(called name: String, of user: User.ID?) throws -> String?

    /// The statuses that a customer can have, the first of type `open` being that of a new one.
    var statuses: StatusCatalogue { get }
    /// The stored form of what stands in a column, by the rules of a person's own input. Throws ``StoreError/invalid(_:)``.
    func stored(_ field: CustomerField, _ text: String) throws(StoreError) -> String
    /// The columns of a lead's customer, with the words that stand where its form did not ask.
    func columns(of contact: LeadContact, leadgenID: String) -> [CustomerField: String]

    /// Those of these leads that are here, deleted customers included, or were erased.
    func known(leads: [String]) throws -> Set<String>

    /// Which of these are in the user's spreadsheet of that name already, as ``ImportExisting`` says, in their order; none where there is no
    /// such spreadsheet.
    func existing(_ customers: [ImportedCustomer], in spreadsheet: String, of user: User.ID) throws -> [Bool]

    /// Writes customers as new rows into the user's spreadsheet of that name, in one transaction; but none whose lead is known, and of
    /// those that are there already what `existing` says.
    /// The first portion (`step` nil) opens the step, and makes the spreadsheet where it is missing; the others take the step they belong
    /// to.
    ///
    /// At any moment all portions that were written are one step, which ``SheetStoring/undo(by:at:)`` takes back, together with a
    /// spreadsheet that was made for them: a program that is killed on the way leaves a part of the file that one undo removes. Throws
    /// ``StoreError/invalid(_:)`` when the step was taken back meanwhile.
    func importPortion(
        _ customers: [ImportedCustomer], into spreadsheet: String, step: ImportBatch?, existing: ImportExisting, by user: User.ID,
        at now: Date
    ) throws -> ImportBatch

    /// Has all portions of an import on the disk when it returns; before, a power cut may take the last ones back.
    func keepImport(_ step: ImportBatch) throws
}

/// A customer of a file, ready to be written.
public struct ImportedCustomer: Hashable, Sendable {
    public var customer: Customer
    /// The lead it came as, where the file says so.
    public var lead: Lead?
    /// The line of a file of errors that it is; nil in any other file.
    public var mended: MendedLine?
    public var keys: CustomerKeys

    public init(_ customer: Customer, lead: Lead? = nil, mended: MendedLine? = nil, in country: Country?) {
        self.customer = customer
        self.lead = lead
        self.mended = mended
        keys = CustomerKeys(customer, in: country)
    }
}

/// An import that is under way.
public struct ImportBatch: Hashable, Sendable {
    /// 0 while nothing is written.
    public var id: Int64
    public var spreadsheetID: Spreadsheet.ID
    /// Customers written so far.
    public var count: Int
    /// Customers left out so far, because their leads are here already, or were erased.
    public var known: Int
    /// Records so far whose customers are in the spreadsheet already; ``filled`` of these got something from them.
    public var existing: Int
    public var filled: Int
    /// Of the same those that keep another status than their record tells of.
    public var keptStatuses = 0

    public init(id: Int64 = 0, spreadsheetID: Spreadsheet.ID = 0, count: Int = 0, known: Int = 0, existing: Int = 0, filled: Int = 0) {
        self.id = id
        self.spreadsheetID = spreadsheetID
        self.count = count
        self.known = known
        self.existing = existing
        self.filled = filled
    }
}
