import Base
import Foundation
import Logging

/// systemd, told how a service is (sd_notify(3)): a datagram for each news, to the socket that it names in `NOTIFY_SOCKET`.
struct ServiceManager: Sendable {
    enum News {
        /// Webhooks are listened for, and the settings that were read again are in force.
        case ready
        case reloading
        case stopping
        /// The sign that the watchdog wants.
        case alive
    }

    private let socket: String
    /// It wants a sign of life at least so often; nil: it watches nobody.
    let watchdog: Duration?

    /// Nil: nobody wants to be told.
    init?(environment: [String: String]) {
        guard let socket = environment["NOTIFY_SOCKET"], socket.hasPrefix("/") || socket.hasPrefix("@"), socket.utf8.count > 1 else {
            return nil
        }
        self.socket = socket
        let isMeant = environment["WATCHDOG_PID"].map { Int32($0) == getpid() } ?? true
        watchdog = isMeant ? environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap { $0 > 0 ? .microseconds($0) : nil } : nil
    }

    /// Where it cannot be told the log says so, and all goes on: what follows from it is systemd's to say.
    func tell(_ news: News) {
        guard let reason = send(text(of: news)) else { return }
        Logger(label: "leadsheet.service").warning("systemd could not be told how this service is (\(reason)).")
    }

    /// Gives the watchdog its sign, several times in the time that it allows, as long as `pulse` comes back.
    func keepAlive(_ pulse: @escaping @Sendable () async -> Void) -> Task<Void, Never>? {
        guard let watchdog else { return nil }
        return Task {
            repeat {
                await pulse()
                tell(.alive)
            } while (try? await Task.sleep(for: watchdog / 3)) != nil
        }
    }

    private func text(of news: News) -> String {
        switch news {
        case .ready: "READY=1"
        case .reloading:
            // Which reload it was that ends with the next ready.
            "RELOADING=1\nMONOTONIC_USEC=\(Self.monotonicMicroseconds)"
        case .stopping: "STOPPING=1"
        case .alive: "WATCHDOG=1"
        }
    }

    /// Nil, or the system's reason why it was not sent.
    private func send(_ text: String) -> String? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var path = Array(socket.utf8)
        // The name of a socket that is in no folder begins with a zero.
        if path[0] == UInt8(ascii: "@") { path[0] = 0 }
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard path.count < room else { return SystemError.reason(ENAMETOOLONG) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        // A path in a folder ends with a zero, which is there; of the other kind every byte counts.
        let size = socklen_t(MemoryLayout<sockaddr_un>.size - room + path.count)
        let descriptor = Self.datagramSocket()
        guard descriptor >= 0 else { return SystemError.reason() }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        let sent = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { sendto(descriptor, bytes, bytes.count, 0, $0, size) }
        }
        return sent == bytes.count ? nil : SystemError.reason()
    }

    private static var monotonicMicroseconds: Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec * 1_000_000 + now.tv_nsec / 1000
    }

    private static func datagramSocket() -> Int32 {
        #if os(Linux)
            Foundation.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #else
            Foundation.socket(AF_UNIX, SOCK_DGRAM, 0)
        #endif
    }
}
