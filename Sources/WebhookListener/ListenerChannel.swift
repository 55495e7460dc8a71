import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL

/// A connection: HTTP as it comes, or under TLS.
struct ListenerChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let http: HTTP1Channel
    let tls: TLSIdentity?
    /// Of one request, everything counted: head, chunk sizes and their extensions, body.
    let mostBytes: Int

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        // Nobody is at the other end any more: it is not worth a pipeline.
        guard channel.remoteAddress != nil else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(ChannelError.eof)
        }
        return channel.eventLoop.makeCompletedFuture {
            try takeTurns(channel)
            if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls.context())) }
        }
        .flatMap { http.setup(channel: channel, logger: logger) }
        .flatMapThrowing { value in
            try addGuard(channel)
            return value
        }
    }

    /// Little is read at a time, so that who sends much does not hold up who sends little.
    private func takeTurns(_ channel: any Channel) throws {
        guard let options = channel.syncOptions else { return }
        try options.setOption(.maxMessagesPerRead, value: 1)
        try options.setOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 2048, maximum: 16384))
    }

    private func addGuard(_ channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
        let wire = WireCount(most: mostBytes)
        try pipeline.addHandler(RequestGuard(wire), position: .after(decoder))
        try pipeline.addHandler(wire, position: .before(decoder))
    }

    func handle(value: Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}
