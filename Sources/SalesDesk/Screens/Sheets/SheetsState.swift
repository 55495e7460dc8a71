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
    /// The columns of the open list. While they are chosen, those that are only offered are among them.
    var columns = ListColumns.standard
    /// The cells that the columns need for the rows that were read since the view was opened.
    var widths = GridWidths()
    /// The number of rows that the filtered view has, and which view that is.
    var matches: (query: SheetQuery, count: Matches)?
    /// The view whose rows are being counted.
    var counting: SheetQuery?
    /// The order that a person chose for the open list; a query may ask for another.
    var ownOrder = SheetOrder.newestFirst
    /// The day on which the query was read: `today` in it is that day.
    var queryDay: CalendarDay?
    /// The customer that had the cursor when the search began.
    var beforeSearch: Customer.ID?
    /// The screen from which the search that is typed was begun; nil where that is this one.
    var searchedFrom: ScreenID?
    /// Enter was pressed in a search whose rows are still being read: who is found alone is opened.
    var opensOnly: SheetQuery?
    /// In the user's order.
    var views: [SavedView] = []
    var viewCounts: [SavedView.ID: MatchCount] = [:]
    /// The view that is chosen in the list of spreadsheets and views, and shown; nil where a spreadsheet is.
    var viewID: SavedView.ID?
    /// Why that view cannot be shown, in a sentence.
    var viewFault: String?
    /// Another view is being opened: its rows take the place of all that were there.
    var isNewView = false
    /// The cell cursor's column; kept from one spreadsheet to the next.
    var column = CustomerField.customerName
    /// The last customer that there was when the screens began: leads behind it are new. Nil before it was read.
    var lastCustomerID: Customer.ID?
    /// The newest offer that was seen, to tell which are new; nil before they were read.
    var lastOfferID: LeadOffer.ID?
    /// The leads that ring no more: it has rung for them, or somebody had dealt with them before.
    var heard: Set<Customer.ID> = []
    /// Those that have not rung, for a colleague had them: they do when they are open to all.
    var withheld: Set<Customer.ID> = []
    /// The customers that had the cursor in the spreadsheets that were open before.
    private var places: [Spreadsheet.ID: Customer.ID] = [:]
    /// The spreadsheet that the person opened last, whether it is still there or not.
    var chosenID: Spreadsheet.ID? { didSet { if chosenID != oldValue { cameFrom = oldValue } } }
    /// The one before that: where the last one goes, the person is there again.
    private(set) var cameFrom: Spreadsheet.ID?
    /// A spreadsheet to be opened when the list of them has been read.
    var openWhenLoaded: Spreadsheet.ID?

    /// The number of rows that the open view has; nil while they are counted, and where they could not be.
    var shown: Matches? { matches?.query == grid?.query ? matches?.count : nil }

    /// The rows of the open view are being read, or counted.
    var isSearching: Bool {
        switch grid?.reading.request?.purpose {
        case .open, .find, .refresh: true
        case .extendDown, .extendUp, nil: counting != nil && counting == grid?.query
        }
    }

    /// Goes to the rows of a spreadsheet that the list does not have yet.
    mutating func enter(_ id: Spreadsheet.ID) { (openWhenLoaded, focus) = (id, .grid) }

    /// Keeps the place in the open spreadsheet for when it is opened again.
    mutating func keepPlace() {
        guard let grid, let id = grid.query.spreadsheetID else { return }
        places[id] = grid.chosen?.id ?? grid.selectedID
    }

    /// The customer that had the cursor in a spreadsheet when it was open last.
    func place(in id: Spreadsheet.ID) -> Customer.ID? { places[id] }

    func summary(_ id: Spreadsheet.ID?) -> SpreadsheetSummary? {
        summaries.first { $0.id == id }
    }

    /// The colleagues with whom a spreadsheet can be shared, while that is asked.
    var colleagues: [Colleague] = []

    var openView: SavedView? { views.first { $0.id == viewID } }

    /// The spreadsheet to which a customer is added: the open one, or behind a view the one that was open last.
    var addsTo: Spreadsheet.ID? {
        grid?.query.spreadsheetID ?? (summary(chosenID) ?? summaries.first)?.id
    }

    /// Rows of other spreadsheets stand behind those of the open one, with a line between them.
    var showsOthers: Bool {
        guard let grid, case .everywhere(let first, _) = grid.query.scope, let last = grid.rows.last else { return false }
        return last.spreadsheetID != first
    }

    /// The user's own, without those that colleagues share with them.
    var own: [SpreadsheetSummary] { summaries.filter { $0.shared == nil } }

    /// The user's "Meta Ads Leads".
    var metaSheetID: Spreadsheet.ID? { own.first { $0.spreadsheet.name == Spreadsheet.metaAdsLeads }?.id }
}

/// The number of rows that a view has, and how many of them are in other spreadsheets than the open one.
public struct Matches: Hashable, Sendable {
    var here: MatchCount
    /// Nil where these are not looked through.
    var elsewhere: MatchCount?
}

extension Matches {
    /// Those of a list of which all rows are known.
    init(_ rows: [Customer], of scope: SheetQuery.Scope) {
        func count(_ rows: [Customer]) -> MatchCount { MatchCount(count: rows.count, isMore: false) }
        if case .everywhere(let first, _) = scope {
            here = count(rows.filter { $0.spreadsheetID == first })
            elsewhere = count(rows.filter { $0.spreadsheetID != first })
        } else {
            here = count(rows)
        }
    }
}
