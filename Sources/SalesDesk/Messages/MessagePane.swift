import CRM
import TerminalKit

/// The prompt of a message to one customer: the templates as they would be sent.
struct MessagePane: Hashable, Sendable {
    let channel: MessageChannel
    let customer: Customer
    /// Nil until they were read.
    var templates: [MessageTemplate]?
    /// The customer's newest lead, once it was read.
    var lead: Lead?
    var selected = 0
    /// The row that was chosen before the templates were read, and whether Enter was pressed by then: both count once they are there.
    var earlyChoice: Int?
    var isSentEarly = false
    /// Texts that were changed for this message alone, by their template.
    var changed: [MessageTemplate.ID: String] = [:]
    /// The text that is being changed; nil while a template is chosen.
    var field: TextField?

    init(channel: MessageChannel, customer: Customer) {
        self.channel = channel
        self.customer = customer
    }

    var template: MessageTemplate? { templates.flatMap { $0.indices.contains(selected) ? $0[selected] : nil } }

    mutating func choose(_ row: Int) {
        if templates == nil { earlyChoice = row }
        selected = min(max(0, row), max(0, (templates?.count ?? 0) - 1))
    }

    /// A template as it would be sent.
    func message(_ template: MessageTemplate, in state: DeskState) -> FilledMessage {
        let values = MessageValues(
            customer, lead: lead, me: state.configuration.user.name, myCompany: company(state), dates: state.callDates)
        guard let text = changed[template.id] else { return template.filled(with: values, withSubject: channel == .email) }
        var subject = template
        subject.text = ""
        var message = subject.filled(with: values, withSubject: channel == .email)
        message.text = text
        return message
    }

    /// The name of the page that the lead came by, which is the one that the customer knows; without a lead that of the only page.
    private func company(_ state: DeskState) -> String? {
        guard let lead else { return state.pages.count == 1 ? state.pages[0].name : nil }
        return state.pages.first { $0.id == lead.pageID }?.name
    }

    /// Nil where the customer cannot be reached by this channel.
    func link(_ message: FilledMessage, in state: DeskState) -> String? {
        let number = state.configuration.phones.number(customer.phoneNumber)
        return switch channel {
        case .whatsapp: number.map { MessageLink.whatsapp($0, text: message.text) }
        case .sms: number.map { MessageLink.sms($0, text: message.text) }
        case .email: MessageLink.email(customer.email, subject: message.subject, text: message.text)
        }
    }

    /// The number or the address as it is shown.
    func address(in state: DeskState) -> String {
        channel == .email ? customer.email : state.configuration.phones.text(customer.phoneNumber)
    }
}
