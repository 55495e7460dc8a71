import Base
import Foundation
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// An HTTP server on loopback only.
final class LoopbackServer: Sendable {
    private static let mostBodyBytes = 4 << 20

    private let task: Task<Void, any Error>
    private let listening: any Channel
    /// The port that is bound.
    let port: Int

    /// Returns once it listens; `port` 0 takes a free one. `respond` gets a request with its whole body; nil closes the connection instead
    /// of answering.
    init(
        port: Int, logger: Logger, respond: @escaping @Sendable (Request, ByteBuffer) async -> Response?
    ) async throws(SimulatorError) {
        let (channels, found) = AsyncStream.makeStream(of: (any Channel).self)
        var logger = logger
        // Its own information (started, stopped, each request) is of no use to anybody here.
        logger.logLevel = max(logger.logLevel, .warning)
        let http = HTTP1Channel(
            responder: { request, writer, channel in
                let body = try await request.body.collect(upTo: Self.mostBodyBytes)
                guard let response = await respond(request, body) else {
                    try await channel.close()
                    throw CancellationError()
                }
                try await writer.write(response: response.head, body: response.body)
            })
        let server = Server(
            childChannelSetup: http, configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in
                found.yield(channel)
                found.finish()
            }, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
        // On a thread of its own: whoever asks waits for a limited time, however much else the process does.
        task = Task(executorPreference: QueueExecutor("simulator")) {
            // Ends the stream when it could not listen.
            defer { found.finish() }
            try await server.run()
        }
        var iterator = channels.makeAsyncIterator()
        if let channel = await iterator.next() {
            listening = channel
            self.port = channel.localAddress?.port ?? port
        } else {
            let reason: String
            switch await task.result {
            case .failure(let error): reason = "\(error)"
            case .success: reason = "it was called off"
            }
            throw .cannotBind(port, reason)
        }
    }

    /// Closes the port and every connection.
    func stop() async {
        // The server logs an error where it is called off while it waits for connections.
        listening.close(promise: nil)
        try? await listening.closeFuture.get()
        task.cancel()
        _ = await task.result
    }
}
