import Foundation
import Synchronization
import TestSupport

/// Stands between a program and the socket of a server, and breaks one connection where a transaction ends.
final class CommitRelay: Sendable {
    /// Where the connection on which COMMIT is sent breaks: before it reaches the server, or when it is done there and the answer is on its way.
    enum Cut { case before, after }

    private final class Rules: RelayRules {
        struct Plan {
            var cut: Cut?
            /// Whether connections are taken after the cut.
            var comesBack = true
            /// The connection whose next answer breaks it. It is kept, so that no other has its identity.
            var mute: SocketRelay.Pair?
        }

        let plan = Mutex(Plan())

        func takesNext() -> Bool { plan.withLock { $0.cut != nil || $0.comesBack } }

        func carry(_ bytes: Data, from side: SocketRelay.Side, on pair: SocketRelay.Pair) {
            let breaks = plan.withLock { plan in
                if side == .server { return plan.mute === pair }
                guard bytes.range(of: Data("COMMIT".utf8)) != nil, let cut = plan.cut else { return false }
                plan.cut = nil
                if cut == .after { plan.mute = pair }
                return cut == .before
            }
            if breaks { pair.end() } else { pair.deliver(bytes, from: side) }
        }
    }

    private let rules = Rules()
    private let relay: SocketRelay

    /// - Parameter server: the folder of its socket.
    init(to server: String) throws { relay = try SocketRelay(to: server, rules) }

    /// The words of an address that leads through here.
    func words(_ database: String) -> String { relay.words(database) }
    /// The same as people write it.
    func address(_ database: String) -> String { relay.address(database) }

    func cutNextCommit(_ cut: Cut, comesBack: Bool = true) {
        rules.plan.withLock { $0 = Rules.Plan(cut: cut, comesBack: comesBack) }
    }

    func stop() { relay.stop() }
}
