import CRM
import TerminalKit

/// Writing to the customer under the cursor, and what is done in the prompt of a message and among the templates.
extension CommandRegistry {
    static let messageCommands: [Command] = [
        message(.whatsapp, "customer.whatsapp", "WhatsApp with a template", hint: "WhatsApp", rank: 15, keys: ["w"]),
        message(.email, "customer.email", "E-mail with a template", hint: "e-mail", rank: 57, keys: ["E"]),
        message(.sms, "customer.sms", "SMS with a template", keys: []),
    ]

    private static func message(
        _ channel: MessageChannel, _ id: String, _ title: CommandTitle, hint: String? = nil, rank: Int = 50, keys: [String]
    ) -> Command {
        Command(
            id, title, hint: hint, rank: rank, keys: keys, in: Command.Place.ofCustomers, onRow: true,
            disabled: { readsOnly($0) ?? Desk.refusesMessages(channel, $0) }
        ) { state in
            Desk.callThroughMarked(&state) ?? state.currentCustomer.map { Desk.askMessage(channel, to: $0, &state) } ?? []
        }
    }

    static let messagePromptCommands: [Command] =
        [
            Command("message.edit", "Change the text for this message", keys: ["e"], in: [.message]) { state in
                Desk.editMessage(&state)
                return []
            },
            Command("templates.open", "Templates: edit, add, order, delete", keys: ["t"], in: [.message]) {
                Desk.openTemplates(&$0)
            },
            Command("template.edit", "Edit the template", keys: ["e", "Enter", "F2"], in: [.templates]) { state in
                Desk.editTemplate(isNew: false, &state)
                return []
            },
            Command("template.add", "Add a template", keys: ["a", "+"], in: [.templates]) { state in
                Desk.editTemplate(isNew: true, &state)
                return []
            },
            Command("template.down", "Move the template down", keys: ["J"], in: [.templates]) { Desk.moveTemplate(1, &$0) },
            Command("template.up", "Move the template up", keys: ["K"], in: [.templates]) { Desk.moveTemplate(-1, &$0) },
            Command("template.delete", "Delete the template (\(key: "undo") undoes)", keys: ["X", "Delete"], in: [.templates]) {
                Desk.removeTemplate(&$0)
            },
            Command("template.line", "Begin another line in the text", keys: ["Ctrl-N"], in: [.templateText]) { state in
                Desk.breakTemplateLine(&state)
                return []
            },
        ]
}
