import CRM
import Foundation
import TerminalKit

/// The question into which spreadsheet customers are to be moved, or copied.
struct TransferPrompt: Hashable, Sendable {
    enum Subject: Hashable, Sendable {
        case one(Customer.ID, name: String)
        case marked(count: Int, hidden: Int)
    }

    let subject: Subject
    let copies: Bool
    /// The spreadsheet in which all of them are; nil where they may be in several.
    let source: Spreadsheet.ID?

    var label: String {
        let what =
            switch subject {
            case .one(_, let name): TextWidth.truncate(SafeText.clean(name), to: 24)
            case .marked(let count, let hidden): BulkPresentation.subject(count: count, hidden: hidden)
            }
        return "\(copies ? "copy" : "move") \(what) to"
    }

    /// Typed before the name of a colleague.
    static let colleagues = "user:"

    /// The last choices, for the next time.
    private static let lastOwn = "move.last"
    private static let lastGiven = "give.last"

    static func asksColleagues(_ text: String) -> Bool { text.lowercased().hasPrefix(colleagues) }

    static func preference(_ text: String) -> String { asksColleagues(text) ? lastGiven : lastOwn }

    /// The spreadsheets whose names have all the words that were typed: first the one that was chosen last, then those that begin so.
    func targets(_ text: String, in state: DeskState) -> [MoveTarget] {
        let isGiving = Self.asksColleagues(text)
        let typed = SearchText.fold(isGiving ? String(text.dropFirst(Self.colleagues.count)) : text)
        let words = typed.split(separator: " ")
        // Those that are shared to write stand in the user's own list as well.
        let all =
            isGiving
            ? state.marked.colleagues
            : state.sheets.summaries.filter { $0.id != source && $0.shared != .read }
                .map { MoveTarget(id: $0.id, name: $0.spreadsheet.name, owner: $0.shared == nil ? nil : $0.owner) }
        let last = state.preferences[Self.preference(text)]
        let found = all.enumerated().compactMap { index, target -> (rank: Int, index: Int, target: MoveTarget)? in
            let name = SearchText.fold(Self.title(target))
            guard words.allSatisfy({ name.contains($0) }) else { return nil }
            if "\(target.id)" == last { return (0, index, target) }
            return (words.first.map { name.hasPrefix($0) } == true ? 1 : 2, index, target)
        }
        return found.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.target)
    }

    /// `Trade fair`, and of a colleague `Referrals of marco`.
    static func title(_ target: MoveTarget) -> String { target.owner.map { "\(target.name) of \($0)" } ?? target.name }

    /// The sentence in place of the list where nothing fits.
    static func none(_ text: String, in state: DeskState) -> String {
        if asksColleagues(text) {
            return state.marked.colleagues.isEmpty
                ? "no colleague shares a spreadsheet with you to write" : "no colleague's spreadsheet is called so"
        }
        return text.isEmpty ? "you have no other spreadsheet yet" : "no other spreadsheet that you may write in is called so"
    }
}

extension TransferPrompt {
    /// The lines to choose from. Of a colleague's spreadsheet that is not shared nothing is told but its name.
    func list(_ text: String, in state: DeskState) -> PromptList {
        let lines = targets(text, in: state).map { target in
            PromptList.Line(
                text: Self.title(target), aside: state.sheets.summary(target.id).map { Numbers.count($0.customers, "customer") } ?? "")
        }
        return PromptList(lines: lines, none: Self.none(text, in: state))
    }
}

extension Desk {
    /// Asks where the marked rows are to go, or the customer under the cursor.
    static func askTransfer(copies: Bool, _ state: inout DeskState) -> [DeskEffect] {
        let transfer: TransferPrompt
        if let marks = state.marks {
            transfer = TransferPrompt(
                subject: .marked(count: marks.count, hidden: marks.hidden), copies: copies, source: state.markedSpreadsheet)
        } else if let customer = state.currentCustomer {
            transfer = TransferPrompt(
                subject: .one(customer.id, name: customer.customerName), copies: copies, source: customer.spreadsheetID)
        } else {
            return []
        }
        return ask(.transfer(transfer), &state) + [.marks(MarksEffect(.loadTargets))]
    }

    static func chooseTarget(_ index: Int, _ transfer: TransferPrompt, _ state: inout DeskState) -> [DeskEffect] {
        let text = state.prompt?.field.text ?? ""
        let targets = transfer.targets(text, in: state)
        guard targets.indices.contains(index) else { return refuse(TransferPrompt.none(text, in: state), &state) }
        let target = targets[index]
        state.prompt = nil
        let kept = state.prefer(TransferPrompt.preference(text), "\(target.id)")
        switch transfer.subject {
        case .marked: return kept + changeMarked(transfer.copies ? .copy(to: target.id) : .move(to: target.id), &state)
        case .one(let id, _):
            if transfer.copies { return kept + write(.copyCustomer(id, to: target.id), .said, &state) }
            guard let source = transfer.source else { return kept }
            var effects = kept
            // A colleague's customer is not looked at any more, unless it is shared.
            if state.sheets.summary(target.id) == nil, state.card?.id == id {
                effects += state.loop == nil ? back(&state, leaves: false) : stepLoop(1, &state)
            }
            return effects + write(.moveCustomer(id, from: source, to: target.id), .said, &state)
        }
    }
}
