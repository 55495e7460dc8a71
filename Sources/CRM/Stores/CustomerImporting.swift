import Foundation

/// Taking in customers by the thousand, as one step of a user.
public protocol CustomerImporting: Sendable {
    /// Whether the user has a spreadsheet of that name. Throws ``StoreError/invalid(_:)`` for a name that none can have.
    func hasSpreadsheet(named name: String, of user: User.ID?) throws -> Bool

    /// The customer that these fields make, by the rules of a person's own input; it is not written. Throws
    /// ``StoreError/invalid(_:)``.
    func newCustomer(_ fields: [CustomerField: String], at now: Date) throws(StoreError) -> Customer

    /// Writes customers of ``newCustomer(_:at:)`` as new rows into the user's spreadsheet of that name, in one durable transaction. The
    /// first portion (`step` nil) opens the step, and makes the spreadsheet where it is missing; the others take the step they belong to.
    ///
    /// At any moment all portions that were written are one step, which ``SheetStoring/undo(by:at:)`` takes back, together with a
    /// spreadsheet that was made for them: a program that is killed on the way leaves a part of the file that one undo removes. Throws
    /// ``StoreError/invalid(_:)`` when the step was taken back meanwhile.
    func importPortion(_ customers: [Customer], into spreadsheet: String, step: ImportStep?, by user: User.ID, at now: Date) throws -> ImportStep
}

/// An import that is under way.
public struct ImportStep: Hashable, Sendable {
    public var id: Int64
    public var spreadsheetID: Spreadsheet.ID
    /// Customers written so far.
    public var count: Int

    public init(id: Int64, spreadsheetID: Spreadsheet.ID, count: Int = 0) {
        self.id = id
        self.spreadsheetID = spreadsheetID
        self.count = count
    }
}
