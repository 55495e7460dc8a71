import CRM
import TerminalKit

/// The sign of a marked row, and the keys that act on all of them.
enum MarkView {
    /// It tells without colour, and is one cell wide in every terminal.
    private static let sign = "✓"

    /// Draws the sign in the gap before the first column.
    static func drawSign(_ id: Customer.ID, _ marks: Marks?, x: Int, y: Int, isSelected: Bool, into scene: inout Scene) {
        guard marks?.contains(id) == true else { return }
        scene.grid.put(sign, x: x, y: y, width: 1, style: Style.accent.bolded().on(isSelected ? .selected : .plain))
    }

    /// The bottom line while rows are marked.
    static func hints(_ state: DeskState) -> [KeyHints.Hint] {
        let own: [(id: String, word: String)] = [
            ("cancel", "unmark"), ("customer.status", "status"), ("customer.nextCall", "next call"), ("customer.note", "note"),
            ("customer.move", "move"), ("list.call", "call them"), ("customer.delete", "delete"), ("help", "help"),
        ]
        return own.filter { CommandRegistry.byID[$0.id]?.disabled(state) == nil }.map { id, word in
            // Of two keys the letter is the shorter, and stands last.
            state.keys.button(id, word, last: id == "customer.delete")
        }
    }

    /// For the help.
    static func legend(_ state: DeskState) -> HelpText.Entry {
        let keys = state.keys
        return HelpText.Entry(
            key: sign,
            text:
                "marked: \(keys.of("customer.status")), \(keys.of("customer.nextCall")), \(keys.of("customer.note")), \(keys.of("customer.move")) and \(keys.of("customer.delete")) act on all that are marked, \(keys.of("list.call")) calls them. Marks stay with their list until \(keys.of("cancel"))."
        )
    }
}
