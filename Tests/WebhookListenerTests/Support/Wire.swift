import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// A raw connection to the listener, so that a test decides about every byte and its time.
final class Wire: Sendable {
    struct Answer: Hashable, Sendable {
        var status: Int
        var headers: [String: String]
        var body: String

        var length: Int { Int(headers["content-length"] ?? "0") ?? 0 }

        /// Without what came behind its end.
        var only: Answer {
            Answer(status: status, headers: headers, body: String(decoding: Array(body.utf8.prefix(length)), as: UTF8.self))
        }
    }

    struct TooLate: Error {}

    private let channel: any Channel
    private let inbox: Inbox

    /// Collects what the listener sends; touched on its event loop alone.
    private final class Inbox: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        let stream: AsyncStream<ByteBuffer>
        private let continuation: AsyncStream<ByteBuffer>.Continuation

        init() {
            (stream, continuation) = AsyncStream.makeStream()
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            continuation.yield(unwrapInboundIn(data))
        }

        func channelInactive(context: ChannelHandlerContext) {
            continuation.finish()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            // A reset is one of the ways in which the listener closes.
            context.close(promise: nil)
        }
    }

    private init(channel: any Channel, inbox: Inbox) {
        self.channel = channel
        self.inbox = inbox
    }

    /// Connects to this machine. Under TLS the server must be `localhost` to those that `tls` trusts, and the handshake is made
    /// with the first bytes that are sent. `first` is sent in the moment of connecting: the listener's clock runs from then on, and a
    /// busy machine may let this task wait.
    static func connect(_ port: Int, tls: TLSConfiguration? = nil, first: [UInt8] = []) async throws -> Wire {
        let inbox = Inbox()
        let context = try tls.map { try NIOSSLContext(configuration: $0) }
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                    }
                    try channel.pipeline.syncOperations.addHandler(inbox)
                }
            }
            .connect(host: "127.0.0.1", port: port)
            .flatMap { channel -> EventLoopFuture<any Channel> in
                guard !first.isEmpty else { return channel.eventLoop.makeSucceededFuture(channel) }
                return channel.writeAndFlush(ByteBuffer(bytes: first)).map { channel }
            }.get()
        return Wire(channel: channel, inbox: inbox)
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func close() async { try? await channel.close() }

    func closeOutput() async { try? await channel.close(mode: .output) }

    /// Goes through with the next `count` answers, each by its content length.
    func answers(_ count: Int, within deadline: Duration = .seconds(600)) async throws -> [Answer] {
        try await limited(deadline) {
            var found: [Answer] = []
            var bytes: [UInt8] = []
            for await part in self.inbox.stream {
                bytes += Array(part.readableBytesView)
                while let answer = Wire.parse(bytes), let end = Wire.end(of: answer, in: bytes) {
                    found.append(answer.only)
                    bytes.removeFirst(end)
                    if found.count == count { return found }
                }
            }
            throw TooLate()
        }
    }

    /// All that comes until the listener closes the connection. Throws when it does not within the deadline.
    func untilClosed(within deadline: Duration = .seconds(600)) async throws -> [UInt8] {
        try await limited(deadline) {
            var bytes: [UInt8] = []
            for await part in self.inbox.stream { bytes += Array(part.readableBytesView) }
            return bytes
        }
    }

    /// The next answer, by its content length.
    func answer(within deadline: Duration = .seconds(600)) async throws -> Answer {
        try await limited(deadline) {
            var bytes: [UInt8] = []
            for await part in self.inbox.stream {
                bytes += Array(part.readableBytesView)
                if let answer = Wire.parse(bytes) { return answer }
            }
            throw TooLate()
        }
    }

    private func limited<Value: Sendable>(
        _ deadline: Duration, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let channel = channel
        let milliseconds = Int64(deadline / .milliseconds(1))
        let late = AtomicFlag()
        let timer = channel.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) {
            late.set()
            channel.close(promise: nil)
        }
        defer { timer.cancel() }
        let value = try await work()
        if late.isSet { throw TooLate() }
        return value
    }

    /// Where an answer at the beginning of `bytes` ends.
    private static func end(of answer: Answer, in bytes: [UInt8]) -> Int? {
        let empty = Array("\r\n\r\n".utf8)
        guard let head = bytes.indices.first(where: { bytes[$0...].starts(with: empty) }) else { return nil }
        return head + empty.count + answer.length
    }

    static func parse(_ bytes: [UInt8]) -> Answer? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let sides = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if sides.count == 2 { headers[sides[0].lowercased()] = sides[1] }
        }
        let body = String(text[end.upperBound...])
        let answer = Answer(status: status, headers: headers, body: body)
        return body.utf8.count >= answer.length ? answer : nil
    }
}

final class AtomicFlag: Sendable {
    private let lock = NSLock()
    private nonisolated(unsafe) var flag = false  // Touched under the lock alone.
    func set() { lock.withLock { flag = true } }
    var isSet: Bool { lock.withLock { flag } }
}
