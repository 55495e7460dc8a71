/// Spreadsheets that are shared with colleagues; ``Change/shareSpreadsheet(_:with:_:)`` shares one.
///
/// Every function may throw ``StoreError``.
public protocol SheetSharing: Sendable {
    /// All users but the owner of the spreadsheet, by name, each with what they may do in it.
    func colleagues(for sheet: Spreadsheet.ID) throws -> [Colleague]
}
