import Base
import Foundation
import Synchronization

/// A cable between two hosts of this machine, on which every packet takes a while and some are lost: what TCP makes of that is the kernel's
/// doing, as on a real way. It has two network devices as its ends, and goes with either of them. Making one takes the right to.
final class PacketCable: Sendable {
    struct Refused: Error {
        let device: String
        let code: Int32
    }

    private struct Packet {
        let bytes: Data
        let arrival: ContinuousClock.Instant
    }

    /// One direction.
    private final class Lane: Sendable {
        private let waiting = Mutex<(packets: [Packet], hasEnded: Bool)>(([], false))
        private let count = DispatchSemaphore(value: 0)

        func add(_ packet: Packet) {
            waiting.withLock { $0.packets.append(packet) }
            count.signal()
        }

        func end() {
            waiting.withLock { $0.hasEnded = true }
            count.signal()
        }

        /// Waits for the next packet; nil at the end.
        func next() -> Packet? {
            count.wait()
            return waiting.withLock { $0.packets.isEmpty ? nil : $0.packets.removeFirst() }
        }
    }

    private let ends: [Int32]
    private let delay: Duration
    private let loss: Int
    private let dice = Mutex(SeededGenerator(seed: 1))

    /// - Parameters:
    ///   - near: the name of the device at one end, at most 15 letters.
    ///   - far: that of the other.
    ///   - roundTrip: in milliseconds.
    ///   - loss: in percent of the packets.
    init(near: String, far: String, roundTrip: Int, loss: Int) throws {
        delay = .microseconds(roundTrip * 500)
        self.loss = loss
        let first = try Self.openDevice(near)
        do {
            ends = [first, try Self.openDevice(far)]
        } catch {
            close(first)
            throw error
        }
        carry(from: ends[0], to: ends[1])
        carry(from: ends[1], to: ends[0])
    }

    deinit { for end in ends { close(end) } }

    /// Two threads: one that reads, and one that waits with what was read.
    private func carry(from source: Int32, to target: Int32) {
        let lane = Lane()
        Thread.detachNewThread { [self] in
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = read(source, &bytes, bytes.count)
                if count < 0, errno == EINTR { continue }
                // A device that is down gives nothing, and may come up again.
                if count < 0, errno == EFAULT {
                    usleep(1000)
                    continue
                }
                guard count > 0 else { break }
                let isLost = loss > 0 && dice.withLock { Int.random(in: 0..<100, using: &$0) } < loss
                if !isLost { lane.add(Packet(bytes: Data(bytes.prefix(count)), arrival: .now + delay)) }
            }
            lane.end()
        }
        Thread.detachNewThread { [self] in
            while let packet = lane.next() {
                Thread.sleep(forTimeInterval: max(0, (packet.arrival - .now) / .seconds(1)))
                _ = packet.bytes.withUnsafeBytes { write(target, $0.baseAddress, $0.count) }
            }
            withExtendedLifetime(self) {}
        }
    }

    /// A device whose packets this process reads and writes; it goes when it is closed.
    private static func openDevice(_ name: String) throws -> Int32 {
        // From <linux/if_tun.h> and <net/if.h>: the request, IFF_TUN with IFF_NO_PI, and `struct ifreq`, a name of 16 bytes and the flags.
        let (request, flags, size) = (UInt(0x4004_54ca), UInt16(0x1001), 40)
        let device = open("/dev/net/tun", O_RDWR | O_CLOEXEC)
        guard device >= 0 else { throw Refused(device: name, code: errno) }
        var wanted = [UInt8](repeating: 0, count: size)
        wanted.replaceSubrange(0..<name.utf8.count, with: name.utf8)
        withUnsafeBytes(of: flags) { wanted.replaceSubrange(16..<18, with: $0) }
        guard wanted.withUnsafeMutableBytes({ ioctl(device, request, $0.baseAddress!) }) == 0 else {
            let code = errno
            close(device)
            throw Refused(device: name, code: code)
        }
        return device
    }
}
