import CRM
import TerminalKit

/// The question with which colleagues a spreadsheet is shared: a list that stays open, so that several can be chosen.
enum SharePrompt {
    /// Those whose names have what was typed.
    private static func colleagues(_ text: String, in state: DeskState) -> [Colleague] {
        let typed = SearchText.fold(text)
        return state.sheets.colleagues.filter { typed.isEmpty || SearchText.fold($0.name).contains(typed) }
    }

    static func list(_ text: String, in state: DeskState) -> PromptList {
        let lines = colleagues(text, in: state).map { PromptList.Line(text: $0.name, aside: $0.right?.title ?? "not shared") }
        let none = state.sheets.colleagues.isEmpty ? "there is no other user here" : "no colleague is called so"
        return PromptList(lines: lines, none: none)
    }

    /// Goes on from not shared to reading, to writing, and back.
    static func choose(_ index: Int, _ sheet: Spreadsheet.ID, _ state: inout DeskState) -> [DeskEffect] {
        let shown = colleagues(state.prompt?.field.text ?? "", in: state)
        guard shown.indices.contains(index), let place = state.sheets.colleagues.firstIndex(of: shown[index]) else {
            return Desk.refuse(list(state.prompt?.field.text ?? "", in: state).none, &state)
        }
        let next: SharedRight? =
            switch shown[index].right {
            case nil: .read
            case .read: .write
            case .write: nil
            }
        state.prompt?.choice = index
        state.sheets.colleagues[place].right = next
        return Desk.write(.shareSpreadsheet(sheet, with: shown[index].id, next), .said, &state)
    }
}

extension DeskState {
    /// The sentence that a spreadsheet is not to be written in; nil where it is.
    func readsOnly(_ sheet: Spreadsheet.ID) -> String? {
        guard let summary = sheets.summary(sheet), summary.shared == .read else { return nil }
        return "This spreadsheet is shared with you to read. \(summary.owner) can let you write in it."
    }
}
