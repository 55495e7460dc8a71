import CRM
import Foundation
import TerminalKit

/// A row that had the cursor and left its list because of somebody else: a key that was meant for it would go to whoever stands there now.
struct LostRow: Hashable, Sendable {
    let name: String
    /// When a key was refused last; nil before one was.
    var refusedAt: Date?
}

extension Desk {
    /// In seconds: behind a change of the person's own it is that which took the row away.
    private static let ownChange: TimeInterval = 5
    /// In seconds: keys so soon behind a refused one were pressed together with it.
    private static let together: TimeInterval = 1

    /// Remembers a row that had the cursor when a list was read again and is not in it any more.
    static func loseRow(_ customer: Customer, _ state: inout DeskState) {
        guard state.card == nil, !changesItself(state) else { return }
        let lost = lost(customer)
        // The keys go into a prompt that is open, and the store refuses what is written there.
        if state.prompt == nil { state.lost = lost }
        state.say("\(lost.name) left the list: somebody else has changed, moved or deleted the row.", .warning)
    }

    /// The same of the list that was looked at: the keys that were meant for its row would go to one of another list.
    ///
    /// - Parameters:
    ///   - fate: what became of it, as the end of a sentence.
    ///   - next: the list that is shown instead.
    static func loseList(
        _ list: GoneList, _ name: String, _ fate: String, with customer: Customer?, to next: String?, _ state: inout DeskState
    ) {
        guard !changesItself(state) else { return }
        if let customer, state.card == nil, state.prompt == nil { state.lost = lost(customer) }
        func quoted(_ name: String) -> String { "\"\(TextWidth.truncate(SafeText.clean(name), to: 30))\"" }
        let other = next.map { " This is \(quoted($0))." } ?? ""
        state.say("\(quoted(name)) \(fate).\(other)", .warning)
        state.toast?.gone = list
    }

    /// The same of a card, which says so itself.
    static func loseCard(of customer: Customer, _ state: inout DeskState) {
        if !changesItself(state), state.prompt == nil { state.lost = lost(customer) }
    }

    private static func lost(_ customer: Customer) -> LostRow { LostRow(name: TextWidth.truncate(customer.customerName, to: 30)) }

    /// The person's own changes are under way, or were just now.
    private static func changesItself(_ state: DeskState) -> Bool {
        if state.turning != nil || !state.marked.jobs.isEmpty { return true }
        return state.lastWriteAt.map { (0..<ownChange).contains(state.now.timeIntervalSince($0)) } ?? false
    }

    /// Refuses the first key that would act on the row which has taken the place of a lost one, and those that come together with it: they were
    /// to go into what that key opens.
    static func refusesForLost(_ stroke: KeyStroke, _ command: Command?, _ state: inout DeskState) -> Bool {
        guard let lost = state.lost else { return false }
        let comesTogether = lost.refusedAt.map { (0..<together).contains(state.now.timeIntervalSince($0)) }
        guard comesTogether ?? (command?.actsOnRow == true), !state.keys.has(stroke, "cancel") else {
            state.lost = nil
            return false
        }
        refuseForLost(lost, &state)
        return true
    }

    /// The same of a command that is clicked. A click anywhere else goes where it is seen to go.
    static func refusesForLost(_ target: Hit.Target, _ state: inout DeskState) -> Bool {
        guard let lost = state.lost else { return false }
        guard case .command(let id) = target, CommandRegistry.byID[id]?.actsOnRow == true, lost.refusedAt == nil else {
            state.lost = nil
            return false
        }
        refuseForLost(lost, &state)
        return true
    }

    private static func refuseForLost(_ lost: LostRow, _ state: inout DeskState) {
        state.lost?.refusedAt = state.now
        let here = state.currentCustomer.map { " The cursor is on \(TextWidth.truncate($0.customerName, to: 30))." } ?? ""
        state.say("\(lost.name) left the list, so nothing was done.\(here)", .warning)
    }
}

extension DeskEffect {
    /// The person changes customers.
    fileprivate var writes: Bool {
        switch self {
        case .apply, .undo, .redo, .goOn: true
        default: false
        }
    }
}

extension DeskAction {
    /// A change of the person's own is done.
    fileprivate var isWritten: Bool {
        switch self {
        case .applied, .undone(.some), .redone(.some), .turning(.ended): true
        case .marks(let action): if case .ended = action.kind { true } else { false }
        default: false
        }
    }
}

extension DeskState {
    mutating func noteOwnChange(_ action: DeskAction, _ effects: [DeskEffect]) {
        if action.isWritten || effects.contains(where: \.writes) { lastWriteAt = now }
    }
}
