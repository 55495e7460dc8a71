/// A page's leads, counted at Meta and here.
public struct LedgerTotals: Hashable, Sendable {
    /// Leads that Meta has; nil while it has told of no form.
    public var meta: Int?
    /// Leads that became customers. There may be more than at Meta, which deletes leads for their age.
    public var here: Int
    /// Leads that Meta has and that are not here, form by form: more of one form do not hide that another lacks some.
    public var missing: Int

    public init(meta: Int? = nil, here: Int = 0, missing: Int = 0) {
        self.meta = meta
        self.here = here
        self.missing = missing
    }
}
