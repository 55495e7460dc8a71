import CRM
import TerminalKit

/// The QR code over the prompts of a call and of a message: its keys, and what goes to the clipboard beside it.
extension Desk {
    /// For the customer of the prompt that is open.
    static func showQR(_ state: inout DeskState) -> [DeskEffect] {
        if case .call(let id) = state.prompt?.purpose, let customer = customer(id, in: state) {
            guard let number = state.configuration.phones.number(customer.phoneNumber) else { return refuse(noDialling(customer), &state) }
            state.qr = QRPane(customer: customer, number: number, text: "", kind: .call)
            return []
        }
        guard case .message(let pane) = state.overlay else { return [] }
        guard pane.channel != .email, let number = state.configuration.phones.number(pane.customer.phoneNumber) else {
            state.say("A QR code is for calls and WhatsApp, not for e-mails.", .info)
            return []
        }
        let message = pane.template.map { pane.message($0, in: state) }
        // A text with gaps is not sent.
        let text = message.flatMap { $0.missing.isEmpty ? $0.text : nil } ?? ""
        state.qr = QRPane(customer: pane.customer, number: number, text: text, kind: .whatsapp)
        return copyBesideQR(&state)
    }

    static func qrKey(_ key: LayerKey, _ pane: QRPane, _ state: inout DeskState) -> [DeskEffect] {
        if key == .answer { return qrSent(pane, &state) }
        if key == .cancel { state.qr = nil }
        return []
    }

    static func chooseQR(_ kind: QRPane.Kind, _ state: inout DeskState) -> [DeskEffect] {
        state.qr?.kind = kind
        return copyBesideQR(&state)
    }

    /// Copies the text that the code of this window has no room for.
    static func copyBesideQR(_ state: inout DeskState) -> [DeskEffect] {
        guard let pane = state.qr, pane.kind == .whatsapp, !pane.text.isEmpty, !pane.isCopied else { return [] }
        let room = QRPane.room(state)
        guard pane.content(in: Size(columns: room.width, rows: room.height))?.hasText == false else { return [] }
        state.qr?.isCopied = true
        return [.copy(pane.text, what: "the text")]
    }

    /// The message was sent with the mobile: it is written down as one.
    private static func qrSent(_ pane: QRPane, _ state: inout DeskState) -> [DeskEffect] {
        guard case .message(let message) = state.overlay, pane.kind == .whatsapp else { return [] }
        state.qr = nil
        state.overlay = nil
        let name = pane.text.isEmpty ? nil : message.template?.name
        return write(
            .logMessage(MessageLog(customerID: pane.customer.id, channel: .whatsapp, template: name)), .messaged("by QR code"), &state)
    }
}

extension CommandRegistry {
    static let qrCommands: [Command] = [
        Command("qr.show", "QR code for your mobile", keys: ["Q"], in: [.call, .message]) { Desk.showQR(&$0) },
        Command("qr.call", "The code of the call", keys: ["1"], in: [.qr]) { Desk.chooseQR(.call, &$0) },
        Command("qr.whatsapp", "The code of WhatsApp", keys: ["2"], in: [.qr]) { Desk.chooseQR(.whatsapp, &$0) },
    ]
}
