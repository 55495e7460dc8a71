/// How a person writes to a customer.
public enum MessageChannel: String, Sendable, Codable, CaseIterable {
    case whatsapp, email, sms

    /// For people.
    public var title: String {
        switch self {
        case .whatsapp: "WhatsApp"
        case .email: "e-mail"
        case .sms: "SMS"
        }
    }
}

/// A message that a person began from the desk. Whether it was sent, the desk does not see.
public struct MessageLog: Hashable, Sendable {
    public var customerID: Customer.ID
    public var channel: MessageChannel
    /// The template's name; nil for a message without one.
    public var template: String?

    public init(customerID: Customer.ID, channel: MessageChannel, template: String? = nil) {
        self.customerID = customerID
        self.channel = channel
        self.template = template
    }
}
