import CRM
import TerminalKit

/// News over the channel, and what became of a write.
extension Desk {
    /// A batch as the channel drained it: a thousand leads that come together are announced once.
    static func news(_ batch: [StoreEvent], _ state: inout DeskState) -> [DeskEffect] {
        if case .who = state.overlay { return whoNews(batch, &state) }
        // The user's own first lead comes before its list is known.
        func isSeen(_ lead: Customer, of owner: User.ID) -> Bool {
            owner == state.configuration.user.id || state.sheets.summary(lead.spreadsheetID) != nil
        }
        let mine = batch.compactMap { news -> ArrivedLead? in
            switch news {
            case .leadArrived(let customer, let owner) where isSeen(customer, of: owner): .row(customer)
            case .leadJoined(let lead, let owner) where isSeen(lead.customer, of: owner): .part(lead)
            default: nil
            }
        }
        var effects = mine.isEmpty ? [] : arrived(mine, &state) + refreshScreens(byNews: true, &state) + [.later(.loadPages)]
        for news in batch { effects += self.news(news, &state) }
        return effects
    }

    /// While it is not known who sits here, the listener's state is all that counts: the rest is read once it is.
    private static func whoNews(_ batch: [StoreEvent], _ state: inout DeskState) -> [DeskEffect] {
        for news in batch {
            switch news {
            case .listener(let listener): state.listener = listener
            case .link(let fault): state.linkFault = fault
            case .presence(let seen): _ = state.presence.hear(seen)
            case .leadArrived, .leadJoined, .journalChanged, .pagesChanged, .customersChanged, .reload: break
            }
        }
        return []
    }

    private static func news(_ news: StoreEvent, _ state: inout DeskState) -> [DeskEffect] {
        switch news {
        case .leadArrived, .leadJoined: return []
        case .journalChanged: return state.screens.flatMap { $0.refreshEvents(&state) } + [.later(.loadPages)] + readWithheld(state)
        case .pagesChanged: return [.loadPages]
        case .listener(let listener):
            state.listener = listener
            return []
        case .link(let fault): return linked(fault, &state)
        case .presence(let seen): return state.presence.hear(seen) ? [.presence(.loadNames)] : []
        case .customersChanged: return readCustomers(&state) + readWithheld(state)
        case .reload:
            // News that may ring come first, and right behind them the rows.
            return [loadNewest(state)] + readCustomers(&state) + [.sheets(.loadOffers(after: state.sheets.lastOfferID))]
                + [.later(.sheets(.loadViews)), .later(.loadPages)]
        }
    }

    /// All that shows customers or counts them, first that which is looked at.
    private static func readCustomers(_ state: inout DeskState) -> [DeskEffect] {
        state.presence.dataChanged()
        var effects = readAgain(&state)
        if let card = state.card { effects.append(.customer(.loadCard(card.id))) }
        // Before there is a spreadsheet, the first lead is seen by way of their list.
        let list = DeskEffect.sheets(.loadSpreadsheets)
        effects += refreshScreens(byNews: true, &state) + [state.sheets.grid == nil ? list : .later(list), .later(.needs(.loadMoved))]
        if let id = state.prompt?.calledID { effects.append(.dial(.look(id))) }
        return effects
    }

    /// The leads of colleagues, of which one may have been given back to all.
    private static func readWithheld(_ state: DeskState) -> [DeskEffect] {
        state.sheets.withheld.isEmpty ? [] : [loadNewest(state)]
    }

    /// The link to the data broke, or is there again: then all that is shown is read again, for nobody has told of what happened meanwhile.
    private static func linked(_ fault: StoreError?, _ state: inout DeskState) -> [DeskEffect] {
        guard fault != state.linkFault else { return [] }
        let wasBroken = state.linkFault != nil
        state.linkFault = fault
        guard fault == nil, wasBroken else {
            // Keys that wait for rows would wait for ever.
            state.typeahead = []
            unsayBack(&state)
            return []
        }
        // The text that could not be saved can be now.
        state.prompt?.problem = nil
        sayBack(&state)
        return news(.reload, &state) + tellCallAgain(&state)
    }

    private static let back = "The connection is back."

    /// A sentence that stays until a key may be the outcome of a change, which nobody says again. What could not be read is read again.
    private static func sayBack(_ state: inout DeskState) {
        guard let toast = state.toast, toast.until == nil, !toast.isAside else { return state.say(back, .info) }
        if !toast.text.hasSuffix(back) { state.toast?.text += " \(back)" }
    }

    /// It is broken again, and the line of faults says so, and why nothing is read.
    private static func unsayBack(_ state: inout DeskState) {
        guard let toast = state.toast else { return }
        if toast.isAside || toast.text == back {
            state.toast = nil
        } else if toast.text.hasSuffix(" \(back)") {
            state.toast?.text.removeLast(back.count + 1)
        }
    }

    /// The rows on the screen.
    static func readAgain(byPerson: Bool = false, _ state: inout DeskState) -> [DeskEffect] {
        let height = SheetsLayout(state).rowCount
        return state.sheets.grid?.refresh(byPerson: byPerson, height: height).map { [.sheets(.loadWindow($0))] } ?? []
    }

    /// - Parameter byNews: nobody who sits here has changed anything, and waits to see what stands around the rows.
    static func refreshScreens(byNews: Bool = false, _ state: inout DeskState) -> [DeskEffect] {
        var effects: [DeskEffect] = []
        for screen in state.screens {
            let around = screen.refreshAround(&state)
            effects += screen.refresh(&state) + (byNews ? around.map(DeskEffect.later) : around)
        }
        return effects
    }

    static func applied(_ applied: AppliedChange, _ followUp: FollowUp, _ state: inout DeskState) -> [DeskEffect] {
        state.unwritable = nil
        confirmPending(applied, &state)
        noteOwnChange(applied, &state)
        if followUp == .called {
            state.say(AppliedPresentation.call(applied, in: state), .info, offering: "undo", of: applied.writtenAt)
        } else if followUp != .none {
            say(applied, &state)
        }
        var effects = followed(applied, follow: followUp == .added, &state)
        switch followUp {
        case .none, .said, .called, .added: break
        case .merged: effects += merged(applied, &state)
        case .openSpreadsheet:
            if let id = applied.spreadsheetID { state.sheets.enter(id) }
        case .addCustomer(let fields):
            guard let id = applied.spreadsheetID else { break }
            state.sheets.enter(id)
            effects += state.keep(nil, for: .newCustomer(nil))
            effects += write(.addCustomer(CustomerDraft(spreadsheetID: id, fields: fields)), .added, &state)
        case .pageSaved(let id): effects += pageSaved(id, &state)
        case .pageRemoved: effects += pageRemoved(&state)
        case .messaged(let done):
            state.say("\(AppliedPresentation.sentence(applied, in: state)): \(done)", .info, offering: "undo", of: applied.writtenAt)
        case .templates: effects.append(.messages(.loadTemplates))
        }
        return effects
    }

    /// Says what was done in the words of the list, and that it can be undone.
    private static func say(_ applied: AppliedChange, _ state: inout DeskState) {
        let doubt = AppliedPresentation.doubt(applied, in: state)
        let text = [AppliedPresentation.sentence(applied, in: state), doubt].compactMap { $0 }.joined(separator: ": ")
        state.say(text, doubt == nil ? .info : .warning, offering: applied.didNothing ? nil : "undo", of: applied.writtenAt)
    }

    static func reverted(_ applied: AppliedChange?, none: String, _ state: inout DeskState) -> [DeskEffect] {
        guard let applied else {
            state.say(none, .info)
            return []
        }
        state.unwritable = nil
        showReverted(applied, &state)
        noteOwnChange(applied, &state)
        var effects: [DeskEffect] = [.loadPages]
        if applied.isCall, applied.way == .undone, let id = applied.customerID { effects += returnToCalled(id, &state) }
        state.say(AppliedPresentation.sentence(applied, in: state), .info)
        if applied.customerID == nil, let id = applied.spreadsheetID, id == state.sheets.chosenID,
            id != state.sheets.grid?.query.spreadsheetID
        {
            // The spreadsheet that the person was in is there again.
            state.sheets.openWhenLoaded = id
            state.moves.askList()
        }
        // A row that comes back has the cursor again, where the person has not gone elsewhere.
        let returns = applied.customerID != nil && applied.customerID == state.sheets.grid?.chosen?.id
        if returns, state.card == nil { state.sheets.grid?.returnToChosen() }
        state.sheets.grid?.reveal()
        effects = followed(applied, follow: returns, &state) + effects
        if case .templates = state.overlay { effects.append(.messages(.loadTemplates)) }
        return effects
    }

    static func refused(_ change: Change, _ error: StoreError, _ state: inout DeskState) -> [DeskEffect] {
        let wasDoomed = revertPending(change, error, &state)
        if case .conflict = error { return tell(change, error, wasDoomed, kept: "", &state) }
        let words = words(of: change, state)
        let effects = words.flatMap { state.keep($0.draft, for: $0.purpose) }
        reopenTemplate(of: change, &state)
        let kept = words.first.map { Draft.kept($0.purpose, isGone: isGone(change, error, state), in: state) } ?? ""
        return effects + tell(change, error, wasDoomed, kept: kept, &state)
    }

    /// No key shows the words again that the change was to write: the row or the spreadsheet that they are about is not there, though a list that
    /// was read before may have it still.
    private static func isGone(_ change: Change, _ error: StoreError, _ state: DeskState) -> Bool {
        switch error {
        case .customerGone, .customerMerged, .spreadsheetGone, .notShared: true
        default: change.customerID.map { customer($0, in: state) == nil } ?? false
        }
    }

    /// Says why a change was refused, and has read again what it shows to be another.
    ///
    /// - Parameters:
    ///   - wasDoomed: a change before it had been refused already.
    ///   - kept: that what was typed is kept, as a sentence behind the reason.
    private static func tell(
        _ change: Change, _ error: StoreError, _ wasDoomed: Bool, kept: String, _ state: inout DeskState
    ) -> [DeskEffect] {
        func say(_ reason: String, _ level: Toast.Level) { state.say(kept.isEmpty ? reason : "\(reason) \(kept)", level) }
        if case .cannotWrite(let reason) = error { state.unwritable = reason }
        if case .noPart = error { shutOut(&state) }
        if case .conflict(_, let field, let theirs, _) = error {
            // The change that it was made upon was refused before it: nobody else has written anything.
            if wasDoomed { return [] }
            let other = state.prompt
            let kept = other.map { keepTyped($0, &state) }
            _ = ask(.conflict(change, field, theirs: theirs), &state)
            state.prompt?.problem = kept?.sentence
            if other != nil { state.prompt?.blindAt = state.now }
            return kept?.effects ?? []
        }
        if case .nothingToMerge = error {
            state.say(error.message, .warning)
            return []
        }
        if case .differentNames(let name, let other) = error {
            _ = state.confirms("customer.merge", of: change.customerID, "\(name) is not \(other).", word: "again merges them")
            return []
        }
        if case .unwanted(let name, let wish) = error {
            say(state.refusal(of: name, wish), .warning)
            return []
        }
        if case .claimed(let name, let claim) = error {
            say(state.refusal(of: name, claim), .warning)
            return readAgain(byPerson: false, &state) + (state.card.map { [.customer(.loadCard($0.id))] } ?? [])
        }
        say(error.message, .fault)
        if case .editTemplate = change { return [.messages(.loadTemplates)] }
        let effects = [.sheets(.loadSpreadsheets)] + refreshScreens(&state)
        if case .shareSpreadsheet(let id, _, _) = change { return effects + [.sheets(.loadColleagues(id))] }
        if case .moveCustomer = change { return effects + readAgain(byPerson: true, &state) }
        guard case .customerMerged = error else { return effects }
        return effects + readAgain(byPerson: true, &state) + (state.card.map { [.customer(.loadCard($0.id))] } ?? [])
    }

    /// The reads after a write: the counts, the rows in place, and the card. With `follow` the cursor goes to a row of the open spreadsheet
    /// that is not among those at hand.
    private static func followed(_ applied: AppliedChange, follow: Bool, _ state: inout DeskState) -> [DeskEffect] {
        var effects: [DeskEffect] = [.sheets(.loadSpreadsheets)]
        // It may have been one of the views.
        if applied.customerID == nil, applied.spreadsheetID == nil { effects.append(.sheets(.loadViews)) }
        if let id = applied.customerID { state.sheets.grid?.pin(id) }
        if follow, state.card == nil, let id = applied.customerID, let grid = state.sheets.grid,
            !grid.rows.contains(where: { $0.id == id }),
            grid.query.spreadsheetID == applied.spreadsheetID
        {
            if let request = state.sheets.grid?.go(to: id) { effects.append(.sheets(.loadWindow(request))) }
        } else {
            effects += readAgain(byPerson: true, &state)
        }
        if let card = state.card { effects.append(.customer(.loadCard(card.id))) }
        return effects + refreshScreens(&state)
    }
}
