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
