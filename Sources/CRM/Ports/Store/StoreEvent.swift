import Foundation

/// The news that the listener's side tells the screens, over the channel.
public enum StoreEvent: Hashable, Sendable {
    /// A lead became a customer just now.
    case leadArrived(Customer, userID: User.ID)
    /// A lead became part of a row that was there just now.
    case leadJoined(JoinedLead, userID: User.ID)
    /// Events were journalled or changed their state.
    case journalChanged
    /// A page's settings, name or health changed.
    case pagesChanged
    case listener(ListenerState)
    /// The data cannot be reached any more, or, without a fault, they can again.
    case link(fault: StoreError?)
    /// The sessions that are at the screens on these data now.
    case presence([SeenPresence])
    /// Customers were changed, by this process or another, and nothing else: read these again where they are shown.
    case customersChanged
    /// Something in the data changed, by this process or another: read again what is shown.
    case reload

    /// It need not be shown at once: it only asks for reads, or tells who is there, of whom all terminals hear whenever one of them moves.
    public var canWait: Bool {
        switch self {
        case .journalChanged, .pagesChanged, .customersChanged, .reload, .presence: true
        case .leadArrived, .leadJoined, .listener, .link: false
        }
    }
}

/// Whether Meta's webhooks reach this machine's listener.
public enum ListenerState: Hashable, Sendable {
    case starting
    /// This process listens; `address` such as `127.0.0.1:8080`.
    case listening(address: String)
    /// Another Leadsheet on the same data listens: its leads are shown live all the same.
    case elsewhere(address: String, process: Int32)
    /// Another machine takes Meta's posts: this one could not check or save them.
    case notHere
    /// Somebody listens, with a certificate that Meta does not take, or will not for long: this process, or the other that is named. The
    /// sentence says why and what to do.
    case certificateFault(address: String, process: Int32?, reason: String)
    /// Nobody listens; the sentence says why and what to do.
    case down(address: String, reason: String)
}
