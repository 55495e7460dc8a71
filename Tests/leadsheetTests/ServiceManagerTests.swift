import Foundation
import Logging
import Synchronization
import Testing

@testable import leadsheet

@Suite("What systemd is told") struct ServiceManagerTests {
    /// The end of a socket at which systemd would sit.
    private final class Listener {
        let descriptor: Int32
        let name: String

        /// `name` begins with `@` for one that is in no folder.
        init(_ name: String) throws {
            self.name = name
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            let bytes = Array(name.utf8).map { $0 == UInt8(ascii: "@") ? 0 : $0 }
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
            let size = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
            let bound = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
            }
            try #require(bound == 0)
        }

        deinit {
            close(descriptor)
            unlink(name)
        }

        /// The next news, which is there already or, with `waits`, is waited for; nil when there is none.
        func news(waits: Bool = false) -> String? {
            var bytes = [UInt8](repeating: 0, count: 1000)
            let count = recv(descriptor, &bytes, bytes.count, waits ? 0 : Int32(MSG_DONTWAIT))
            return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
        }
    }

    private static var names: [String] {
        [
            "@leadsheet-test-\(UUID().uuidString)",
            FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString.prefix(8)).sock").path,
        ]
    }

    @Test("it is told of readiness, a reload and the end at the socket that it names, in a folder or not", arguments: names)
    func news(_ name: String) throws {
        let listener = try Listener(name)
        let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": name]))
        manager.tell(.ready)
        #expect(listener.news() == "READY=1")
        manager.tell(.reloading)
        #expect(try #require(listener.news()).wholeMatch(of: /RELOADING=1\nMONOTONIC_USEC=\d+/) != nil)
        manager.tell(.stopping)
        #expect(listener.news() == "STOPPING=1")
        #expect(manager.watchdog == nil && manager.keepAlive {} == nil)
    }

    @Test("nobody is told where no socket is named, and a socket that is gone ends nothing")
    func nobody() throws {
        #expect(ServiceManager(environment: [:]) == nil)
        #expect(ServiceManager(environment: ["NOTIFY_SOCKET": ""]) == nil)
        #expect(ServiceManager(environment: ["NOTIFY_SOCKET": "vsock:2:1"]) == nil)
        try #require(ServiceManager(environment: ["NOTIFY_SOCKET": "/no/such"])).tell(.ready)
    }

    @Test("the watchdog of another process is not ours")
    func otherProcess() throws {
        func watchdog(_ process: Int32) -> Duration? {
            ServiceManager(environment: ["NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "\(process)"])?.watchdog
        }
        #expect(watchdog(getpid()) == .seconds(3))
        #expect(watchdog(getpid() + 1) == nil)
    }

    @Test("the watchdog gets its sign while the parts come back, and none while one hangs")
    func watchdog() async throws {
        let listener = try Listener("@leadsheet-test-\(UUID().uuidString)")
        let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": listener.name, "WATCHDOG_USEC": "3000"]))
        let hanging = AsyncStream.makeStream(of: CheckedContinuation<Void, Never>.self)
        let sign = try #require(
            manager.keepAlive { await withCheckedContinuation { continuation in _ = hanging.continuation.yield(continuation) } })
        var parts = hanging.stream.makeAsyncIterator()
        for _ in 0..<2 {
            let part = try #require(await parts.next())
            #expect(listener.news() == nil)
            part.resume()
            // Not waiting on this thread, which the sign may need to come.
            var news = listener.news()
            while news == nil {
                await Task.yield()
                news = listener.news()
            }
            #expect(news == "WATCHDOG=1")
        }
        let last = try #require(await parts.next())
        #expect(listener.news() == nil)
        sign.cancel()
        last.resume()
        await sign.value
    }

    @Test("standard error is the journal where systemd says so by its file, and lines begin with their priority")
    func journal() throws {
        var status = stat()
        #expect(fstat(STDERR_FILENO, &status) == 0)
        #expect(Journal.isBehind(STDERR_FILENO, environment: ["JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino)"]))
        #expect(!Journal.isBehind(STDERR_FILENO, environment: ["JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino + 1)"]))
        #expect(!Journal.isBehind(STDERR_FILENO, environment: [:]))
        #expect(Journal.prefix(.error) == "<3>" && Journal.prefix(.info) == "<6>")
    }
}
