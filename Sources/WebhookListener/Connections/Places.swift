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
        var all = PlaceList()
        var byAddress: [AddressShare: PlaceList] = [:]
        /// Of those that share an address's places.
        var addresses: [ObjectIdentifier: AddressShare] = [:]

        mutating func add(_ place: Place, from address: AddressShare?, at now: NIODeadline) {
            all.add(place, at: now)
            guard let address else { return }
            addresses[place.id] = address
            byAddress[address, default: PlaceList()].add(place, at: now)
        }

        mutating func remove(_ id: ObjectIdentifier) -> Place? {
            if let address = addresses.removeValue(forKey: id) {
                _ = byAddress[address]?.remove(id)
                if byAddress[address]?.count == 0 { byAddress[address] = nil }
            }
            return all.remove(id)
        }
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

    /// The number of connections.
    var count: Int { state.withLock { $0.all.count } }

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
            state.add(place, from: address, at: now)
            return leaving
        }
        for (place, scarcity) in leaving {
            onCut(place, scarcity)
            place.cut()
        }
    }

    /// Nil when it had to give way.
    func place(of channel: any Channel) -> Place? { state.withLock { $0.all.places[ObjectIdentifier(channel)] } }

    func leave(_ place: Place) { _ = state.withLock { $0.remove(place.id) } }

    /// Closes those of which nothing has come: nothing is under way there.
    func closeSilent() {
        for place in state.withLock({ Array($0.all.places.values) }) where place.isSilent { place.cut() }
    }

    func closeAll() {
        for place in state.withLock({ Array($0.all.places.values) }) { place.cut() }
    }

    private static func giveWay(
        _ state: inout State, _ address: AddressShare?, _ most: Int, _ mostOfAddress: Int, _ idleTime: TimeAmount, _ now: NIODeadline
    ) -> [(Place, WebhookReceiver.Scarcity)] {
        var leaving: [(Place, WebhookReceiver.Scarcity)] = []
        func close(_ id: ObjectIdentifier, _ scarcity: WebhookReceiver.Scarcity) {
            if let place = state.remove(id) { leaving.append((place, scarcity)) }
        }
        if let address, (state.byAddress[address]?.count ?? 0) >= mostOfAddress, let own = state.byAddress[address]?.longestIdle(at: now) {
            close(own.id, .addressShare)
        }
        // The longest first, and with each that goes the others have more time: no more go than must.
        while state.all.count >= most / 2, let (id, since) = state.all.longestIdle(at: now),
            now - since > patience(state.all.count, most, idleTime)
        {
            close(id, .places)
        }
        if state.all.count >= most, let (id, _) = state.all.longestIdle(at: now) { close(id, .places) }
        return leaving
    }

    /// How long one may go without a request: the whole time while half of the places are free, a second when none is.
    static func patience(_ count: Int, _ most: Int, _ idleTime: TimeAmount) -> TimeAmount {
        let free = Int64(max(0, most - count))
        let half = Int64(max(1, most - most / 2))
        return max(.seconds(1), .nanoseconds(idleTime.nanoseconds / half * min(free, half)))
    }
}
