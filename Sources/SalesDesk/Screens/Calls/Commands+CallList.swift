import CRM
import TerminalKit

/// The commands of the call list; those for the customer under the cursor are the same as in the grid.
extension CommandRegistry {
    static let callListCommands: [Command] = [
        Command(
            "calls.start", "Start calling: one card after the other", hint: "start calling", rank: 5, keys: ["Enter"], in: [.calls],
            disabled: { $0.currentCustomer == nil ? "Nobody is to be called here." : nil }
        ) {
            Desk.callThroughCalls(&$0)
        },
        Command("calls.group", "Next group", hint: "group", rank: 56, keys: ["Tab", "Right", "l"], in: [.calls]) { Desk.turnGroup(1, &$0) },
        Command("calls.formerGroup", "Previous group", keys: ["Shift-Tab", "Left", "h"], in: [.calls]) { Desk.turnGroup(-1, &$0) },
        Command("calls.refresh", "Refresh: drop rows that are done", keys: ["R", "F5"], in: [.calls]) { state in
            state.lastWriteAt = state.now
            let height = CallsLayout(state).rowCount
            let request = state.calls.list?.refreshView(height)
            return (request.map { [.calls(.load($0))] } ?? []) + [.calls(.count)]
        },
    ]
}
