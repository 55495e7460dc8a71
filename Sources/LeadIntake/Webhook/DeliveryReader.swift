import CRM
import MetaLeads

/// Reads deliveries and finds which of their changes count: on the listener's thread only what is short and signed, all else on a queue
/// of its own, one after the other. So what anybody posts holds up nobody but others who sign nothing.
struct DeliveryReader: Sendable {
    /// A change that may be kept.
    struct Accepted: Sendable {
        let event: NewEvent
        /// Nothing shows that it comes from Meta.
        let isAnybodys: Bool
        let isAboutLeads: Bool
    }

    struct Reading: Sendable {
        let changes: Int
        let accepted: [Accepted]
    }

    /// A delivery of one lead has some 300 bytes.
    private static let shortBody = 16 << 10
    /// Bytes that are hashed at once at most: each app secret hashes the whole body.
    private static let fewBytes = 1 << 20

    let queue: any WorkQueue

    func read(_ body: [UInt8], signature: String?, _ known: PageSecretsCache.Snapshot) async -> Result<Reading, WebhookBodyError> {
        var rule: SignaturePolicy?
        if body.count <= Self.shortBody, body.count * known.distinctSecrets.count <= Self.fewBytes {
            let short = Self.rule(body, signature, known)
            if short.isSigned { return Self.reading(of: body, short) }
            rule = short
        }
        return await withCheckedContinuation { [rule] continuation in
            queue.run {
                continuation.resume(returning: Self.reading(of: body, rule ?? Self.rule(body, signature, known)))
            }
        }
    }

    private static func rule(_ body: [UInt8], _ signature: String?, _ known: PageSecretsCache.Snapshot) -> SignaturePolicy {
        SignaturePolicy(secrets: known.secrets, distinct: known.distinctSecrets, header: signature, body: body)
    }

    private static func reading(of body: [UInt8], _ rule: SignaturePolicy) -> Result<Reading, WebhookBodyError> {
        do throws(WebhookBodyError) {
            let payload = try WebhookParser.parse(body)
            let accepted = payload.changes.compactMap { change in
                rule.acceptance(of: change).map {
                    Accepted(event: NewEvent(change, $0), isAnybodys: $0.isAnybodys, isAboutLeads: change.isAboutLeads)
                }
            }
            return .success(Reading(changes: payload.changes.count, accepted: accepted))
        } catch {
            return .failure(error)
        }
    }
}
