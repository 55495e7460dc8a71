import CRM
import Foundation
import TerminalKit

/// A row that had the cursor and left its list because of somebody else: a key that was meant for it would go to whoever stands there now.
struct LostRow: Hashable, Sendable {
    let name: String
    /// When a key was refused first; nil before one was.
    var refusedAt: Date?
}

extension Desk {
    /// In seconds: behind a change of the person's own it is that which took the row away.
    private static let ownChange: TimeInterval = 5
    /// In seconds: keys so soon behind a refused one were pressed together with it.
    private static let together: TimeInterval = 1

    /// Remembers a row that had the cursor when a list was read again and is not in it any more.
    static func loseRow(_ customer: Customer, _ state: inout DeskState) {
        guard state.card == nil else { return }
        loseCard(of: customer, &state)
        guard let lost = state.lost else { return }
        state.say("\(lost.name) left the list: somebody else has changed, moved or deleted the row.", .warning)
    }

    /// The same of a card, which says so itself.
    static func loseCard(of customer: Customer, _ state: inout DeskState) {
        let sinceOwn = state.lastWriteAt.map { state.now.timeIntervalSince($0) } ?? ownChange
        if (0..<ownChange).contains(sinceOwn) { return }
        state.lost = LostRow(name: TextWidth.truncate(customer.customerName, to: 30))
    }

    /// Refuses a key that would act on the row which has taken the place of a lost one, once.
    static func refusesForLost(_ command: Command, _ state: inout DeskState) -> Bool {
        guard let lost = state.lost else { return false }
        if let refusedAt = lost.refusedAt, !(0..<together).contains(state.now.timeIntervalSince(refusedAt)) {
            state.lost = nil
            return false
        }
        guard command.actsOnRow else {
            if lost.refusedAt == nil { state.lost = nil }
            return false
        }
        state.lost?.refusedAt = lost.refusedAt ?? state.now
        let here = state.currentCustomer.map { " The cursor is on \(TextWidth.truncate($0.customerName, to: 30))." } ?? ""
        state.say("\(lost.name) left the list, so nothing was done.\(here)", .warning)
        return true
    }
}

extension DeskEffect {
    /// The person changes customers.
    fileprivate var writes: Bool {
        switch self {
        case .apply, .undo, .redo, .goOn, .marks: true
        default: false
        }
    }
}

extension DeskState {
    mutating func noteWrites(_ effects: [DeskEffect]) { if effects.contains(where: \.writes) { lastWriteAt = now } }
}
