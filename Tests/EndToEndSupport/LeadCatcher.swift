import Foundation
import Synchronization

/// A web server that is not the program: it verifies itself as a callback does, keeps what is posted, and answers 404 to the rest.
package final class LeadCatcher: Sendable {
    package let port: UInt16
    private let descriptor: Int32
    private let bodies = Mutex<[String]>([])
    private let isOpen = Mutex(true)

    package init() throws {
        (descriptor, port) = try Wire.listenApart()
        let thread = Thread { [self] in serve() }
        thread.start()
    }

    /// What has been posted so far.
    package var posted: [String] { bodies.withLock { $0 } }

    package func close() {
        let wasOpen = isOpen.withLock { open in
            defer { open = false }
            return open
        }
        guard wasOpen else { return }
        // Wakes the thread that waits for connections.
        shutdown(descriptor, Int32(SHUT_RDWR))
        Foundation.close(descriptor)
    }

    private func serve() {
        while true {
            let connection = accept(descriptor, nil, nil)
            guard connection >= 0 else {
                if errno == EINTR { continue }
                return
            }
            // A connection that says nothing must not hold up the others for ever.
            var patience = timeval(tv_sec: 5, tv_usec: 0)
            setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            let request = Wire.read(connection, until: Self.isWhole)
            _ = Wire.write(answer(to: request), to: connection)
            Foundation.close(connection)
        }
    }

    private func answer(to request: String) -> String {
        var status = "404 Not Found"
        var body = "not here\n"
        if request.hasPrefix("GET "), let challenge = request.firstMatch(of: /hub\.challenge=(\w+)/) {
            (status, body) = ("200 OK", String(challenge.1))
        } else if request.hasPrefix("POST ") {
            let content = request.components(separatedBy: "\r\n\r\n").dropFirst().joined(separator: "\r\n\r\n")
            bodies.withLock { $0.append(content) }
            (status, body) = ("200 OK", "EVENT_RECEIVED")
        }
        return "HTTP/1.1 \(status)\r\nContent-Type: text/plain\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
    }

    private static func isWhole(_ text: String) -> Bool {
        guard let end = text.range(of: "\r\n\r\n") else { return false }
        let length = text.firstMatch(of: /(?i)content-length: *(\d+)/).flatMap { Int($0.1) } ?? 0
        return text[end.upperBound...].utf8.count >= length
    }
}
