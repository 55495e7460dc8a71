import CRM
import Foundation
import TerminalKit

/// Words that are kept for the next time their prompt opens. Those about a customer outlast the program, ``UnsavedWordsName``.
struct Draft: Hashable, Sendable {
    /// One for each field of the prompt.
    var texts: [String]
    var at: Date

    init(_ texts: [String], at: Date) {
        self.texts = texts
        self.at = at
    }

    /// The next call that the outcome of a call asks for; nil where it asks for none. Its note is a draft by itself.
    init?(ofDetails log: CallLog, at moment: Date) {
        guard case .asked = CallOutcome.of(log.outcome).nextCall else { return nil }
        self.init([log.edits.first { $0.field == .nextCallDate }?.to ?? ""], at: moment)
    }

    /// - Parameter kept: ``kept``.
    private init?(kept: String) {
        let parts = kept.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let milliseconds = Int64(parts[0]), !parts[1].isEmpty else { return nil }
        self.init([String(parts[1])], at: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
    }

    /// As a preference keeps it: milliseconds since 1970, and the words.
    var kept: String { "\(Int64(at.timeIntervalSince1970 * 1000)) \(texts[0])" }

    /// When it was left: `13:44`, and `Fri 27 Nov, 13:44` on another day.
    static func moment(_ at: Date, _ state: DeskState) -> String {
        let (zone, time) = (state.configuration.zone, "\(TimeOfDay(at, in: state.configuration.zone))")
        let day = CalendarDay(at, in: zone)
        return day == state.today ? time : "\(CalendarNames.shortDate(day)), \(time)"
    }

    /// The sentence that says that words are kept, and how they are shown again.
    ///
    /// - Parameter isGone: what they are about is not there.
    static func kept(_ purpose: Prompt.Purpose, isGone: Bool, in state: DeskState) -> String {
        if isGone { return "What you typed is kept, for when the \(purpose.isOfSpreadsheet ? "spreadsheet" : "row") is there again." }
        guard let key = purpose.command.map({ state.keys.of($0) }) else { return "What you typed is kept." }
        // The next cell is open already, and takes the key as text.
        if case .cell(_, let field) = purpose, state.prompt != nil {
            return "What you typed is kept: leave this field, then \(key) on the \(field.title) shows it again."
        }
        return "What you typed is kept: \(key) shows it again."
    }

    /// Those that were kept.
    static func kept(in preferences: [String: String]) -> [Prompt.Purpose: Draft] {
        let drafts = preferences.compactMap { name, value -> (Prompt.Purpose, Draft)? in
            guard let (customer, field) = UnsavedWordsName.subject(of: name), let draft = Draft(kept: value) else { return nil }
            return (field.map { .cell(customer, $0) } ?? .note(customer), draft)
        }
        return Dictionary(drafts) { $1 }
    }
}

extension Prompt.Purpose {
    /// The preference that keeps the draft; nil for words that go with the session.
    var draftName: String? {
        switch self {
        case .note(let id): UnsavedWordsName.of(id, nil)
        case .cell(let id, let field): UnsavedWordsName.of(id, field)
        default: nil
        }
    }

    fileprivate var isOfSpreadsheet: Bool {
        switch self {
        case .newCustomer, .renameSpreadsheet, .describeSpreadsheet: true
        default: false
        }
    }

    /// The command that opens the prompt with what was typed into it; nil for prompts that keep nothing.
    fileprivate var command: String? {
        switch self {
        case .cell: "cell.edit"
        case .note: "customer.note"
        case .nextCall: "customer.nextCall"
        case .callDetails: "customer.call"
        case .newCustomer: "customer.add"
        case .newSpreadsheet: "sheet.add"
        case .renameSpreadsheet, .renameView: "sheet.rename"
        case .describeSpreadsheet, .viewQuery: "sheet.describe"
        case .saveView: "search.save"
        default: nil
        }
    }
}

extension DeskState {
    /// Keeps words for the next time their prompt opens; nil forgets them.
    mutating func keep(_ draft: Draft?, for purpose: Prompt.Purpose) -> [DeskEffect] {
        drafts[purpose] = draft
        return purpose.draftName.map { prefer($0, draft?.kept) } ?? []
    }
}

extension Desk {
    /// The words that stand in a field, and those that could not be saved before.
    static func unsaved(_ state: DeskState) -> [Prompt.Purpose: Draft] {
        var drafts = state.drafts
        for typed in state.prompt.map({ typed($0, state) }) ?? [] { drafts[typed.purpose] = typed.draft }
        return drafts
    }

    /// The words of a person in a prompt, each part for the prompt that gives it back: first the one whose key is named. A note that was taken
    /// out is none.
    private static func typed(_ prompt: Prompt, _ state: DeskState) -> [(purpose: Prompt.Purpose, draft: Draft?)] {
        let texts = prompt.fields.map(\.text)
        switch prompt.purpose {
        case .cell where !prompt.field.text.isEmpty && prompt.field.text != prompt.original, .nextCall where !prompt.field.text.isEmpty:
            return [(prompt.purpose, draft(prompt.field.text, for: prompt.purpose, state))]
        case .newCustomer where texts.contains { !$0.isEmpty }: return [(prompt.purpose, Draft(texts, at: state.now))]
        case .note, .callDetails:
            let note = prompt.note.map { [($0, draft(texts.last ?? "", for: $0, state))] } ?? []
            return note + (prompt.typedDate.map { [(prompt.purpose, Draft([$0], at: state.now))] } ?? [])
        // The call was made, whichever text was to stay.
        case .conflict(.logCall(let log), _, _): return words(of: .logCall(log), state).map { ($0.purpose, $0.draft) }
        default: return []
        }
    }

    /// Keeps what stands in a prompt that is not answered. Gives the sentence that says so, nil where nothing is new.
    static func keepTyped(_ prompt: Prompt, _ state: inout DeskState) -> (effects: [DeskEffect], sentence: String?) {
        let typed = typed(prompt, state)
        let first = typed.first { $0.draft != nil && state.drafts[$0.purpose]?.texts != $0.draft?.texts }
        let effects = typed.flatMap { state.keep($0.draft, for: $0.purpose) }
        return (effects, first.map { Draft.kept($0.purpose, isGone: false, in: state) })
    }

    /// A click elsewhere saves nothing and loses nothing: a hand on the mouse slips.
    static func leavePromptByClick(_ state: inout DeskState) -> [DeskEffect] {
        guard let prompt = state.prompt else { return [] }
        let effects = leavePrompt(&state)
        let kept = keepTyped(prompt, &state)
        if let sentence = kept.sentence { state.say("Nothing was saved. \(sentence)", .warning) }
        return effects + kept.effects
    }

    /// Words that are left; nil where there are none. Those that stand there since an earlier time keep that time.
    static func draft(_ text: String, for purpose: Prompt.Purpose, _ state: DeskState) -> Draft? {
        let old = state.drafts[purpose]
        return text.isEmpty ? nil : old?.texts == [text] ? old : Draft([text], at: state.now)
    }

    /// A cell whose row left the screen while it was typed in: the text stays, in the line at the bottom.
    static func lookAtCell(_ wasInPlace: Bool, _ state: inout DeskState) {
        guard wasInPlace, let prompt = state.prompt, case .cell = prompt.purpose, !prompt.isInPlace(in: state) else { return }
        let leave = state.keys.of("prompt.cancel")
        state.prompt?.problem = "The row is gone from the screen, so this cannot be saved there. \(leave) keeps it."
    }

    /// Keeps all that is unsaved when a session ends, and forgets what was taken out.
    static func keepUnsaved(_ state: DeskState) -> [DeskEffect] {
        let drafts = unsaved(state)
        let names = Set(drafts.keys).union(state.drafts.keys).compactMap { purpose in purpose.draftName.map { ($0, drafts[purpose]?.kept) }
        }
        return names.filter { state.preferences[$0.0] != $0.1 || state.unkept.contains($0.0) }.map { .keepPreference($0.0, $0.1) }
    }
}
