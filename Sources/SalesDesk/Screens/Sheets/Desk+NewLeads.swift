import CRM

/// The lists of whose leads the user hears: the user's own "Meta Ads Leads", and those of colleagues from which the user may take leads.
public struct LeadSheets: Hashable, Sendable {
    /// Nil before the first lead of the user's own.
    var own: Spreadsheet.ID?
    var shared: [Spreadsheet.ID] = []

    var all: [Spreadsheet.ID] { (own.map { [$0] } ?? []) + shared }
}

extension SheetsState {
    var leadSheets: LeadSheets {
        let shared = summaries.filter { $0.shared == .write && $0.spreadsheet.name == Spreadsheet.metaAdsLeads }
        return LeadSheets(own: metaSheetID, shared: shared.map(\.id))
    }

    /// A lead is one of which the user hears, where no colleague has it, and has not yet. Of those that join a row of a colleague's, one alone
    /// hears, by an offer.
    fileprivate func isNews(_ lead: ArrivedLead) -> Bool {
        switch (lead, summary(lead.customer.spreadsheetID)?.shared) {
        case (_, nil), (.row, .write): !heard.contains(lead.customer.id)
        case (.part, .write), (_, .read): false
        }
    }
}

/// New leads: of which it rings, and when. A lead that is offered to somebody rings there alone, one that is open rings at all who may take it, and
/// nothing rings twice.
extension Desk {
    static func loadNewest(_ state: DeskState) -> DeskEffect {
        .sheets(.loadNewest(state.sheets.leadSheets, after: state.sheets.lastCustomerID))
    }

    /// The newest customers of the lists of leads after another process wrote: those behind the last that there was at the start are new.
    static func newestLoaded(_ customers: [Customer], _ joined: [JoinedLead], after last: Customer.ID, _ state: inout DeskState)
        -> [DeskEffect]
    {
        let rows = customers.filter { $0.lead != nil }
        let isFirst = state.sheets.lastCustomerID == nil
        let last = state.sheets.lastCustomerID ?? last
        if isFirst {
            state.sheets.lastCustomerID = last
            // A lead that a colleague has when the screens begin may be open to all later.
            withhold(rows.filter { $0.id <= last }, &state)
        }
        announceOpen(rows, &state)
        let fresh = (rows.map(ArrivedLead.row) + joined.map(ArrivedLead.part)).filter { lead in
            lead.customer.id > last && state.sheets.isNews(lead) && !state.sheets.withheld.contains(lead.customer.id)
        }
        return fresh.isEmpty ? [] : arrived(fresh.sorted { $0.customer.id < $1.customer.id }, &state)
    }

    /// The leads that are offered to the user: those that were not offered before are announced, also when they come from a colleague who did not
    /// touch them.
    ///
    /// - Parameter newest: the last offer that there is.
    static func offersLoaded(_ offers: [LeadOffer], newest: LeadOffer.ID, _ state: inout DeskState) -> [DeskEffect] {
        let last = state.sheets.lastOfferID
        state.sheets.lastOfferID = max(last ?? 0, newest)
        guard let last else { return [] }
        let fresh = offers.filter { $0.id > last && !state.sheets.heard.contains($0.customer.id) }.map(\.customer)
        announce(fresh, as: title(of: fresh, one: "Lead for you", several: "leads for you"), &state)
        return []
    }

    /// Leads that became customers, or part of one, just now: into the open list, announced once, never in the way.
    static func arrived(_ arrivedLeads: [ArrivedLead], _ state: inout DeskState) -> [DeskEffect] {
        let (height, isQuiet) = (SheetsLayout(state).rowCount, state.isQuiet)
        for case .row(let customer) in arrivedLeads where state.sheets.grid?.query.spreadsheetID == customer.spreadsheetID {
            state.sheets.widths = state.sheets.widths.admitting([customer], in: state)
            state.sheets.grid?.insert(customer, isQuiet: isQuiet, height: height)
        }
        unmarkUnseen(arrivedLeads.map(\.customer), &state)
        var effects: [DeskEffect] = [.sheets(.loadSpreadsheets)]
        // The person's other rows, and the card of one of them, say so too.
        let saysMore = arrivedLeads.contains { $0.customer.enquiry != nil }
        // The news of a lead is without the answers that the list shows.
        if saysMore || state.sheets.grid?.query.questions.isEmpty == false { effects += readAgain(&state) }
        if saysMore, let card = state.card { effects.append(.customer(.loadCard(card.id))) }
        // The offer of one may have been read before its coming.
        let news = arrivedLeads.filter(state.sheets.isNews)
        withhold(news.compactMap { if case .row(let customer) = $0 { customer } else { nil } }, &state)
        let told = news.map(\.customer).filter { !state.sheets.withheld.contains($0.id) }
        state.sheets.heard.formUnion(told.map(\.id))
        let open = told.filter { !isOutOfReach($0, state) }
        announce(open, as: title(of: open, one: "New lead", several: "new leads"), &state)
        return effects
    }

    /// Keeps the leads in mind that a colleague has, and that nobody has dealt with.
    private static func withhold(_ customers: [Customer], _ state: inout DeskState) {
        let theirs = customers.filter { ClaimPresentation.isTaken($0, in: state) && !isDealtWith($0, state) }
        state.sheets.withheld.formUnion(theirs.map(\.id))
    }

    /// Announces leads that were a colleague's when they came and that nobody has now.
    private static func announceOpen(_ customers: [Customer], _ state: inout DeskState) {
        let known = customers.filter { state.sheets.withheld.contains($0.id) && ($0.claim == nil || isDealtWith($0, state)) }
        guard !known.isEmpty else { return }
        state.sheets.withheld.subtract(known.map(\.id))
        state.sheets.heard.formUnion(known.map(\.id))
        let open = known.filter { !isDealtWith($0, state) }
        announce(open, as: open.count == 1 ? "Lead open to all" : "\(open.count) leads open to all", &state)
    }

    /// That of the news of some leads. One of a person who asked before says which enquiry it is.
    private static func title(of leads: [Customer], one: String, several: String) -> String {
        guard leads.count == 1 else { return "\(leads.count) \(several)" }
        return leads[0].enquiry.map { $0.number > 1 ? $0.words : one } ?? one
    }

    /// Has the line above the hints tell of leads, and rings once for all of them.
    private static func announce(_ leads: [Customer], as title: String, _ state: inout DeskState) {
        guard let newest = leads.last else { return }
        state.arrivedLeads = (state.arrivedLeads + leads).suffix(mostNewcomers)
        state.isPutOff = false
        state.sheets.heard.formUnion(leads.map(\.id))
        state.sheets.withheld.subtract(leads.map(\.id))
        ring(title, [newest.customerName, newest.lead?.formName].compactMap { $0 }.joined(separator: " · "), &state)
    }

    /// More that wait to be opened are not counted: by then the list itself is the queue.
    static let mostNewcomers = 999

    /// A customer with whom somebody has dealt, here or elsewhere, is not new any more, nor one whom a colleague has taken.
    static func dropDealtWith(_ customers: [Customer], _ state: inout DeskState) {
        guard !state.arrivedLeads.isEmpty else { return }
        let done = Set(customers.filter { isOutOfReach($0, state) }.map(\.id))
        if !done.isEmpty { state.arrivedLeads.removeAll { done.contains($0.id) } }
    }

    private static func isOutOfReach(_ customer: Customer, _ state: DeskState) -> Bool {
        isDealtWith(customer, state) || ClaimPresentation.isTaken(customer, in: state)
    }

    private static func isDealtWith(_ customer: Customer, _ state: DeskState) -> Bool {
        customer.firstTouchedAt != nil || state.configuration.statuses.type(of: customer.status) != .open
    }
}
