import Foundation

/// A client that sends requests and takes no answer: a plain socket, whose sending ends when the listener closes the connection.
final class DeafClient: Sendable {
    private let descriptor: Int32

    struct NoConnection: Error {}

    init(_ port: UInt16) throws {
        #if os(Linux)
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        // Little room for answers, so that they pile up on the other side soon; but more than a packet, or the two sides' acknowledgements
        // hold each other up and nothing moves any more.
        var room: Int32 = 128 * 1024
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<Int32>.size))
        var patience = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            close(descriptor)
            throw NoConnection()
        }
    }

    deinit { close(descriptor) }

    /// Sends the same bytes again and again, on a thread of its own since it blocks, until the listener has closed the connection; false when
    /// nothing is taken for two minutes and it has not.
    func sendUntilClosed(_ bytes: [UInt8]) async -> Bool {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [self] in
                #if os(Linux)
                    let flags = Int32(MSG_NOSIGNAL)
                #else
                    let flags: Int32 = 0
                #endif
                while bytes.withUnsafeBytes({ send(descriptor, $0.baseAddress, $0.count, flags) }) > 0 {}
                continuation.resume(returning: errno == ECONNRESET || errno == EPIPE)
            }
        }
    }
}
