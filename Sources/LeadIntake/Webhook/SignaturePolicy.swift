import MetaLeads

/// Which changes of a delivery count, by its signature.
///
/// One delivery has one signature but may hold entries of several pages, whose apps may differ. So:
/// 1. A change names its page twice, in its entry and in its value. Every page of these that is known here and has an app
///    secret must have signed: otherwise the change is dropped. A secret opens its own page and no other.
/// 2. A known page without an app secret is accepted, not checked.
/// 3. A page that is not known here has nobody to check it, so it is accepted (it waits as "No user found"); it counts as
///    checked only when one of the known secrets has signed. What no secret has signed may come from anybody: ``UnknownPageQuota``.
/// 4. The dashboard's test names no page. It needs any of the known secrets, unless some page has none.
struct SignaturePolicy {
    struct Acceptance: Hashable {
        /// Whether a known secret has signed it.
        let isChecked: Bool
        /// Whether nobody here has its page.
        var isOfStranger = false

        /// Nothing shows that it comes from Meta.
        var isAnybodys: Bool { isOfStranger && !isChecked }
    }

    private let secrets: [String: String]
    private let signed: Set<String>
    private let mayBeUnsigned: Bool

    /// Whether a known secret has signed the delivery.
    var isSigned: Bool { !signed.isEmpty }

    /// `secrets` has every known page, with an empty text where there is no app secret; `distinct` its secrets, each once.
    init(secrets: [String: String], distinct: [String], header: String?, body: [UInt8]) {
        self.secrets = secrets
        signed = Set(distinct.filter { WebhookSignature.matches(header: header, body: body, appSecret: $0) })
        mayBeUnsigned = distinct.isEmpty || secrets.values.contains("")
    }

    /// Nil when the change is to be dropped.
    func acceptance(of change: WebhookChange) -> Acceptance? {
        var pages = [change.entryID]
        var isTest = false
        switch change.kind {
        case .lead(let notice): pages.append(notice.pageID)
        case .test(let notice):
            pages.append(notice.pageID)
            isTest = true
        case .valuesOff, .other, .unreadable: break
        }
        let known = pages.compactMap { secrets[$0] }
        guard known.allSatisfy({ $0.isEmpty || signed.contains($0) }) else { return nil }
        if known.isEmpty {
            if isTest, signed.isEmpty, !mayBeUnsigned { return nil }
            return Acceptance(isChecked: !signed.isEmpty, isOfStranger: true)
        }
        return Acceptance(isChecked: known.contains { !$0.isEmpty })
    }
}
