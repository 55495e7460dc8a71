import CRM
import TerminalKit

/// Writing to the customer under the cursor, and what is done in the prompt of a message.
extension CommandRegistry {
    static let messageCommands: [Command] = [
        Command(
            "customer.whatsapp", "WhatsApp with a template", keys: ["w"], in: [.grid, .card], onRow: true,
            disabled: needsCustomer
        ) {
            Desk.askMessage(.whatsapp, &$0)
        },
        Command(
            "customer.email", "E-mail with a template", keys: ["E"], in: [.grid, .card], onRow: true, disabled: needsCustomer
        ) {
            Desk.askMessage(.email, &$0)
        },
    ]

    static let messagePromptCommands: [Command] = [
        Command("message.edit", "Change the text for this message", keys: ["e"], in: [.message]) { state in
            Desk.editMessage(&state)
            return []
        }
    ]
}
