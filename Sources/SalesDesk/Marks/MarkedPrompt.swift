import CRM
import Foundation
import TerminalKit

/// A question about all marked rows.
struct MarkedPrompt: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case status, nextCall, note }

    let kind: Kind
    /// The number of marked rows when it was asked, and of those among them that are not shown.
    let count: Int
    let hidden: Int

    var label: String {
        let subject = BulkPresentation.subject(count: count, hidden: hidden)
        switch kind {
        case .status: return "status of \(subject)"
        case .nextCall: return "next call of \(subject)"
        case .note: return "note for \(subject)"
        }
    }
}

extension Desk {
    /// Asks what is to be done to the marked rows; nil where none is marked.
    static func askMarked(_ kind: MarkedPrompt.Kind, _ state: inout DeskState) -> [DeskEffect]? {
        guard let marks = state.marks else { return nil }
        _ = ask(.marked(MarkedPrompt(kind: kind, count: marks.count, hidden: marks.hidden)), &state)
        if kind == .note, let words = state.marked.unwrittenNote { state.prompt?.field = TextField(words) }
        return []
    }

    static func answerMarked(_ kind: MarkedPrompt.Kind, _ text: String, _ prompt: Prompt, _ state: inout DeskState) -> [DeskEffect] {
        switch kind {
        case .status: return []
        case .note:
            guard !text.isEmpty else { return refuseEmpty("a note", &state) }
            state.marked.unwrittenNote = nil
            return doMarked(.note(text), prompt, &state)
        case .nextCall: return typedNextCall(text, prompt, &state).map { doMarked(.set(.nextCallDate, $0), prompt, &state) } ?? []
        }
    }

    static func setStatusOfMarked(_ status: String, _ state: inout DeskState) -> [DeskEffect] {
        changeMarked(.set(.status, status), &state)
    }

    private static func doMarked(_ change: BulkChange, _ prompt: Prompt, _ state: inout DeskState) -> [DeskEffect] {
        state.prompt = nil
        return changeMarked(change, &state)
    }
}
