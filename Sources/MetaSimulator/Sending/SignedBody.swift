import Foundation
import MetaLeads

/// A webhook body and the header that vouches for it.
public struct SignedBody: Sendable, Hashable {
    public let bytes: [UInt8]
    /// The value of `X-Hub-Signature-256`; nil for a page without an app secret.
    public let signature: String?

    public init(_ bytes: [UInt8], appSecret: String) {
        self.bytes = bytes
        signature = appSecret.isEmpty ? nil : WebhookSignature.header(for: bytes, appSecret: appSecret)
    }

    /// The body about these leads, signed with the secret.
    public init(
        _ leads: [SimulatedLead], style: BodyStyle = BodyStyle(), sentAt: Date = Date(), appSecret: String
    ) {
        self.init(WebhookBody.make(leads, style: style, sentAt: sentAt), appSecret: appSecret)
    }
}
