import CRM
import TerminalKit

/// Writing to a customer: the prompt, its keys, and what came of it.
extension Desk {
    static func askMessage(_ channel: MessageChannel, to customer: Customer, _ state: inout DeskState) -> [DeskEffect] {
        if let problem = whyNoMessage(channel, to: customer, state) {
            state.say(problem, .warning)
            return []
        }
        state.overlay = .message(MessagePane(channel: channel, customer: customer))
        return [.messages(.load(customer.id))]
    }

    /// Why the customer under the cursor cannot be written to; nil where that can be done, and of marked customers, who are gone through.
    static func refusesMessages(_ channel: MessageChannel, _ state: DeskState) -> String? {
        state.marks != nil ? nil : state.currentCustomer.flatMap { whyNoMessage(channel, to: $0, state) }
    }

    /// Nil when the customer can be written to, otherwise why not.
    private static func whyNoMessage(_ channel: MessageChannel, to customer: Customer, _ state: DeskState) -> String? {
        if let refusal = refusal(of: customer, state) { return refusal }
        let name = TextWidth.truncate(SafeText.clean(customer.customerName), to: 40)
        switch channel {
        case .email:
            return EmailKey.of(customer.email) == nil ? "\(name) has no e-mail address to write to." : nil
        case .whatsapp, .sms:
            if customer.phoneNumber.isBlank { return "\(name) has no telephone number to write to." }
            return state.configuration.phones.number(customer.phoneNumber) == nil
                ? noDialling(customer) : nil
        }
    }

    // MARK: Keys

    static func messageKey(_ key: LayerKey, _ pane: MessagePane, _ state: inout DeskState) -> [DeskEffect] {
        var pane = pane
        switch key {
        case .answer where pane.field == nil: return sendMessage(pane, &state)
        case .answer:
            if let id = pane.template?.id, let text = pane.field?.text { pane.changed[id] = MessageText.clean(text) }
            pane.field = nil
            state.overlay = .message(pane)
        case .cancel where pane.field == nil: state.overlay = nil
        case .cancel:
            pane.field = nil
            state.overlay = .message(pane)
        default: if let rows = key.rows(page: overlayPage(state)) { moveMessage(rows, &state) }
        }
        return []
    }

    static func messageText(_ stroke: KeyStroke, _ pane: MessagePane, _ state: inout DeskState) -> [DeskEffect] {
        var pane = pane
        _ = pane.field?.handle(stroke)
        state.overlay = .message(pane)
        return []
    }

    static func moveMessage(_ rows: Int, _ state: inout DeskState) {
        guard case .message(var pane) = state.overlay, pane.field == nil else { return }
        pane.choose(pane.selected + rows)
        state.overlay = .message(pane)
    }

    /// A click chooses the template; a double click sends it.
    static func pressMessageRow(_ row: Int, isDouble: Bool, _ state: inout DeskState) -> [DeskEffect] {
        guard case .message(let pane) = state.overlay else { return [] }
        moveMessage(row - pane.selected, &state)
        guard isDouble, case .message(let chosen) = state.overlay, chosen.field == nil else { return [] }
        return sendMessage(chosen, &state)
    }

    static func editMessage(_ state: inout DeskState) {
        guard case .message(var pane) = state.overlay, let template = pane.template else { return }
        var field = TextField(limit: 4 * MessageText.longest)
        // Its line feeds become spaces there.
        field.insert(pane.message(template, in: state).text)
        pane.field = field
        state.overlay = .message(pane)
    }

    static func pasteMessage(_ text: String, _ pane: MessagePane, _ state: inout DeskState) {
        var pane = pane
        pane.field?.insert(text)
        state.overlay = .message(pane)
    }

    // MARK: Sending

    static func sendMessage(_ pane: MessagePane, _ state: inout DeskState) -> [DeskEffect] {
        guard let template = pane.template else {
            var pane = pane
            pane.isSentEarly = pane.templates == nil
            state.overlay = .message(pane)
            return []
        }
        let message = pane.message(template, in: state)
        if !message.missing.isEmpty {
            let names = message.missing.map { "{\(SafeText.clean($0))}" }.joined(separator: ", ")
            state.say("\(names) is not known of this customer. \(state.keys.of("message.edit")) changes the text.", .warning)
            return []
        }
        guard let link = pane.link(message, in: state) else { return [] }
        state.overlay = nil
        let log = MessageLog(customerID: pane.customer.id, channel: pane.channel, template: template.name)
        if state.configuration.opensLinks {
            state.say("Opening \(pane.channel.title)…", .info)
            return [.messages(.open(link, log))]
        }
        return copyLink(link, log, "", &state)
    }

    static func messageOpened(_ link: String, _ log: MessageLog, _ problem: String?, _ state: inout DeskState) -> [DeskEffect] {
        guard let problem else { return write(.logMessage(log), .messaged("opened"), &state) }
        return copyLink(link, log, "not opened, as \(problem); ", &state)
    }

    private static func copyLink(_ link: String, _ log: MessageLog, _ problem: String, _ state: inout DeskState) -> [DeskEffect] {
        let done = "\(problem)link copied, open it on your phone or desk"
        return [.copy(link, what: "\(log.channel.title) link")] + write(.logMessage(log), .messaged(done), &state)
    }
}
