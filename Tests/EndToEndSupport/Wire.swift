import Crypto
import Foundation
import Synchronization
import TestSupport

/// HTTP from outside, as Meta or curl would speak it: nothing of the program's own code.
package enum Wire {
    package struct Answer: CustomStringConvertible {
        package let status: Int
        package let body: String
        package var description: String { "HTTP \(status): \(body)" }
    }

    /// Posts a webhook with the signature of Meta's (Meta: Graph API webhooks, validating payloads); without a secret, unsigned.
    package static func post(_ body: String, secret: String?, port: UInt16) async throws -> Answer {
        var headers = "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
        if let secret {
            let code = HMAC<SHA256>.authenticationCode(for: Data(body.utf8), using: SymmetricKey(data: Data(secret.utf8)))
            headers += "X-Hub-Signature-256: sha256=\(code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())\r\n"
        }
        return try await ask("POST /api/meta/webhook HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\(headers)\r\n\(body)", port: port)
    }

    package static func get(_ path: String, port: UInt16) async throws -> Answer {
        try await ask("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", port: port)
    }

    private static let givenPorts = Mutex<Set<UInt16>>([])

    /// A port of this machine that nobody has, each time another one. The kernel gives none of these to a connection as its near end, nor to
    /// a server that takes any port: what runs at the same time does not take it before it is used.
    package static func freePort() throws -> UInt16 {
        let (descriptor, port) = try listenApart()
        // A child that is being started may have it open as well: listening ends for it, too.
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
        return port
    }

    /// A socket that listens on such a port.
    package static func listenApart() throws -> (descriptor: Int32, port: UInt16) {
        for port in (UInt16(20_000)...32_000).shuffled() where givenPorts.withLock({ $0.insert(port).inserted }) {
            if let found = try? listen(on: port) { return found }
        }
        throw Waiting.NotSeen(description: "No port of this machine could be had.")
    }

    /// A connection to a port of this machine; nil when nobody listens there.
    package static func connection(to port: UInt16) -> Int32? {
        let descriptor = tcpSocket()
        var address = loopback(port)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// A socket that listens on a port of the loopback.
    package static func listen(on port: UInt16) throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = tcpSocket()
        // As servers do: without it the port stays taken for a minute after the last connection.
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = loopback(port)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let done = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && Foundation.listen(descriptor, 64) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard done else {
            close(descriptor)
            throw Waiting.NotSeen(description: "No port of this machine could be had: \(String(cString: strerror(errno)))")
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// Reads until the other side closes or `isWhole` says that it is enough.
    package static func read(_ descriptor: Int32, until isWhole: (String) -> Bool = { _ in false }) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
            if isWhole(String(decoding: bytes, as: UTF8.self)) { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    package static func write(_ text: String, to descriptor: Int32) -> Bool { write(Array(text.utf8), to: descriptor) }

    /// False when the other side has closed.
    package static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, noSignal) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func ask(_ request: String, port: UInt16) async throws -> Answer {
        // Off the threads that the tests run on: the calls block.
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try answer(to: request, port: port) })
            }
        }
    }

    private static func answer(to request: String, port: UInt16) throws -> Answer {
        guard let descriptor = connection(to: port) else { throw Waiting.NotSeen(description: "Nobody listens on port \(port).") }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard write(request, to: descriptor) else { throw Waiting.NotSeen(description: "The connection to port \(port) was closed.") }
        let text = read(descriptor)
        let parts = text.components(separatedBy: "\r\n\r\n")
        guard let status = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Waiting.NotSeen(description: "No answer of HTTP came from port \(port): \(text)")
        }
        return Answer(status: status, body: parts.dropFirst().joined(separator: "\r\n\r\n"))
    }

    private static func tcpSocket() -> Int32 {
        #if os(Linux)
            return socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #else
            return socket(AF_INET, SOCK_STREAM, 0)
        #endif
    }

    private static var noSignal: Int32 {
        #if os(Linux)
            return Int32(MSG_NOSIGNAL)
        #else
            return 0
        #endif
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
