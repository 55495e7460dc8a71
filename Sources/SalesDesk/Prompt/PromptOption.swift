import CRM
import TerminalKit

/// One choice of a prompt that takes a letter, with what it does. The letter stands here and nowhere else.
struct PromptOption: Sendable {
    let key: Character
    let text: String
    let role: Role
    let isOn: Bool
    /// Does what was chosen. Only a choice that leaves its prompt open, or asks on, does not close it.
    let choose: @Sendable (inout DeskState) -> [DeskEffect]

    /// - Parameter closes: the prompt is closed before `choose`.
    init(
        _ key: Character, _ text: String, role: Role = .text, isOn: Bool = false, closes: Bool = true,
        choose: @escaping @Sendable (inout DeskState) -> [DeskEffect] = { _ in [] }
    ) {
        self.key = key
        self.text = text
        self.role = role
        self.isOn = isOn
        guard closes else {
            self.choose = choose
            return
        }
        self.choose = { state in
            state.prompt = nil
            return choose(&state)
        }
    }
}

extension Prompt {
    /// The choices of a prompt that takes one letter; nil for one that takes text.
    func options(in state: DeskState) -> [PromptOption]? {
        switch purpose {
        case .status(let id): return Self.statuses(in: state) { [original] in Desk.setStatus(id, $0, from: original, &$1) }
        case .marked(let marked): return marked.kind == .status ? Self.statuses(in: state) { Desk.setStatusOfMarked($0, &$1) } : nil
        case .filter: return FilterChoice.options(in: state)
        case .filterValue(let key): return FilterChoice.options(of: key, in: state)
        case .sort:
            let order = state.sheets.grid?.query.order
            return GridColumn.all.compactMap { column in
                guard let letter = column.sortLetter, let key = column.order else { return nil }
                return PromptOption(letter, column.sortTitle, isOn: order?.key == key) { Desk.sort(by: key, &$0) }
            }
        case .feedState:
            let all = PromptOption("*", "all", isOn: state.feed.state == nil) { Desk.showFeed(nil, &$0) }
            return [all]
                + FeedPresentation.filters.map { filter in
                    PromptOption(filter.key, filter.state.rawValue, isOn: state.feed.state == filter.state) {
                        Desk.showFeed(filter.state, &$0)
                    }
                }
        case .pageStep(let back):
            return [
                PromptOption("y", "yes, its leads may stop or come again", role: .warning) { _ in [back ? .meta(.undo) : .meta(.redo)] },
                PromptOption("n", "no"),
            ]
        case .removePage(let id):
            return [
                PromptOption("y", "remove it; its customers stay", role: .warning) { Desk.removePage(id, &$0) },
                PromptOption("k", "keep it"),
            ]
        case .call(let id): return CallPrompt.options(id, in: state)
        case .lostReason(let id):
            return state.configuration.lostReasons.map { reason in
                PromptOption(reason.letter, reason.id, closes: false) { Desk.lose(id, because: reason.id, &$0) }
            }
        case .conflict(let change, let field, let theirs): return Self.conflict(change, field, theirs)
        default: return nil
        }
    }

    private static func statuses(
        in state: DeskState, _ choose: @escaping @Sendable (String, inout DeskState) -> [DeskEffect]
    ) -> [PromptOption] {
        state.configuration.statuses.statuses.map { status in
            PromptOption(status.letter, status.id, role: StatusPresentation.style(status.id, in: state).role) { choose(status.id, &$0) }
        }
    }

    private static func conflict(_ change: Change, _ field: CustomerField, _ theirs: String) -> [PromptOption] {
        let mine: String?
        switch change {
        case .editCustomer(_, let edits): mine = edits.first?.to
        case .logCall(let log): mine = log.edits.first { $0.field == field }?.to
        default: mine = nil
        }
        return [
            PromptOption("k", "keep \"\(theirs)\"") { Desk.settle(change, field, theirs: theirs, keepsTheirs: true, &$0) },
            PromptOption("w", "write \(mine.map { "\"\($0)\"" } ?? "mine")", role: .warning) {
                Desk.settle(change, field, theirs: theirs, keepsTheirs: false, &$0)
            },
        ]
    }
}

extension Desk {
    /// Does what the letter stands for in the open prompt. Nil where it is none of its choices.
    static func choose(_ letter: Character, _ state: inout DeskState) -> [DeskEffect]? {
        state.prompt?.options(in: state)?.first { $0.key == letter }?.choose(&state)
    }

    static func setStatus(_ id: Customer.ID, _ status: String, from old: String, _ state: inout DeskState) -> [DeskEffect] {
        guard status == old else { return write(.editCustomer(id, [FieldEdit(.status, from: old, to: status)]), .said, &state) }
        let name = customer(id, in: state).map { TextWidth.truncate(SafeText.clean($0.customerName), to: 40) } ?? "This customer"
        state.say("\(name) is \(status) already.", .info)
        return []
    }

    /// Somebody else wrote the field meanwhile, and the person has chosen which text stays.
    static func settle(
        _ change: Change, _ field: CustomerField, theirs: String, keepsTheirs: Bool, _ state: inout DeskState
    ) -> [DeskEffect] {
        switch change {
        // The call was made whichever text stays.
        case .logCall(let log): return write(.logCall(log.settled(field, theirs: theirs, keepsTheirs: keepsTheirs)), .called, &state)
        case .editCustomer(let id, let edits) where !keepsTheirs:
            return write(.editCustomer(id, edits.map { FieldEdit($0.field, from: theirs, to: $0.to) }), .said, &state)
        default:
            state.say("kept \"\(theirs)\"", .info)
            return []
        }
    }
}
