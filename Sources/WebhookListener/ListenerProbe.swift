import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// Asks who listens on an address.
public enum ListenerProbe {
    /// The Leadsheet that answered.
    public struct Found: Hashable, Sendable {
        public var process: Int32
        /// The id of its data, as of ``ListenerReport/data``.
        public var data: String
        public var connections: ConnectionMetrics?
        /// The fault of its certificate, as ``WebhookListener/certificateFault(at:)``.
        public var certificateFault: String?

        public init(process: Int32, data: String, connections: ConnectionMetrics? = nil, certificateFault: String? = nil) {
            self.process = process
            self.data = data
            self.connections = connections
            self.certificateFault = certificateFault
        }
    }

    private static let largestAnswer = 1 << 16

    /// Asks `/healthz`, in the clear and then under TLS. Nil when nobody answers either within `deadline`, when it is another program,
    /// or when it says no more than it tells other machines.
    public static func ask(_ address: ListenAddress, within deadline: Duration = .seconds(1)) async -> Found? {
        if let found = await ask(address, within: deadline, tls: nil) { return found }
        var configuration = TLSConfiguration.makeClientConfiguration()
        // Its certificate is for the name that the internet knows, not for this address; nothing secret is said or asked.
        configuration.certificateVerification = .none
        guard let context = try? NIOSSLContext(configuration: configuration) else { return nil }
        return await ask(address, within: deadline, tls: context)
    }

    /// Whether a program has the address, also one that is stopped and never answers: the system takes the connection for it.
    public static func isTaken(_ address: ListenAddress, within deadline: Duration = .seconds(1)) async -> Bool {
        let connecting = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTimeout(TimeAmount(deadline))
            .connect(host: address.host, port: address.port)
        guard let channel = try? await connecting.get() else { return false }
        channel.close(promise: nil)
        return true
    }

    private static func ask(_ address: ListenAddress, within deadline: Duration, tls: NIOSSLContext?) async -> Found? {
        do {
            let limit = TimeAmount(deadline)
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(limit)
                .connect(host: address.host, port: address.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let tls {
                            try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil))
                        }
                        return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            let timer = channel.channel.eventLoop.scheduleTask(in: limit) { channel.channel.close(promise: nil) }
            defer { timer.cancel() }
            return found(in: try await exchange(channel, address))
        } catch {
            // Nobody there, or nobody who speaks HTTP: the same to the caller.
            return nil
        }
    }

    private static func exchange(
        _ channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ address: ListenAddress
    ) async throws -> ByteBuffer {
        try await channel.executeThenClose { inbound, outbound in
            // To a host of another name no more is told than to strangers.
            let request = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            try await outbound.write(ByteBuffer(string: request))
            var answer = ByteBuffer()
            for try await part in inbound {
                answer.writeImmutableBuffer(part)
                if answer.readableBytes > largestAnswer { break }
            }
            return answer
        }
    }

    /// The answer has a content length and is closed behind it, so the body is all that follows the empty line.
    private static func found(in answer: ByteBuffer) -> Found? {
        let bytes = Data(answer.readableBytesView)
        guard let end = bytes.range(of: Data("\r\n\r\n".utf8)),
            let health = try? JSONDecoder().decode(HealthText.self, from: bytes[end.upperBound...]),
            health.name == HealthText.program
        else { return nil }
        return Found(
            process: health.process, data: health.data, connections: health.connections,
            certificateFault: health.checks.first { $0.name == TLSIdentity.check && !$0.ok }?.detail)
    }
}
