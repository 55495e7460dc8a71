import CRM
import TerminalKit

/// The Sheets screen: the list of spreadsheets and the grid of the one that is open.
struct SheetsState: Sendable {
    enum Focus: Sendable { case spreadsheets, grid }

    var summaries: [SpreadsheetSummary] = []
    /// Nil until the first answer, so that an empty list is not taken for none.
    var isLoaded = false
    var focus = Focus.grid
    /// The chosen row of the list of spreadsheets.
    var selectedID: Spreadsheet.ID?
    var grid: GridState?
    /// The cells that the columns need for the rows that were read since the view was opened.
    var widths = GridWidths()
    /// The number of rows that the filtered view has, and which view that is.
    var matches: (query: SheetQuery, count: MatchCount)?
    /// The cell cursor's column; kept from one spreadsheet to the next.
    var column = CustomerField.customerName
    /// The newest customer from Meta that was seen, to tell which are new after another process wrote.
    var lastArrivalID: Customer.ID?
    /// The customers that had the cursor in the spreadsheets that were open before.
    private var places: [Spreadsheet.ID: Customer.ID] = [:]
    /// The spreadsheet that the person opened last, whether it is still there or not.
    var chosenID: Spreadsheet.ID?
    var openWhenLoaded: Spreadsheet.ID?

    /// The number of rows that the open view has; nil while they are counted.
    var shown: MatchCount? { matches?.query == grid?.query ? matches?.count : nil }

    /// Keeps the place in the open spreadsheet for when it is opened again.
    mutating func keepPlace() {
        guard let grid else { return }
        places[grid.query.spreadsheetID] = grid.chosen?.id ?? grid.selectedID
    }

    /// The customer that had the cursor in a spreadsheet when it was open last.
    func place(in id: Spreadsheet.ID) -> Customer.ID? { places[id] }

    func summary(_ id: Spreadsheet.ID?) -> SpreadsheetSummary? {
        summaries.first { $0.id == id }
    }

    /// The user's "Meta Ads Leads".
    var metaSheetID: Spreadsheet.ID? {
        summaries.first { $0.spreadsheet.name == Spreadsheet.metaAdsLeads }?.id
    }
}
