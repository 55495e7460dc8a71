import EndToEndSupport
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// `leadsheet serve` as a service of systemd, which is played by a socket.
    @Suite("Under systemd")
    struct SystemdTests {
        @Test("it tells when it is ready, reloads, lives and stops, and logs to the journal with priorities and without times")
        func service() async throws {
            try await Workbench.use { bench in
                let socket = try NotifySocket("\(bench.folder)/notify")
                bench.environment.merge(["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "300000"]) { $1 }
                // The file that systemd has made for standard error is told by its numbers, which the shell looks up.
                let server = try bench.shell("JOURNAL_STREAM=$(stat -L -c %d:%i /proc/self/fd/2) exec leadsheet serve")
                func hears(_ news: String, line: Int = #line) async throws {
                    try await Waiting.until {
                        socket.hears(news) ? true : nil
                    } missing: {
                        "systemd was to be told \(news) (line \(line)).\n\(server.out)\(server.err)"
                    }
                }
                try await hears("READY=1")
                #expect(server.out.contains("listening on"))
                try await hears("WATCHDOG=1")
                server.signal(SIGHUP)
                try await hears("RELOADING=1\nMONOTONIC_USEC=")
                try await hears("READY=1")
                server.signal(SIGTERM)
                try await hears("STOPPING=1")
                #expect(try await server.end() == 0)
                let lines = server.err.split(separator: "\n")
                #expect(lines.contains { $0.hasPrefix("<5>notice leadsheet: Leadsheet ") })
                #expect(lines.allSatisfy { $0.wholeMatch(of: /<[2-7]>[a-z]+ leadsheet[a-z.]*: .*/) != nil }, "\(server.err)")
                #expect(bench.log.isEmpty)
            }
        }

        @Test("the journal has one line of where it listens, also where standard output leads there too", arguments: ["info", "warning"])
        func oneLine(level: String) async throws {
            try await Workbench.use { bench in
                let socket = try NotifySocket("\(bench.folder)/notify")
                bench.environment["NOTIFY_SOCKET"] = socket.path
                let server = try bench.shell(
                    "exec 2>&1; JOURNAL_STREAM=$(stat -L -c %d:%i /proc/self/fd/2) exec leadsheet serve --log-level \(level)")
                try await Waiting.until {
                    socket.hears("READY=1") ? true : nil
                } missing: {
                    "systemd was to be told READY=1.\n\(server.out)"
                }
                server.signal(SIGTERM)
                #expect(try await server.end() == 0)
                #expect(server.out.matches(of: /[Ll]istening on/).count == 1, "\(server.out)")
            }
        }
    }
}

/// The end of a socket at which systemd would sit.
private final class NotifySocket {
    let path: String
    private let descriptor: Int32
    private var waiting: [String] = []

    init(_ path: String) throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        try #require(bound == 0)
    }

    deinit { close(descriptor) }

    /// Whether there is news that begins so; it and what came before it are taken away.
    func hears(_ beginning: String) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 1000)
        while case let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT)), count >= 0 {
            waiting.append(String(decoding: bytes.prefix(count), as: UTF8.self))
        }
        guard let index = waiting.firstIndex(where: { $0.hasPrefix(beginning) }) else { return false }
        waiting.removeFirst(index + 1)
        return true
    }
}
