/// The subject of one delivery of the sender.
public enum DeliveryKind: Sendable, Hashable {
    /// One new lead of a kind, with one style of body or another.
    case single(LeadKind = .ordinary)
    /// This number of new leads in one POST: several entries, pages (of the same app secret) and changes.
    case batch(Int)
    /// The lead sent last once more, in a body of its own; a new lead when there is none.
    case duplicate
    /// Three new leads in one POST, the newest first.
    case outOfOrder
    /// The App Dashboard's Test button.
    case dashboardTest
    /// One new lead with every id as a JSON number.
    case numericIDs
    /// One new lead with `value` before `field`.
    case valueFirst
    /// One new lead without an ad, shown in one of Meta's ways.
    case noAd(BodyStyle.MissingAd)
    /// One new lead with a signature that does not fit.
    case badSignature
}
