import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL

/// A connection: HTTP as it comes, or under TLS. Both are made with its first byte.
struct ListenerChannel: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        /// Fails when the connection ends before it says anything.
        let http: EventLoopFuture<HTTP1Channel.Value>
    }

    let http: HTTP1Channel
    let tls: TLSIdentity?
    let places: Places
    /// How long a connection may say nothing.
    let patience: TimeAmount
    /// Of one request, everything counted: head, chunk sizes and their extensions, body.
    let mostBytes: Int

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        // Nobody is at the other end any more.
        guard channel.remoteAddress != nil else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(ChannelError.eof)
        }
        let spoken = channel.eventLoop.makePromise(of: Void.self)
        let made = spoken.futureResult.flatMap { make(channel, logger) }
        made.whenFailure { _ in channel.close(promise: nil) }
        let ready: EventLoopFuture<Value> = channel.eventLoop.makeCompletedFuture {
            try takeTurns(channel)
            let watch = ByteWatch(places.enter(channel), spoken: spoken, patience: patience)
            try channel.pipeline.syncOperations.addHandler(watch, position: .first)
            return Value(channel: channel, http: made)
        }
        ready.whenFailure { spoken.fail($0) }
        return ready
    }

    func handle(value: Value, logger: Logger) async {
        do {
            await http.handle(value: try await value.http.get(), logger: logger)
        } catch {
            // It ended before its first byte.
        }
    }

    private func make(_ channel: any Channel, _ logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        channel.eventLoop.makeCompletedFuture {
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
}
