import Foundation

/// A plain blocking connection to a port of this machine, as cheap as a client can be.
final class LoopbackSocket {
    let descriptor: Int32
    private var received: [UInt8] = []
    private static let ending = Array("EVENT_RECEIVED".utf8)

    init(port: Int) throws {
        #if os(Linux)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        descriptor = socket(AF_INET, kind, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard descriptor >= 0, result == 0 else { throw Trouble("Port \(port) of this machine does not answer.") }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(descriptor) }

    func send(_ bytes: UnsafeRawBufferPointer) throws {
        var sent = 0
        while sent < bytes.count {
            let count = write(descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
            guard count > 0 else { throw Trouble("The connection was closed while a delivery was being sent.") }
            sent += count
        }
    }

    /// Takes what has come; true when the answer is whole. Throws when it is not `200 EVENT_RECEIVED`.
    func receive() throws -> Bool {
        let count = withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer -> Int in
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count > 0 { received += buffer[..<count] }
            return count
        }
        guard count > 0 else { throw Trouble("The connection was closed instead of an answer.") }
        guard received.suffix(Self.ending.count).elementsEqual(Self.ending) else {
            if received.count > 12, !received.starts(with: Array("HTTP/1.1 200".utf8)) {
                throw Trouble("A delivery was not accepted: \(String(decoding: received.prefix(60), as: UTF8.self))")
            }
            return false
        }
        received.removeAll(keepingCapacity: true)
        return true
    }
}
