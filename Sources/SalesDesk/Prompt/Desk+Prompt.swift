import CRM
import Foundation
import TerminalKit

/// Prompts: keys, answers and leaving.
extension Desk {
    static func promptKey(_ key: LayerKey, _ prompt: Prompt, _ state: inout DeskState) -> [DeskEffect] {
        if let list = prompt.list(in: state), let effects = listKey(key, list, prompt, &state) { return effects }
        switch key {
        case .cancel: return backToOutcomes(prompt, &state) ?? leavePrompt(&state)
        case .answer where prompt.options(in: state) == nil: return answer(then: nil, &state)
        case .answer: return prompt.isOfCall ? [] : leavePrompt(&state)
        case .next, .previous:
            let isForward = key == .next
            if prompt.fields.count > 1 {
                state.prompt?.focus = (prompt.focus + (isForward ? 1 : prompt.fields.count - 1)) % prompt.fields.count
                return []
            }
            guard case .cell(_, let field) = prompt.purpose else { return [] }
            return answer(then: state.sheets.columns.editNeighbour(of: field, forward: isForward), &state)
        case .down, .up, .pageDown, .pageUp, .first, .last, .right, .left: return []
        }
    }

    /// In seconds.
    private static let blindPause: TimeInterval = 1

    /// Whether a key does nothing, because it was typed by a person who does not look: what is to be chosen came up in front of it. Nothing is
    /// chosen before a pause then, and no key does anything else before something is.
    static func isBlind(_ stroke: KeyStroke, _ state: inout DeskState) -> Bool {
        guard let prompt = state.prompt, let at = prompt.blindAt, let options = prompt.options(in: state),
            !state.keys.has(stroke, "prompt.cancel")
        else { return false }
        if let option = options.first(where: { stroke == KeyStroke($0.key) }) {
            let isPaused = !(0..<blindPause).contains(state.now.timeIntervalSince(at))
            if isPaused || prompt.call.refused?.key == String(option.key) { return false }
        }
        state.prompt?.call.refused?.key = nil
        state.prompt?.blindAt = state.now
        return true
    }

    /// A key that is none of a command.
    static func promptText(_ stroke: KeyStroke, _ prompt: Prompt, _ state: inout DeskState) -> [DeskEffect] {
        if prompt.options(in: state) != nil {
            guard case .character(let letter) = stroke.key, stroke.modifiers.isEmpty else { return [] }
            return refuse("\(letter) is not one of these", &state)
        }
        var prompt = prompt
        prompt.choice = 0
        prompt.problem = nil
        prompt.dropStanding(at: stroke)
        guard prompt.field.handle(stroke) else { return [] }
        if prompt.fields.last?.text.isEmpty == true { prompt.draftAt = nil }
        state.prompt = prompt
        sayIfCut(&state)
        return prompt.purpose == .search ? searchTyped(&state) : dayTyped(state)
    }

    static func promptPaste(_ text: String, _ state: inout DeskState) -> [DeskEffect] {
        guard let prompt = state.prompt, prompt.options(in: state) == nil else { return [] }
        state.prompt?.problem = nil
        state.prompt?.choice = 0
        state.prompt?.dropStanding()
        state.prompt?.field.insert(text)
        sayIfCut(&state)
        return prompt.purpose == .search ? searchTyped(&state) : dayTyped(state)
    }

    /// Tells the person when a text did not fit and its rest was left out; a cell has no room for it beside the text.
    private static func sayIfCut(_ state: inout DeskState) {
        guard let prompt = state.prompt, prompt.field.wasCut else { return }
        let problem = "too long: the rest was left out"
        state.prompt?.problem = problem
        if prompt.isInPlace(in: state) { state.say(problem, .warning) }
    }

    static func leavePrompt(_ state: inout DeskState) -> [DeskEffect] {
        guard let prompt = state.prompt else { return [] }
        state.prompt = nil
        switch prompt.purpose {
        case .search:
            return endSearch(prompt.original, &state)
        case .call(let id):
            let note = state.drafts[.note(id)].flatMap { note in prompt.call.began.map { note.at >= $0 } } ?? false
            state.say("no call was made" + (note ? ". \(Draft.kept(.note(id), isGone: false, in: state))" : ""), .info)
            return []
        case .marked(let marked) where marked.kind == .note:
            state.marked.unwrittenNote = prompt.field.text.isEmpty ? nil : prompt.field.text
            return []
        case .note: return keepTyped(prompt, &state).effects
        case .conflict(.logCall(let log), _, _):
            state.loop?.forget(log.customerID)
            let kept = keepTyped(prompt, &state)
            state.say("The call was not written.\(kept.sentence.map { " \($0)" } ?? "")", .warning)
            return kept.effects
        case .cell where !prompt.isInPlace(in: state) && prompt.field.text != prompt.original:
            state.say(Draft.kept(prompt.purpose, isGone: true, in: state), .warning)
            return state.keep(draft(prompt.field.text, for: prompt.purpose, state), for: prompt.purpose)
        default:
            // Cancelled is cancelled.
            return state.keep(nil, for: prompt.purpose)
        }
    }

    /// Opens a prompt, with the draft that was left in it where there is one.
    static func ask(_ purpose: Prompt.Purpose, text: String = "", _ state: inout DeskState) -> [DeskEffect] {
        state.toast = nil
        var prompt = Prompt(purpose, text: text)
        switch purpose {
        case .note(let id), .nextCall(let id), .status(let id): prompt.name = customer(id, in: state)?.customerName
        default: break
        }
        if let draft = state.drafts[purpose] {
            for (index, text) in draft.texts.enumerated() where index < prompt.fields.count { prompt.fields[index] = TextField(text) }
            prompt.draftAt = draft.at
            if prompt.isInPlace(in: state) {
                state.say("This text was not saved at \(Draft.moment(draft.at, state)). Ctrl-U empties the field.", .warning)
            }
        }
        // The note of a call is the customer's, however the call ends.
        if case .callDetails = purpose, let note = prompt.note.flatMap({ state.drafts[$0] }) {
            prompt.fields[prompt.fields.count - 1] = TextField(note.texts[0])
            prompt.draftAt = note.at
        }
        state.prompt = prompt
        return []
    }

    private static let goneSheet = "the spreadsheet was deleted, or is not shared any more"

    private static func answer(then next: CustomerField?, _ state: inout DeskState) -> [DeskEffect] {
        guard let prompt = state.prompt else { return [] }
        let text = prompt.field.text.trimmingCharacters(in: .whitespacesAndNewlines)
        // The text stays where it is until it can be saved.
        if state.linkFault != nil, prompt.purpose != .search {
            return refuse("no connection: nothing was saved, what you typed stays", &state)
        }
        switch prompt.purpose {
        case .search: return keepSearch(&state)
        case .saveView(let query):
            guard !text.isEmpty else { return refuseEmpty("a name", &state) }
            if let fault = faultOfView(text, state) { return refuse(fault, &state) }
            return apply(.saveView(SavedView(name: text, query: query)), .said, &state)
        case .renameView(let seen):
            var view = seen
            guard !text.isEmpty else { return refuseEmpty("a name", &state) }
            if let fault = faultOfView(text, except: view.id, state) { return refuse(fault, &state) }
            view.name = text
            return apply(.saveView(view, seen: seen), .said, &state)
        case .viewQuery(let seen):
            var view = seen
            if let fault = faultOfQuery(text, state) { return refuse(fault, &state) }
            view.query = text
            return apply(.saveView(view, seen: seen), .said, &state)
        case .cell(let id, let field):
            state.prompt = nil
            let kept = state.keep(nil, for: prompt.purpose)
            guard text != prompt.original else { return kept + (next.map { editCell(id, $0, &state) } ?? []) }
            let effects = kept + write(.editCustomer(id, [FieldEdit(field, from: prompt.original, to: text)]), .said, &state)
            // The next cell does not wait for the disk either.
            return effects + (next.map { editCell(id, $0, &state) } ?? [])
        case .nextCall(let id):
            return typedNextCall(text, prompt, &state).map { setNextCall(id, $0, prompt, &state) } ?? []
        case .callDetails(let id, let outcome): return answerCall(id, outcome, prompt, &state)
        case .note(let id):
            guard !text.isEmpty else { return refuseEmpty("a note", &state) }
            return apply(.addNote(id, text: text), .said, &state)
        case .newCustomer(let sheet):
            var fields: [CustomerField: String] = [.nextCallDate: state.today.description]
            for (column, field) in zip(Prompt.newCustomerFields, prompt.fields) {
                let text = field.text.trimmingCharacters(in: .whitespacesAndNewlines)
                if !text.isEmpty { fields[column] = text }
            }
            guard fields[.customerName] != nil else {
                state.prompt?.focus = 0
                return refuseEmpty("a name", &state)
            }
            guard let sheet else { return addFirstCustomer(fields, prompt, &state) }
            return apply(.addCustomer(CustomerDraft(spreadsheetID: sheet, fields: fields)), .added, &state)
        case .newSpreadsheet:
            guard !text.isEmpty else { return refuseEmpty("a name", &state) }
            if let fault = faultOfSpreadsheet(text, state) { return refuse(fault, &state) }
            return apply(.createSpreadsheet(name: text, description: ""), .openSpreadsheet, &state)
        case .renameSpreadsheet(let id):
            guard var sheet = state.sheets.summary(id)?.spreadsheet else { return refuse(goneSheet, &state) }
            guard !text.isEmpty else { return refuseEmpty("a name", &state) }
            if let fault = faultOfSpreadsheet(text, except: id, state) { return refuse(fault, &state) }
            var seen = sheet
            (sheet.name, seen.name) = (text, prompt.original)
            return apply(.editSpreadsheet(sheet, seen: seen), .said, &state)
        case .describeSpreadsheet(let id):
            guard var sheet = state.sheets.summary(id)?.spreadsheet else { return refuse(goneSheet, &state) }
            var seen = sheet
            (sheet.description, seen.description) = (text, prompt.original)
            return apply(.editSpreadsheet(sheet, seen: seen), .said, &state)
        case .country: return answerCountry(text, &state)
        case .marked(let marked): return answerMarked(marked.kind, text, prompt, &state)
        case .status, .transfer, .share, .filter, .filterValue, .sort, .feedState, .pageStep, .removePage, .conflict, .call, .lostReason:
            return []
        }
    }

    /// The next call that was typed, as the text of its column. Nil where there is none to be written: an empty text closes the prompt, and
    /// what cannot be read is said in it.
    static func typedNextCall(_ text: String, _ prompt: Prompt, _ state: inout DeskState) -> String? {
        let context = state.callDates(moving: prompt)
        switch CallDateParser.parse(text, in: context) {
        case .empty: state.prompt = nil
        case .cleared: return ""
        case .resolved(let call, _): return call.description
        case .incomplete: state.prompt?.problem = CallDateSentence.notYet(context)
        case .wrong(let sentence): state.prompt?.problem = sentence
        }
        return nil
    }

    private static func setNextCall(_ id: Customer.ID, _ text: String, _ prompt: Prompt, _ state: inout DeskState) -> [DeskEffect] {
        state.prompt = nil
        state.drafts[.nextCall(id)] = nil
        guard text != prompt.original else { return [] }
        return write(.editCustomer(id, [FieldEdit(.nextCallDate, from: prompt.original, to: text)]), .said, &state)
    }

    /// The fault of a name that can still be changed; the store has the last word.
    private static func faultOfSpreadsheet(_ name: String, except id: Spreadsheet.ID? = nil, _ state: DeskState) -> String? {
        let other = state.sheets.own.first { $0.id != id && $0.spreadsheet.name.isSameName(as: name) }
        return other.map { StoreError.spreadsheetNameTaken($0.spreadsheet.name).message } ?? Spreadsheet.fault(ofName: name)
    }

    private static func faultOfView(_ name: String, except id: SavedView.ID? = nil, _ state: DeskState) -> String? {
        let other = state.sheets.views.first { $0.id != id && $0.name.isSameName(as: name) }
        return other.map { StoreError.viewNameTaken($0.name).message } ?? SavedView.fault(ofName: name)
    }

    private static func apply(_ change: Change, _ followUp: FollowUp, _ state: inout DeskState) -> [DeskEffect] {
        let kept = state.prompt.map { state.keep(nil, for: $0.purpose) } ?? []
        state.prompt = nil
        return kept + write(change, followUp, &state)
    }

    static func refuse(_ problem: String, _ state: inout DeskState) -> [DeskEffect] {
        state.prompt?.problem = problem
        return []
    }

    static func refuseEmpty(_ subject: String, _ state: inout DeskState) -> [DeskEffect] {
        refuse("type \(subject), or \(state.keys.of("prompt.cancel")) cancels", &state)
    }
}
