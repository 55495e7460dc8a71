import Foundation
import Synchronization
import TestSupport

/// Stands between a program and the socket of a server, and breaks one connection where a transaction ends.
final class CommitRelay: Sendable {
    /// Where the connection on which COMMIT is sent breaks: before it reaches the server, or when it is done there and the answer is on its way.
    enum Cut { case before, after }

    private struct Plan {
        var cut: Cut?
        /// Whether connections are taken after the cut.
        var comesBack = true
    }

    private let folder: TestFolder
    private let target: String
    private let listener: Int32
    private let plan = Mutex(Plan())

    /// - Parameter server: the folder of its socket.
    init(to server: String) throws {
        folder = try TestFolder()
        target = CommitRelay.socketPath(server)
        listener = try CommitRelay.open(CommitRelay.socketPath(folder.path)) { bind($0, $1, $2) }
        guard listen(listener, 16) == 0 else { throw POSIXError(.EIO) }
        Thread.detachNewThread { [self] in takeClients() }
    }

    /// The words of an address that leads through here.
    func words(_ database: String) -> String { "host=\(folder.path) user=\(PostgresServer.role) dbname=\(database)" }

    func cutNextCommit(_ cut: Cut, comesBack: Bool = true) { plan.withLock { $0 = Plan(cut: cut, comesBack: comesBack) } }

    func stop() { shutdown(listener, CommitRelay.bothWays) }

    // MARK: On threads

    private func takeClients() {
        while case let client = accept(listener, nil, nil), client >= 0 {
            let isOpen = plan.withLock { $0.cut != nil || $0.comesBack }
            guard isOpen, let server = try? CommitRelay.open(target, { connect($0, $1, $2) }) else {
                close(client)
                continue
            }
            let pair = Pair(client: client, server: server)
            Thread.detachNewThread { [self] in carryQuestions(pair) }
            Thread.detachNewThread { pair.carryAnswers() }
        }
        close(listener)
    }

    private func carryQuestions(_ pair: Pair) {
        while let bytes = Pair.bytes(from: pair.client) {
            if bytes.range(of: Data("COMMIT".utf8)) != nil {
                let cut = plan.withLock { plan in
                    defer { plan.cut = nil }
                    return plan.cut
                }
                if cut == .before { break }
                if cut == .after { pair.isMute.withLock { $0 = true } }
            }
            Pair.deliver(bytes, to: pair.server)
        }
        pair.end()
    }

    /// The two ends of one connection, which are closed when nothing is carried any more.
    private final class Pair: Sendable {
        let client: Int32
        let server: Int32
        /// Whether the next answer breaks the connection.
        let isMute = Mutex(false)

        init(client: Int32, server: Int32) {
            self.client = client
            self.server = server
        }

        deinit {
            close(client)
            close(server)
        }

        func carryAnswers() {
            while let bytes = Pair.bytes(from: server), !isMute.withLock({ $0 }) { Pair.deliver(bytes, to: client) }
            end()
        }

        func end() {
            shutdown(client, CommitRelay.bothWays)
            shutdown(server, CommitRelay.bothWays)
        }

        static func bytes(from end: Int32) -> Data? {
            var bytes = Data(count: 65_536)
            let count = bytes.withUnsafeMutableBytes { read(end, $0.baseAddress, $0.count) }
            return count > 0 ? bytes.prefix(count) : nil
        }

        static func deliver(_ bytes: Data, to end: Int32) {
            var rest = bytes
            while !rest.isEmpty, case let count = rest.withUnsafeBytes({ write(end, $0.baseAddress, $0.count) }), count > 0 {
                rest = rest.dropFirst(count)
            }
        }
    }

    // MARK: Sockets

    private static let bothWays = Int32(SHUT_RDWR)

    /// The name that libpq gives the socket of the usual port.
    private static func socketPath(_ folder: String) -> String { folder + "/.s.PGSQL.5432" }

    /// A socket that `join` binds to the path, or connects with it.
    private static func open(_ path: String, _ join: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32) throws -> Int32 {
        #if os(Linux)
            let made = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let made = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { join(made, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard made >= 0, result == 0 else { throw POSIXError(.EIO) }
        return made
    }
}
