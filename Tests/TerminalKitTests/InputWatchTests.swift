import Base
import Dispatch
import Foundation
import Synchronization
import Testing

@Suite("A descriptor that is watched") struct InputWatchTests {
    /// The two ends of a connection.
    private func connection() throws -> (near: Int32, far: Int32) {
        var ends: [Int32] = [-1, -1]
        #if os(Linux)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        try #require(socketpair(AF_UNIX, kind, 0, &ends) == 0)
        return (ends[0], ends[1])
    }

    private static func readByte(_ descriptor: Int32) -> UInt8? {
        var byte: UInt8 = 0
        return read(descriptor, &byte, 1) == 1 ? byte : nil
    }

    @Test("what comes is told in its order, and the end of the other side as well, once")
    func told() async throws {
        let (near, far) = try connection()
        defer { close(near) }
        let (bytes, continuation) = AsyncStream.makeStream(of: UInt8?.self)
        let watch = InputWatch(near, name: "test", on: DispatchQueue(label: "test")) {
            let byte = Self.readByte(near)
            continuation.yield(byte)
            // The end stays readable for ever.
            if byte == nil { continuation.finish() }
            return byte != nil
        }
        var sent: [UInt8] = [1, 2, 3]
        write(far, &sent, 3)
        close(far)
        var told: [UInt8?] = []
        for await byte in bytes { told.append(byte) }
        #expect(told == [1, 2, 3, nil])
        withExtendedLifetime(watch) {}
    }

    /// Tells when nobody holds it any more.
    private final class Held: Sendable {
        let onEnd: @Sendable () -> Void
        init(_ onEnd: @escaping @Sendable () -> Void) { self.onEnd = onEnd }
        deinit { onEnd() }
    }

    @Test("one that was stopped on its queue is called no more, though there is something to read")
    func stopped() async throws {
        let (near, far) = try connection()
        defer { for end in [near, far] { close(end) } }
        let queue = DispatchQueue(label: "test")
        let calls = Mutex(0)
        let (first, begun) = AsyncStream.makeStream(of: Void.self)
        let (end, over) = AsyncStream.makeStream(of: Void.self)
        let held = Held { over.finish() }
        let watch = InputWatch(near, name: "test", on: queue) { [held] in
            calls.withLock { $0 += 1 }
            begun.finish()
            // What there is to read is left there.
            return withExtendedLifetime(held) { true }
        }
        var byte: UInt8 = 1
        write(far, &byte, 1)
        for await _ in first {}
        let seen: Int = queue.sync {
            watch.stop()
            return calls.withLock { $0 }
        }
        _ = consume held
        for await _ in end {}
        #expect(seen > 0 && calls.withLock { $0 } == seen)
    }

    @Test("one that nobody keeps ends, and lets go of all it was given")
    func released() async throws {
        let (near, far) = try connection()
        defer { for end in [near, far] { close(end) } }
        let (end, over) = AsyncStream.makeStream(of: Void.self)
        do {
            let held = Held { over.finish() }
            _ = InputWatch(near, name: "test", on: DispatchQueue(label: "test")) { withExtendedLifetime(held) { true } }
        }
        for await _ in end {}
    }
}
