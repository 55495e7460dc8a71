import CRM

/// The store's answers to the Sheets screen.
public enum SheetsAction: Sendable {
    case spreadsheets([SpreadsheetSummary])
    /// The rows asked for, and those that were to be kept.
    case window(WindowRequest<SheetQuery>, SheetWindow, kept: [Customer])
    /// The rows asked for could not be read, with the sentence that says why.
    case windowFailed(WindowRequest<SheetQuery>, String)
    case counted(SheetQuery, Matches)
    /// The rows could not be counted, with the sentence that says why.
    case countFailed(SheetQuery, String)
    /// The questions that can be columns besides those of every list.
    case questions([AskedQuestion])
    case views([SavedView])
    case viewsCounted([SavedView.ID: MatchCount])
    /// With whom a spreadsheet can be shared.
    case colleagues(Spreadsheet.ID, [Colleague])
    /// The newest customers of the lists of leads, read again because the data changed, and the last customer that there was before.
    case newest([Customer], joined: [JoinedLead], after: Customer.ID)
    /// The leads that were offered to the user since the last question, and the last offer that there is.
    case offers([LeadOffer], newest: LeadOffer.ID)
}

/// The Sheets screen's requests to the store.
public enum SheetsEffect: Hashable, Sendable {
    case loadSpreadsheets
    case loadWindow(WindowRequest<SheetQuery>)
    case count(SheetQuery)
    /// With the last customer that there was when the screens began; nil asks for it.
    case loadNewest(LeadSheets, after: Customer.ID?)
    /// Those behind an offer; nil asks for the last one alone.
    case loadOffers(after: LeadOffer.ID?)
    /// Asks for the questions of all forms, and for those that these rows have answered.
    case loadQuestions([Customer])
    case loadViews
    case loadColleagues(Spreadsheet.ID)
    /// Each with what it asks for now.
    case countViews([SavedView.ID: SheetQuery])
}

/// The targets of a click on the Sheets screen.
enum SheetsHit: Hashable, Sendable {
    case spreadsheet(Spreadsheet.ID)
    case view(SavedView.ID)
    case cell(Customer.ID, CustomerField?)
    case columnHead(SheetOrder.Key)
}

extension Desk {
    static func sheets(_ action: SheetsAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .spreadsheets(let summaries):
            let (isFirst, lists) = (!state.sheets.isLoaded, state.sheets.leadSheets)
            var effects = spreadsheetsLoaded(summaries, &state)
            // A list that came into being, or that a colleague shared, may have leads already.
            if isFirst || state.sheets.leadSheets != lists { effects.append(loadNewest(state)) }
            if isFirst { effects += [.sheets(.loadOffers(after: nil)), .needs(.loadMoved)] }
            return effects
        case .window(let request, let window, let kept): return windowLoaded(request, window, kept, &state)
        case .windowFailed(let request, let sentence): return windowFailed(request, sentence, &state)
        case .counted(let query, let count):
            if state.sheets.counting == query { state.sheets.counting = nil }
            if state.sheets.grid?.query == query { state.sheets.matches = (query, count) }
            return []
        case .countFailed(let query, let sentence):
            if state.sheets.counting == query { state.sheets.counting = nil }
            state.sayAside(sentence)
            return []
        case .questions(let asked): return questionsLoaded(asked, &state)
        case .views(let views): return viewsLoaded(views, &state)
        case .viewsCounted(let counts):
            state.sheets.viewCounts = counts
            return []
        case .colleagues(let id, let colleagues):
            if state.prompt?.purpose == .share(id) { state.sheets.colleagues = colleagues }
            return []
        case .newest(let customers, let joined, let last): return newestLoaded(customers, joined, after: last, &state)
        case .offers(let offers, let newest): return offersLoaded(offers, newest: newest, &state)
        }
    }
}
