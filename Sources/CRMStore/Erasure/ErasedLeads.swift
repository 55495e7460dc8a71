import CRM
import Crypto
import Foundation

/// Knows the leads of erased people by the salted hashes of their ids.
struct ErasedLeads {
    private let salt: SymmetricKey?

    /// Nobody was erased so far: the common case, which costs one look.
    init(_ db: any Session) throws {
        let salt = try db.value(Data.self, ErasureSQL.saltInUse)
        self.salt = salt.map { SymmetricKey(data: $0) }
    }

    func contains(_ leadgenID: String, _ db: any Session) throws -> Bool {
        guard let salt else { return false }
        return try db.exists(ErasureSQL.isErased, [ErasedLeads.hash(leadgenID, salt)])
    }

    /// A delivery as it may be kept: without the leads of erased people.
    func redacted(_ delivery: Delivery, _ db: any Session) throws -> Delivery {
        guard salt != nil else { return delivery }
        var kept = delivery
        var gone: [String: Int] = [:]
        for index in kept.events.indices {
            guard let lead = kept.events[index].leadgenID, try contains(lead, db) else { continue }
            gone[lead, default: 0] += 1
            kept.events[index].leadgenID = nil
            kept.events[index].adID = nil
            kept.events[index].createdTime = nil
            kept.events[index].state = .ignored
            kept.events[index].error = CRMStore.erasedSentence
            kept.events[index].reason = .erased
            kept.events[index].remedy = nil
        }
        guard !gone.isEmpty else { return delivery }
        let isShared = gone.values.reduce(0, +) < kept.events.count
        kept.body = isShared ? [UInt8](BodyRedaction.blank(Data(kept.body), ids: gone) ?? Data()) : []
        return kept
    }

    static func remember(_ leadgenID: String, page: String, form: String?, _ db: any Session) throws {
        guard let salt = try db.value(Data.self, ErasureSQL.salt) else { return }
        try db.run(ErasureSQL.remember, [hash(leadgenID, SymmetricKey(data: salt)), page, form])
    }

    private static func hash(_ leadgenID: String, _ salt: SymmetricKey) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: Data(leadgenID.utf8), using: salt))
    }
}
