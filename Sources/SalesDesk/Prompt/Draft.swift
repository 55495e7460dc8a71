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

    /// Those that were kept.
    static func kept(in preferences: [String: String]) -> [Prompt.Purpose: Draft] {
        let drafts = preferences.compactMap { name, value -> (Prompt.Purpose, Draft)? in
            guard let (customer, field) = UnsavedWordsName.subject(of: name), let draft = Draft(kept: value) else { return nil }
            return (field.map { .cell(customer, $0) } ?? .note(customer), draft)
        }
        return Dictionary(uniqueKeysWithValues: drafts)
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
}

extension DeskState {
    /// Keeps words for the next time their prompt opens; nil forgets them.
    mutating func keep(_ draft: Draft?, for purpose: Prompt.Purpose) -> [DeskEffect] {
        drafts[purpose] = draft
        return purpose.draftName.map { prefer($0, draft?.kept) } ?? []
    }
}

extension Desk {
    /// Keeps the words that stand in a field when the session ends, and those that could not be kept before.
    static func keepUnsaved(_ state: DeskState) -> [DeskEffect] {
        var drafts = state.drafts
        if let prompt = state.prompt {
            switch prompt.purpose {
            case .note, .cell:
                if prompt.field.text != prompt.original { drafts[prompt.purpose] = Draft([prompt.field.text], at: state.now) }
            case .callDetails(let id, _):
                if let note = prompt.fields.last?.text, !note.isEmpty { drafts[.note(id)] = Draft([note], at: state.now) }
            default: break
            }
        }
        return drafts.compactMap { purpose, draft in
            guard let name = purpose.draftName, !draft.texts[0].isEmpty, state.preferences[name] != draft.kept else { return nil }
            return .keepPreference(name, draft.kept)
        }
    }
}
