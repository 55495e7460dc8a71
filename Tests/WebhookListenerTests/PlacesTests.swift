import LeadIntake
import NIOCore
import Synchronization
import Testing

@testable import WebhookListener

/// Who gives way when places get scarce. The times are told, none passes.
@Suite struct PlacesTests {
    private final class Scene {
        final class Mark {}

        let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
        let places: Places
        private var marks: [Mark] = []

        init(most: Int, ofAddress: Int = 1000) {
            let cuts = Holder()
            places = Places(most: most, mostOfAddress: ofAddress, idleTime: .seconds(60)) { place, scarcity in
                cuts.list.withLock { $0.append((place.peer, scarcity)) }
            }
            holder = cuts
        }

        final class Holder: Sendable { let list = Mutex<[(peer: String?, scarcity: WebhookReceiver.Scarcity)]>([]) }
        private let holder: Holder

        var gone: [String?] { holder.list.withLock { $0.map(\.peer) } }
        var reasons: [WebhookReceiver.Scarcity] { holder.list.withLock { $0.map(\.scarcity) } }

        @discardableResult
        func enter(_ peer: String, at second: Int64, share: AddressShare? = nil) -> Place {
            let mark = Mark()
            marks.append(mark)
            let place = Place(id: ObjectIdentifier(mark), peer: peer, at: start + .seconds(second))
            places.enter(place, from: share, at: start + .seconds(second))
            return place
        }
    }

    @Test("the longest without a request gives way, one that is being answered never")
    func longest() {
        let scene = Scene(most: 3)
        let first = scene.enter("a", at: 0)
        scene.enter("b", at: 0)
        scene.enter("c", at: 0)
        first.isAnswering()
        scene.enter("d", at: 1)
        #expect(scene.gone.count == 1 && scene.gone != ["a"])
        first.isIdle(since: scene.start + .seconds(2))
        scene.enter("e", at: 2)
        #expect(Set(scene.gone) == ["b", "c"])
        #expect(scene.places.count == 3)
        #expect(scene.reasons == [.places, .places])
    }

    @Test("while all are being answered nobody gives way")
    func busy() {
        let scene = Scene(most: 2)
        for peer in ["a", "b"] { scene.enter(peer, at: 0).isAnswering() }
        scene.enter("c", at: 1)
        #expect(scene.gone.isEmpty && scene.places.count == 3)
    }

    @Test("the scarcer places get, the less time is left to those who do nothing, and no more go than must")
    func patience() {
        let times = [0, 5, 6, 8, 9, 10, 20].map { Places.patience($0, 10, .seconds(60)) }
        #expect(times == [.seconds(60), .seconds(60), .seconds(48), .seconds(24), .seconds(12), .seconds(1), .seconds(1)])
        let scene = Scene(most: 10)
        for number in 0..<8 { scene.enter("\(number)", at: 0) }
        #expect(scene.gone.isEmpty)
        scene.enter("late", at: 25)
        #expect(scene.gone.count == 1 && scene.places.count == 8)
        scene.enter("later", at: 50)
        #expect(scene.gone.count == 4 && scene.places.count == 6)
        #expect(!scene.gone.contains("late"))
    }

    @Test("an address beyond its share gives way to itself, and no other does")
    func shares() {
        let scene = Scene(most: 100, ofAddress: 2)
        let near = AddressShare("203.0.113.9", trustedProxies: [])
        scene.enter("other", at: 0, share: AddressShare("203.0.113.10", trustedProxies: []))
        for (number, second) in [(1, 1), (2, 2), (3, 3)] as [(Int, Int64)] { scene.enter("own \(number)", at: second, share: near) }
        #expect(scene.gone == ["own 1"])
        #expect(scene.reasons == [.addressShare])
    }

    @Test("an address of IPv6 counts with its network; this machine and trusted proxies have no share")
    func addresses() {
        let proxies = ["10.0.0.0/8"].compactMap { AddressRange($0) }
        func share(_ address: String?) -> AddressShare? { AddressShare(address, trustedProxies: proxies) }
        #expect(share("2001:db8:1:2::1") == share("2001:db8:1:2:ffff::9"))
        #expect(share("2001:db8:1:2::1") != share("2001:db8:1:3::1"))
        #expect(share("203.0.113.1") != share("203.0.113.2"))
        for none in ["127.0.0.1", "::1", "10.1.2.3", "nobody", nil] { #expect(share(none) == nil) }
    }

    @Test("files that are few leave few places, and some for the store and for Meta")
    func descriptors() {
        #expect(Descriptors.places(limit: 4096, open: 30) == 4018)
        #expect(Descriptors.places(limit: 100, open: 30) == 35)
        #expect(Descriptors.places(limit: 32, open: 30) == 1)
        #expect(Descriptors.places(limit: 32, open: 40) == 0)
    }
}
