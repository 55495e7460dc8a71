import LeadIntake
import NIOCore
import Synchronization

/// The connections that are open, and who gives way when there are too many.
///
/// Anybody can open a connection and keep it, so a place is never had for good: whoever has gone longest without a request that was
/// read to its end gives way to who comes. Meta's own posts are over within milliseconds. The scarcer places get, the less time is
/// left to those who do nothing; an address beyond its share gives way to itself.
final class Places: Sendable {
    private struct State {
        var guests: [ObjectIdentifier: Guest] = [:]
        var byAddress: [AddressShare: Int] = [:]
    }

    private struct Guest {
        let place: Place
        let address: AddressShare?
    }

    let most: Int
    private let mostOfAddress: Int
    private let idleTime: TimeAmount
    private let state = Mutex(State())
    private let trustedProxies: [AddressRange]
    /// Whether addresses are those of the senders themselves, so that each has its share.
    private let isShared: Bool
    private let onCut: @Sendable (Place, WebhookReceiver.Scarcity) -> Void

    /// `mostOfAddress` counts where `isShared`, for those who have an ``AddressShare``. `onCut` is told of each connection that had to give way.
    init(
        most: Int, mostOfAddress: Int, idleTime: TimeAmount, trustedProxies: [AddressRange] = [], isShared: Bool = false,
        onCut: @escaping @Sendable (Place, WebhookReceiver.Scarcity) -> Void
    ) {
        self.trustedProxies = trustedProxies
        self.isShared = isShared
        self.most = max(1, most)
        self.mostOfAddress = max(1, mostOfAddress)
        self.idleTime = idleTime
        self.onCut = onCut
    }

    /// How many there are.
    var count: Int { state.withLock { $0.guests.count } }

    /// Takes a connection in that was made now, and closes those that give way to it.
    func enter(_ channel: any Channel) -> Place {
        let peer = channel.remoteAddress?.ipAddress
        let place = Place(id: ObjectIdentifier(channel), peer: peer, at: .now())
        enter(place, from: isShared ? AddressShare(peer, trustedProxies: trustedProxies) : nil, at: .now())
        channel.closeFuture.whenComplete { _ in
            self.leave(place)
            place.end()
        }
        return place
    }

    /// Takes a connection in, and closes those that give way to it.
    func enter(_ place: Place, from address: AddressShare?, at now: NIODeadline) {
        let leaving = state.withLock { state -> [(Place, WebhookReceiver.Scarcity)] in
            let leaving = Self.giveWay(&state, address, most, mostOfAddress, idleTime, now)
            state.guests[place.id] = Guest(place: place, address: address)
            if let address { state.byAddress[address, default: 0] += 1 }
            return leaving
        }
        for (place, scarcity) in leaving {
            onCut(place, scarcity)
            place.cut()
        }
    }

    /// Nil when it had to give way.
    func place(of channel: any Channel) -> Place? { state.withLock { $0.guests[ObjectIdentifier(channel)]?.place } }

    func leave(_ place: Place) { _ = state.withLock { Self.remove(place.id, &$0) } }

    /// Closes those of which nothing has come: nothing is under way there.
    func closeSilent() {
        for guest in state.withLock({ Array($0.guests.values) }) where guest.place.isSilent { guest.place.cut() }
    }

    func closeAll() {
        for guest in state.withLock({ Array($0.guests.values) }) { guest.place.cut() }
    }

    private static func giveWay(
        _ state: inout State, _ address: AddressShare?, _ most: Int, _ mostOfAddress: Int, _ idleTime: TimeAmount, _ now: NIODeadline
    ) -> [(Place, WebhookReceiver.Scarcity)] {
        var leaving: [(Place, WebhookReceiver.Scarcity)] = []
        func close(_ id: ObjectIdentifier, _ scarcity: WebhookReceiver.Scarcity) {
            if let guest = remove(id, &state) { leaving.append((guest.place, scarcity)) }
        }
        if let address, state.byAddress[address, default: 0] >= mostOfAddress,
            let (own, _) = longest(state, where: { $0.address == address })
        {
            close(own, .addressShare)
        }
        // The longest first, and with each that goes the others have more time: no more go than must.
        while state.guests.count >= most / 2, let (id, since) = longest(state, where: { _ in true }),
            now - since > patience(state.guests.count, most, idleTime)
        {
            close(id, .places)
        }
        if state.guests.count >= most, let (id, _) = longest(state, where: { _ in true }) { close(id, .places) }
        return leaving
    }

    /// How long one may go without a request: the whole time while half of the places are free, a second when none is.
    static func patience(_ count: Int, _ most: Int, _ idleTime: TimeAmount) -> TimeAmount {
        let free = Int64(max(0, most - count))
        let half = Int64(max(1, most - most / 2))
        return max(.seconds(1), .nanoseconds(idleTime.nanoseconds / half * min(free, half)))
    }

    private static func longest(_ state: State, where isOne: (Guest) -> Bool) -> (id: ObjectIdentifier, since: NIODeadline)? {
        var best: (id: ObjectIdentifier, since: NIODeadline)?
        for (id, guest) in state.guests where isOne(guest) {
            guard let since = guest.place.idleSince else { continue }
            if best.map({ since < $0.since }) ?? true { best = (id, since) }
        }
        return best
    }

    private static func remove(_ id: ObjectIdentifier, _ state: inout State) -> Guest? {
        guard let guest = state.guests.removeValue(forKey: id) else { return nil }
        if let address = guest.address, let count = state.byAddress[address] {
            state.byAddress[address] = count > 1 ? count - 1 : nil
        }
        return guest
    }
}
