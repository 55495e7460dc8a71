import Foundation
import Synchronization
import EndToEndSupport

/// Threads that each do an attack over and over until they are stopped.
final class Strangers: Sendable {
    private let attack: StrangerAttack
    private let port: UInt16
    private let isOver = Mutex(false)
    private let done = Mutex(0)
    private let threads = DispatchGroup()

    init(_ attack: StrangerAttack, port: UInt16) {
        self.attack = attack
        self.port = port
    }

    /// How often the attack was done.
    var rounds: Int { done.withLock { $0 } }

    func start() {
        for _ in 0..<attack.threads {
            threads.enter()
            Thread.detachNewThread { [self] in
                let act = attack.make { StrangerConnection(port: self.port) }
                while !isOver.withLock({ $0 }) {
                    act()
                    done.withLock { $0 += 1 }
                }
                threads.leave()
            }
        }
    }

    /// Returns when all have ended; what they wait for ends within seconds.
    func stop() {
        isOver.withLock { $0 = true }
        threads.wait()
    }
}

/// A connection of a stranger's; what it is refused is its own affair.
final class StrangerConnection {
    private var descriptor: Int32

    init(port: UInt16) {
        descriptor = Wire.connection(to: port) ?? -1
        var patience = timeval(tv_sec: 1, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    var isOpen: Bool { descriptor >= 0 }

    /// Sends as much as is taken.
    func send(_ bytes: [UInt8]) {
        if descriptor >= 0, !Wire.write(bytes, to: descriptor) { leave() }
    }

    /// Waits for some bytes of an answer, or for the end.
    func hear() {
        guard descriptor >= 0 else { return }
        var byte = [UInt8](repeating: 0, count: 4096)
        if recv(descriptor, &byte, byte.count, 0) == 0 { leave() }
    }

    /// Ends it by a reset.
    func reset() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        leave()
    }

    private func leave() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }
}
