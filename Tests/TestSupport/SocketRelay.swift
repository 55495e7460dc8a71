import Foundation

/// What a relay does with the connections that go through it.
public protocol RelayRules: Sendable {
    /// Whether the next connection is taken.
    func takesNext() -> Bool
    /// Deals with what one side said on a connection: delivers it, changes it, or ends the connection.
    func carry(_ bytes: Data, from side: SocketRelay.Side, on pair: SocketRelay.Pair)
}

/// Stands between programs and the socket of a PostgreSQL server, and carries what each says to the other.
public final class SocketRelay: Sendable {
    public enum Side: Sendable { case client, server }

    private let folder: TestFolder
    private let target: String
    private let listener: Int32
    private let rules: any RelayRules

    /// - Parameter server: the folder of its socket.
    public init(to server: String, _ rules: any RelayRules) throws {
        self.rules = rules
        folder = try TestFolder()
        target = SocketRelay.socketPath(server)
        listener = try SocketRelay.open(SocketRelay.socketPath(folder.path)) { bind($0, $1, $2) }
        guard listen(listener, 64) == 0 else { throw POSIXError(.EIO) }
        Thread.detachNewThread { [self] in takeClients() }
    }

    /// The words of an address that leads through here.
    public func words(_ database: String, as role: String = PostgresServer.role) -> String {
        "host=\(folder.path) user=\(role) dbname=\(database)"
    }

    /// The same as people write it.
    public func address(_ database: String) -> String { "postgres://\(PostgresServer.role)@/\(database)?host=\(folder.path)" }

    public func stop() { shutdown(listener, SocketRelay.bothWays) }

    // MARK: On threads

    private func takeClients() {
        while case let client = accept(listener, nil, nil), client >= 0 {
            guard rules.takesNext(), let server = try? SocketRelay.open(target, { connect($0, $1, $2) }) else {
                close(client)
                continue
            }
            let pair = Pair(client: client, server: server)
            for side in [Side.client, .server] {
                Thread.detachNewThread { [rules] in
                    while let bytes = pair.bytes(from: side) { rules.carry(bytes, from: side, on: pair) }
                    pair.end()
                }
            }
        }
        close(listener)
    }

    /// The two ends of one connection, which are closed when nothing is carried any more.
    public final class Pair: Sendable {
        private let client: Int32
        private let server: Int32

        fileprivate init(client: Int32, server: Int32) {
            self.client = client
            self.server = server
        }

        deinit {
            close(client)
            close(server)
        }

        public func end() {
            shutdown(client, SocketRelay.bothWays)
            shutdown(server, SocketRelay.bothWays)
        }

        /// Gives the other side what one side has said.
        public func deliver(_ bytes: Data, from side: Side) {
            let end = side == .client ? server : client
            var rest = bytes
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { send(end, $0.baseAddress, $0.count, SocketRelay.quietly) }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }

        fileprivate func bytes(from side: Side) -> Data? {
            var bytes = Data(count: 65_536)
            let count = bytes.withUnsafeMutableBytes { read(side == .client ? client : server, $0.baseAddress, $0.count) }
            return count > 0 ? bytes.prefix(count) : nil
        }
    }

    // MARK: Sockets

    /// Of a side that has gone nothing is said by a signal, which would end the process.
    #if os(Linux)
        private static let quietly = Int32(MSG_NOSIGNAL)
    #else
        private static let quietly: Int32 = 0
    #endif
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
