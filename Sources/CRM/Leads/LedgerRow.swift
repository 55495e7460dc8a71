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

/// A page's leads, counted at Meta and here.
public struct LedgerTotals: Hashable, Sendable {
    /// Leads that Meta is known to have or to have had: those that are here, all of which it told, and those that are missing. So it is
    /// right between two counts too, and when Meta has deleted leads for their age. Nil while it has told of no form.
    public var meta: Int?
    /// Leads that became customers.
    public var here: Int
    /// Leads that Meta has and that are not here, form by form: more of one form do not hide that another lacks some.
    public var missing: Int

    public init(meta: Int? = nil, here: Int = 0, missing: Int = 0) {
        self.meta = meta
        self.here = here
        self.missing = missing
    }
}
