/// The leads of one form, counted at Meta and here. No lead is counted twice here.
public struct LedgerRow: Hashable, Sendable {
    public var pageID: String
    /// Nil: leads that name no form.
    public var formID: String?
    public var formName: String?
    /// Leads that Meta has; nil while it has not been asked, or does not tell.
    public var meta: Int?
    /// Leads that became customers and were announced by a webhook.
    public var byWebhook: Int
    /// Leads that became customers and that no webhook has announced.
    public var byCatchUp: Int
    /// Leads in the journal that are still to be read.
    public var waiting: Int
    /// Leads in the journal that were given up.
    public var failed: Int

    public init(
        pageID: String, formID: String? = nil, formName: String? = nil, meta: Int? = nil, byWebhook: Int = 0, byCatchUp: Int = 0,
        waiting: Int = 0, failed: Int = 0
    ) {
        self.pageID = pageID
        self.formID = formID
        self.formName = formName
        self.meta = meta
        self.byWebhook = byWebhook
        self.byCatchUp = byCatchUp
        self.waiting = waiting
        self.failed = failed
    }

    public var here: Int { byWebhook + byCatchUp }
}
